# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
source-told = Datanipun dipun cathet *{ $office }* saking dhaptar petugas ing { $day }. Dhasaripun tugas pamarentah, sanes persetujuan ingkang sampun dipun paringaken. Menawi wonten ingkang lepat utawi mboten setuju, ketik *petugas*.

state-listed = Nomer HP niki wonten ing dhaptar petugas, kangge sawetawis tiyang. Asmanipun panjenengan kawiwitan aksara menapa?
    .letter = { $letter }
    .pick-no = Sanes sedaya
state-listed-birth = Nomer HP niki wonten ing dhaptar petugas, kangge tiyang ingkang asmanipun kawiwitan *{ $letter }*. Menawi niku panjenengan, kapan panjenengan lair? Tuladha: 5 Agustus 1975
    .pick-no = Sanes kula
listed-wrong = Tanggal niku mboten sami kaliyan ingkang wonten dhaptar. Sumangga dipun priksa KTP, lajeng dipun serat sepisan malih.
listed-closed = Lumantar nomer niki dereng saged. Serat kode ingkang wonten kertas saking kantor, utawi ketik *petugas*.
