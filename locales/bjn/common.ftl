# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/common.ftl.)

# Siapa yang disapa dan dibicarakan. $whom: self (diri sendiri) atau other (orang lain).
you = { $whom ->
    [other] { $called }
   *[self] { $sex ->
        [female] Ibu
        [male] Bapak
       *[unknown] Pian
    }
}
place = { village }, { district }
village = { $kind ->
    [kelurahan] Kelurahan { $village }
   *[desa] Desa { $village }
}
district = { $away ->
    [yes] Kec. { $district }, { $regency }
   *[no] Kec. { $district }
}
greeting =
    .salam = Waalaikumsalam.
    .swastiastu = Om swastiastu.
    .shalom = Shalom.
    .morning = Salamat pagi.
    .noon = Salamat siang.
    .afternoon = Salamat sore.
    .evening = Salamat malam.
    .hello = Halo.
    .intro = Ulun *Seratus*, panjawab otomatis gasan *BPJS Ketenagakerjaan* (bukan BPJS Kesehatan gasan batatamba). Badaftar GRATIS; iurannya tatap dibayar, bayar saurang atawa dibayari desa.
    .thanks = Sama-sama. Amun ada nang handak ditakunakan, tulis haja di sini.

# Bantuan dan perbaikan, sama di semua percakapan.
repair-progress = ({ $n } dari { $of })
repair-value = { $value }
repair-passed = Patakunan itu sudah liwat.
repair-first = Ini patakunan partama, jadi balum kawa babulik.
repair-nothing = Balum ada pandaftaran nang lagi diisi.
repair-kept = Isian tadi tatap tasimpan.
repair-waiting = Satumat, fotonya masih disimpan. Imbah itu langsung takirim.
repair-literal = Itu jawaban ulun
repair-way-out = Amun bingung, ketik *bantuan*. Amun handak dibantu urang, ketik *petugas*.
repair-officer = Kada papa. Ketik *petugas*, kaina dibantu urang. Isian tadi tatap tasimpan.
repair-not-understood = Maap, ulun balum paham. Maksudnya nang mana?
repair-earlier = Jawaban tadi: *{ $value }*. Amun tatap itu, tekan *Tatap*.
    .hidden = Jawaban tadi tasimpan. Amun tatap itu, tekan *Tatap*.
    .pick-keep = Tatap
repair-help = Nang kawa digawi di sini: badaftar, batakun iuran, wan malihat pandaftarannya sudah sampai di mana. Tulis haja lawan basa saurang. Amun handak bapandir lawan urang, ketik *petugas*. Kantor BPJS Ketenagakerjaan: telepon 175.
    .form =
        Ketik *kembali* gasan patakunan sabalumnya, *ubah* gasan mambaiki, *batal* gasan ampih maisi, *petugas* gasan dibantu urang.
        Amun kata itu memang jawabannya, tulis lawan tanda petik, contoh: "Menu".
repair-unreadable = { $kind ->
    [voice] Maap, pesan suara balum kawa ulun dangar. Tulung ditulis, lah. Tulisan handap gin bulih.
    [sticker] Tarima kasih.
    [photo] Tarima kasih, fotonya sudah sampai, tapi balum ada nang parlu difoto wayah ini.
    [contact] Tarima kasih. Nomornya balum ulun parluakan wayah ini.
    [place] Maap, titik peta balum kawa ulun baca. Tulung tulis ngaran desanya.
    [location] Tarima kasih. Titik peta balum ulun parluakan wayah ini.
    [empty] Pesannya kosong. Cuba tulis lagi, lah.
   *[other] Maap, kiriman nang kaya ini balum kawa ulun baca. Tulung ditulis, lah.
}
# Pesan yang diubah setelah dikirim.
corrected = Sudah dibaiki.
    .kept = Jawaban nang lawas tatap dipakai.
corrected-late = { $draft ->
    [yes] Pesan nang diubah itu sudah liwat. Gasan mambaiki jawaban, ketik *ubah*.
   *[no] Pesan nang diubah itu sudah liwat. Amun ada nang parlu, tulis pesan hanyar, lah.
}
contact-not-own = Itu kartu nomor urang lain. Kirim nomor Pian saurang lawan tombol *Kirim nomor ulun*, atawa ketik haja nomornya.
# Tautan yang ditekan orang.
link-village = Tautan ini dari { place }. Amun handak badaftar, tulis *daftar*.
link-broken = Maap, tautan itu sudah kada balaku lagi.
repair-photo =
    .too-large = Fotonya talalu ganal. Cuba foto lagi lawan kamera HP biasa, atawa liwati dahulu.
    .not-a-picture = Kiriman itu bukan foto nang kawa dibuka. Cuba kirim sabagai foto, lah.
    .bomb = Fotonya talalu ganal gasan dibuka. Cuba foto lagi lawan kamera HP biasa.
    .timeout = Fotonya balum kawa dibuka. Cuba foto wan kirim sakali lagi, lah.
    .worker = Maap, di wadah kami ada gangguan wan fotonya balum tasimpan. Tulung kirim sakali lagi. Jawaban nang lain kada hilang.
    .missing = Fotonya balum sampai. Tulung kirim sakali lagi, lah.
    .full = Maaf, wadah manyimpan di kantur kami lagi hibak, jadi fotonya balum kawa ditarima. Jawaban lain kada hilang. Liwati dahulu, lalu kirim pulang isuk.
    .quota = Hari ini sudah banyak foto nang takirim matan numur ini. Nang sudah masuk tatap tasimpan. Kirim sisanya isuk, lah.
    .space = Sudah banyak banar foto nang kami simpan matan numur ini, jadi nang ini balum kawa ditambah. Nang sudah masuk tatap tasimpan. Amun masih ada nang parlu, petugas kawa mambantu. Katik *petugas*.
apology = Maap, di wadah kami ada gangguan. Pesan tadi tasimpan wan kaina dipariksa petugas. Silakan cuba lagi.
