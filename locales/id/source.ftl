# Dari mana data seseorang yang dicatat petugas lewat daftar. Dikatakan saat ia pertama kali terhubung.
source-told = Datanya dicatat *{ $office }* dari daftar petugas pada { $day }. Dasarnya tugas pemerintah, bukan persetujuan yang sudah diberikan. Kalau ada yang salah atau tidak setuju, ketik *petugas*.
