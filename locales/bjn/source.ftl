# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/source.ftl.)
source-told = Datanya dicatat *{ $office }* matan daptar petugas pada { $day }. Dasarnya tugas pamarintah, lain parsatujuan nang sudah dibari. Amun ada nang salah atawa kada satuju, katik *petugas*.

state-listed = Nomor HP ini ada di daptar petugas, gasan babarapa urang. Ngaran pian baawalan hurup apa?
    .letter = { $letter }
    .pick-no = Lain samuanya
state-listed-birth = Nomor HP ini ada di daptar petugas, gasan urang nang ngarannya baawalan *{ $letter }*. Amun itu pian, pabila pian lahir? Contoh: 5 Agustus 1975
    .pick-no = Lain ulun
listed-wrong = Tanggal itu kada sama lawan nang di daptar. Lihat dulu KTP, imbah itu tulis sakali lagi.
listed-closed = Liwat nomor ini balum kawa. Tulis kode nang ada di karatas matan kantor, atawa katik *petugas*.
