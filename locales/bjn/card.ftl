# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/card.ftl.)

card =
    .title = Tanda tarima pandaftaran
    .subtitle = BPJS Ketenagakerjaan, GRATIS
    .note = Tunjukakan kartu ini ka petugas desa. Ini bukan tanda sudah talindungi.
    .name = Ngaran
    .nik = NIK
    .village = Wadah badiam
    .state = Kaadaan
    .code = Kode pandaftaran
list-open = Pilih
