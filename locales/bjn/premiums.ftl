# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/premiums.ftl.)
# Setiap jumlah adalah perkiraan. Tulisan tombol paling panjang 20 huruf.

# Beberapa orang di satu HP: satu baris seorang, tanpa jumlah dan tanpa tunggakan.
premium-lines = { $more ->
    [0] { $lines }
   *[other] { $lines }
    Masih ada { $more } urang lain; tulis ngarannya.
}
premium-line =
    .covered = *{ $name }*: talindungi sampai { $until }
    .begins = *{ $name }*: talindungi mulai { $begins }
    .not = *{ $name }*: balum tacatat talindungi
state-whose = Handak malihat nang ampun siapa?
    .for = Gasan siapa?

# Sampai kapan.
premium-state =
    .never-paid = ⚠️ *{ $name }* BALUM talindungi. Perlindungan mulai imbah iuran partama dibayar.
    .covered = ✅ *{ $name }* talindungi sampai *{ $until }*.
    .lapsing = { $days ->
        [0] *{ $name }* talindungi sampai *{ $until }*, hari ini nang pahabisan.
       *[other] *{ $name }* talindungi sampai *{ $until }*, { $days } hari lagi.
    }
    .open = *{ $name }* tacatat talindungi sampai *{ $until }*. Iuran bulan ini balum masuk, jadi status wayah ini parlu dicek petugas.
    .arrears = *{ $name }* tacatat talindungi sampai *{ $until }*. Iuran imbah itu balum masuk, jadi status wayah ini parlu dicek petugas. Kapesertaan tatap aktif amun iuran masuk sabalum *{ $inactive }*.
    .inactive = *{ $name }* tacatat talindungi sampai *{ $until }*. Wayah ini kapesertaannya kada aktif. Bayar lagi pakai NIK, lalu balanjut; kada parlu badaftar ulang. Gasan bulan-bulan nang sudah liwat, status parlu dicek petugas.
premium-begins = { $first ->
    [yes] *{ $name }* talindungi mulai *{ $begins }* sampai *{ $until }*. Sabalum itu BALUM talindungi.
   *[no] *{ $name }* talindungi mulai *{ $begins }* sampai *{ $until }*. Gasan hari-hari sabalum itu, status parlu dicek petugas.
}
premium-ended = Dahulu iurannya dibayari { $sponsor }. Wayah ini kawa dilanjutakan saurang.

# Berapa dan mengapa.
premium-due =
    .next = Balum ada nang parlu dibayar. Salanjutnya iuran { $first }: kira-kira *{ $sum }* ({ premium-why }).
    .next-discounted = Balum ada nang parlu dibayar. Salanjutnya iuran { $first }: kira-kira *{ $sum }* ({ premium-why }). Mulai { $later }: { $full }.
    .now = Iuran bulan { $first }: kira-kira *{ $sum }* ({ premium-why }).
    .now-discounted = Iuran bulan { $first }: kira-kira *{ $sum }* ({ premium-why }). Mulai { $later }: { $full }.
    .several = Nang tabuka: { $first } sampai { $last }, kira-kira *{ $sum }* ({ premium-why }). Bulan { $last } haja: { $one }.
    .several-discounted = Nang tabuka: { $first } sampai { $last }, kira-kira *{ $sum }* ({ premium-why }). Bulan { $last } haja: { $one }; mulai { $later }: { $full } sabulan.
# Mengapa sejumlah itu: golongan penghasilan, tabungan, potongan.
premium-why = { $known ->
    [yes] panghasilan mulai { $income }
   *[no] panghasilan paling randah
}{ $jht ->
    [yes] , pakai tabungan hari tua
   *[no] {""}
}{ $discounted ->
    [yes] , potongan { $percent }% dari pamarintah
   *[no] {""}
}
premium-application = Pandaftarannya: { application-state }.
premium-waiting = Di daftar tunggu desa: urutan ka-{ $place }.
premium-ways = Desa mamutusakan siapa nang iurannya dibayari, jadi balum pasti. Amun handak lakas talindungi, kawa bayar saurang dahulu: kira-kira *{ $sum }* sabulan.

# Yang iurannya dibayar orang lain.
premium-by = *{ $sponsor }*{ $known ->
    [yes] {""} sampai bulan { $last }
   *[no] {""}
}
premium-sponsored =
    .covered = ✅ *{ $name }* talindungi sampai *{ $until }*. Iurannya dibayari { premium-by }, jadi kadada nang parlu dibayar.
    .begins = *{ $name }* talindungi mulai *{ $until }*. Iurannya dibayari { premium-by }, jadi kadada nang parlu dibayar.
    .check = Iuran *{ $name }* dibayari { premium-by }, jadi kadada nang parlu dibayar. Nang tacatat hanyar sampai { $until }; status wayah ini parlu dicek petugas.
    .promised = ⚠️ *{ $name }* BALUM talindungi. Iurannya kaina dibayari { premium-by }; perlindungan mulai imbah itu dibayar.
premium-alone = Amun imbah itu kada ditarusakan, kawa lanjut saurang pakai NIK, kada parlu badaftar ulang: kira-kira *{ $sum }* sabulan mulai { $first }.
premium-nothing = Kadada nang parlu dibayar; iurannya sudah ada nang mambayari.
premium-payer =
    .village = pamarintah desa
    .kabupaten = kabupaten
    .provinsi = provinsi
    .state = pamarintah
    .csr = perusahaan
    .other = pananggung

# Pilihan sesudahnya.
state-premium = Handak kaya apa?
    .pick-how = Cara mambayar
    .pick-ahead = Bayar badahulu
    .pick-paid = Sudah bayar
    .pick-later = Ingatakan kaina

# Cara bayar.
premium-how = Bayar pakai NIK di Alfamart, BRILink, atawa m-banking. Di loket kawa haja ada biaya admin. Jangan batitip liwat rekening pribadi siapa haja.
    .code = Bayar pakai kode iuran *{ $code }* atawa NIK, di Alfamart, BRILink, atawa m-banking. Di loket kawa haja ada biaya admin. Jangan batitip liwat rekening pribadi siapa haja.
    .first = Iuran partama dibayar imbah pandaftaran dicek petugas, pakai NIK, di Alfamart, BRILink, atawa m-banking. Di loket kawa haja ada biaya admin. Jangan batitip liwat rekening pribadi siapa haja.

# Beberapa bulan sekaligus, misalnya sehabis panen.
state-ahead = Handak bayar barapa bulan sakaligus?
    .from = Dihitung mulai iuran bulan { $first }. Jumlahnya kira-kira.
    .pick = { $count } bulan { $sum }
    .not-period = Nang kawa dipilih ada di bawah ini.
premium-ahead = Iuran { $count } bulan: kira-kira *{ $sum }*.
    { $lines }
    Dihitung dari { premium-why }.
premium-run = { $count ->
    [1] { $first }: { $sum }
   *[other] { $first } sampai { $last }: { $sum } sabulan
}

# Bukti bayar.
state-proof = 📷 Kirim foto bukti bayar iuran *{ $name }*, lah. Petugas mancocokakannya.
    .pick-none = Kadada bukti
    .pick-later = Kaina haja
    .later = Inggih. Amun buktinya sudah siap, tulis *sudah bayar*, lalu kirim fotonya.
premium-sent = 📷 Bukti bayar ditarima, petugas mamariksa. Simpan bukti aslinya, lah. Petugas kada suah maminta kode OTP.
premium-stray = Fotonya sampai, tapi balum disimpan. Amun itu bukti bayar iuran, tulis *sudah bayar*, lalu kirim lagi.
premium-told = Tarima kasih. Kami catat sudah bayar, wan petugas mancocokakannya. Amun kaina buktinya tatamu, tulis *sudah bayar*, lalu kirim fotonya.
premium-proof =
    .waiting = Bukti bayar sudah ditarima, petugas mamariksa.
    .confirmed = Bukti bayar nang pahabisan sudah dicocokakan petugas.
    .refused = Bukti bayar nang pahabisan balum kawa dipakai: { $reason ->
        [unreadable] fotonya balum tabaca
        [not_a_proof] itu balum bukti bayar
        [another_person] itu bukti urang lain
        [wrong_sum] jumlahnya babida
        [not_received] pambayarannya balum tacatat di BPJS Ketenagakerjaan
       *[other] takunakan ka petugas
    }. Bulih kirim lagi: tulis *sudah bayar*.

# Habar imbah petugas mamariksa bukti bayar.
premium-result =
    .confirmed = ✅ Bukti bayar iuran *{ $name }* sudah dicocokakan petugas wan dicatat. Tarima kasih.
    .until = Perlindungan balaku sampai *{ $until }*.
    .begins = Perlindungan mulai *{ $begins }* sampai *{ $until }*.
    .look = Gasan malihat sampai pabila talindungi, tulis *iuran*.
    .refused = Bukti bayar iuran *{ $name }* sudah dilihat petugas, tapi balum kawa dipakai: { $reason ->
        [unreadable] fotonya balum tabaca
        [not_a_proof] itu balum bukti bayar
        [another_person] itu bukti urang lain
        [wrong_sum] jumlahnya babida
        [not_received] pambayarannya balum tacatat di BPJS Ketenagakerjaan
       *[other] petugas kawa manjalasakan
    }.
    .again = Bulih kirim lagi: tulis *sudah bayar*, lalu foto bukti nang asli di wadah nang tarang. Kada babayar.
    .ask = Simpan bukti nang asli. Petugas mambantu mancariakan: tulis *petugas*, atawa takunakan di wadah mambayar.

# Belum bisa bayar, dan pengingat.
state-remind = Kada papa. Pabila handak diingatakan? Bulih tulis tanggalnya, contoh: 5 Desember
    .pick-days = 3 hari lagi
    .pick-week = Saminggu lagi
    .pick-month = Awal { $month }
    .how-off = Amun kada handak diingatakan, ketik *matikan pengingat*.
    .not-day = Tanggal itu balum kawa dipakai. Tulis hari imbah hari ini, paling lawas satahun lagi. Contoh: 5 Desember
premium-remind =
    .kept = Inggih, kami ingatakan lagi pas *{ $day }*.
    .beyond = ⚠️ Amun iuran balum masuk, kapesertaan kada aktif mulai *{ $lost }*, sabalum hari itu. Handak hari nang labih badahulu? Tulis tanggalnya.
    .beyond-other = ⚠️ Sabalum hari itu perlindungan sidin kawa barubah. Handak hari nang labih badahulu? Tulis tanggalnya.
    .day = Pangingat salanjutnya: { $day }.
    .off = Pangingat iuran lagi mati. Amun handak diingatakan, ketik *nyalakan pengingat*.
    .first = Kada papa. Pangingat ada imbah iuran partama dibayar; sabalum itu, tulis *iuran* pabila haja.
    .switched-off = Inggih, pangingat iuran dimatiakan. Perlindungan kada barubah. Amun handak lagi, ketik *nyalakan pengingat*.
    .switched-on = Inggih, pangingat iuran manyala. Kami ingatakan sabalum perlindungan habis.
    .own-only = Pangingat gasan urang lain diatur dari HP-nya saurang. Amun kada handak habar napa haja di sini, ketik *berhenti*.

# Kabar tentang tempat yang ditanggung desa: diberikan, menunggu, atau berakhir.
place-news =
    .held = ✅ Desa sudah mamutusakan: iuran *{ $name }* ditanggung { place-sponsor } mulai bulan *{ $first }*.
    .renewed = ✅ Desa sudah mamutusakan manarusakan: iuran *{ $name }* ditanggung { place-sponsor } mulai bulan *{ $first }*.
    .begins = Perlindungan sabulan balaku imbah iuran bulan itu dibayar. Gasan malihat, tulis *iuran*.
    .waiting = *{ $name }* tacatat di daftar tunggu wadah nang ditanggung desa{ $number ->
        [0] {""}
       *[other] {" "}(urutan ka-{ $number })
    }. Amun ada wadah, kami habari di sini. Amun handak lakas talindungi, bulih bayar saurang dahulu: tulis *iuran*.
    .ended = Iuran *{ $name }* ditanggung { place-sponsor } sampai bulan *{ $last }*; imbah itu kada lagi. Limbah itu kawa manarusakan saurang lawan NIK, kada usah mandaftar ulang: tulis *iuran*.
    .never = Wadah *{ $name }* nang ditanggung desa kada jadi dipakai. Kawa bayar saurang lawan NIK: tulis *iuran*.
    .left = *{ $name }* kada lagi tacatat di daftar tunggu desa.
    .reason = Sababnya: { $reason ->
        [moved] tacatat pindah
        [employed] tacatat bagawi di parusahaan
        [covered_elsewhere] iurannya sudah ditanggung nang lain
        [gave_up] ini sasuai parmintaan
       *[mistake] catatannya dibujurakan
    }.
    .ask = Amun ini kaliru, tulis *petugas*.
place-sponsor = { $sponsor ->
    [none] desa
   *[other] { $sponsor }
}
