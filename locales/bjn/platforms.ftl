# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/platforms.ftl.)

share-contact = Kirim nomor ulun
command-start = Buka menu
command-daftar = Badaftar jadi peserta
command-status = Malihat sudah sampai di mana
command-bantuan = Cara mamakai
command-petugas = Minta dibantu petugas
command-berhenti = Kada handak dikirimi habar lagi
# Paling panjang 512 huruf, tampil sebelum percakapan dimulai.
bot-description =
    Seratus, panjawab otomatis pandaftaran BPJS Ketenagakerjaan: perlindungan kecelakaan kerja wan kematian gasan patani, nelayan, padagang, wan urang bagawi nang lain. Bukan BPJS Kesehatan gasan batatamba.

    Badaftar GRATIS; iurannya tatap dibayar, bayar saurang atawa dibayari desa. Kami kada suah maminta duit, kode OTP, atawa PIN.

    Tekan Mulai, lalu tulis lawan basa saurang.
# Paling panjang 120 huruf, tampil di halaman profil.
bot-short-description = Pandaftaran BPJS Ketenagakerjaan gasan urang bagawi di desa. Badaftar GRATIS. Kada suah maminta duit, OTP, atawa PIN.
