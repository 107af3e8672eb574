# Pengingat sebelum perlindungan habis. Jumlah dan tunggakan hanya ke HP orangnya sendiri.
# Tidak pernah "segera bayar", tidak pernah "besok": pesan sering dibaca terlambat.
reminder-name = { $sex ->
    [female] Bu { $name }
    [male] Pak { $name }
   *[unknown] { $name }
}
reminder =
    .ends = { $days ->
        [0] { reminder-name }, perlindungan { you } berlaku sampai *{ $until }*, hari ini yang terakhir.
       *[other] { reminder-name }, perlindungan { you } berlaku sampai *{ $until }*, { $days } hari lagi.
    }
    .missed = { reminder-name }, perlindungan { you } tercatat sampai *{ $until }*. Iuran sesudah itu belum masuk. Kalau dibayar, perlindungan berlanjut, tanpa denda.
    .third = { reminder-name }, perlindungan { you } tercatat sampai *{ $until }*. Kepesertaan { you } tetap aktif kalau iuran masuk sebelum *{ $inactive }*.
    .inactive = { reminder-name }, perlindungan { you } tercatat sampai *{ $until }*, sekarang kepesertaannya tidak aktif. Bayar lagi dengan NIK, lalu berlanjut; tidak perlu mendaftar ulang.
    .never = { reminder-name }, perlindungan { you } mulai setelah iuran pertama dibayar.
    .chosen = Ini pengingat yang diminta.
    .cost = { $count ->
        [1] Iuran bulan { $first }: perkiraan *{ $sum }*{ reminder-discount }.
       *[other] Iuran { $count } bulan, { $first } sampai { $last }: perkiraan *{ $sum }*{ reminder-discount }.
    }
    .full = Mulai { $month } iuran kembali { $sum }.
    .pay = Bayar dengan NIK di Alfamart, BRILink, atau m-banking. Di loket bisa ada biaya admin. Jangan titip lewat rekening pribadi siapa pun.
    .harvest = Kalau sedang panen, boleh membayar beberapa bulan sekaligus.
    .sponsor = { reminder-name }, iuran { you } dibayar *{ $sponsor }* sampai perlindungan *{ $until }*. Kelanjutannya belum tercatat.
    .alone = Kalau nanti tidak diteruskan, { you } bisa lanjut sendiri dengan NIK, tanpa mendaftar ulang: perkiraan *{ $sum }* sebulan mulai { $month }.
    .office = penanggung
    .others = Kabar perlindungan orang yang tercatat di HP ini, tolong disampaikan:
        { $lines }
    .more = Setelah ini selesai, tulis *iuran* untuk cara bayar.
    .stop = Tidak mau diingatkan? Ketik *berhenti*.
reminder-discount = { $discount ->
    [0] {""}
   *[other] {" "}(sudah dipotong { $discount }% oleh pemerintah)
}
