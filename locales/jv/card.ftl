# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Kertu tandha tampi (gambar), lan tembung kangge mbikak daftar (paling dawa 20 aksara).
card =
    .title = Tandha tampi pendaftaran
    .subtitle = BPJS Ketenagakerjaan, GRATIS
    .note = Kertu niki ditedahaken dhateng petugas desa. Niki sanes tandha sampun terlindungi.
    .name = Asma
    .nik = NIK
    .village = Papan dalem
    .state = Kawontenan
    .code = Kode pendaftaran
list-open = Pilih
