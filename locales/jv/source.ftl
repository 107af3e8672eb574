# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
source-told = Datanipun dipun cathet *{ $office }* saking dhaptar petugas ing { $day }. Dhasaripun tugas pamarentah, sanes persetujuan ingkang sampun dipun paringaken. Menawi wonten ingkang lepat utawi mboten setuju, ketik *petugas*.
