# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/help.ftl.)

help-cost = { $discounted ->
    [yes] Iuran paling murah kira-kira *{ $sum }* sabulan, gasan kecelakaan kerja wan kematian. Itu lawan potongan { $percent }% dari pamarintah amun bayar saurang, sampai iuran bulan { $until }; kada pakai potongan { $full }. Ditambah tabungan hari tua: { $withjht }. Amun dibayari desa atawa kabupaten, nang bagawi kada mambayar. Badaftar liwat sini GRATIS.
   *[no] Iuran paling murah kira-kira *{ $sum }* sabulan, gasan kecelakaan kerja wan kematian. Ditambah tabungan hari tua: { $withjht }. Amun dibayari desa atawa kabupaten, nang bagawi kada mambayar. Badaftar liwat sini GRATIS.
}
help-free = Badaftar liwat sini GRATIS, tapi iurannya kada: dibayar saurang, atawa dibayari desa atawa kabupaten amun sudah diputusakan. Petugas gin kada bulih maminta duit.
help-how-pay = Iuran dibayar imbah pandaftaran dicek petugas, pakai NIK. Petugas mamadahi wadah wan caranya. Jangan batitip liwat rekening pribadi siapa haja.
help-benefits = Amun calaka wayah bagawi, biaya batatamba ditanggung sasuai kaparluannya. Amun maninggal, kaluarga kawa manarima santunan. Perlindungan balaku imbah iuran partama dibayar; petugas nang mamastiakan.
help-what-is = BPJS Ketenagakerjaan malindungi urang nang bagawi: kecelakaan kerja, kematian, wan tabungan hari tua. Patani, nelayan, wan padagang jua bulih umpat.
help-health = Ini *BPJS Ketenagakerjaan*, gasan kecelakaan kerja wan kematian. Amun gasan batatamba (BPJS Kesehatan, KIS), takunakan ka puskesmas atawa kantor BPJS Kesehatan.
help-safe = Data hanya ditarusakan ka petugas desa, kabupaten, wan BPJS Ketenagakerjaan, gasan perlindungan ini haja. Kami kada suah maminta kode OTP, PIN, atawa duit. Amun ada nang maminta, itu panipuan; telepon 175.
help-who-pays = Iuran kawa dibayar saurang. Desa atawa kabupaten kawa mambayari sabagian urang nang bagawi, wan desa nang mamutusakan siapa. Jadi sabalum ada kaputusan, balum pasti.
help-where-office = Takunakan ka kantor desa, atawa telepon BPJS Ketenagakerjaan di 175.
help-how-long = Maisinya sakitar 5 sampai 10 menit wan bulih ampih di tangah. Imbah itu petugas mamariksa; habarnya dikirim ka sini.
help-nik-where = NIK itu 16 angka di bagian atas KTP, di bawah tulisan provinsi wan kabupaten. Di KK jua ada, di higa ngaran.
help-not-in-ktp = Tulis dahulu nang ada di KTP. Amun KTP balum dibaiki atawa hilang, tatap bulih badaftar; petugas mambantu.
help-no-phone = Kada baisi HP kada papa. Urang lain bulih mandaftarakan, asal nang didaftarakan sudah satuju.
help-age-limit = Nang kawa badaftar itu baisi NIK wan balum baumur 65 tahun. Amun balum 18 tahun, petugas nang mamutusakan.
help-accident = Amun calaka wayah bagawi, laporakan dalam 2 × 24 jam ka petugas atawa telepon 175. Maurusnya GRATIS.
help-death-benefit = Amun peserta aktif maninggal, kaluarga kawa manarima santunan. Ganalnya tagantung lawasnya iuran dibayar; petugas nang mamastiakan. Maurusnya GRATIS.
help-bot = Ulun panjawab otomatis, bukan urang. Amun handak bapandir lawan urang, ketik *petugas*.
help-after = Imbah dikirim, petugas desa mamariksa, lalu ditarusakan ka BPJS Ketenagakerjaan. Perlindungan hanyar mulai imbah iuran partama dibayar. Habarnya dikirim ka sini.
help-change = Gasan mambaiki jawaban nang lagi diisi, ketik *ubah*.
