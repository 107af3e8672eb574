# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/reminders.ftl.)
# Tidak pernah "segera bayar", tidak pernah "besok": pesan sering dibaca terlambat.
reminder-name = { $sex ->
    [female] Bu { $name }
    [male] Pak { $name }
   *[unknown] { $name }
}
reminder =
    .ends = { $days ->
        [0] { reminder-name }, perlindungan { you } balaku sampai *{ $until }*, hari ini nang pahabisan.
       *[other] { reminder-name }, perlindungan { you } balaku sampai *{ $until }*, { $days } hari lagi.
    }
    .missed = { reminder-name }, perlindungan { you } tacatat sampai *{ $until }*. Iuran imbah itu balum masuk. Amun dibayar, perlindungan balanjut, kadada dendanya.
    .third = { reminder-name }, perlindungan { you } tacatat sampai *{ $until }*. Kapesertaan { you } tatap aktif amun iuran masuk sabalum *{ $inactive }*.
    .inactive = { reminder-name }, perlindungan { you } tacatat sampai *{ $until }*, wayah ini kapesertaannya kada aktif. Bayar lagi pakai NIK, lalu balanjut; kada parlu badaftar ulang.
    .never = { reminder-name }, perlindungan { you } mulai imbah iuran partama dibayar.
    .chosen = Ini pangingat nang diminta.
    .cost = { $count ->
        [1] Iuran bulan { $first }: kira-kira *{ $sum }*{ reminder-discount }.
       *[other] Iuran { $count } bulan, { $first } sampai { $last }: kira-kira *{ $sum }*{ reminder-discount }.
    }
    .full = Mulai { $month } iuran babulik jadi { $sum }.
    .pay = Bayar pakai NIK di Alfamart, BRILink, atawa m-banking. Di loket kawa haja ada biaya admin. Jangan batitip liwat rekening pribadi siapa haja.
    .harvest = Amun lagi panen, bulih mambayar babarapa bulan sakaligus.
    .sponsor = { reminder-name }, iuran { you } dibayari *{ $sponsor }* sampai perlindungan *{ $until }*. Lanjutannya balum tacatat.
    .alone = Amun kaina kada ditarusakan, { you } kawa lanjut saurang pakai NIK, kada parlu badaftar ulang: kira-kira *{ $sum }* sabulan mulai { $month }.
    .office = pananggung
    .others = Habar perlindungan urang nang tacatat di HP ini, tulung disampaiakan:
        { $lines }
    .more = Imbah ini tuntung, tulis *iuran* gasan cara mambayar.
    .stop = Kada handak diingatakan? Ketik *berhenti*.
reminder-discount = { $discount ->
    [0] {""}
   *[other] {" "}(sudah dipotong { $discount }% ulih pamarintah)
}
