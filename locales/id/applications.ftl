# Kabar tentang pendaftaran sendiri: setiap langkah petugas dikabarkan satu kali, dengan kata biasa.
# $whom: self (orangnya sendiri) atau other (yang mendaftarkan).

application-news =
    .checked = ✅ Pendaftaran *{ $name }* sudah diperiksa petugas, datanya lengkap. { $payer ->
        [self] Langkah berikutnya: dikirim ke BPJS Ketenagakerjaan.
       *[other] Langkah berikutnya: diusulkan dalam musyawarah desa.
    }

        ⚠️ { $whom ->
        [self] Anda
       *[other] Beliau
    } BELUM terlindungi. Perlindungan mulai setelah iuran pertama dibayar.
    .asked = Petugas sudah memeriksa pendaftaran *{ $name }*. Hampir selesai, tetapi ada yang perlu dibetulkan dulu.
    .proposed = *{ $name }* sudah diusulkan dalam musyawarah desa. Desa yang memutuskan siapa yang iurannya ditanggung, jadi belum pasti.
    .decided = ✅ Desa sudah memutuskan: iuran *{ $name }* ditanggung. Langkah berikutnya: dikirim ke BPJS Ketenagakerjaan.

        ⚠️ BELUM terlindungi. Perlindungan mulai setelah iuran pertama dibayar. Kami kabari lagi di sini.
    .waiting = Tempat yang ditanggung desa sekarang penuh. *{ $name }* masuk daftar tunggu; kalau ada tempat, kami kabari di sini. Kalau ingin segera terlindungi, boleh bayar sendiri dulu: tulis *iuran*.
    .sent = 📄 Pendaftaran *{ $name }* sudah dikirim ke BPJS Ketenagakerjaan. Kami kabari kalau sudah ada jawabannya.
    .registered = ✅ *{ $name }* sudah terdaftar di BPJS Ketenagakerjaan. Petugas mengabari kalau kartunya bisa diambil.

        ⚠️ Perlindungan mulai setelah iuran pertama dibayar. { $payer ->
        [self] Cara membayarnya: tulis *iuran*.
       *[other] Iurannya dibayar yang menanggung; tidak ada yang perlu dibayar sekarang.
    }
    .returned = BPJS Ketenagakerjaan mengembalikan pendaftaran *{ $name }* untuk dilihat lagi. Petugas yang mengurusnya; kalau ada yang perlu dijawab, kami tanyakan di sini.
    .refused = Maaf, pendaftaran *{ $name }* belum bisa diteruskan.
    .card = 📄 Kartu peserta *{ $name }* sudah diserahkan dan ditandatangani. Kalau kartunya belum diterima, tulis *petugas*.

application-reason =
    .covered-elsewhere = Sebabnya: iurannya sudah ditanggung yang lain.
    .too-old = Sebabnya: umurnya sudah melewati batas untuk mendaftar.
    .too-young = Sebabnya: umurnya belum cukup untuk mendaftar.
    .not-vulnerable = Sebabnya: desa mendahulukan pekerja yang penghasilannya paling rendah.
    .not-from-here = Sebabnya: tinggalnya tercatat di desa lain.
    .twice = Sebabnya: sudah ada pendaftaran yang lain untuk orang yang sama.
    .died = Kami turut berduka cita.
    .not-reached = Sebabnya: petugas belum bisa menghubungi.
    .asked = Ini sesuai permintaan.
    .nik-unknown = Sebabnya: NIK-nya belum ditemukan di data kependudukan.
    .data-differs = Sebabnya: ada data yang berbeda dengan data kependudukan.
    .member-already = Sebabnya: sudah tercatat sebagai peserta.
    .paper-missing = Sebabnya: ada surat yang kurang.
    .other = Petugas bisa menjelaskan sebabnya.
application-note = Catatan petugas: { $note }
application-refused = Kalau menurut Anda ini keliru, tulis *petugas* atau datang ke kantor desa. Bertanya tidak dipungut biaya.

# Membetulkan satu isian yang ditanyakan petugas lagi.
state-correction = { $count ->
        [1] Yang perlu dibetulkan untuk *{ $name }*:
       *[other] Yang perlu dibetulkan untuk *{ $name }*, satu per satu ({ $count } lagi):
    }
    .pick-later = Nanti saja
    .later = Baik. Kapan saja siap, tulis *betulkan*.
correction-noted = Terima kasih, sudah dicatat.
correction-thanks = ✅ Terima kasih, sudah kami teruskan. Petugas memeriksa lagi dan mengabari di sini.
correction-photo = Terima kasih, fotonya kami simpan.
correction-over = Tidak ada lagi yang perlu dibetulkan. Terima kasih.
