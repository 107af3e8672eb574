# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/registration.ftl.)
# .help: ketik bantuan · .summary: baris ringkasan · .short: nama pendek untuk daftar ubah (20 huruf)
# .pick-…: tombol (20 huruf) · .not-…: belum bisa diterima · .ask-…: tanya balik · .tell-…: penjelasan

registration-thanks = Tarima kasih.
registration-refused = Inggih, kadada data nang dicatat. Amun kaina barubah pikiran, tulis *daftar*. Amun handak batakun haja, tulis patakunannya.
registration-shelved = Inggih, isian { $called } kami simpan 7 hari wan balum dikirim ka siapa haja. Amun sidin sudah satuju, tulis *menu* lalu pilih *Nang mahadang*.
registration-already = NIK ini sudah didaftarakan dari HP ini:
registration-sent = { $whom ->
    [other] ✅ Pandaftaran { $called } takirim, kodenya *{ $code }*. Tulung sampaiakan ka sidin, atawa tulisakan di karatas. Petugas mamariksa.
   *[self] ✅ Sudah takirim. Kode pandaftaran { you }: *{ $code }*. Simpan kode ini; petugas desa kaina manakunakannya.
}
registration-not-covered = { $payer ->
    [self]
        ⚠️ { you } BALUM talindungi. Perlindungan mulai imbah iuran partama dibayar.
        Petugas mamadahi cara mambayarnya imbah pandaftaran dicek. Desa nang mamutusakan iuran siapa nang dibayari.
   *[village] { $whom ->
        [other]
            ⚠️ { you } BALUM talindungi. Perlindungan mulai imbah iuran partama dibayar.
            Desa mamutusakan siapa nang iurannya dibayari, jadi balum pasti.
       *[self]
            ⚠️ { you } BALUM talindungi. Perlindungan mulai imbah iuran partama dibayar.
            Desa mamutusakan siapa nang iurannya dibayari, jadi balum pasti. Amun handak lakas talindungi, { you } kawa bayar saurang dahulu.
    }
}

registration-consent =
    Ulun *Seratus*, panjawab otomatis pandaftaran *BPJS Ketenagakerjaan* di { $regency } (bukan BPJS Kesehatan gasan batatamba). Badaftar GRATIS; iurannya mulai { $own } sabulan, kacuali dibayari desa atawa kabupaten.

    Ulun parlu mancatat data KTP. Data ditarusakan ka petugas desa, kabupaten, wan BPJS Ketenagakerjaan, gasan perlindungan ini haja. Pian bulih maminta malihat, mambaiki, atawa mahapusnya. Bulih ulun catat?

    Ketik *bantuan* pabila haja.
    .pick-yes = Bulih
    .pick-no = Kada
    .pick-more = Baca salangkapnya
    .not-choice = Tekan *Bulih* amun satuju data dicatat, atawa *Kada*.
    .help = Gasan badaftar parlu ngaran, NIK, alamat desa, gawian, wan kaluarga nang kawa dihubungi. Amun kada diijinakan, kadada nang kami catat.
    .tell-more = Nang dicatat: ngaran, NIK, wadah wan tanggal lahir, ngaran uma kandung, desa, nomor HP, gawian, kaluarga nang kawa dihubungi, wan foto KTP amun dikirim. Disimpan takunci. Nang bulih malihat hanya petugas nang batugas, wan satiap kali dilihat tacatat. Gasan mahapus tulis *hapus data saya*; dijawab paling lambat 3 × 24 jam. Kami kada suah maminta kode OTP atawa PIN. Bulih ulun catat?

registration-for-whom = Siapa nang handak didaftarakan?
    .pick-self = Ulun saurang
    .pick-other = Urang lain
    .not-choice = Pilih *Ulun saurang* atawa *Urang lain*, lah.
    .help = Bulih mandaftarakan diri saurang, atawa mambantu tatangga wan kaluarga nang kada baisi HP.

registration-name = { $whom ->
    [other] Siapa nang handak didaftarakan? Tulis ngarannya kaya di KTP.
   *[self] Siapa ngaran langkap { you }, pas kaya di KTP?
}
    .summary = Ngaran: { $value }
    .short = Ngaran
    .noted = Inggih, kita daftarakan *{ $called }*.
    .read = { $sure ->
        [no] Ngaran di foto balum pasti. *{ $value }* kah?
       *[yes] Manurut KTP, ngaran { you } *{ $value }*. Bujur kah?
    }
    .not-name = Tulis ngarannya haja, kaya di KTP. Contoh: Siti Aminah.
    .help = Tulis ngaran kaya di KTP, bulih satu kata. Gelar bulih ditulis amun ada di KTP.

registration-helper-relation = Napa hubungan Pian lawan { $called }?
    .pick-wife = Bini
    .pick-husband = Laki
    .pick-child = Anak
    .pick-parent = Kuitan
    .pick-sibling = Dangsanak
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mintuha
    .pick-other-family = Kaluarga lain
    .pick-neighbour = Tatangga
    .pick-other = Lainnya
    .summary = Nang mambantu maisi: { $value }
    .short = Nang mambantu
    .not-choice = Pilih salah satu, lah. Contoh: anak, tatangga, atawa kader desa pilih *Lainnya*.
    .help = Ini supaya petugas tahu siapa nang mambantu maisi.

registration-subject-consent = { $called } sudah satuju kah datanya dicatat?
    .pick-beside = Inggih, ada di sini
    .pick-phone = Inggih, di telepon
    .pick-not-yet = Balum
    .not-choice = Pilih salah satu, lah. Data hanya dicatat amun { $called } sudah satuju.
    .help = Takunakan dahulu ka { $called }. Amun balum kawa, pilih *Balum*; isian disimpan 7 hari.

registration-member-before = { you } suah baisi kartu BPJS Ketenagakerjaan kah?
    .pick-no = Balum
    .pick-yes = Suah
    .pick-unknown = Kada tahu
    .summary = Suah baisi kartu: { $value }
    .short = Suah baisi kartu
    .not-choice = Pilih *Balum*, *Suah*, atawa *Kada tahu*, lah.
    .help = Ini kartu BPJS Ketenagakerjaan, bukan kartu batatamba. Amun suah bagawi di perusahaan, mungkin suah baisi. Biar suah gin, tatap bulih badaftar.

registration-nik = Barapa NIK { you }? NIK itu 16 angka di bagian atas KTP. Contoh: 6310 0145 0875 0000
    .summary = NIK: { $value }
    .short = NIK
    .not-none = Ulun balum malihat angkanya. NIK itu 16 angka di bagian atas KTP. Amun KTP kadada, ketik *petugas*.
    .not-length = { $count ->
        [0] Ulun balum malihat angkanya. Tulis 16 angka NIK nang ada di KTP, lah.
       *[other] Nang masuk { $count } angka, padahal NIK ada 16 angka. Cuba dilihat lagi di KTP, lalu kirim langkap, lah.
    }
    .not-province = Dua angka partama NIK itu balum cocok lawan provinsi mana haja. Cuba dilihat lagi di KTP, lah.
    .not-serial = Ampat angka paling balakang NIK kada mungkin 0000. Cuba dilihat lagi di KTP, lalu kirim langkap, lah.
    .not-family-card = Itu nomor KK. Nang dicari NIK: 16 angka di bagian atas KTP, di KK ada di higa ngaran.
    .not-several = Ada labih dari satu NIK. Kirim satu haja dahulu, lah.
    .not-many = Dari HP ini sudah banyak NIK nang dimasukakan. Gasan manambah lagi, ketik *petugas*, lah.
    .read = { $sure ->
        [no] ⚠️ NIK di foto balum pasti. *{ $value }* kah? Cocokakan lawan KTP, lah. Amun ragu, pilih *Babida*.
       *[yes] Manurut KTP, NIK { you } *{ $value }*. Bujur kah?
    }
    .help = NIK ada di bagian atas KTP, 16 angka. Di KK jua ada, di higa ngaran. Bulih ditulis pakai spasi.

registration-birth-date = Pabila { you } lahir? Tulis tanggal, bulan, wan tahun kaya di KTP. Contoh: 5 Agustus 1975
    .suggested = Manurut NIK, { you } lahir tanggal *{ $value }*. Bujur kah?
    .read = { $sure ->
        [no] Tanggal lahir di foto balum pasti. *{ $value }* kah?
       *[yes] Manurut KTP, { you } lahir tanggal *{ $value }*. Bujur kah?
    }
    .pick-keep = Bujur
    .pick-other = Babida
    .pick-date = { $date }
    .summary = Tanggal lahir: { $value }
    .short = Tanggal lahir
    .noted = Inggih, tanggal lahir *{ $date }*. Amun salah, ketik *kembali*.
    .minor = Umurnya { $age } tahun. Amun balum 18 tahun, petugas nang mamutusakan. Isian bulih ditarusakan.
    .ask-which = Maksudnya tanggal nang mana?
    .not-age = Itu umurnya. Nang ulun parluakan tanggal lahirnya. Contoh: 5 Agustus 1975
    .not-impossible = Tanggal itu kadada di kalender atawa talalu lawas. Cuba dilihat lagi di KTP. Contoh: 5 Agustus 1975
    .not-future = Tanggal itu balum liwat. Cuba tulis lagi. Contoh: 5 Agustus 1975
    .not-no-year = Tahunnya balum ada. Tulis langkap, contoh: 5 Agustus 1975
    .not-not-a-date = Ulun balum kawa mambaca tanggalnya. Tulis tanggal, bulan, wan tahun. Contoh: 5 Agustus 1975
    .help = Tanggal lahir ada di KTP di bawah ngaran. Amun di NIK wan di KTP babida, tulis nang di KTP; petugas nang mamariksa.

registration-too-old = Manurut tanggal itu, umur { you } sudah 65 tahun atawa labih. Nang kawa didaftarakan nang balum 65 tahun. Tanggalnya sudah bujur kah?
    .pick-date = Tanggalnya salah
    .pick-officer = Takun petugas
    .pick-finish = Tuntung
    .not-choice = Pilih salah satu, lah.
    .help = Watas umur badaftar BPJS Ketenagakerjaan itu balum 65 tahun. Amun tanggalnya salah, bulih dibaiki.
    .officer = Petugas sudah kami padahi wan mambalas di sini wayah jam kerja, Sanayan sampai Jumahat; amun parlu lakas telepon 175. Isian tadi kada disimpan.
    .finish = Inggih, isian tadi dihapus wan kada dikirim ka siapa haja. Amun handak mandaftarakan urang lain, tulis *daftar*.

registration-birth-place = Di mana { you } lahir? Tulis kota atawa kabupatennya kaya di KTP. Contoh: Kotabaru
    .pick-skip = Liwati dahulu
    .read = { $sure ->
        [no] Wadah lahir di foto balum pasti. *{ $value }* kah?
       *[yes] Manurut KTP, { you } lahir di *{ $value }*. Bujur kah?
    }
    .summary = Wadah lahir: { $value }
    .short = Wadah lahir
    .not-empty = Tulis ngaran wadahnya, contoh: Kotabaru. Atawa ketik *lewati*.
    .not-long = Talalu panjang, paling banyak { $most } huruf. Tulis ngaran wadahnya haja.
    .help = Wadah lahir ada di KTP di muka tanggal lahir. Amun kada ingat, ketik *lewati*.

registration-sex = { you } lalakian atawa babinian?
    .pick-female = Babinian
    .pick-male = Lalakian
    .read = Manurut KTP, jenis kelaminnya *{ $value }*, tapi NIK-nya balum cocok. *{ $value }* kah nang bujur?
    .summary = Jenis kelamin: { $value }
    .short = Jenis kelamin
    .not-choice = Pilih *Babinian* atawa *Lalakian*, lah.
    .help = Kami takunakan karana ngaran wan NIK balum cocok. Tulis kaya di KTP.

registration-mother-name = { $whom ->
    [other] Siapa ngaran uma kandung { $called }? Ini gasan pandaftaran, kada kami lihatakan lagi.
   *[self] Siapa ngaran uma kandung Pian? Ini gasan pandaftaran, kada kami lihatakan lagi.
}
    .pick-skip = Kaina di kantor desa
    .summary = { $answer ->
        [skipped] Ngaran uma kandung: kaina di kantor desa
       *[given] Ngaran uma kandung: { $value }
    }
    .short = Ngaran uma kandung
    .kept = sudah tasimpan
    .not-name = Tulis ngaran umanya haja, contoh: Siti. Atawa pilih *Kaina di kantor desa*.
    .help = BPJS Ketenagakerjaan manakunakan ngaran uma kandung, biar sidin sudah kadada gin. Bulih disampaiakan kaina di kantor desa.

registration-village = Di desa atawa kelurahan mana { you } badiam? Contoh: Segumbang
    .suggested = { $whom ->
        [other] Badiam di *{ $value }* jua?
       *[self] { you } badiam di *{ $value }*, bujur kah?
    }
    .pick-keep = Inggih
    .pick-other = Desa lain
    .pick-place = { $village }, { district }
    .shown = { place }
    .twins = { $village }
    .read = { $sure ->
        [no] Alamat di foto balum pasti. { you } badiam di *{ $value }* kah?
       *[yes] Manurut KTP, { you } badiam di *{ $value }*. Bujur kah?
    }
    .summary = Badiam di: { $value }
    .short = Desa
    .ask-which = Maksudnya nang mana?
    .not-place = Ngaran desanya balum tatamu. Tulis ngaran desa wan kecamatannya. Contoh: Segumbang, kecamatan Batulicin
    .not-both = Tulung tulis ngaran desa wan kecamatannya sakaligus. Contoh: Segumbang, kecamatan Batulicin
    .help = Tulis ngaran desa wadah badiam wayah ini. Amun balum tatamu, tulis jua kecamatannya.

registration-district = Desa { $village } ada di labih dari satu kecamatan. Di kecamatan mana?
    .pick-place = { $district }
    .summary = Kecamatan: { $value }
    .short = Kecamatan
    .not-place = Pilih kecamatannya, lah.
    .help = Kecamatan ada di KTP di bawah ngaran desa.

registration-phone = { $whom ->
    [other] Barapa nomor HP { $called } nang kawa dihubungi?
   *[self] Barapa nomor HP { you } nang kawa dihubungi? Contoh: 0812 3456 7890
}
    .pick-none = Kada baisi HP
    .pick-number = { $number }
    .summary = Nomor HP: { $value }
    .short = Nomor HP
    .ask-which = Ada dua nomor. Nang mana nang dipakai?
    .not-too-short = Nomornya kurang angka. Cuba tulis lagi. Contoh: 0812 3456 7890
    .not-too-long = Nomornya kalabihan angka. Cuba tulis lagi. Contoh: 0812 3456 7890
    .not-landline = Itu nomor telepon rumah. Tulis nomor HP, atawa pilih *Kada baisi HP*.
    .not-foreign = Nomor luar nagari itu balum kawa ulun baca. Cuba tulis lagi lawan + di muka.
    .not-not-a-phone = Ulun balum malihat nomornya. Contoh: 0812 3456 7890. Atawa pilih *Kada baisi HP*.
    .help = Nomor HP dipakai petugas gasan mahubungi. Amun kada baisi, kada papa; pilih *Kada baisi HP*.

registration-occupation = Napa gawian { you } sahari-hari?
    .pick-farmer = Patani
    .pick-fisher = Nelayan
    .pick-trader = Padagang
    .pick-builder = Tukang/buruh
    .pick-driver = Sopir/ojek
    .pick-plantation = Bagawi di kabun
    .pick-livestock = Paternak
    .pick-craft = Parajin/panjahit
    .pick-domestic = Bagawi rumah tangga
    .pick-other = Lainnya
    .tell-other = Tulis gawiannya lawan basa saurang. Contoh: manurih gatah
    .summary = Gawian: { $value }
    .short = Gawian
    .not-choice = Pilih salah satu, atawa tulis gawiannya. Contoh: patani gatah
    .help = Pilih gawian nang paling rancak digawi. Amun baisi dua, nang kadua kawa ditambah kaina.

registration-payer = Iurannya mulai { $own } sabulan amun bayar saurang (kira-kira). Amun desa sudah mamutusakan mambayari, { you } kada mambayar. Handak bayar saurang, mahadang desa, atawa balum tahu?
    .pick-self = Bayar saurang
    .pick-village = Mahadang desa
    .pick-unknown = Balum tahu
    .summary = Iuran: { $value }
    .short = Siapa nang bayar
    .not-choice = Pilih *Bayar saurang*, *Mahadang desa*, atawa *Balum tahu*, lah.
    .help = Desa nang mamutusakan iuran siapa nang dibayari, jadi balum pasti. Perlindungan mulai imbah iuran partama dibayar. Pilihan ini kawa diubah kaina.

registration-income = Kira-kira barapa panghasilan { you } sabulan? Pilih, atawa tulis jumlahnya. Contoh: 1,5 juta
    .pick-under = Di bawah { $to }
    .pick-between = { $low }–{ $high }
    .pick-sum = { $sum }
    .summary = Panghasilan sabulan: mulai { $value }
    .short = Panghasilan
    .ask-which = Maksudnya barapa?
    .not-money = Ulun balum kawa mambaca jumlahnya. Contoh: 1,5 juta atawa 1500000
    .help = Iuran dihitung dari panghasilan. Amun turun naik, tulis kira-kiranya haja.

registration-programmes = Handak perlindungan nang mana? Kecelakaan kerja wan kematian: kira-kira { $jkk_jkm } sabulan. Ditambah tabungan hari tua: kira-kira { $with_jht } sabulan.
    .pick-jkk-jkm = Kada pakai tabungan
    .pick-with-jht = Pakai tabungan
    .shown-jkk-jkm = kecelakaan kerja wan kematian, { $jkk_jkm } sabulan (kira-kira)
    .shown-with-jht = kecelakaan kerja, kematian, wan tabungan hari tua, { $with_jht } sabulan (kira-kira)
    .summary = Perlindungan: { $value }
    .short = Perlindungan
    .not-choice = Pilih *Kada pakai tabungan* atawa *Pakai tabungan*, lah.
    .help = Tabungan hari tua (JHT) kawa diambil kaina, umpamanya di umur 56 tahun. Nang kada pakai tabungan labih murah.

registration-months = Handak bayar barapa bulan sakaligus? Jumlahnya kira-kira, petugas nang mamastiakan.
    .pick = { $months } bulan { $total }
    .summary = Bayar sakaligus: { $value } (kira-kira)
    .short = Lawas bayar
    .ask-which = Maksudnya nang mana?
    .not-choice = Pilih 1, 3, 6, atawa 12 bulan, lah.
    .help = Bayar babarapa bulan sakaligus supaya kada kalumpanan. Mambayarnya kaina, imbah petugas mamadahi caranya.

registration-heirs-name = Siapa kaluarga { you } nang kawa dihubungi? Tulis ngaran wan hubungannya, bulih lawan nomor HP. Contoh: Rahmah, anak. (Panarima santunan diatur undang-undang, bukan ulih isian ini.)
    .pick-skip = Liwati dahulu
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (bini)
        [husband] { $name } (laki)
        [child] { $name } (anak)
        [parent] { $name } (kuitan)
        [sibling] { $name } (dangsanak)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mintuha)
        [neighbour] { $name } (tatangga)
        [other_family] { $name } (kaluarga)
       *[other] { $name } (kanalan)
    }
    .shown-phone = { $named }, { $phone }
    .summary = Kaluarga: { $value }
    .short = Kaluarga
    .not-name = Tulis ngaran wan hubungannya. Contoh: Rahmah, anak. Atawa ketik *lewati*.
    .help = Kaluarga ini dihubungi amun { you } ngalih dihubungi. Siapa nang manarima santunan diatur undang-undang.

registration-heirs-relation = Napa hubungan { $contact } lawan { you }?
    .pick-wife = Bini
    .pick-husband = Laki
    .pick-child = Anak
    .pick-parent = Kuitan
    .pick-sibling = Dangsanak
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mintuha
    .pick-other-family = Kaluarga lain
    .pick-neighbour = Tatangga
    .pick-other = Lainnya
    .summary = Hubungan: { $value }
    .short = Hubungan kaluarga
    .not-choice = Pilih salah satu, lah. Atawa ketik *lewati*.
    .help = Contoh: bini, laki, anak, kuitan, dangsanak.

registration-heirs-phone = Barapa nomor HP { $contact }? Amun kada tahu, liwati haja.
    .pick-skip = Liwati dahulu
    .pick-number = { $number }
    .summary = HP kaluarga: { $value }
    .short = HP kaluarga
    .ask-which = Ada dua nomor. Nang mana nang dipakai?
    .not-too-short = Nomornya kurang angka. Cuba tulis lagi. Contoh: 0812 3456 7890
    .not-too-long = Nomornya kalabihan angka. Cuba tulis lagi. Contoh: 0812 3456 7890
    .not-landline = Itu nomor telepon rumah. Tulis nomor HP, atawa ketik *lewati*.
    .not-foreign = Nomor luar nagari itu balum kawa ulun baca. Cuba tulis lagi lawan + di muka.
    .not-not-a-phone = Ulun balum malihat nomornya. Contoh: 0812 3456 7890. Atawa ketik *lewati*.
    .help = Nomor HP kaluarga bulih manyusul.

registration-heirs-more = Masih ada kaluarga lain nang kawa dihubungi?
    .pick-yes = Ada lagi
    .pick-no = Sudah cukup
    .not-choice = Pilih *Ada lagi* atawa *Sudah cukup*, lah.
    .help = Bulih manambah sampai talu urang.

registration-ktp-photo = { $reader ->
    [yes] 📷 Kirim foto KTP { you }, supaya kada parlu banyak mangetik. Andak KTP di wadah tarang, foto dari atas sampai samunyaan tulisan kalihatan.
   *[no] 📷 Kirim foto KTP { you }, lah. Amun balum kawa, kaina bulih ditunjukakan di kantor desa.
}
    .pick-skip = { $reader ->
        [yes] Ulun ketik haja
       *[no] Kaina di kantor desa
    }
    .summary = { $answer ->
        [skipped] Foto KTP: kaina di kantor desa
        [working] Foto KTP: lagi disimpan
       *[given] Foto KTP: { $value }
    }
    .short = Foto KTP
    .kept = sudah tasimpan
    .working = 📷 Foto ditarima.
    .not-photo = { $reader ->
        [yes] Kirim fotonya liwat tombol kamera, atawa pilih *Ulun ketik haja*.
       *[no] Kirim fotonya liwat tombol kamera, atawa pilih *Kaina di kantor desa*.
    }
    .help = Andak KTP di wadah tarang, foto dari atas sampai samunyaan tulisan kalihatan. Foto disimpan takunci.

registration-rt-rw = RT wan RW barapa { you } badiam? Contoh: RT 3 RW 1
    .pick-skip = Liwati dahulu
    .read = Manurut KTP, { you } badiam di *{ $value }*. Bujur kah?
    .summary = RT/RW: { $value }
    .short = RT/RW
    .not-empty = Tulis RT wan RW-nya, contoh: RT 3. Atawa ketik *lewati*.
    .not-long = Talalu panjang, paling banyak { $most } huruf. Contoh: RT 3 RW 1
    .help = RT wan RW ada di KTP. Amun ada RT haja, tulis RT haja.

registration-street = Napa ngaran jalan atawa gangnya? Contoh: Jalan Pelabuhan, parak langgar
    .pick-skip = Liwati dahulu
    .read = Manurut KTP, jalannya *{ $value }*. Bujur kah?
    .summary = Jalan: { $value }
    .short = Jalan
    .not-empty = Tulis ngaran jalannya, atawa ketik *lewati*.
    .not-long = Talalu panjang, paling banyak { $most } huruf. Tulis ngaran jalannya haja.
    .help = Tulis jalan, gang, atawa wadah nang nyaman dikanali.

registration-workplace = Di mana { you } bagawi? Contoh: pahumaan di Desa Betung
    .pick-skip = Liwati dahulu
    .summary = Wadah bagawi: { $value }
    .short = Wadah bagawi
    .not-empty = Tulis wadah bagawinya, atawa ketik *lewati*.
    .not-long = Talalu panjang, paling banyak { $most } huruf. Tulis wadahnya haja.
    .help = Tulis wadah nang paling rancak, contoh: laut, kabun, pasar.

registration-second-occupation = Napa gawian lain { you }? Contoh: bajualan wadai
    .pick-skip = Liwati dahulu
    .summary = Gawian lain: { $value }
    .short = Gawian lain
    .not-empty = Tulis gawiannya, atawa ketik *lewati*.
    .not-long = Talalu panjang, paling banyak { $most } huruf. Tulis gawiannya haja.
    .help = Paling banyak dua gawian kawa didaftarakan.

registration-extras = Handak malangkapi nang mana?
    .pick-address = RT/RW wan jalan
    .pick-workplace = Wadah bagawi
    .pick-second-occupation = Gawian lain
    .pick-family = Kaluarga lain
    .pick-none = Tuntung
    .not-choice = Pilih salah satu, atawa *Tuntung*.
    .help = Ini bulih dilangkapi wayah ini atawa kaina di kantor desa.

registration-summary =
    📄 Ini nang handak dikirim:

    { $lines }

    Sudah bujur samunyaan?
    .pick-send = Kirim
    .pick-edit = Ubah
    .pick-more = Langkapi
    .not-choice = Tekan *Kirim* amun sudah bujur, atawa *Ubah*.
    .help = Baca lambat-lambat. Amun ada nang salah, tekan *Ubah* atawa tulis umpamanya *ubah nama*.

# Foto KTP yang dibaca sendiri: hasilnya ditanyakan satu per satu.
repair-card =
    .read = 📷 KTP sudah tabaca. Tulung dicek satu-satu, lah.
    .pick-keep = Bujur
    .pick-other = Babida
    .small = Foto KTP tadi talalu halus gasan dibaca. Bulih kirim lagi, dari parak, sampai KTP mamanuhi layar. Atawa lanjut mangetik haja.
    .dark = Foto KTP tadi talalu kadap gasan dibaca. Bulih kirim lagi dari wadah tarang, umpamanya parak lalungkang. Atawa lanjut mangetik haja.
    .blurred = Foto KTP tadi kabur, tulisannya balum tabaca. Bulih kirim lagi: andak KTP di meja, ingkuti HP lawan dua tangan. Atawa lanjut mangetik haja.
    .glare = Foto KTP tadi silau kana cahaya. Bulih kirim lagi, gisir sadikit supaya kadada pantulan. Atawa lanjut mangetik haja.
    .no-card = NIK di foto tadi balum tabaca. Bulih kirim lagi: KTP rata di meja, tarang, samunyaan tulisan kalihatan. Atawa lanjut mangetik haja.
    .typed = Kada papa, fotonya sudah tasimpan. Kita lanjut lawan mangetik.
