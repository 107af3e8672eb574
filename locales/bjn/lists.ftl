# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/lists.ftl.)

many-noted =
    Nang ulun catat:
    { $lines }
many-held = { $whom ->
    [other] Katarangan lainnya ulun ingkut dahulu, wan hanyar dicatat imbah { $called } satuju.
   *[self] Katarangan itu ulun ingkut dahulu.
}
many-differs =
    ⚠️ Di pesan ini tatulis lain dari jawaban tadi:
    { $line }

list-reading = 📄 Daftarnya ulun baca dahulu, lah.
list-read = { $wrong ->
    [0] 📄 *{ $good } urang, samunyaan baik.*
   *[other] 📄 *{ $good } baik, { $wrong } parlu dibaiki.*
}{ $kind ->
    [sheet] { "" } Nomornya sama lawan nomor baris di berkas.
   *[paste] { "" }
}
list-lines = { $lines }
list-line =
    .good = { $at }. { $name } ✅
    .name = { $at }. ⚠️ Ngarannya balum tabaca. Tulis ngaran kaya di KTP.
    .nik-none = { $at }. { $name } ⚠️ NIK balum ada. Tambahi 16 angka NIK dari KTP.
    .nik-length = { $at }. { $name } ⚠️ NIK { $count } angka, padahal harus 16. Lihat lagi di KTP.
    .nik-province = { $at }. { $name } ⚠️ Dua angka di muka NIK balum cocok. Lihat lagi di KTP.
    .nik-serial = { $at }. { $name } ⚠️ Balakang NIK kada mungkin 0000. Lihat lagi di KTP.
    .nik-several = { $at }. { $name } ⚠️ Ada dua NIK. Tulis satu urang satu baris.
    .nik-rounded = { $at }. { $name } ⚠️ NIK dibulatakan ulih Excel. Jadiakan kolomnya *Teks*, lalu ketik lagi NIK-nya.
    .date = { $at }. { $name } ⚠️ Tanggal lahirnya kadada di kalender. Lihat lagi di KTP.
    .twice = { $at }. { $name } ⚠️ NIK sama lawan baris { $count }. Lihat lagi di KTP.
    .again = { $at }. { $name } ⚠️ NIK sama lawan urang nang tadi.
list-none = Baiki dahulu baris itu, lalu kirim lagi. Amun handak dibantu urang, ketik *petugas*.
list-many = { $waits ->
    [yes] Paling banyak { $most } urang nang mahadang sakaligus. Tuntungakan dahulu daftar nang tadi, lalu kirim nang ini. Amun parlu lakas, ketik *petugas*.
   *[no] Daftarnya panjang. Liwat pandiran ini paling banyak { $most } urang sakali kirim. Daftar sapanjang itu labih lakas liwat petugas: ketik *petugas*, atawa kirim sadikit-sadikit.
}
list-person = Urang { $at } dari { $of }: *{ $called }*.
list-file =
    .empty = Berkas itu masih kosong. Isi dahulu, lalu kirim lagi.
    .not-a-sheet = Berkas itu balum kawa ulun baca. Kirim sabagai Excel (.xlsx) atawa CSV, atawa tulis satu urang satu baris di sini.
    .password = Berkas itu takunci kata sandi. Simpan lagi kada pakai kata sandi, lalu kirim.
    .too-large = Berkas itu talalu ganal. Kirim daftarnya haja, kada pakai gambar.
    .too-many = Berkas itu talalu panjang gasan pandiran ini. Gasan daftar nang panjang ketik *petugas*.
    .bomb = Berkas itu talalu ganal. Salin daftarnya ka berkas hanyar, lalu kirim lagi.
    .timeout = Berkas itu talalu lawas dibaca. Salin daftarnya ka berkas hanyar, lalu kirim lagi.
    .worker = Maap, berkas itu balum kawa dibaca karana gangguan di wadah kami. Cuba kirim lagi kaina, atawa tulis satu urang satu baris di sini.
    .missing = Berkas itu kada sampai ka kami. Cuba kirim lagi, lah.

state-people = { $good ->
    [1] Handak dilanjutakan lawan urang itu?
   *[other] Handak dilanjutakan lawan { $good } urang nang baik, satu-satu?
} Tiap urang ditakuni dahulu, satuju kah datanya dicatat. Data ditarusakan ka petugas desa, kabupaten, wan BPJS Ketenagakerjaan, gasan perlindungan ini haja, wan bulih dilihat, dibaiki, atawa dihapus. Baris nang sudah dibaiki bulih dikirim wayah ini.
    .pick-yes = Inggih, lanjutakan
    .pick-no = Kada
    .dropped = Inggih, daftar itu kada disimpan.
