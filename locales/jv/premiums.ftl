# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Iuran: ngantos kapan terlindungi, pinten, cara mbayar, bukti bayar, pangeling.
# Saben cacah niku kinten-kinten. Seratan tombol paling dawa 20 aksara.

# Tiyang sawetawis ing satunggal HP: satunggal baris satunggal tiyang, tanpa cacah lan tanpa tunggakan.
premium-lines = { $more ->
    [0] { $lines }
   *[other] { $lines }
    Taksih wonten { $more } tiyang sanes; serat asmanipun.
}
premium-line =
    .covered = *{ $name }*: terlindungi ngantos { $until }
    .begins = *{ $name }*: terlindungi wiwit { $begins }
    .not = *{ $name }*: dereng kacathet terlindungi
state-whose = Badhe mirsani ingkang sinten?
    .for = Kangge sinten?

# Ngantos kapan.
premium-state =
    .never-paid = ⚠️ *{ $name }* DERENG terlindungi. Perlindungan mlampah sasampunipun iuran kapisan dibayar.
    .covered = ✅ *{ $name }* terlindungi ngantos *{ $until }*.
    .lapsing = { $days ->
        [0] *{ $name }* terlindungi ngantos *{ $until }*, dinten niki ingkang pungkasan.
       *[other] *{ $name }* terlindungi ngantos *{ $until }*, { $days } dinten malih.
    }
    .open = *{ $name }* kacathet terlindungi ngantos *{ $until }*. Iuran wulan niki dereng mlebet, dados kawontenan sakniki perlu dipriksa petugas.
    .arrears = *{ $name }* kacathet terlindungi ngantos *{ $until }*. Iuran sasampunipun niku dereng mlebet, dados kawontenan sakniki perlu dipriksa petugas. Kepesertaan tetep aktif menawi iuran mlebet sakderengipun *{ $inactive }*.
    .inactive = *{ $name }* kacathet terlindungi ngantos *{ $until }*. Sakniki kepesertaanipun mboten aktif. Bayar malih ngagem NIK, lajeng mlampah malih; mboten sisah ndaftar malih. Kangge wulan-wulan ingkang kliwat, kawontenanipun perlu dipriksa petugas.
premium-begins = { $first ->
    [yes] *{ $name }* terlindungi wiwit *{ $begins }* ngantos *{ $until }*. Sakderengipun niku DERENG terlindungi.
   *[no] *{ $name }* terlindungi wiwit *{ $begins }* ngantos *{ $until }*. Kangge dinten-dinten sakderengipun niku, kawontenanipun perlu dipriksa petugas.
}
premium-ended = Rumiyin iuranipun dibayar dening { $sponsor }. Sakniki saged dilajengaken piyambak.

# Pinten lan amargi menapa.
premium-due =
    .next = Dereng wonten ingkang perlu dibayar. Salajengipun iuran { $first }: kinten-kinten *{ $sum }* ({ premium-why }).
    .next-discounted = Dereng wonten ingkang perlu dibayar. Salajengipun iuran { $first }: kinten-kinten *{ $sum }* ({ premium-why }). Wiwit { $later }: { $full }.
    .now = Iuran wulan { $first }: kinten-kinten *{ $sum }* ({ premium-why }).
    .now-discounted = Iuran wulan { $first }: kinten-kinten *{ $sum }* ({ premium-why }). Wiwit { $later }: { $full }.
    .several = Ingkang dereng mlebet: { $first } ngantos { $last }, kinten-kinten *{ $sum }* ({ premium-why }). Wulan { $last } mawon: { $one }.
    .several-discounted = Ingkang dereng mlebet: { $first } ngantos { $last }, kinten-kinten *{ $sum }* ({ premium-why }). Wulan { $last } mawon: { $one }; wiwit { $later }: { $full } sewulan.
# Amargi menapa cacahipun semanten: golongan pangasilan, celengan, potongan.
premium-why = { $known ->
    [yes] pangasilan wiwit { $income }
   *[no] pangasilan paling andhap
}{ $jht ->
    [yes] , ngagem celengan hari tua
   *[no] {""}
}{ $discounted ->
    [yes] , potongan { $percent }% saking pemerintah
   *[no] {""}
}
premium-application = Pendaftaranipun: { application-state }.
premium-waiting = Ing daftar tengga desa: urutan kaping { $place }.
premium-ways = Desa ingkang mutusaken sinten ingkang iuranipun ditanggung, dados dereng mesthi. Menawi kersa enggal terlindungi, saged bayar piyambak rumiyin: kinten-kinten *{ $sum }* sewulan.

# Ingkang iuranipun dibayar tiyang sanes.
premium-by = *{ $sponsor }*{ $known ->
    [yes] {""} ngantos wulan { $last }
   *[no] {""}
}
premium-sponsored =
    .covered = ✅ *{ $name }* terlindungi ngantos *{ $until }*. Iuranipun dibayar dening { premium-by }, dados mboten wonten ingkang perlu dibayar.
    .begins = *{ $name }* terlindungi wiwit *{ $until }*. Iuranipun dibayar dening { premium-by }, dados mboten wonten ingkang perlu dibayar.
    .check = Iuranipun *{ $name }* dibayar dening { premium-by }, dados mboten wonten ingkang perlu dibayar. Ingkang kacathet nembe ngantos { $until }; kawontenan sakniki perlu dipriksa petugas.
    .promised = ⚠️ *{ $name }* DERENG terlindungi. Iuranipun badhe dibayar dening { premium-by }; perlindungan mlampah sasampunipun niku dibayar.
premium-alone = Menawi sasampunipun niku mboten dilajengaken, saged dilajengaken piyambak ngagem NIK, tanpa ndaftar malih: kinten-kinten *{ $sum }* sewulan wiwit { $first }.
premium-nothing = Mboten wonten ingkang perlu dibayar; iuranipun sampun wonten ingkang nanggung.
premium-payer =
    .village = pemerintah desa
    .kabupaten = kabupaten
    .provinsi = provinsi
    .state = pemerintah
    .csr = perusahaan
    .other = ingkang nanggung

# Pilihan sasampunipun niku.
state-premium = Badhe pripun?
    .pick-how = Cara mbayar
    .pick-ahead = Bayar rumiyin
    .pick-paid = Sampun bayar
    .pick-later = Elingaken mangke

# Cara mbayar.
premium-how = Bayar ngagem NIK wonten Alfamart, BRILink, utawi m-banking. Ing loket saged wonten biaya admin. Ampun titip lewat rekening pribadi sinten mawon.
    .code = Bayar ngagem kode iuran *{ $code }* utawi NIK, wonten Alfamart, BRILink, utawi m-banking. Ing loket saged wonten biaya admin. Ampun titip lewat rekening pribadi sinten mawon.
    .first = Iuran kapisan dibayar sasampunipun pendaftaran dipriksa petugas, ngagem NIK, wonten Alfamart, BRILink, utawi m-banking. Ing loket saged wonten biaya admin. Ampun titip lewat rekening pribadi sinten mawon.

# Sawetawis wulan sareng, umpami sasampunipun panen.
state-ahead = Badhe mbayar pinten wulan sareng?
    .from = Dietang wiwit iuran wulan { $first }. Cacahipun kinten-kinten.
    .pick = { $count } wulan { $sum }
    .not-period = Ingkang saged dipilih wonten ing ngandhap niki.
premium-ahead = Iuran { $count } wulan: kinten-kinten *{ $sum }*.
    { $lines }
    Dietang saking { premium-why }.
premium-run = { $count ->
    [1] { $first }: { $sum }
   *[other] { $first } ngantos { $last }: { $sum } sewulan
}

# Bukti bayar.
state-proof = 📷 Kirim foto bukti bayar iuranipun *{ $name }*, nggih. Petugas ingkang nyocogaken.
    .pick-none = Mboten wonten bukti
    .pick-later = Mangke mawon
    .later = Nggih. Menawi buktinipun sampun siap, serat *sudah bayar*, lajeng kirim fotonipun.
premium-sent = 📷 Bukti bayar sampun ditampi, petugas mriksa. Bukti aslinipun disimpen, nggih. Petugas mboten nate nyuwun kode OTP.
premium-stray = Fotonipun sampun dumugi, nanging dereng disimpen. Menawi niku bukti bayar iuran, serat *sudah bayar*, lajeng kirim malih.
premium-told = Matur nuwun. Kula cathet sampun bayar, lan petugas ingkang nyocogaken. Menawi mangke buktinipun kepanggih, serat *sudah bayar*, lajeng kirim fotonipun.
premium-proof =
    .waiting = Bukti bayar sampun ditampi, petugas mriksa.
    .confirmed = Bukti bayar ingkang pungkasan sampun dicocogaken petugas.
    .refused = Bukti bayar ingkang pungkasan dereng saged dipun-agem: { $reason ->
        [unreadable] fotonipun dereng kawaos
        [not_a_proof] niku dereng bukti bayar
        [another_person] niku buktinipun tiyang sanes
        [wrong_sum] cacahipun benten
        [not_received] pambayaranipun dereng kacathet ing BPJS Ketenagakerjaan
       *[other] tangklet dhateng petugas
    }. Angsal kirim malih: serat *sudah bayar*.

# Kabar sasampunipun petugas mriksa bukti bayar.
premium-result =
    .confirmed = ✅ Bukti bayar iuran *{ $name }* sampun dicocogaken petugas lan dicathet. Matur nuwun.
    .until = Perlindungan lumampah ngantos *{ $until }*.
    .begins = Perlindungan wiwit *{ $begins }* ngantos *{ $until }*.
    .look = Kangge ningali ngantos kapan kalindhungan, serat *iuran*.
    .refused = Bukti bayar iuran *{ $name }* sampun dipirsani petugas, nanging dereng saged dipun-agem: { $reason ->
        [unreadable] fotonipun dereng kawaos
        [not_a_proof] niku dereng bukti bayar
        [another_person] niku buktinipun tiyang sanes
        [wrong_sum] cacahipun benten
        [not_received] pambayaranipun dereng kacathet ing BPJS Ketenagakerjaan
       *[other] petugas saged nerangaken
    }.
    .again = Angsal kirim malih: serat *sudah bayar*, lajeng foto bukti ingkang asli ing papan ingkang padhang. Mboten mbayar.
    .ask = Bukti ingkang asli disimpen. Petugas mbiyantu madosi: serat *petugas*, utawi tangklet ing panggenan mbayar.

# Dereng saged mbayar, lan pangeling.
state-remind = Mboten napa-napa. Kapan kersa dielingaken? Angsal serat tanggalipun, tuladha: 5 Desember
    .pick-days = 3 dinten malih
    .pick-week = Seminggu malih
    .pick-month = Awal { $month }
    .how-off = Menawi mboten kersa dielingaken, ketik *matikan pengingat*.
    .not-day = Tanggal niku dereng saged dipun-agem. Serat dinten sasampunipun dinten niki, paling dangu setaun malih. Tuladha: 5 Desember
premium-remind =
    .kept = Nggih, mangke kula elingaken malih ing *{ $day }*.
    .beyond = ⚠️ Menawi iuran dereng mlebet, kepesertaan mboten aktif wiwit *{ $lost }*, sakderengipun dinten niku. Kersa dinten ingkang langkung rumiyin? Serat tanggalipun.
    .beyond-other = ⚠️ Sakderengipun dinten niku perlindunganipun saged ewah. Kersa dinten ingkang langkung rumiyin? Serat tanggalipun.
    .day = Pangeling salajengipun: { $day }.
    .off = Pangeling iuran nembe dikendelaken. Menawi kersa dielingaken, ketik *nyalakan pengingat*.
    .first = Mboten napa-napa. Pangeling wonten sasampunipun iuran kapisan dibayar; sakderengipun niku, serat *iuran* kapan mawon.
    .switched-off = Nggih, pangeling iuran dikendelaken. Perlindungan mboten ewah. Menawi kersa malih, ketik *nyalakan pengingat*.
    .switched-on = Nggih, pangeling iuran mlampah malih. Kula elingaken sakderengipun perlindungan telas.
    .own-only = Pangeling kangge tiyang sanes diatur saking HP-nipun piyambak. Menawi mboten kersa kabar menapa mawon wonten mriki, ketik *berhenti*.

# Kabar bab panggenan ingkang ditanggung desa.
place-news =
    .held = ✅ Desa sampun mutusaken: iuran *{ $name }* ditanggung { place-sponsor } wiwit wulan *{ $first }*.
    .renewed = ✅ Desa sampun mutusaken nglajengaken: iuran *{ $name }* ditanggung { place-sponsor } wiwit wulan *{ $first }*.
    .begins = Perlindungan sewulan lumampah sasampunipun iuran wulan niku dibayar. Kangge ningali, serat *iuran*.
    .waiting = *{ $name }* kacathet ing daftar tengga panggenan ingkang ditanggung desa{ $number ->
        [0] {""}
       *[other] {" "}(urutan kaping { $number })
    }. Menawi wonten panggenan, dipunkabari ing mriki. Menawi kersa enggal terlindungi, saged bayar piyambak rumiyin: serat *iuran*.
    .ended = Iuran *{ $name }* ditanggung { place-sponsor } ngantos wulan *{ $last }*; sasampunipun niku mboten malih. Lajeng saged nglajengaken piyambak kanthi NIK, mboten sah ndaftar malih: serat *iuran*.
    .never = Panggenanipun *{ $name }* ingkang ditanggung desa mboten siyos dipun-agem. Saged bayar piyambak kanthi NIK: serat *iuran*.
    .left = *{ $name }* sampun mboten kacathet ing daftar tengga desa.
    .reason = Sebabipun: { $reason ->
        [moved] kacathet pindhah
        [employed] kacathet nyambut damel ing perusahaan
        [covered_elsewhere] iuranipun sampun ditanggung sanes
        [gave_up] niki miturut panyuwunan
       *[mistake] cathetanipun dipunleresaken
    }.
    .ask = Menawi niki klentu, serat *petugas*.
place-sponsor = { $sponsor ->
    [none] desa
   *[other] { $sponsor }
}
