# Kartu tanda terima (gambar), dan kata pembuka daftar pilihan (paling panjang 20 huruf).
card =
    .title = Tanda terima pendaftaran
    .subtitle = BPJS Ketenagakerjaan, GRATIS
    .note = Tunjukkan kartu ini kepada petugas desa. Ini bukan tanda sudah terlindungi.
    .name = Nama
    .nik = NIK
    .village = Tempat tinggal
    .state = Keadaan
    .code = Kode pendaftaran
list-open = Pilih
