# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Sinten ingkang disapa lan dirembag. $whom: self (piyambak) utawi other (tiyang sanes).
you = { $whom ->
    [other] { $called }
   *[self] { $sex ->
        [female] Ibu
        [male] Bapak
       *[unknown] Panjenengan
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
    .morning = Sugeng enjing.
    .noon = Sugeng siyang.
    .afternoon = Sugeng sonten.
    .evening = Sugeng dalu.
    .hello = Halo, sugeng rawuh.
    .intro = Kula *Seratus*, penjawab otomatis kangge *BPJS Ketenagakerjaan* (sanes BPJS Kesehatan kangge berobat). Ndaftar GRATIS; iuranipun tetep dibayar, piyambak utawi dening desa.
    .thanks = Sami-sami. Menawi wonten ingkang badhe ditangkletaken, serat mawon wonten mriki.

# Pitulungan, sami ing sedaya obrolan.
repair-progress = ({ $n } saking { $of })
repair-value = { $value }
repair-passed = Pitakenan niku sampun kliwat.
repair-first = Niki pitakenan ingkang kapisan, dados dereng saged wangsul.
repair-nothing = Dereng wonten pendaftaran ingkang nembe diisi.
repair-kept = Isian wau tetep kasimpen.
repair-waiting = Sekedhap, fotonipun nembe disimpen. Sasampunipun niku langsung dikirim.
repair-literal = Niku wangsulan kula
repair-way-out = Menawi bingung, ketik *bantuan*. Menawi badhe dibantu tiyang, ketik *petugas*.
repair-officer = Mboten napa-napa. Ketik *petugas*, mangke dibantu tiyang. Isian wau tetep kasimpen.
repair-not-understood = Nyuwun pangapunten, kula dereng mangertos. Maksudipun ingkang pundi?
repair-earlier = Wangsulan wau: *{ $value }*. Menawi tetep niku, pencet *Tetep*.
    .hidden = Wangsulan wau kasimpen. Menawi tetep niku, pencet *Tetep*.
    .pick-keep = Tetep
repair-help = Ingkang saged ditindakaken wonten mriki: ndaftar, tangklet iuran, lan mriksani sampun dumugi pundi pendaftaranipun. Serat mawon mawi tembung piyambak. Menawi badhe matur kaliyan tiyang, ketik *petugas*. Kantor BPJS Ketenagakerjaan: telpun 175.
    .form =
        Ketik *kembali* kangge pitakenan sakderengipun, *ubah* kangge mbeneraken, *batal* kangge kendel ngisi, *petugas* kangge dibantu tiyang.
        Menawi tembung niku pancen wangsulanipun, serat ngagem tandha petik, tuladha: "Menu".
repair-unreadable = { $kind ->
    [voice] Nyuwun pangapunten, pesen swanten dereng saged kula pirengaken. Tulung diserat, nggih. Seratan cekak ugi angsal.
    [sticker] Matur nuwun.
    [photo] Matur nuwun, fotonipun sampun dumugi, nanging sakniki dereng wonten ingkang perlu difoto.
    [contact] Matur nuwun. Nomeripun dereng kula betahaken sakniki.
    [place] Nyuwun pangapunten, titik peta dereng saged kula waos. Tulung serat nami desanipun.
    [location] Matur nuwun. Titik peta dereng kula betahaken sakniki.
    [empty] Pesenipun kothong. Dicobi serat malih, nggih.
   *[other] Nyuwun pangapunten, kiriman kados niki dereng saged kula waos. Tulung diserat, nggih.
}
corrected = Sampun dibeneraken.
    .kept = Wangsulan ingkang lami tetep dipun-agem.
corrected-late = { $draft ->
    [yes] Pesen ingkang digantos niku sampun kliwat. Kangge mbeneraken wangsulan, ketik *ubah*.
   *[no] Pesen ingkang digantos niku sampun kliwat. Menawi wonten ingkang perlu, serat pesen enggal, nggih.
}
contact-not-own = Niku kertu nomeripun tiyang sanes. Kirim nomeripun Panjenengan piyambak ngagem tombol *Kirim nomer kula*, utawi ketik mawon nomeripun.
link-village = Tautan niki saking { place }. Menawi badhe ndaftar, serat *daftar*.
link-broken = Nyuwun pangapunten, tautan niku sampun mboten saged dipun-agem.
repair-photo =
    .too-large = Fotonipun kagengen. Dicobi foto malih ngagem kamera HP biasa, utawi diliwati rumiyin.
    .not-a-picture = Kiriman niku sanes foto ingkang saged dibikak. Dicobi kirim minangka foto, nggih.
    .bomb = Fotonipun kagengen kangge dibikak. Dicobi foto malih ngagem kamera HP biasa.
    .timeout = Fotonipun dereng saged dibikak. Dicobi foto lan kirim sepisan malih, nggih.
    .worker = Nyuwun pangapunten, ing panggenan kula nembe wonten gangguan lan fotonipun dereng kasimpen. Tulung kirim sepisan malih. Wangsulan sanesipun mboten ical.
    .missing = Fotonipun dereng dumugi. Tulung kirim sepisan malih, nggih.
    .full = Nyuwun pangapunten, panggenan nyimpen wonten kantor kula saweg kebak, dados fotonipun dereng saged dipuntampi. Jawaban sanesipun mboten ical. Dipunliwati rumiyin, lajeng dipunkirim malih mbenjing.
    .quota = Dinten niki sampun kathah foto ingkang dipunkirim saking nomer niki. Ingkang sampun mlebet tetep kesimpen. Sisanipun dipunkirim mbenjing, nggih.
    .space = Sampun kathah sanget foto ingkang kula simpen saking nomer niki, dados ingkang niki dereng saged dipuntambah. Ingkang sampun mlebet tetep kesimpen. Menawi taksih wonten ingkang perlu, petugas saged ngrencangi. Ketik *petugas*.
apology = Nyuwun pangapunten, ing panggenan kula nembe wonten gangguan. Pesen wau kasimpen lan badhe dipriksa petugas. Monggo dicobi malih.
