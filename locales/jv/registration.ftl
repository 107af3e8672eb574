# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Pendaftaran pekerja. Satunggal pesen satunggal pitakenan.

registration-thanks = Matur nuwun.
registration-refused = Nggih, mboten wonten data ingkang dicathet. Menawi mangke kersa, serat *daftar*. Menawi namung badhe tangklet, serat pitakenanipun.
registration-shelved = Nggih, isianipun { $called } kula simpen 7 dinten lan dereng dikirim dhateng sinten mawon. Menawi panjenenganipun sampun sarujuk, serat *menu* lajeng pilih *Ingkang nengga*.
registration-already = NIK niki sampun didaftaraken saking HP niki:
registration-sent = { $whom ->
    [other] ✅ Pendaftaranipun { $called } sampun kakirim, kodenipun *{ $code }*. Tulung diaturaken dhateng panjenenganipun, utawi diserat ing kertas. Petugas mriksa.
   *[self] ✅ Sampun kakirim. Kode pendaftaranipun { you }: *{ $code }*. Simpen kode niki; petugas desa badhe nangkletaken.
}
registration-not-covered = { $payer ->
    [self]
        ⚠️ { you } DERENG terlindungi. Perlindungan mlampah sasampunipun iuran kapisan dibayar.
        Petugas nyukani pirsa cara mbayaripun sasampunipun pendaftaran dipriksa. Desa ingkang mutusaken iuranipun sinten ingkang ditanggung.
   *[village] { $whom ->
        [other]
            ⚠️ { you } DERENG terlindungi. Perlindungan mlampah sasampunipun iuran kapisan dibayar.
            Desa ingkang mutusaken sinten ingkang iuranipun ditanggung, dados dereng mesthi.
       *[self]
            ⚠️ { you } DERENG terlindungi. Perlindungan mlampah sasampunipun iuran kapisan dibayar.
            Desa ingkang mutusaken sinten ingkang iuranipun ditanggung, dados dereng mesthi. Menawi kersa enggal terlindungi, { you } saged mbayar piyambak rumiyin.
    }
}

registration-consent =
    Kula *Seratus*, penjawab otomatis pendaftaran *BPJS Ketenagakerjaan* ing { $regency } (sanes BPJS Kesehatan kangge berobat). Ndaftar GRATIS; iuranipun wiwit { $own } sewulan, kajawi ditanggung desa utawi kabupaten.

    Kula perlu nyathet data KTP. Data diterusaken dhateng petugas desa, kabupaten, lan BPJS Ketenagakerjaan, namung kangge perlindungan niki. Panjenengan angsal nyuwun mirsani, mbeneraken, utawi mbusak. Angsal kula cathet?

    Ketik *bantuan* kapan mawon.
    .pick-yes = Angsal
    .pick-no = Mboten
    .pick-more = Waos jangkepipun
    .not-choice = Pencet *Angsal* menawi sarujuk data dicathet, utawi *Mboten*.
    .help = Kangge ndaftar perlu asma, NIK, alamat desa, pedamelan, lan keluarga ingkang saged dihubungi. Tanpa idin, mboten wonten ingkang kula cathet.
    .tell-more = Ingkang dicathet: asma, NIK, papan lan tanggal lair, asma ibu kandhung, desa, nomer HP, pedamelan, keluarga ingkang saged dihubungi, lan foto KTP menawi dikirim. Disimpen kakunci. Ingkang angsal mirsani namung petugas ingkang tugas, lan saben dipirsani kacathet. Kangge mbusak serat *hapus data saya*; diwangsuli paling dangu 3 × 24 jam. Kula mboten nate nyuwun kode OTP utawi PIN. Angsal kula cathet?

registration-for-whom = Sinten ingkang badhe didaftaraken?
    .pick-self = Kula piyambak
    .pick-other = Tiyang sanes
    .not-choice = Pilih *Kula piyambak* utawi *Tiyang sanes*, nggih.
    .help = Angsal ndaftaraken piyambak, utawi mbiyantu tanggi lan keluarga ingkang mboten gadhah HP.

registration-name = { $whom ->
    [other] Sinten ingkang badhe didaftaraken? Serat asmanipun kados ing KTP.
   *[self] Sinten asma jangkepipun { you }, persis kados ing KTP?
}
    .summary = Asma: { $value }
    .short = Asma
    .noted = Nggih, kita daftaraken *{ $called }*.
    .read = { $sure ->
        [no] Asma ing foto dereng mesthi. Menapa *{ $value }*?
       *[yes] Miturut KTP, asmanipun { you } *{ $value }*. Leres?
    }
    .not-name = Serat asmanipun mawon, kados ing KTP. Tuladha: Siti Aminah.
    .help = Serat asma kados ing KTP, angsal satunggal tembung. Gelar angsal diserat menawi wonten ing KTP.

registration-helper-relation = Panjenengan menapanipun { $called }?
    .pick-wife = Garwa estri
    .pick-husband = Garwa kakung
    .pick-child = Anak
    .pick-parent = Tiyang sepuh
    .pick-sibling = Sedherek
    .pick-grandchild = Putu
    .pick-parent-in-law = Marasepuh
    .pick-other-family = Keluarga sanes
    .pick-neighbour = Tanggi
    .pick-other = Sanesipun
    .summary = Ingkang mbiyantu ngisi: { $value }
    .short = Ingkang mbiyantu
    .not-choice = Pilih salah satunggal, nggih. Tuladha: anak, tanggi, utawi kader desa pilih *Sanesipun*.
    .help = Niki supados petugas mangertos sinten ingkang mbiyantu ngisi.

registration-subject-consent = Menapa { $called } sampun sarujuk datanipun dicathet?
    .pick-beside = Nggih, wonten mriki
    .pick-phone = Nggih, lewat telpun
    .pick-not-yet = Dereng
    .not-choice = Pilih salah satunggal, nggih. Data dicathet namung menawi { $called } sampun sarujuk.
    .help = Tangklet rumiyin dhateng { $called }. Menawi dereng saged, pilih *Dereng*; isian disimpen 7 dinten.

registration-member-before = Menapa { you } nate gadhah kertu BPJS Ketenagakerjaan?
    .pick-no = Dereng
    .pick-yes = Nate
    .pick-unknown = Mboten mangertos
    .summary = Nate gadhah kertu: { $value }
    .short = Nate gadhah kertu
    .not-choice = Pilih *Dereng*, *Nate*, utawi *Mboten mangertos*, nggih.
    .help = Niki kertu BPJS Ketenagakerjaan, sanes kertu berobat. Menawi nate nyambut damel ing perusahaan, mbok menawi nate gadhah. Menawi nate, tetep angsal ndaftar.

registration-nik = Pinten NIK-ipun { you }? NIK niku 16 angka ing nginggil KTP. Tuladha: 6310 0145 0875 0000
    .summary = NIK: { $value }
    .short = NIK
    .not-none = Kula dereng mriksani angkanipun. NIK niku 16 angka ing nginggil KTP. Menawi KTP mboten wonten, ketik *petugas*.
    .not-length = { $count ->
        [0] Kula dereng mriksani angkanipun. Serat 16 angka NIK ingkang wonten ing KTP, nggih.
       *[other] Ingkang mlebet { $count } angka, kamangka NIK wonten 16 angka. Dicobi dipirsani malih ing KTP, lajeng kirim jangkep, nggih.
    }
    .not-province = Kalih angka kapisan NIK niku dereng cocog kaliyan provinsi pundi mawon. Dicobi dipirsani malih ing KTP, nggih.
    .not-serial = Sekawan angka pungkasan NIK mboten mungkin 0000. Dicobi dipirsani malih ing KTP, lajeng kirim jangkep, nggih.
    .not-family-card = Niku nomer KK. Ingkang dipadosi NIK: 16 angka ing nginggil KTP, ing KK wonten ing sisih nami.
    .not-several = Wonten langkung saking satunggal NIK. Kirim satunggal mawon rumiyin, nggih.
    .not-many = Saking HP niki sampun kathah NIK ingkang dilebetaken. Kangge nambah malih, ketik *petugas*, nggih.
    .read = { $sure ->
        [no] ⚠️ NIK ing foto dereng mesthi. Menapa *{ $value }*? Dicocogaken kaliyan KTP, nggih. Menawi mangu-mangu, pilih *Benten*.
       *[yes] Miturut KTP, NIK-ipun { you } *{ $value }*. Leres?
    }
    .help = NIK wonten ing nginggil KTP, 16 angka. Ing KK ugi wonten, ing sisih nami. Angsal diserat ngagem spasi.

registration-birth-date = Kapan { you } lair? Serat tanggal, wulan, lan taun kados ing KTP. Tuladha: 5 Agustus 1975
    .suggested = Miturut NIK, { you } lair tanggal *{ $value }*. Leres?
    .read = { $sure ->
        [no] Tanggal lair ing foto dereng mesthi. Menapa *{ $value }*?
       *[yes] Miturut KTP, { you } lair tanggal *{ $value }*. Leres?
    }
    .pick-keep = Leres
    .pick-other = Benten
    .pick-date = { $date }
    .summary = Tanggal lair: { $value }
    .short = Tanggal lair
    .noted = Nggih, tanggal lair *{ $date }*. Menawi klentu, ketik *kembali*.
    .minor = Umuripun { $age } taun. Menawi dereng 18 taun, petugas ingkang mutusaken. Isian angsal diterusaken.
    .ask-which = Maksudipun tanggal ingkang pundi?
    .not-age = Niku umuripun. Ingkang kula betahaken tanggal lairipun. Tuladha: 5 Agustus 1975
    .not-impossible = Tanggal niku mboten wonten ing kalender utawi kelamen. Dicobi dipirsani malih ing KTP. Tuladha: 5 Agustus 1975
    .not-future = Tanggal niku dereng kliwat. Dicobi serat malih. Tuladha: 5 Agustus 1975
    .not-no-year = Taunipun dereng wonten. Serat jangkep, tuladha: 5 Agustus 1975
    .not-not-a-date = Kula dereng saged maos tanggalipun. Serat tanggal, wulan, lan taun. Tuladha: 5 Agustus 1975
    .help = Tanggal lair wonten ing KTP ing ngandhap nami. Menawi ing NIK lan ing KTP benten, serat ingkang ing KTP; petugas ingkang mriksa.

registration-too-old = Miturut tanggal niku, umuripun { you } sampun 65 taun utawi langkung. Ingkang saged didaftaraken ingkang dereng 65 taun. Menapa tanggalipun sampun leres?
    .pick-date = Tanggalipun klentu
    .pick-officer = Tangklet petugas
    .pick-finish = Rampung
    .not-choice = Pilih salah satunggal, nggih.
    .help = Wates umur ndaftar BPJS Ketenagakerjaan dereng 65 taun. Menawi tanggalipun klentu, angsal dibeneraken.
    .officer = Petugas sampun kula kabari lan mangsuli wonten mriki ing jam kerja, Senen ngantos Jemuah; menawi wigati sanget telpun 175. Isian wau mboten disimpen.
    .finish = Nggih, isian wau dibusak lan mboten dikirim dhateng sinten mawon. Menawi badhe ndaftaraken tiyang sanes, serat *daftar*.

registration-birth-place = Wonten pundi { you } lair? Serat kutha utawi kabupatenipun kados ing KTP. Tuladha: Kotabaru
    .pick-skip = Liwati rumiyin
    .read = { $sure ->
        [no] Papan lair ing foto dereng mesthi. Menapa *{ $value }*?
       *[yes] Miturut KTP, { you } lair ing *{ $value }*. Leres?
    }
    .summary = Papan lair: { $value }
    .short = Papan lair
    .not-empty = Serat nami papanipun, tuladha: Kotabaru. Utawi ketik *lewati*.
    .not-long = Kedawan, paling kathah { $most } aksara. Serat nami papanipun mawon.
    .help = Papan lair wonten ing KTP ing ngajeng tanggal lair. Menawi kesupen, ketik *lewati*.

registration-sex = { you } jaler utawi estri?
    .pick-female = Estri
    .pick-male = Jaler
    .read = Miturut KTP, jinis kelaminipun *{ $value }*, nanging NIK-ipun dereng cocog. Leres *{ $value }*?
    .summary = Jinis kelamin: { $value }
    .short = Jinis kelamin
    .not-choice = Pilih *Estri* utawi *Jaler*, nggih.
    .help = Kula tangkletaken amargi asma lan NIK dereng cocog. Serat kados ing KTP.

registration-mother-name = { $whom ->
    [other] Sinten asma ibu kandhungipun { $called }? Niki kangge pendaftaran, mboten badhe kula tedahaken malih.
   *[self] Sinten asma ibu kandhungipun Panjenengan? Niki kangge pendaftaran, mboten badhe kula tedahaken malih.
}
    .pick-skip = Mangke wonten desa
    .summary = { $answer ->
        [skipped] Asma ibu kandhung: mangke ing kantor desa
       *[given] Asma ibu kandhung: { $value }
    }
    .short = Asma ibu kandhung
    .kept = sampun kasimpen
    .not-name = Serat asma ibunipun mawon, tuladha: Siti. Utawi pilih *Mangke wonten desa*.
    .help = BPJS Ketenagakerjaan nangkletaken asma ibu kandhung, ugi menawi panjenenganipun sampun mboten wonten. Angsal diaturaken mangke ing kantor desa.

registration-village = Dalemipun { you } wonten desa utawi kelurahan pundi? Tuladha: Segumbang
    .suggested = { $whom ->
        [other] Dalemipun ugi wonten *{ $value }*?
       *[self] Dalemipun { you } wonten *{ $value }*, leres?
    }
    .pick-keep = Nggih
    .pick-other = Desa sanes
    .pick-place = { $village }, { district }
    .shown = { place }
    .twins = { $village }
    .read = { $sure ->
        [no] Alamat ing foto dereng mesthi. Menapa dalemipun { you } wonten *{ $value }*?
       *[yes] Miturut KTP, dalemipun { you } wonten *{ $value }*. Leres?
    }
    .summary = Dalem: { $value }
    .short = Desa
    .ask-which = Maksudipun ingkang pundi?
    .not-place = Nami desanipun dereng kula panggihaken. Serat nami desa lan kecamatanipun. Tuladha: Segumbang, kecamatan Batulicin
    .not-both = Tulung serat nami desa lan kecamatanipun sareng. Tuladha: Segumbang, kecamatan Batulicin
    .help = Serat nami desa dalemipun sakniki. Menawi dereng kepanggih, serat ugi kecamatanipun.

registration-district = Desa { $village } wonten ing langkung saking satunggal kecamatan. Wonten kecamatan pundi?
    .pick-place = { $district }
    .summary = Kecamatan: { $value }
    .short = Kecamatan
    .not-place = Pilih kecamatanipun, nggih.
    .help = Kecamatan wonten ing KTP ing ngandhap nami desa.

registration-phone = { $whom ->
    [other] Pinten nomer HP-nipun { $called } ingkang saged dihubungi?
   *[self] Pinten nomer HP-nipun { you } ingkang saged dihubungi? Tuladha: 0812 3456 7890
}
    .pick-none = Mboten gadhah HP
    .pick-number = { $number }
    .summary = Nomer HP: { $value }
    .short = Nomer HP
    .ask-which = Wonten kalih nomer. Ingkang pundi ingkang dipun-agem?
    .not-too-short = Nomeripun kirang angka. Dicobi serat malih. Tuladha: 0812 3456 7890
    .not-too-long = Nomeripun kekathahen angka. Dicobi serat malih. Tuladha: 0812 3456 7890
    .not-landline = Niku nomer telpun griya. Serat nomer HP, utawi pilih *Mboten gadhah HP*.
    .not-foreign = Nomer luar negeri niku dereng saged kula waos. Dicobi serat malih ngagem + ing ngajeng.
    .not-not-a-phone = Kula dereng mriksani nomeripun. Tuladha: 0812 3456 7890. Utawi pilih *Mboten gadhah HP*.
    .help = Nomer HP dipun-agem petugas kangge ngubungi. Menawi mboten gadhah, mboten napa-napa; pilih *Mboten gadhah HP*.

registration-occupation = Menapa pedamelanipun { you } saben dinten?
    .pick-farmer = Tani
    .pick-fisher = Nelayan
    .pick-trader = Bakul
    .pick-builder = Tukang/buruh
    .pick-driver = Sopir/ojek
    .pick-plantation = Buruh kebon
    .pick-livestock = Ngingah ternak
    .pick-craft = Pengrajin/penjait
    .pick-domestic = Rewang
    .pick-other = Sanesipun
    .tell-other = Serat pedamelanipun mawi tembung piyambak. Tuladha: nderes karet
    .summary = Pedamelan: { $value }
    .short = Pedamelan
    .not-choice = Pilih salah satunggal, utawi serat pedamelanipun. Tuladha: tani karet
    .help = Pilih pedamelan ingkang paling asring dilampahi. Menawi gadhah kalih, ingkang kaping kalih saged ditambah mangke.

registration-payer = Iuranipun wiwit { $own } sewulan menawi bayar piyambak (kinten-kinten). Menawi desa sampun mutusaken nanggung, { you } mboten mbayar. Badhe bayar piyambak, nengga desa, utawi dereng mangertos?
    .pick-self = Bayar piyambak
    .pick-village = Nengga desa
    .pick-unknown = Dereng mangertos
    .summary = Iuran: { $value }
    .short = Sinten sing mbayar
    .not-choice = Pilih *Bayar piyambak*, *Nengga desa*, utawi *Dereng mangertos*, nggih.
    .help = Desa ingkang mutusaken iuranipun sinten ingkang ditanggung, dados dereng mesthi. Perlindungan mlampah sasampunipun iuran kapisan dibayar. Pilihan niki saged digantos mangke.

registration-income = Kinten-kinten pinten pangasilanipun { you } sewulan? Pilih, utawi serat cacahipun. Tuladha: 1,5 juta
    .pick-under = Kirang { $to }
    .pick-between = { $low }–{ $high }
    .pick-sum = { $sum }
    .summary = Pangasilan sewulan: wiwit { $value }
    .short = Pangasilan
    .ask-which = Maksudipun pinten?
    .not-money = Kula dereng saged maos cacahipun. Tuladha: 1,5 juta utawi 1500000
    .help = Iuran dietang saking pangasilan. Menawi minggah mandhap, serat kinten-kintenipun mawon.

registration-programmes = Badhe perlindungan ingkang pundi? Kacilakan kerja lan seda: kinten-kinten { $jkk_jkm } sewulan. Ditambah celengan hari tua: kinten-kinten { $with_jht } sewulan.
    .pick-jkk-jkm = Tanpa celengan
    .pick-with-jht = Ngagem celengan
    .shown-jkk-jkm = kacilakan kerja lan seda, { $jkk_jkm } sewulan (kinten-kinten)
    .shown-with-jht = kacilakan kerja, seda, lan celengan hari tua, { $with_jht } sewulan (kinten-kinten)
    .summary = Perlindungan: { $value }
    .short = Perlindungan
    .not-choice = Pilih *Tanpa celengan* utawi *Ngagem celengan*, nggih.
    .help = Celengan hari tua (JHT) saged dipendhet mangke, umpami ing umur 56 taun. Ingkang tanpa celengan langkung mirah.

registration-months = Badhe mbayar pinten wulan sareng? Cacahipun kinten-kinten, petugas ingkang mesthekaken.
    .pick = { $months } wulan { $total }
    .summary = Bayar sareng: { $value } (kinten-kinten)
    .short = Dangunipun bayar
    .ask-which = Maksudipun ingkang pundi?
    .not-choice = Pilih 1, 3, 6, utawi 12 wulan, nggih.
    .help = Bayar sawetawis wulan sareng supados mboten kesupen. Mbayaripun mangke, sasampunipun petugas nyukani pirsa caranipun.

registration-heirs-name = Sinten keluarganipun { you } ingkang saged dihubungi? Serat nami lan sesambetanipun, angsal kaliyan nomer HP. Tuladha: Rahmah, anak. (Ingkang nampi santunan diatur undang-undang, sanes saking isian niki.)
    .pick-skip = Liwati rumiyin
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (garwa estri)
        [husband] { $name } (garwa kakung)
        [child] { $name } (anak)
        [parent] { $name } (tiyang sepuh)
        [sibling] { $name } (sedherek)
        [grandchild] { $name } (putu)
        [parent_in_law] { $name } (marasepuh)
        [neighbour] { $name } (tanggi)
        [other_family] { $name } (keluarga)
       *[other] { $name } (kenalan)
    }
    .shown-phone = { $named }, { $phone }
    .summary = Keluarga: { $value }
    .short = Keluarga
    .not-name = Serat nami lan sesambetanipun. Tuladha: Rahmah, anak. Utawi ketik *lewati*.
    .help = Keluarga niki dihubungi menawi { you } angel dihubungi. Sinten ingkang nampi santunan diatur undang-undang.

registration-heirs-relation = { $contact } niku menapanipun { you }?
    .pick-wife = Garwa estri
    .pick-husband = Garwa kakung
    .pick-child = Anak
    .pick-parent = Tiyang sepuh
    .pick-sibling = Sedherek
    .pick-grandchild = Putu
    .pick-parent-in-law = Marasepuh
    .pick-other-family = Keluarga sanes
    .pick-neighbour = Tanggi
    .pick-other = Sanesipun
    .summary = Sesambetan: { $value }
    .short = Sesambetan keluarga
    .not-choice = Pilih salah satunggal, nggih. Utawi ketik *lewati*.
    .help = Tuladha: garwa, anak, tiyang sepuh, sedherek.

registration-heirs-phone = Pinten nomer HP-nipun { $contact }? Menawi mboten mangertos, liwati mawon.
    .pick-skip = Liwati rumiyin
    .pick-number = { $number }
    .summary = HP keluarga: { $value }
    .short = HP keluarga
    .ask-which = Wonten kalih nomer. Ingkang pundi ingkang dipun-agem?
    .not-too-short = Nomeripun kirang angka. Dicobi serat malih. Tuladha: 0812 3456 7890
    .not-too-long = Nomeripun kekathahen angka. Dicobi serat malih. Tuladha: 0812 3456 7890
    .not-landline = Niku nomer telpun griya. Serat nomer HP, utawi ketik *lewati*.
    .not-foreign = Nomer luar negeri niku dereng saged kula waos. Dicobi serat malih ngagem + ing ngajeng.
    .not-not-a-phone = Kula dereng mriksani nomeripun. Tuladha: 0812 3456 7890. Utawi ketik *lewati*.
    .help = Nomer HP keluarga angsal nusul.

registration-heirs-more = Taksih wonten keluarga sanes ingkang saged dihubungi?
    .pick-yes = Wonten malih
    .pick-no = Mboten wonten
    .not-choice = Pilih *Wonten malih* utawi *Mboten wonten*, nggih.
    .help = Angsal nambah ngantos tiyang tiga.

registration-ktp-photo = { $reader ->
    [yes] 📷 Kirim foto KTP-nipun { you }, supados mboten kathah ngetik. KTP disukakaken ing papan padhang, difoto saking nginggil ngantos sedaya seratan ketingal.
   *[no] 📷 Kirim foto KTP-nipun { you }, nggih. Menawi dereng saged, mangke angsal ditedahaken ing kantor desa.
}
    .pick-skip = { $reader ->
        [yes] Kula ketik mawon
       *[no] Mangke wonten desa
    }
    .summary = { $answer ->
        [skipped] Foto KTP: mangke ing kantor desa
        [working] Foto KTP: nembe disimpen
       *[given] Foto KTP: { $value }
    }
    .short = Foto KTP
    .kept = sampun kasimpen
    .working = 📷 Foto sampun ditampi.
    .not-photo = { $reader ->
        [yes] Kirim fotonipun lewat tombol kamera, utawi pilih *Kula ketik mawon*.
       *[no] Kirim fotonipun lewat tombol kamera, utawi pilih *Mangke wonten desa*.
    }
    .help = KTP disukakaken ing papan padhang, difoto saking nginggil ngantos sedaya seratan ketingal. Foto disimpen kakunci.

registration-rt-rw = RT lan RW pinten dalemipun { you }? Tuladha: RT 3 RW 1
    .pick-skip = Liwati rumiyin
    .read = Miturut KTP, dalemipun { you } ing *{ $value }*. Leres?
    .summary = RT/RW: { $value }
    .short = RT/RW
    .not-empty = Serat RT lan RW-nipun, tuladha: RT 3. Utawi ketik *lewati*.
    .not-long = Kedawan, paling kathah { $most } aksara. Tuladha: RT 3 RW 1
    .help = RT lan RW wonten ing KTP. Menawi namung wonten RT, serat RT mawon.

registration-street = Menapa nami dalan utawi gangipun? Tuladha: Jalan Pelabuhan, celak langgar
    .pick-skip = Liwati rumiyin
    .read = Miturut KTP, dalanipun *{ $value }*. Leres?
    .summary = Dalan: { $value }
    .short = Dalan
    .not-empty = Serat nami dalanipun, utawi ketik *lewati*.
    .not-long = Kedawan, paling kathah { $most } aksara. Serat nami dalanipun mawon.
    .help = Serat dalan, gang, utawi papan ingkang gampil dipunkenali.

registration-workplace = Wonten pundi { you } nyambut damel? Tuladha: sawah ing Desa Betung
    .pick-skip = Liwati rumiyin
    .summary = Papan nyambut damel: { $value }
    .short = Papan nyambut damel
    .not-empty = Serat papan nyambut damelipun, utawi ketik *lewati*.
    .not-long = Kedawan, paling kathah { $most } aksara. Serat papanipun mawon.
    .help = Serat papan ingkang paling asring, tuladha: seganten, kebon, peken.

registration-second-occupation = Menapa pedamelan sanesipun { you }? Tuladha: sade jajan
    .pick-skip = Liwati rumiyin
    .summary = Pedamelan sanes: { $value }
    .short = Pedamelan sanes
    .not-empty = Serat pedamelanipun, utawi ketik *lewati*.
    .not-long = Kedawan, paling kathah { $most } aksara. Serat pedamelanipun mawon.
    .help = Paling kathah kalih pedamelan saged didaftaraken.

registration-extras = Badhe njangkepi ingkang pundi?
    .pick-address = RT/RW lan dalan
    .pick-workplace = Papan nyambut damel
    .pick-second-occupation = Pedamelan sanes
    .pick-family = Keluarga sanes
    .pick-none = Rampung
    .not-choice = Pilih salah satunggal, utawi *Rampung*.
    .help = Niki angsal dijangkepi sakniki utawi mangke ing kantor desa.

registration-summary =
    📄 Niki ingkang badhe dikirim:

    { $lines }

    Sampun leres sedaya?
    .pick-send = Kirim
    .pick-edit = Gantos
    .pick-more = Jangkepi
    .not-choice = Pencet *Kirim* menawi sampun leres, utawi *Gantos*.
    .help = Waos alon-alon. Menawi wonten ingkang klentu, pencet *Gantos* utawi serat umpami *ubah nama*.

# Foto KTP ingkang diwaos piyambak: asilipun ditangkletaken satunggal-satunggal.
repair-card =
    .read = 📷 KTP sampun kawaos. Tulung dipriksa satunggal-satunggal, nggih.
    .pick-keep = Leres
    .pick-other = Benten
    .small = Foto KTP wau kealiten kangge diwaos. Angsal kirim malih, saking celak, ngantos KTP ngebaki layar. Utawi lajeng ngetik mawon.
    .dark = Foto KTP wau kepetengen kangge diwaos. Angsal kirim malih saking papan padhang, umpami celak cendhela. Utawi lajeng ngetik mawon.
    .blurred = Foto KTP wau burem, seratanipun dereng kawaos. Angsal kirim malih: KTP dislehaken ing meja, HP dicepeng tangan kalih. Utawi lajeng ngetik mawon.
    .glare = Foto KTP wau blereng keneng cahya. Angsal kirim malih, dipungeser sekedhik supados mboten wonten pantulan. Utawi lajeng ngetik mawon.
    .no-card = NIK ing foto wau dereng kawaos. Angsal kirim malih: KTP rata ing meja, padhang, sedaya seratan ketingal. Utawi lajeng ngetik mawon.
    .typed = Mboten napa-napa, fotonipun sampun kasimpen. Kita lajeng ngetik.
