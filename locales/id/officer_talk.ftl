# Percakapan dengan petugas: kata petugas disampaikan atas nama kantornya, bukan nama orang.
officer-reads = Pesan Anda sudah masuk ke petugas. Jawabannya dikirim ke sini. Untuk kembali ke penjawab otomatis, ketik *menu*.
officer-says = { $kind ->
    [branch] *Petugas BPJS Ketenagakerjaan:*
    [desa] *Petugas Desa { $place }:*
    [kelurahan] *Petugas Kelurahan { $place }:*
    [kecamatan] *Petugas Kecamatan { $place }:*
    [kabupaten] *Petugas { $place }:*
   *[other] *Petugas:*
}
    .words = { $text }
    .reply = Balas saja di sini. Untuk kembali ke penjawab otomatis, ketik *menu*.
officer-no-picture = Maaf, kiriman itu belum bisa dibuka oleh petugas. Tolong kirim fotonya saja, ya.
officer-done = Percakapan dengan petugas selesai. Kalau masih ada yang ditanyakan, ketik *petugas*.
