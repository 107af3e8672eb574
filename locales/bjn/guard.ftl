# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/guard.ftl.)

channel-name = { $channel ->
    [telegram] Telegram
    [whatsapp] WhatsApp
   *[other] wadah lain
}
# $kind: nik, mother_name atau photo; apa yang dihapus dari obrolan setelah tersimpan.
guard-told = { $kind ->
    [nik] Pesan nang ada NIK-nya itu kami hapus dari pandiran ini supaya aman.
    [mother_name] Pesan nang ada ngaran uma kandungnya itu kami hapus dari pandiran ini supaya aman.
    [account] Pesan nang ada nomor rekeningnya itu kami hapus dari pandiran ini supaya aman.
    [number] Pesan nang ada nomor kartunya itu kami hapus dari pandiran ini supaya aman.
   *[photo] Foto tadi sudah tasimpan, jadi kami hapus dari pandiran ini supaya aman.
}
rush = Pasannya banyak banar dalam waktu handap, jadi sabagian kada tabaca. Hadangi samanit, lah, habis itu kirim lagi nang tauncit. Jawaban nang tadi tatap tasimpan.
group-polite = Maap, ulun malayani pandiran pribadi haja, supaya data kada tabaca urang lain. Tulis langsung ka ulun, lah.
# $channel: telegram, whatsapp atau yang lain; tempat percakapan dilanjutkan.
moved-away = Pandiran ini dilanjutakan di { channel-name }. Amun bukan Pian nang mamindahakan, ketik *petugas* wayah ini jua.
