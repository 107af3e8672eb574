# Yang ditampilkan aplikasi obrolan itu sendiri: daftar perintah, perkenalan, tombol nomor.
share-contact = Kirim nomor saya
command-start = Buka menu
command-daftar = Mendaftar sebagai peserta
command-status = Melihat sudah sampai mana
command-bantuan = Cara memakai
command-petugas = Minta dibantu petugas
command-berhenti = Tidak mau dikirimi kabar lagi
# Paling panjang 512 huruf, tampil sebelum percakapan dimulai.
bot-description =
    Seratus, penjawab otomatis pendaftaran BPJS Ketenagakerjaan: perlindungan kecelakaan kerja dan kematian untuk petani, nelayan, pedagang, dan pekerja lain. Bukan BPJS Kesehatan untuk berobat.

    Mendaftar GRATIS; iurannya tetap dibayar, sendiri atau oleh desa. Kami tidak pernah meminta uang, kode OTP, atau PIN.

    Tekan Mulai, lalu tulis dengan kata sendiri.
# Paling panjang 120 huruf, tampil di halaman profil.
bot-short-description = Pendaftaran BPJS Ketenagakerjaan untuk pekerja desa. Mendaftar GRATIS. Tidak pernah meminta uang, OTP, atau PIN.
