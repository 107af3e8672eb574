# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/source.ftl.)
source-told = Datanya dicatat *{ $office }* matan daptar petugas pada { $day }. Dasarnya tugas pamarintah, lain parsatujuan nang sudah dibari. Amun ada nang salah atawa kada satuju, katik *petugas*.
