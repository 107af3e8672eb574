# Iuran: sampai kapan terlindungi, berapa, cara bayar, bukti bayar, pengingat.
# Setiap jumlah adalah perkiraan. Tulisan tombol paling panjang 20 huruf.

# Beberapa orang di satu HP: satu baris seorang, tanpa jumlah dan tanpa tunggakan.
premium-lines = { $more ->
    [0] { $lines }
   *[other] { $lines }
    Masih ada { $more } orang lain; tulis namanya.
}
premium-line =
    .covered = *{ $name }*: terlindungi sampai { $until }
    .begins = *{ $name }*: terlindungi mulai { $begins }
    .not = *{ $name }*: belum tercatat terlindungi
state-whose = Mau lihat yang siapa?
    .for = Untuk siapa?

# Sampai kapan.
premium-state =
    .never-paid = ⚠️ *{ $name }* BELUM terlindungi. Perlindungan mulai setelah iuran pertama dibayar.
    .covered = ✅ *{ $name }* terlindungi sampai *{ $until }*.
    .lapsing = { $days ->
        [0] *{ $name }* terlindungi sampai *{ $until }*, hari ini yang terakhir.
       *[other] *{ $name }* terlindungi sampai *{ $until }*, { $days } hari lagi.
    }
    .open = *{ $name }* tercatat terlindungi sampai *{ $until }*. Iuran bulan ini belum masuk, jadi status sekarang perlu dicek petugas.
    .arrears = *{ $name }* tercatat terlindungi sampai *{ $until }*. Iuran sesudah itu belum masuk, jadi status sekarang perlu dicek petugas. Kepesertaan tetap aktif kalau iuran masuk sebelum *{ $inactive }*.
    .inactive = *{ $name }* tercatat terlindungi sampai *{ $until }*. Sekarang kepesertaannya tidak aktif. Bayar lagi dengan NIK, lalu berlanjut; tidak perlu mendaftar ulang. Untuk bulan-bulan yang lewat, status perlu dicek petugas.
premium-begins = { $first ->
    [yes] *{ $name }* terlindungi mulai *{ $begins }* sampai *{ $until }*. Sebelum itu BELUM terlindungi.
   *[no] *{ $name }* terlindungi mulai *{ $begins }* sampai *{ $until }*. Untuk hari-hari sebelum itu, status perlu dicek petugas.
}
premium-ended = Dulu iurannya dibayar { $sponsor }. Sekarang bisa dilanjutkan sendiri.

# Berapa dan mengapa.
premium-due =
    .next = Belum ada yang perlu dibayar. Berikutnya iuran { $first }: perkiraan *{ $sum }* ({ premium-why }).
    .next-discounted = Belum ada yang perlu dibayar. Berikutnya iuran { $first }: perkiraan *{ $sum }* ({ premium-why }). Mulai { $later }: { $full }.
    .now = Iuran bulan { $first }: perkiraan *{ $sum }* ({ premium-why }).
    .now-discounted = Iuran bulan { $first }: perkiraan *{ $sum }* ({ premium-why }). Mulai { $later }: { $full }.
    .several = Yang terbuka: { $first } sampai { $last }, perkiraan *{ $sum }* ({ premium-why }). Bulan { $last } saja: { $one }.
    .several-discounted = Yang terbuka: { $first } sampai { $last }, perkiraan *{ $sum }* ({ premium-why }). Bulan { $last } saja: { $one }; mulai { $later }: { $full } sebulan.
# Mengapa sejumlah itu: golongan penghasilan, tabungan, potongan.
premium-why = { $known ->
    [yes] penghasilan mulai { $income }
   *[no] penghasilan paling rendah
}{ $jht ->
    [yes] , dengan tabungan hari tua
   *[no] {""}
}{ $discounted ->
    [yes] , potongan { $percent }% dari pemerintah
   *[no] {""}
}
premium-application = Pendaftarannya: { application-state }.
premium-waiting = Di daftar tunggu desa: urutan ke-{ $place }.
premium-ways = Desa memutuskan siapa yang iurannya ditanggung, jadi belum pasti. Kalau ingin segera terlindungi, bisa bayar sendiri dulu: perkiraan *{ $sum }* sebulan.

# Yang iurannya dibayar orang lain.
premium-by = *{ $sponsor }*{ $known ->
    [yes] {""} sampai bulan { $last }
   *[no] {""}
}
premium-sponsored =
    .covered = ✅ *{ $name }* terlindungi sampai *{ $until }*. Iurannya dibayar { premium-by }, jadi tidak ada yang perlu dibayar.
    .begins = *{ $name }* terlindungi mulai *{ $until }*. Iurannya dibayar { premium-by }, jadi tidak ada yang perlu dibayar.
    .check = Iuran *{ $name }* dibayar { premium-by }, jadi tidak ada yang perlu dibayar. Yang tercatat baru sampai { $until }; status sekarang perlu dicek petugas.
    .promised = ⚠️ *{ $name }* BELUM terlindungi. Iurannya akan dibayar { premium-by }; perlindungan mulai setelah itu dibayar.
premium-alone = Kalau sesudah itu tidak diteruskan, bisa lanjut sendiri dengan NIK, tanpa mendaftar ulang: perkiraan *{ $sum }* sebulan mulai { $first }.
premium-nothing = Tidak ada yang perlu dibayar; iurannya sudah ada yang menanggung.
premium-payer =
    .village = pemerintah desa
    .kabupaten = kabupaten
    .provinsi = provinsi
    .state = pemerintah
    .csr = perusahaan
    .other = penanggung

# Pilihan sesudahnya.
state-premium = Mau bagaimana?
    .pick-how = Cara bayar
    .pick-ahead = Bayar lebih dulu
    .pick-paid = Sudah bayar
    .pick-later = Ingatkan nanti

# Cara bayar.
premium-how = Bayar dengan NIK di Alfamart, BRILink, atau m-banking. Di loket bisa ada biaya admin. Jangan titip lewat rekening pribadi siapa pun.
    .code = Bayar dengan kode iuran *{ $code }* atau NIK, di Alfamart, BRILink, atau m-banking. Di loket bisa ada biaya admin. Jangan titip lewat rekening pribadi siapa pun.
    .first = Iuran pertama dibayar setelah pendaftaran dicek petugas, dengan NIK, di Alfamart, BRILink, atau m-banking. Di loket bisa ada biaya admin. Jangan titip lewat rekening pribadi siapa pun.

# Beberapa bulan sekaligus, misalnya sehabis panen.
state-ahead = Mau bayar berapa bulan sekaligus?
    .from = Dihitung mulai iuran bulan { $first }. Jumlahnya perkiraan.
    .pick = { $count } bulan { $sum }
    .not-period = Yang bisa dipilih ada di bawah ini.
premium-ahead = Iuran { $count } bulan: perkiraan *{ $sum }*.
    { $lines }
    Dihitung dari { premium-why }.
premium-run = { $count ->
    [1] { $first }: { $sum }
   *[other] { $first } sampai { $last }: { $sum } sebulan
}

# Bukti bayar.
state-proof = 📷 Kirim foto bukti bayar iuran *{ $name }*, ya. Petugas mencocokkannya.
    .pick-none = Tidak ada bukti
    .pick-later = Nanti saja
    .later = Baik. Kalau buktinya sudah siap, tulis *sudah bayar*, lalu kirim fotonya.
premium-sent = 📷 Bukti bayar diterima, petugas memeriksa. Simpan bukti aslinya, ya. Petugas tidak pernah meminta kode OTP.
premium-stray = Fotonya sampai, tetapi belum disimpan. Kalau itu bukti bayar iuran, tulis *sudah bayar*, lalu kirim lagi.
premium-told = Terima kasih. Kami catat sudah bayar, dan petugas mencocokkannya. Kalau nanti buktinya ketemu, tulis *sudah bayar*, lalu kirim fotonya.
premium-proof =
    .waiting = Bukti bayar sudah diterima, petugas memeriksa.
    .confirmed = Bukti bayar terakhir sudah dicocokkan petugas.
    .refused = Bukti bayar terakhir belum bisa dipakai: { $reason ->
        [unreadable] fotonya belum terbaca
        [not_a_proof] itu belum bukti bayar
        [another_person] itu bukti orang lain
        [wrong_sum] jumlahnya beda
        [not_received] pembayarannya belum tercatat di BPJS Ketenagakerjaan
       *[other] tanyakan ke petugas
    }. Boleh kirim lagi: tulis *sudah bayar*.

# Kabar setelah petugas memeriksa bukti bayar.
premium-result =
    .confirmed = ✅ Bukti bayar iuran *{ $name }* sudah dicocokkan petugas dan dicatat. Terima kasih.
    .until = Perlindungan berlaku sampai *{ $until }*.
    .begins = Perlindungan mulai *{ $begins }* sampai *{ $until }*.
    .look = Untuk melihat sampai kapan terlindungi, tulis *iuran*.
    .refused = Bukti bayar iuran *{ $name }* sudah dilihat petugas, tetapi belum bisa dipakai: { $reason ->
        [unreadable] fotonya belum terbaca
        [not_a_proof] itu belum bukti bayar
        [another_person] itu bukti orang lain
        [wrong_sum] jumlahnya beda
        [not_received] pembayarannya belum tercatat di BPJS Ketenagakerjaan
       *[other] petugas bisa menjelaskan
    }.
    .again = Boleh kirim lagi: tulis *sudah bayar*, lalu foto bukti yang asli di tempat terang. Tidak dipungut biaya.
    .ask = Simpan bukti yang asli. Petugas membantu mencarinya: tulis *petugas*, atau tanyakan di tempat membayar.

# Belum bisa bayar, dan pengingat.
state-remind = Tidak apa-apa. Kapan mau diingatkan? Boleh tulis tanggalnya, contoh: 5 Desember
    .pick-days = 3 hari lagi
    .pick-week = Seminggu lagi
    .pick-month = Awal { $month }
    .how-off = Kalau tidak mau diingatkan, ketik *matikan pengingat*.
    .not-day = Tanggal itu belum bisa dipakai. Tulis hari sesudah hari ini, paling lama setahun lagi. Contoh: 5 Desember
premium-remind =
    .kept = Baik, kami ingatkan lagi pada *{ $day }*.
    .beyond = ⚠️ Kalau iuran belum masuk, kepesertaan tidak aktif mulai *{ $lost }*, sebelum hari itu. Mau hari yang lebih awal? Tulis tanggalnya.
    .beyond-other = ⚠️ Sebelum hari itu perlindungan beliau bisa berubah. Mau hari yang lebih awal? Tulis tanggalnya.
    .day = Pengingat berikutnya: { $day }.
    .off = Pengingat iuran sedang mati. Kalau mau diingatkan, ketik *nyalakan pengingat*.
    .first = Tidak apa-apa. Pengingat ada setelah iuran pertama dibayar; sebelum itu, tulis *iuran* kapan saja.
    .switched-off = Baik, pengingat iuran dimatikan. Perlindungan tidak berubah. Kalau mau lagi, ketik *nyalakan pengingat*.
    .switched-on = Baik, pengingat iuran menyala. Kami ingatkan sebelum perlindungan habis.
    .own-only = Pengingat untuk orang lain diatur dari HP-nya sendiri. Kalau tidak mau kabar apa pun di sini, ketik *berhenti*.

# Kabar tentang tempat yang ditanggung desa: diberikan, menunggu, atau berakhir.
place-news =
    .held = ✅ Desa sudah memutuskan: iuran *{ $name }* ditanggung { place-sponsor } mulai bulan *{ $first }*.
    .renewed = ✅ Desa sudah memutuskan untuk meneruskan: iuran *{ $name }* ditanggung { place-sponsor } mulai bulan *{ $first }*.
    .begins = Perlindungan suatu bulan berlaku setelah iuran bulan itu dibayar. Untuk melihatnya, tulis *iuran*.
    .waiting = *{ $name }* tercatat di daftar tunggu tempat yang ditanggung desa{ $number ->
        [0] {""}
       *[other] {" "}(urutan ke-{ $number })
    }. Kalau ada tempat, kami kabari di sini. Kalau ingin segera terlindungi, boleh bayar sendiri dulu: tulis *iuran*.
    .ended = Iuran *{ $name }* ditanggung { place-sponsor } sampai bulan *{ $last }*; sesudah itu tidak lagi. Lalu bisa lanjut sendiri dengan NIK, tanpa mendaftar ulang: tulis *iuran*.
    .never = Tempat *{ $name }* yang ditanggung desa tidak jadi dipakai. Bisa bayar sendiri dengan NIK: tulis *iuran*.
    .left = *{ $name }* tidak lagi tercatat di daftar tunggu desa.
    .reason = Sebabnya: { $reason ->
        [moved] tercatat pindah
        [employed] tercatat bekerja di perusahaan
        [covered_elsewhere] iurannya sudah ditanggung yang lain
        [gave_up] ini sesuai permintaan
       *[mistake] catatannya dibetulkan
    }.
    .ask = Kalau ini keliru, tulis *petugas*.
place-sponsor = { $sponsor ->
    [none] desa
   *[other] { $sponsor }
}
