# Poster dan kartu kecil per desa (seratus poster).
poster =
    .title = Kerja dilindungi, keluarga tenang
    .village = { $village }, Kecamatan { $district }
    .who = Petani, nelayan, buruh, pedagang, tukang, ojek: semua bisa ikut BPJS Ketenagakerjaan.
    .what = Kecelakaan saat bekerja dirawat. Keluarga mendapat santunan kalau pekerja meninggal. Ini bukan BPJS Kesehatan.
    .one = Arahkan kamera HP ke kotak ini
    .two = Tulis "daftar"
    .three = Jawab satu per satu, siapkan KTP
    .no-phone = Tidak punya HP? Tetangga boleh mendaftarkan, atau datang ke kantor desa.
    .free = Mendaftar GRATIS. Petugas tidak pernah meminta uang atau kode OTP.
    .telegram = Telegram
    .whatsapp = WhatsApp
    .call = Tanya BPJS Ketenagakerjaan: telepon 175
