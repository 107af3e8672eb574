# Pesan WhatsApp yang disetujui Meta lebih dulu, untuk orang yang sehari ini tidak menulis.
# Tanpa nama dan tanpa jumlah: nomor bisa sudah di tangan orang lain.
template-ends = Perlindungan BPJS Ketenagakerjaan yang tercatat di nomor ini berlaku sampai { $until }. Supaya tidak terputus, iuran berikutnya dibayar dengan NIK. Tidak mau diingatkan? Balas berhenti.
template-over = Perlindungan BPJS Ketenagakerjaan yang tercatat di nomor ini sampai { $until }. Kalau iuran dibayar lagi, perlindungan berlanjut tanpa mendaftar ulang. Tidak mau diingatkan? Balas berhenti.
template-sponsor = Perlindungan BPJS Ketenagakerjaan di nomor ini ditanggung sampai { $until }. Kelanjutannya belum tercatat; sesudah itu bisa diteruskan sendiri dengan NIK. Tidak mau diingatkan? Balas berhenti.
template-news = Ada kabar tentang perlindungan BPJS Ketenagakerjaan yang tercatat di nomor ini. Balas iuran untuk melihatnya. Tidak mau diingatkan? Balas berhenti.
template-claim = Ada kabar tentang santunan BPJS Ketenagakerjaan yang dilaporkan dari nomor ini. Balas status klaim untuk melihatnya. Mengurusnya GRATIS; yang minta bayaran jangan diberi, petugas sekalipun. Tidak mau dikabari? Balas berhenti.
template-answer = Petugas sudah membaca pertanyaan yang dikirim dari nomor ini. Balas pesan ini untuk melanjutkan; petugas menjawab di sini pada jam kerja. Petugas tidak pernah meminta uang atau kode OTP. Tidak mau dikabari lagi? Balas berhenti.
