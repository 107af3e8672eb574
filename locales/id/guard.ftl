# Menjaga obrolan orang: dikatakan oleh bagian yang menghapus, memindahkan, atau masuk grup.
channel-name = { $channel ->
    [telegram] Telegram
    [whatsapp] WhatsApp
   *[other] tempat lain
}
# $kind: nik, mother_name, account, number atau photo; apa yang dihapus dari obrolan setelah tersimpan.
guard-told = { $kind ->
    [nik] Pesan berisi NIK itu kami hapus dari obrolan ini supaya aman.
    [mother_name] Pesan berisi nama ibu kandung itu kami hapus dari obrolan ini supaya aman.
    [account] Pesan berisi nomor rekening itu kami hapus dari obrolan ini supaya aman.
    [number] Pesan berisi nomor kartu itu kami hapus dari obrolan ini supaya aman.
   *[photo] Foto tadi sudah tersimpan, jadi kami hapus dari obrolan ini supaya aman.
}
rush = Pesannya banyak sekali dalam waktu singkat, jadi sebagian tidak terbaca. Tunggu satu menit, ya, lalu kirim lagi yang terakhir. Jawaban sebelumnya tetap tersimpan.
group-polite = Maaf, saya hanya melayani obrolan pribadi, supaya data tidak terbaca orang lain. Tulis langsung ke saya, ya.
# $channel: telegram, whatsapp atau yang lain; tempat percakapan dilanjutkan.
moved-away = Percakapan ini dilanjutkan di { channel-name }. Kalau bukan Anda yang memindahkan, ketik *petugas* sekarang juga.
