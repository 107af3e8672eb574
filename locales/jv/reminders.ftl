# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Pangeling sakderengipun perlindungan telas. Cacah lan tunggakan namung dhateng HP-nipun tiyangipun piyambak.
# Mboten nate "enggal bayar", mboten nate "mbenjang": pesen asring diwaos telat.
reminder-name = { $sex ->
    [female] Bu { $name }
    [male] Pak { $name }
   *[unknown] { $name }
}
reminder =
    .ends = { $days ->
        [0] { reminder-name }, perlindunganipun { you } mlampah ngantos *{ $until }*, dinten niki ingkang pungkasan.
       *[other] { reminder-name }, perlindunganipun { you } mlampah ngantos *{ $until }*, { $days } dinten malih.
    }
    .missed = { reminder-name }, perlindunganipun { you } kacathet ngantos *{ $until }*. Iuran sasampunipun niku dereng mlebet. Menawi dibayar, perlindungan mlampah malih, tanpa denda.
    .third = { reminder-name }, perlindunganipun { you } kacathet ngantos *{ $until }*. Kepesertaanipun { you } tetep aktif menawi iuran mlebet sakderengipun *{ $inactive }*.
    .inactive = { reminder-name }, perlindunganipun { you } kacathet ngantos *{ $until }*, sakniki kepesertaanipun mboten aktif. Bayar malih ngagem NIK, lajeng mlampah malih; mboten sisah ndaftar malih.
    .never = { reminder-name }, perlindunganipun { you } mlampah sasampunipun iuran kapisan dibayar.
    .chosen = Niki pangeling ingkang disuwun.
    .cost = { $count ->
        [1] Iuran wulan { $first }: kinten-kinten *{ $sum }*{ reminder-discount }.
       *[other] Iuran { $count } wulan, { $first } ngantos { $last }: kinten-kinten *{ $sum }*{ reminder-discount }.
    }
    .full = Wiwit { $month } iuran wangsul { $sum }.
    .pay = Bayar ngagem NIK wonten Alfamart, BRILink, utawi m-banking. Ing loket saged wonten biaya admin. Ampun titip lewat rekening pribadi sinten mawon.
    .harvest = Menawi nembe panen, angsal mbayar sawetawis wulan sareng.
    .sponsor = { reminder-name }, iuranipun { you } dibayar dening *{ $sponsor }* ngantos perlindungan *{ $until }*. Salajengipun dereng kacathet.
    .alone = Menawi mangke mboten dilajengaken, { you } saged nglajengaken piyambak ngagem NIK, tanpa ndaftar malih: kinten-kinten *{ $sum }* sewulan wiwit { $month }.
    .office = ingkang nanggung
    .others = Kabar perlindunganipun tiyang ingkang kacathet ing HP niki, tulung diaturaken:
        { $lines }
    .more = Sasampunipun niki rampung, serat *iuran* kangge cara mbayar.
    .stop = Mboten kersa dielingaken? Ketik *berhenti*.
reminder-discount = { $discount ->
    [0] {""}
   *[other] {" "}(sampun dipotong { $discount }% dening pemerintah)
}
