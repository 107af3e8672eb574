# Banyak keterangan dalam satu pesan, dan daftar orang yang ditempel atau dikirim sebagai berkas.

many-noted =
    Yang saya catat:
    { $lines }
many-held = { $whom ->
    [other] Keterangan lainnya saya pegang dulu, dan baru dicatat setelah { $called } setuju.
   *[self] Keterangan itu saya pegang dulu.
}
many-differs =
    ⚠️ Di pesan ini tertulis lain dari jawaban tadi:
    { $line }

list-reading = 📄 Daftarnya saya baca dulu, ya.
list-read = { $wrong ->
    [0] 📄 *{ $good } orang, semuanya baik.*
   *[other] 📄 *{ $good } baik, { $wrong } perlu dibetulkan.*
}{ $kind ->
    [sheet] { "" } Nomornya sama dengan nomor baris di berkas.
   *[paste] { "" }
}
list-lines = { $lines }
list-line =
    .good = { $at }. { $name } ✅
    .name = { $at }. ⚠️ Namanya belum terbaca. Tulis nama seperti di KTP.
    .nik-none = { $at }. { $name } ⚠️ NIK belum ada. Tambahkan 16 angka NIK dari KTP.
    .nik-length = { $at }. { $name } ⚠️ NIK { $count } angka, padahal harus 16. Lihat lagi di KTP.
    .nik-province = { $at }. { $name } ⚠️ Dua angka depan NIK belum cocok. Lihat lagi di KTP.
    .nik-serial = { $at }. { $name } ⚠️ Akhir NIK tidak mungkin 0000. Lihat lagi di KTP.
    .nik-several = { $at }. { $name } ⚠️ Ada dua NIK. Tulis satu orang satu baris.
    .nik-rounded = { $at }. { $name } ⚠️ NIK dibulatkan oleh Excel. Jadikan kolomnya *Teks*, lalu ketik lagi NIK-nya.
    .date = { $at }. { $name } ⚠️ Tanggal lahirnya tidak ada di kalender. Lihat lagi di KTP.
    .twice = { $at }. { $name } ⚠️ NIK sama dengan baris { $count }. Lihat lagi di KTP.
    .again = { $at }. { $name } ⚠️ NIK sama dengan orang yang tadi.
list-none = Betulkan dulu baris itu, lalu kirim lagi. Untuk dibantu orang, ketik *petugas*.
list-many = { $waits ->
    [yes] Paling banyak { $most } orang yang menunggu sekaligus. Selesaikan dulu daftar yang tadi, lalu kirim yang ini. Kalau terburu-buru, ketik *petugas*.
   *[no] Daftarnya panjang. Lewat obrolan paling banyak { $most } orang sekali kirim. Daftar sepanjang itu lebih cepat lewat petugas: ketik *petugas*, atau kirim sedikit demi sedikit.
}
list-person = Orang { $at } dari { $of }: *{ $called }*.
list-file =
    .empty = Berkas itu masih kosong. Isi dulu, lalu kirim lagi.
    .not-a-sheet = Berkas itu belum bisa saya baca. Kirim sebagai Excel (.xlsx) atau CSV, atau tulis satu orang satu baris di sini.
    .password = Berkas itu terkunci kata sandi. Simpan lagi tanpa kata sandi, lalu kirim.
    .too-large = Berkas itu terlalu besar. Kirim daftarnya saja, tanpa gambar.
    .too-many = Berkas itu terlalu panjang untuk obrolan. Untuk daftar panjang ketik *petugas*.
    .bomb = Berkas itu terlalu besar. Salin daftarnya ke berkas baru, lalu kirim lagi.
    .timeout = Berkas itu terlalu lama dibaca. Salin daftarnya ke berkas baru, lalu kirim lagi.
    .worker = Maaf, berkas itu belum bisa dibaca karena gangguan di tempat kami. Coba kirim lagi nanti, atau tulis satu orang satu baris di sini.
    .missing = Berkas itu tidak sampai ke kami. Coba kirim lagi, ya.

state-people = { $good ->
    [1] Mau dilanjutkan dengan orang itu?
   *[other] Mau dilanjutkan dengan { $good } orang yang baik, satu per satu?
} Tiap orang ditanya dulu, apakah setuju datanya dicatat. Data diteruskan ke petugas desa, kabupaten, dan BPJS Ketenagakerjaan, hanya untuk perlindungan ini, dan boleh dilihat, dibetulkan, atau dihapus. Baris yang sudah dibetulkan boleh dikirim sekarang.
    .pick-yes = Ya, lanjutkan
    .pick-no = Tidak
    .dropped = Baik, daftar itu tidak disimpan.
