# Pendaftaran pekerja. Satu pesan satu pertanyaan.
# .help: ketik bantuan · .summary: baris ringkasan · .short: nama pendek untuk daftar ubah (20 huruf)
# .pick-…: tombol (20 huruf) · .not-…: belum bisa diterima · .ask-…: tanya balik · .tell-…: penjelasan

registration-thanks = Terima kasih.
registration-refused = Baik, tidak ada data yang dicatat. Kalau nanti berubah pikiran, tulis *daftar*. Untuk bertanya saja, tulis pertanyaannya.
registration-shelved = Baik, isian { $called } kami simpan 7 hari dan belum dikirim ke siapa pun. Kalau beliau sudah setuju, tulis *menu* lalu pilih *Yang menunggu*.
registration-already = NIK ini sudah didaftarkan dari HP ini:
registration-sent = { $whom ->
    [other] ✅ Pendaftaran { $called } terkirim, kodenya *{ $code }*. Tolong sampaikan kepada beliau, atau tuliskan di kertas. Petugas memeriksa.
   *[self] ✅ Sudah terkirim. Kode pendaftaran { you }: *{ $code }*. Simpan kode ini; petugas desa akan menanyakannya.
}
registration-not-covered = { $payer ->
    [self]
        ⚠️ { you } BELUM terlindungi. Perlindungan mulai setelah iuran pertama dibayar.
        Petugas memberi tahu cara membayarnya setelah pendaftaran dicek. Desa yang memutuskan iuran siapa yang ditanggung.
   *[village] { $whom ->
        [other]
            ⚠️ { you } BELUM terlindungi. Perlindungan mulai setelah iuran pertama dibayar.
            Desa memutuskan siapa yang iurannya ditanggung, jadi belum pasti.
       *[self]
            ⚠️ { you } BELUM terlindungi. Perlindungan mulai setelah iuran pertama dibayar.
            Desa memutuskan siapa yang iurannya ditanggung, jadi belum pasti. Kalau ingin segera terlindungi, { you } bisa membayar sendiri dulu.
    }
}

registration-consent =
    Saya *Seratus*, penjawab otomatis pendaftaran *BPJS Ketenagakerjaan* di { $regency } (bukan BPJS Kesehatan untuk berobat). Mendaftar GRATIS; iurannya mulai { $own } sebulan, kecuali ditanggung desa atau kabupaten.

    Saya perlu mencatat data KTP. Data diteruskan ke petugas desa, kabupaten, dan BPJS Ketenagakerjaan, hanya untuk perlindungan ini. Anda boleh minta melihat, membetulkan, atau menghapusnya. Boleh saya catat?

    Ketik *bantuan* kapan saja.
    .pick-yes = Boleh
    .pick-no = Tidak
    .pick-more = Baca selengkapnya
    .not-choice = Tekan *Boleh* kalau setuju data dicatat, atau *Tidak*.
    .help = Untuk mendaftar perlu nama, NIK, alamat desa, pekerjaan, dan keluarga yang bisa dihubungi. Tanpa izin, tidak ada yang kami catat.
    .tell-more = Yang dicatat: nama, NIK, tempat dan tanggal lahir, nama ibu kandung, desa, nomor HP, pekerjaan, keluarga yang bisa dihubungi, dan foto KTP kalau dikirim. Disimpan terkunci. Yang boleh melihat hanya petugas yang bertugas, dan setiap kali dilihat tercatat. Untuk menghapus tulis *hapus data saya*; dijawab paling lambat 3 × 24 jam. Kami tidak pernah meminta kode OTP atau PIN. Boleh saya catat?

registration-for-whom = Siapa yang mau didaftarkan?
    .pick-self = Saya sendiri
    .pick-other = Orang lain
    .not-choice = Pilih *Saya sendiri* atau *Orang lain*, ya.
    .help = Boleh mendaftarkan diri sendiri, atau membantu tetangga dan keluarga yang tidak punya HP.

registration-name = { $whom ->
    [other] Siapa yang mau didaftarkan? Tulis namanya seperti di KTP.
   *[self] Siapa nama lengkap { you }, persis seperti di KTP?
}
    .summary = Nama: { $value }
    .short = Nama
    .noted = Baik, kita daftarkan *{ $called }*.
    .read = { $sure ->
        [no] Nama di foto belum pasti. Apakah *{ $value }*?
       *[yes] Menurut KTP, nama { you } *{ $value }*. Betul?
    }
    .not-name = Tulis namanya saja, seperti di KTP. Contoh: Siti Aminah.
    .help = Tulis nama seperti di KTP, boleh satu kata. Gelar boleh ditulis kalau ada di KTP.

registration-helper-relation = Apa hubungan Anda dengan { $called }?
    .pick-wife = Istri
    .pick-husband = Suami
    .pick-child = Anak
    .pick-parent = Orang tua
    .pick-sibling = Saudara
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mertua
    .pick-other-family = Keluarga lain
    .pick-neighbour = Tetangga
    .pick-other = Lainnya
    .summary = Yang membantu mengisi: { $value }
    .short = Yang membantu
    .not-choice = Pilih salah satu, ya. Contoh: anak, tetangga, atau kader desa pilih *Lainnya*.
    .help = Ini supaya petugas tahu siapa yang membantu mengisi.

registration-subject-consent = Apakah { $called } sudah setuju datanya dicatat?
    .pick-beside = Ya, ada di sini
    .pick-phone = Ya, lewat telepon
    .pick-not-yet = Belum
    .not-choice = Pilih salah satu, ya. Data dicatat hanya kalau { $called } sudah setuju.
    .help = Tanyakan dulu kepada { $called }. Kalau belum bisa, pilih *Belum*; isian disimpan 7 hari.

registration-member-before = Apakah { you } pernah punya kartu BPJS Ketenagakerjaan?
    .pick-no = Belum
    .pick-yes = Pernah
    .pick-unknown = Tidak tahu
    .summary = Pernah punya kartu: { $value }
    .short = Pernah punya kartu
    .not-choice = Pilih *Belum*, *Pernah*, atau *Tidak tahu*, ya.
    .help = Ini kartu BPJS Ketenagakerjaan, bukan kartu berobat. Kalau pernah kerja di perusahaan, mungkin pernah punya. Pernah pun tetap boleh mendaftar.

registration-nik = Berapa NIK { you }? NIK adalah 16 angka di bagian atas KTP. Contoh: 6310 0145 0875 0000
    .summary = NIK: { $value }
    .short = NIK
    .not-none = Saya belum melihat angkanya. NIK adalah 16 angka di bagian atas KTP. Kalau KTP tidak ada, ketik *petugas*.
    .not-length = { $count ->
        [0] Saya belum melihat angkanya. Tulis 16 angka NIK yang ada di KTP, ya.
       *[other] Yang masuk { $count } angka, padahal NIK ada 16 angka. Coba dilihat lagi di KTP, lalu kirim lengkap, ya.
    }
    .not-province = Dua angka pertama NIK itu belum cocok dengan provinsi mana pun. Coba dilihat lagi di KTP, ya.
    .not-serial = Empat angka terakhir NIK tidak mungkin 0000. Coba dilihat lagi di KTP, lalu kirim lengkap, ya.
    .not-family-card = Itu nomor KK. Yang dicari NIK: 16 angka di bagian atas KTP, di KK ada di samping nama.
    .not-several = Ada lebih dari satu NIK. Kirim satu saja dulu, ya.
    .not-many = Dari HP ini sudah banyak NIK yang dimasukkan. Untuk menambah lagi, ketik *petugas*, ya.
    .read = { $sure ->
        [no] ⚠️ NIK di foto belum pasti. Apakah *{ $value }*? Cocokkan dengan KTP, ya. Kalau ragu, pilih *Beda*.
       *[yes] Menurut KTP, NIK { you } *{ $value }*. Betul?
    }
    .help = NIK ada di bagian atas KTP, 16 angka. Di KK juga ada, di samping nama. Boleh ditulis dengan spasi.

registration-birth-date = Kapan { you } lahir? Tulis tanggal, bulan, dan tahun seperti di KTP. Contoh: 5 Agustus 1975
    .suggested = Menurut NIK, { you } lahir tanggal *{ $value }*. Betul?
    .read = { $sure ->
        [no] Tanggal lahir di foto belum pasti. Apakah *{ $value }*?
       *[yes] Menurut KTP, { you } lahir tanggal *{ $value }*. Betul?
    }
    .pick-keep = Betul
    .pick-other = Beda
    .pick-date = { $date }
    .summary = Tanggal lahir: { $value }
    .short = Tanggal lahir
    .noted = Baik, tanggal lahir *{ $date }*. Kalau keliru, ketik *kembali*.
    .minor = Umurnya { $age } tahun. Kalau belum 18 tahun, petugas yang memutuskan. Isian boleh diteruskan.
    .ask-which = Maksudnya tanggal yang mana?
    .not-age = Itu umurnya. Yang saya perlukan tanggal lahirnya. Contoh: 5 Agustus 1975
    .not-impossible = Tanggal itu tidak ada di kalender atau terlalu lama. Coba dilihat lagi di KTP. Contoh: 5 Agustus 1975
    .not-future = Tanggal itu belum lewat. Coba tulis lagi. Contoh: 5 Agustus 1975
    .not-no-year = Tahunnya belum ada. Tulis lengkap, contoh: 5 Agustus 1975
    .not-not-a-date = Saya belum bisa membaca tanggalnya. Tulis tanggal, bulan, dan tahun. Contoh: 5 Agustus 1975
    .help = Tanggal lahir ada di KTP di bawah nama. Kalau di NIK dan di KTP berbeda, tulis yang di KTP; petugas yang memeriksa.

registration-too-old = Menurut tanggal itu, umur { you } sudah 65 tahun atau lebih. Yang bisa didaftarkan yang belum 65 tahun. Apakah tanggalnya sudah benar?
    .pick-date = Tanggalnya salah
    .pick-officer = Tanya petugas
    .pick-finish = Selesai
    .not-choice = Pilih salah satu, ya.
    .help = Batas umur mendaftar BPJS Ketenagakerjaan adalah belum 65 tahun. Kalau tanggalnya salah, boleh dibetulkan.
    .officer = Petugas sudah kami beri tahu dan membalas di sini pada jam kerja, Senin sampai Jumat; kalau mendesak telepon 175. Isian tadi tidak disimpan.
    .finish = Baik, isian tadi dihapus dan tidak dikirim ke siapa pun. Kalau mau mendaftarkan orang lain, tulis *daftar*.

registration-birth-place = Di mana { you } lahir? Tulis kota atau kabupatennya seperti di KTP. Contoh: Kotabaru
    .pick-skip = Lewati dulu
    .read = { $sure ->
        [no] Tempat lahir di foto belum pasti. Apakah *{ $value }*?
       *[yes] Menurut KTP, { you } lahir di *{ $value }*. Betul?
    }
    .summary = Tempat lahir: { $value }
    .short = Tempat lahir
    .not-empty = Tulis nama tempatnya, contoh: Kotabaru. Atau ketik *lewati*.
    .not-long = Terlalu panjang, paling banyak { $most } huruf. Tulis nama tempatnya saja.
    .help = Tempat lahir ada di KTP di depan tanggal lahir. Kalau tidak ingat, ketik *lewati*.

registration-sex = { you } laki-laki atau perempuan?
    .pick-female = Perempuan
    .pick-male = Laki-laki
    .read = Menurut KTP, jenis kelaminnya *{ $value }*, tetapi NIK-nya belum cocok. Betul *{ $value }*?
    .summary = Jenis kelamin: { $value }
    .short = Jenis kelamin
    .not-choice = Pilih *Perempuan* atau *Laki-laki*, ya.
    .help = Kami tanyakan karena nama dan NIK belum cocok. Tulis seperti di KTP.

registration-mother-name = { $whom ->
    [other] Siapa nama ibu kandung { $called }? Ini untuk pendaftaran, tidak akan kami tampilkan lagi.
   *[self] Siapa nama ibu kandung Anda? Ini untuk pendaftaran, tidak akan kami tampilkan lagi.
}
    .pick-skip = Nanti di kantor desa
    .summary = { $answer ->
        [skipped] Nama ibu kandung: nanti di kantor desa
       *[given] Nama ibu kandung: { $value }
    }
    .short = Nama ibu kandung
    .kept = sudah tersimpan
    .not-name = Tulis nama ibunya saja, contoh: Siti. Atau pilih *Nanti di kantor desa*.
    .help = BPJS Ketenagakerjaan menanyakan nama ibu kandung, juga kalau beliau sudah tiada. Boleh disampaikan nanti di kantor desa.

registration-village = Di desa atau kelurahan mana { you } tinggal? Contoh: Segumbang
    .suggested = { $whom ->
        [other] Tinggal di *{ $value }* juga?
       *[self] { you } tinggal di *{ $value }*, betul?
    }
    .pick-keep = Ya
    .pick-other = Desa lain
    .pick-place = { $village }, { district }
    .shown = { place }
    .twins = { $village }
    .read = { $sure ->
        [no] Alamat di foto belum pasti. Apakah { you } tinggal di *{ $value }*?
       *[yes] Menurut KTP, { you } tinggal di *{ $value }*. Betul?
    }
    .summary = Tinggal di: { $value }
    .short = Desa
    .ask-which = Maksudnya yang mana?
    .not-place = Nama desanya belum saya temukan. Tulis nama desa dan kecamatannya. Contoh: Segumbang, kecamatan Batulicin
    .not-both = Tolong tulis nama desa dan kecamatannya sekaligus. Contoh: Segumbang, kecamatan Batulicin
    .help = Tulis nama desa tempat tinggal sekarang. Kalau belum ketemu, tulis juga kecamatannya.

registration-district = Desa { $village } ada di lebih dari satu kecamatan. Di kecamatan mana?
    .pick-place = { $district }
    .summary = Kecamatan: { $value }
    .short = Kecamatan
    .not-place = Pilih kecamatannya, ya.
    .help = Kecamatan ada di KTP di bawah nama desa.

registration-phone = { $whom ->
    [other] Berapa nomor HP { $called } yang bisa dihubungi?
   *[self] Berapa nomor HP { you } yang bisa dihubungi? Contoh: 0812 3456 7890
}
    .pick-none = Tidak punya HP
    .pick-number = { $number }
    .summary = Nomor HP: { $value }
    .short = Nomor HP
    .ask-which = Ada dua nomor. Yang mana yang dipakai?
    .not-too-short = Nomornya kurang angka. Coba tulis lagi. Contoh: 0812 3456 7890
    .not-too-long = Nomornya kelebihan angka. Coba tulis lagi. Contoh: 0812 3456 7890
    .not-landline = Itu nomor telepon rumah. Tulis nomor HP, atau pilih *Tidak punya HP*.
    .not-foreign = Nomor luar negeri itu belum bisa saya baca. Coba tulis lagi dengan + di depan.
    .not-not-a-phone = Saya belum melihat nomornya. Contoh: 0812 3456 7890. Atau pilih *Tidak punya HP*.
    .help = Nomor HP dipakai petugas untuk menghubungi. Kalau tidak punya, tidak apa-apa; pilih *Tidak punya HP*.

registration-occupation = Apa pekerjaan { you } sehari-hari?
    .pick-farmer = Petani
    .pick-fisher = Nelayan
    .pick-trader = Pedagang
    .pick-builder = Tukang/buruh
    .pick-driver = Sopir/ojek
    .pick-plantation = Pekerja kebun
    .pick-livestock = Peternak
    .pick-craft = Perajin/penjahit
    .pick-domestic = Pekerja rumah tangga
    .pick-other = Lainnya
    .tell-other = Tulis pekerjaannya dengan kata sendiri. Contoh: penyadap karet
    .summary = Pekerjaan: { $value }
    .short = Pekerjaan
    .not-choice = Pilih salah satu, atau tulis pekerjaannya. Contoh: petani karet
    .help = Pilih pekerjaan yang paling sering dikerjakan. Kalau punya dua, yang kedua bisa ditambah nanti.

registration-payer = Iurannya mulai { $own } sebulan kalau bayar sendiri (perkiraan). Kalau desa sudah memutuskan menanggungnya, { you } tidak membayar. Mau bayar sendiri, menunggu desa, atau belum tahu?
    .pick-self = Bayar sendiri
    .pick-village = Menunggu desa
    .pick-unknown = Belum tahu
    .summary = Iuran: { $value }
    .short = Siapa yang bayar
    .not-choice = Pilih *Bayar sendiri*, *Menunggu desa*, atau *Belum tahu*, ya.
    .help = Desa yang memutuskan iuran siapa yang ditanggung, jadi belum pasti. Perlindungan mulai setelah iuran pertama dibayar. Pilihan ini bisa diubah nanti.

registration-income = Kira-kira berapa penghasilan { you } sebulan? Pilih, atau tulis jumlahnya. Contoh: 1,5 juta
    .pick-under = Di bawah { $to }
    .pick-between = { $low }–{ $high }
    .pick-sum = { $sum }
    .summary = Penghasilan sebulan: mulai { $value }
    .short = Penghasilan
    .ask-which = Maksudnya berapa?
    .not-money = Saya belum bisa membaca jumlahnya. Contoh: 1,5 juta atau 1500000
    .help = Iuran dihitung dari penghasilan. Kalau naik turun, tulis kira-kiranya saja.

registration-programmes = Mau perlindungan yang mana? Kecelakaan kerja dan kematian: perkiraan { $jkk_jkm } sebulan. Ditambah tabungan hari tua: perkiraan { $with_jht } sebulan.
    .pick-jkk-jkm = Tanpa tabungan
    .pick-with-jht = Dengan tabungan
    .shown-jkk-jkm = kecelakaan kerja dan kematian, { $jkk_jkm } sebulan (perkiraan)
    .shown-with-jht = kecelakaan kerja, kematian, dan tabungan hari tua, { $with_jht } sebulan (perkiraan)
    .summary = Perlindungan: { $value }
    .short = Perlindungan
    .not-choice = Pilih *Tanpa tabungan* atau *Dengan tabungan*, ya.
    .help = Tabungan hari tua (JHT) bisa diambil nanti, misalnya di umur 56 tahun. Yang tanpa tabungan lebih murah.

registration-months = Mau bayar berapa bulan sekaligus? Jumlahnya perkiraan, petugas yang memastikan.
    .pick = { $months } bulan { $total }
    .summary = Bayar sekaligus: { $value } (perkiraan)
    .short = Lama bayar
    .ask-which = Maksudnya yang mana?
    .not-choice = Pilih 1, 3, 6, atau 12 bulan, ya.
    .help = Bayar beberapa bulan sekaligus supaya tidak lupa. Membayarnya nanti, setelah petugas memberi tahu caranya.

registration-heirs-name = Siapa keluarga { you } yang bisa dihubungi? Tulis nama dan hubungannya, boleh dengan nomor HP. Contoh: Rahmah, anak. (Penerima santunan diatur undang-undang, bukan oleh isian ini.)
    .pick-skip = Lewati dulu
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (istri)
        [husband] { $name } (suami)
        [child] { $name } (anak)
        [parent] { $name } (orang tua)
        [sibling] { $name } (saudara)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mertua)
        [neighbour] { $name } (tetangga)
        [other_family] { $name } (keluarga)
       *[other] { $name } (kenalan)
    }
    .shown-phone = { $named }, { $phone }
    .summary = Keluarga: { $value }
    .short = Keluarga
    .not-name = Tulis nama dan hubungannya. Contoh: Rahmah, anak. Atau ketik *lewati*.
    .help = Keluarga ini dihubungi kalau { you } susah dihubungi. Siapa yang menerima santunan diatur undang-undang.

registration-heirs-relation = Apa hubungan { $contact } dengan { you }?
    .pick-wife = Istri
    .pick-husband = Suami
    .pick-child = Anak
    .pick-parent = Orang tua
    .pick-sibling = Saudara
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mertua
    .pick-other-family = Keluarga lain
    .pick-neighbour = Tetangga
    .pick-other = Lainnya
    .summary = Hubungan: { $value }
    .short = Hubungan keluarga
    .not-choice = Pilih salah satu, ya. Atau ketik *lewati*.
    .help = Contoh: istri, suami, anak, orang tua, saudara.

registration-heirs-phone = Berapa nomor HP { $contact }? Kalau tidak tahu, lewati saja.
    .pick-skip = Lewati dulu
    .pick-number = { $number }
    .summary = HP keluarga: { $value }
    .short = HP keluarga
    .ask-which = Ada dua nomor. Yang mana yang dipakai?
    .not-too-short = Nomornya kurang angka. Coba tulis lagi. Contoh: 0812 3456 7890
    .not-too-long = Nomornya kelebihan angka. Coba tulis lagi. Contoh: 0812 3456 7890
    .not-landline = Itu nomor telepon rumah. Tulis nomor HP, atau ketik *lewati*.
    .not-foreign = Nomor luar negeri itu belum bisa saya baca. Coba tulis lagi dengan + di depan.
    .not-not-a-phone = Saya belum melihat nomornya. Contoh: 0812 3456 7890. Atau ketik *lewati*.
    .help = Nomor HP keluarga boleh menyusul.

registration-heirs-more = Masih ada keluarga lain yang bisa dihubungi?
    .pick-yes = Ada lagi
    .pick-no = Sudah cukup
    .not-choice = Pilih *Ada lagi* atau *Sudah cukup*, ya.
    .help = Boleh menambah sampai tiga orang.

registration-ktp-photo = { $reader ->
    [yes] 📷 Kirim foto KTP { you }, supaya tidak perlu banyak mengetik. Letakkan KTP di tempat terang, foto dari atas sampai semua tulisan terlihat.
   *[no] 📷 Kirim foto KTP { you }, ya. Kalau belum bisa, nanti boleh ditunjukkan di kantor desa.
}
    .pick-skip = { $reader ->
        [yes] Saya ketik saja
       *[no] Nanti di kantor desa
    }
    .summary = { $answer ->
        [skipped] Foto KTP: nanti di kantor desa
        [working] Foto KTP: sedang disimpan
       *[given] Foto KTP: { $value }
    }
    .short = Foto KTP
    .kept = sudah tersimpan
    .working = 📷 Foto diterima.
    .not-photo = { $reader ->
        [yes] Kirim fotonya lewat tombol kamera, atau pilih *Saya ketik saja*.
       *[no] Kirim fotonya lewat tombol kamera, atau pilih *Nanti di kantor desa*.
    }
    .help = Letakkan KTP di tempat terang, foto dari atas sampai semua tulisan terlihat. Foto disimpan terkunci.

registration-rt-rw = RT dan RW berapa { you } tinggal? Contoh: RT 3 RW 1
    .pick-skip = Lewati dulu
    .read = Menurut KTP, { you } tinggal di *{ $value }*. Betul?
    .summary = RT/RW: { $value }
    .short = RT/RW
    .not-empty = Tulis RT dan RW-nya, contoh: RT 3. Atau ketik *lewati*.
    .not-long = Terlalu panjang, paling banyak { $most } huruf. Contoh: RT 3 RW 1
    .help = RT dan RW ada di KTP. Kalau hanya ada RT, tulis RT saja.

registration-street = Apa nama jalan atau gangnya? Contoh: Jalan Pelabuhan, dekat langgar
    .pick-skip = Lewati dulu
    .read = Menurut KTP, jalannya *{ $value }*. Betul?
    .summary = Jalan: { $value }
    .short = Jalan
    .not-empty = Tulis nama jalannya, atau ketik *lewati*.
    .not-long = Terlalu panjang, paling banyak { $most } huruf. Tulis nama jalannya saja.
    .help = Tulis jalan, gang, atau tempat yang mudah dikenali.

registration-workplace = Di mana { you } bekerja? Contoh: sawah di Desa Betung
    .pick-skip = Lewati dulu
    .summary = Tempat kerja: { $value }
    .short = Tempat kerja
    .not-empty = Tulis tempat kerjanya, atau ketik *lewati*.
    .not-long = Terlalu panjang, paling banyak { $most } huruf. Tulis tempatnya saja.
    .help = Tulis tempat yang paling sering, contoh: laut, kebun, pasar.

registration-second-occupation = Apa pekerjaan lain { you }? Contoh: jualan kue
    .pick-skip = Lewati dulu
    .summary = Pekerjaan lain: { $value }
    .short = Pekerjaan lain
    .not-empty = Tulis pekerjaannya, atau ketik *lewati*.
    .not-long = Terlalu panjang, paling banyak { $most } huruf. Tulis pekerjaannya saja.
    .help = Paling banyak dua pekerjaan bisa didaftarkan.

registration-extras = Mau melengkapi yang mana?
    .pick-address = RT/RW dan jalan
    .pick-workplace = Tempat kerja
    .pick-second-occupation = Pekerjaan lain
    .pick-family = Keluarga lain
    .pick-none = Selesai
    .not-choice = Pilih salah satu, atau *Selesai*.
    .help = Ini boleh dilengkapi sekarang atau nanti di kantor desa.

registration-summary =
    📄 Ini yang akan dikirim:

    { $lines }

    Sudah benar semua?
    .pick-send = Kirim
    .pick-edit = Ubah
    .pick-more = Lengkapi
    .not-choice = Tekan *Kirim* kalau sudah benar, atau *Ubah*.
    .help = Baca pelan-pelan. Kalau ada yang salah, tekan *Ubah* atau tulis misalnya *ubah nama*.

# Foto KTP yang dibaca sendiri: hasilnya ditanyakan satu per satu.
repair-card =
    .read = 📷 KTP sudah terbaca. Tolong dicek satu per satu, ya.
    .pick-keep = Betul
    .pick-other = Beda
    .small = Foto KTP tadi terlalu kecil untuk dibaca. Boleh kirim lagi, dari dekat, sampai KTP memenuhi layar. Atau lanjut mengetik saja.
    .dark = Foto KTP tadi terlalu gelap untuk dibaca. Boleh kirim lagi dari tempat terang, misalnya dekat jendela. Atau lanjut mengetik saja.
    .blurred = Foto KTP tadi buram, tulisannya belum terbaca. Boleh kirim lagi: letakkan KTP di meja, pegang HP dengan dua tangan. Atau lanjut mengetik saja.
    .glare = Foto KTP tadi silau terkena cahaya. Boleh kirim lagi, geser sedikit supaya tidak ada pantulan. Atau lanjut mengetik saja.
    .no-card = NIK di foto tadi belum terbaca. Boleh kirim lagi: KTP rata di meja, terang, semua tulisan terlihat. Atau lanjut mengetik saja.
    .typed = Tidak apa-apa, fotonya sudah tersimpan. Kita lanjut dengan mengetik.
