# Jawaban pendek untuk pertanyaan di tengah jalan.
help-cost = { $discounted ->
    [yes] Perkiraan iuran paling murah *{ $sum }* sebulan, untuk kecelakaan kerja dan kematian. Itu dengan potongan { $percent }% dari pemerintah kalau bayar sendiri, sampai iuran bulan { $until }; tanpa potongan { $full }. Ditambah tabungan hari tua: { $withjht }. Kalau ditanggung desa atau kabupaten, pekerja tidak membayar. Mendaftar lewat sini GRATIS.
   *[no] Perkiraan iuran paling murah *{ $sum }* sebulan, untuk kecelakaan kerja dan kematian. Ditambah tabungan hari tua: { $withjht }. Kalau ditanggung desa atau kabupaten, pekerja tidak membayar. Mendaftar lewat sini GRATIS.
}
help-free = Mendaftar lewat sini GRATIS, tetapi iurannya tidak: dibayar sendiri, atau ditanggung desa atau kabupaten kalau sudah diputuskan. Petugas pun tidak boleh meminta uang.
help-how-pay = Iuran dibayar setelah pendaftaran dicek petugas, dengan NIK. Petugas memberi tahu tempat dan caranya. Jangan titip lewat rekening pribadi siapa pun.
help-benefits = Kalau celaka saat bekerja, biaya berobat ditanggung sesuai kebutuhan. Kalau meninggal, keluarga bisa menerima santunan. Perlindungan berlaku setelah iuran pertama dibayar; petugas yang memastikan.
help-what-is = BPJS Ketenagakerjaan melindungi orang yang bekerja: kecelakaan kerja, kematian, dan tabungan hari tua. Petani, nelayan, dan pedagang juga boleh ikut.
help-health = Ini *BPJS Ketenagakerjaan*, untuk kecelakaan kerja dan kematian. Untuk berobat (BPJS Kesehatan, KIS), tanyakan ke puskesmas atau kantor BPJS Kesehatan.
help-safe = Data hanya diteruskan ke petugas desa, kabupaten, dan BPJS Ketenagakerjaan, untuk perlindungan ini saja. Kami tidak pernah meminta kode OTP, PIN, atau uang. Kalau ada yang memintanya, itu penipuan; telepon 175.
help-who-pays = Iuran bisa dibayar sendiri. Desa atau kabupaten bisa menanggung sebagian pekerja, dan desa yang memutuskan siapa. Jadi sebelum ada keputusan, belum pasti.
help-where-office = Tanyakan ke kantor desa, atau telepon BPJS Ketenagakerjaan di 175.
help-how-long = Mengisinya sekitar 5 sampai 10 menit dan boleh berhenti di tengah. Setelah itu petugas memeriksa; kabarnya dikirim ke sini.
help-nik-where = NIK adalah 16 angka di bagian atas KTP, di bawah tulisan provinsi dan kabupaten. Di KK juga ada, di samping nama.
help-not-in-ktp = Tulis dulu yang ada di KTP. Kalau KTP belum dibetulkan atau hilang, tetap boleh mendaftar; petugas membantu.
help-no-phone = Tidak punya HP tidak apa-apa. Orang lain boleh mendaftarkan, asalkan yang didaftarkan sudah setuju.
help-age-limit = Yang bisa mendaftar punya NIK dan belum berumur 65 tahun. Kalau belum 18 tahun, petugas yang memutuskan.
help-accident = Kalau celaka saat bekerja, laporkan dalam 2 × 24 jam ke petugas atau telepon 175. Mengurusnya GRATIS.
help-death-benefit = Kalau peserta aktif meninggal, keluarga bisa menerima santunan. Besarnya tergantung lamanya iuran dibayar; petugas yang memastikan. Mengurusnya GRATIS.
help-bot = Saya penjawab otomatis, bukan orang. Untuk bicara dengan orang, ketik *petugas*.
help-after = Setelah dikirim, petugas desa memeriksa, lalu diteruskan ke BPJS Ketenagakerjaan. Perlindungan baru mulai setelah iuran pertama dibayar. Kabarnya dikirim ke sini.
help-change = Untuk membetulkan jawaban yang sedang diisi, ketik *ubah*.
