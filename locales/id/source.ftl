# Dari mana data seseorang yang dicatat petugas lewat daftar. Dikatakan saat ia pertama kali terhubung.
source-told = Datanya dicatat *{ $office }* dari daftar petugas pada { $day }. Dasarnya tugas pemerintah, bukan persetujuan yang sudah diberikan. Kalau ada yang salah atau tidak setuju, ketik *petugas*.

# HP yang nomornya ada di daftar petugas: ditanya dulu, belum ada yang ditampilkan.
state-listed = Nomor HP ini ada di daftar petugas, untuk beberapa orang. Nama Anda berawalan huruf apa?
    .letter = { $letter }
    .pick-no = Bukan semuanya
state-listed-birth = Nomor HP ini ada di daftar petugas, untuk orang yang namanya berawalan *{ $letter }*. Kalau itu Anda, kapan Anda lahir? Contoh: 5 Agustus 1975
    .pick-no = Bukan saya
listed-wrong = Tanggal itu tidak sama dengan yang di daftar. Coba lihat KTP, lalu tulis sekali lagi.
listed-closed = Lewat nomor ini belum bisa. Tulis kode yang ada di kertas dari kantor, atau ketik *petugas*.
