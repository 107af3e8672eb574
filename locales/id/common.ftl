# Siapa yang disapa dan dibicarakan. $whom: self (diri sendiri) atau other (orang lain).
you = { $whom ->
    [other] { $called }
   *[self] { $sex ->
        [female] Ibu
        [male] Bapak
       *[unknown] Anda
    }
}
# Nama tempat lengkap: "Desa Segumbang, Kec. Batu Licin".
place = { village }, { district }
village = { $kind ->
    [kelurahan] Kelurahan { $village }
   *[desa] Desa { $village }
}
# Kabupaten hanya disebut kalau bukan kabupaten kantor ini.
district = { $away ->
    [yes] Kec. { $district }, { $regency }
   *[no] Kec. { $district }
}
greeting =
    .salam = Waalaikumsalam.
    .swastiastu = Om swastiastu.
    .shalom = Shalom.
    .morning = Selamat pagi.
    .noon = Selamat siang.
    .afternoon = Selamat sore.
    .evening = Selamat malam.
    .hello = Halo.
    .intro = Saya *Seratus*, penjawab otomatis untuk *BPJS Ketenagakerjaan* (bukan BPJS Kesehatan untuk berobat). Mendaftar GRATIS; iurannya tetap dibayar, sendiri atau oleh desa.
    .thanks = Sama-sama. Kalau ada yang mau ditanyakan, tulis saja di sini.

# Bantuan dan perbaikan, sama di semua percakapan.
repair-progress = ({ $n } dari { $of })
repair-value = { $value }
repair-passed = Pertanyaan itu sudah lewat.
repair-first = Ini pertanyaan pertama, jadi belum bisa kembali.
repair-nothing = Belum ada pendaftaran yang sedang diisi.
repair-kept = Isian tadi tetap tersimpan.
repair-waiting = Sebentar, foto masih disimpan. Setelah itu langsung terkirim.
repair-literal = Itu jawaban saya
repair-way-out = Kalau bingung, ketik *bantuan*. Kalau mau dibantu orang, ketik *petugas*.
repair-officer = Tidak apa-apa. Ketik *petugas*, nanti dibantu orang. Isian tadi tetap tersimpan.
repair-not-understood = Maaf, saya belum mengerti. Maksudnya yang mana?
repair-earlier = Jawaban tadi: *{ $value }*. Kalau tetap itu, tekan *Tetap*.
    .hidden = Jawaban tadi tersimpan. Kalau tetap itu, tekan *Tetap*.
    .pick-keep = Tetap
repair-help = Yang bisa dikerjakan di sini: mendaftar, tanya iuran, dan melihat sudah sampai mana pendaftarannya. Tulis saja dengan kata sendiri. Untuk bicara dengan orang, ketik *petugas*. Kantor BPJS Ketenagakerjaan: telepon 175.
    .form =
        Ketik *kembali* untuk pertanyaan sebelumnya, *ubah* untuk membetulkan, *batal* untuk berhenti mengisi, *petugas* untuk dibantu orang.
        Kalau kata itu memang jawabannya, tulis dengan tanda petik, contoh: "Menu".
repair-unreadable = { $kind ->
    [voice] Maaf, pesan suara belum bisa saya dengar. Tolong ditulis, ya. Tulisan pendek juga boleh.
    [sticker] Terima kasih.
    [photo] Terima kasih, fotonya sudah sampai, tetapi belum ada yang perlu difoto sekarang.
    [contact] Terima kasih. Nomornya belum saya perlukan sekarang.
    [place] Maaf, titik peta belum bisa saya baca. Tolong tulis nama desanya.
    [location] Terima kasih. Titik peta belum saya perlukan sekarang.
    [empty] Pesannya kosong. Coba tulis lagi, ya.
   *[other] Maaf, kiriman seperti ini belum bisa saya baca. Tolong ditulis, ya.
}
# Pesan yang diubah setelah dikirim.
corrected = Sudah dibetulkan.
    .kept = Jawaban yang lama tetap dipakai.
corrected-late = { $draft ->
    [yes] Pesan yang diubah itu sudah lewat. Untuk membetulkan jawaban, ketik *ubah*.
   *[no] Pesan yang diubah itu sudah lewat. Kalau ada yang perlu, tulis pesan baru, ya.
}
contact-not-own = Itu kartu nomor orang lain. Kirim nomor Anda sendiri dengan tombol *Kirim nomor saya*, atau ketik saja nomornya.
# Tautan yang ditekan orang.
link-village = Tautan ini dari { place }. Untuk mendaftar, tulis *daftar*.
link-broken = Maaf, tautan itu sudah tidak berlaku.
repair-photo =
    .too-large = Fotonya terlalu besar. Coba foto lagi dengan kamera HP biasa, atau lewati dulu.
    .not-a-picture = Kiriman itu bukan foto yang bisa dibuka. Coba kirim sebagai foto, ya.
    .bomb = Fotonya terlalu besar untuk dibuka. Coba foto lagi dengan kamera HP biasa.
    .timeout = Fotonya belum bisa dibuka. Coba foto dan kirim sekali lagi, ya.
    .worker = Maaf, di tempat kami ada gangguan dan fotonya belum tersimpan. Tolong kirim sekali lagi. Jawaban lain tidak hilang.
    .missing = Fotonya belum sampai. Tolong kirim sekali lagi, ya.
    .full = Maaf, tempat simpan di kantor kami sedang penuh, jadi fotonya belum bisa diterima. Jawaban lain tidak hilang. Lewati dulu, lalu kirim lagi besok.
    .quota = Hari ini sudah banyak foto yang terkirim dari nomor ini. Yang sudah masuk tetap tersimpan. Kirim sisanya besok, ya.
    .space = Sudah banyak sekali foto yang kami simpan dari nomor ini, jadi yang ini belum bisa ditambah. Yang sudah masuk tetap tersimpan. Kalau masih ada yang perlu, petugas bisa membantu. Ketik *petugas*.
apology = Maaf, di tempat kami ada gangguan. Pesan tadi tersimpan dan akan diperiksa petugas. Silakan coba lagi.
