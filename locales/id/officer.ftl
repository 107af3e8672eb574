# Untuk petugas: mengapa sebuah pesan tidak sampai, dan apa yang bisa dikerjakan.
send-blocked = Orang ini memblokir akun kita, jadi pesannya tidak sampai. Kalau perlu, hubungi lewat telepon atau datangi.
send-gone = Akun atau nomor ini sudah tidak ada. Tanyakan nomor yang baru kepada orangnya atau keluarganya.
send-too-often = Terlalu banyak pesan dalam waktu singkat. Pesan dikirim lagi sendiri; tidak ada yang perlu dikerjakan.
send-refused = Pesan ini ditolak oleh aplikasi obrolan dan tidak dikirim lagi. Sampaikan kepada pengelola sistem; isi pesannya perlu diperiksa.
send-unauthorized = Akun kita tidak diizinkan mengirim. Sampaikan segera kepada pengelola sistem; kunci akunnya perlu diperiksa.
send-window-closed = Sudah lebih dari 24 jam sejak orang ini terakhir menulis, jadi WhatsApp tidak menerima pesan biasa. Tunggu sampai ia menulis, telepon, atau kirim pesan dengan bentuk yang sudah disetujui.
send-template = Bentuk pesan ini belum disetujui WhatsApp atau isiannya tidak cocok. Sampaikan kepada pengelola sistem.
send-unreachable = Aplikasi obrolan sedang tidak bisa dihubungi. Pesan dikirim lagi sendiri; kalau lama, sampaikan kepada pengelola sistem.
send-unknown = Belum pasti pesan ini sampai atau tidak. Jangan langsung dikirim ulang; tanyakan dulu kepada orangnya.
send-limited = Aplikasi obrolan menahan pesan ini untuk sementara. Pesan dikirim lagi sendiri beberapa jam kemudian.
send-expired = Pesan ini terlalu lama menunggu sehingga tidak dikirim. Kalau masih perlu, kirim lagi.
send-media = Gambar atau berkasnya tidak bisa dikirim. Coba kirim lagi; kalau tetap tidak bisa, sampaikan kepada pengelola sistem.

# Salinan berkas pembayaran: di samping setiap baris, apa yang terjadi dengannya.
import-row = Hasil
    .taken = Sudah dicatat
    .nik-missing = NIK belum ada. Tambahkan 16 angka NIK.
    .nik-length = NIK harus 16 angka. Lihat lagi di KTP.
    .nik-rounded = NIK dibulatkan oleh Excel. Jadikan kolomnya Teks, lalu ketik lagi NIK-nya.
    .nik-impossible = NIK ini tidak mungkin benar. Lihat lagi di KTP.
    .unknown-person = NIK ini belum terdaftar di wilayah Anda.
    .twice-in-file = NIK dan bulan yang sama sudah ada di baris atas.
    .month-missing = Bulan iuran belum ada. Tambahkan, misalnya 2026-11.
    .month-unreadable = Bulan iuran belum terbaca. Tulis seperti 2026-11.
    .paid-already = Bulan ini sudah dibayar.
    .other-payer = Bulan ini sudah dibayar pihak lain.
    .amount-unreadable = Jumlah uang belum terbaca. Tulis angkanya saja, tanpa huruf.
    .amount-differs = Jumlah uang tidak sama dengan tarif. Periksa lagi jumlah dan bulannya.
    .pot-empty = Anggaran sudah habis.
    .pot-ended = Anggaran ini tidak membayar bulan itu.
    .no-tariff = Belum ada tarif untuk bulan ini.
