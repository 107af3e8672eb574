# Percakapan: orang yang minta dibantu petugas.
desk-inbox-title = Percakapan
desk-inbox-help = Orang yang minta dibantu petugas. Yang paling lama menunggu ada di atas.
desk-inbox-filter = Saring percakapan
desk-inbox-which-all = Semua
desk-inbox-which-unassigned = Belum ada petugas
desk-inbox-which-mine = Saya tangani
desk-inbox-which-closed = Selesai
desk-inbox-empty = Tidak ada percakapan di sini.
desk-inbox-more = Berikutnya
desk-inbox-reload = Muat ulang
desk-inbox-back = Semua percakapan
desk-inbox-unknown = Belum dikenal
desk-inbox-village-unknown = Desa belum diketahui
desk-inbox-trial = Uji coba
desk-inbox-waits = Menunggu { $time }
desk-inbox-answered = Sudah dijawab
desk-inbox-over = Selesai
desk-inbox-held = Ditangani { $who }
desk-inbox-held-me = Bapak/Ibu yang menangani
desk-inbox-nobody = Belum ada petugas
desk-inbox-time = { $unit ->
    [day] { $count } hari
    [hour] { $count } jam
    [now] kurang dari 1 menit
   *[minute] { $count } menit
}
desk-inbox-channel-telegram = Telegram
desk-inbox-channel-whatsapp = WhatsApp
desk-inbox-channel-browser = Halaman coba
desk-inbox-channel-terminal = Terminal
desk-inbox-reason-asked = Minta petugas
desk-inbox-reason-lost = Pesannya tidak dipahami penjawab otomatis
desk-inbox-reason-death = Kabar duka
desk-inbox-reason-too-old = Usia 65 tahun atau lebih
desk-inbox-reason-claim = Bertanya soal klaim

# Satu percakapan
desk-inbox-one = { $who ->
    [none] Percakapan dengan orang yang belum dikenal
   *[other] Percakapan dengan { $who }
}
desk-inbox-thread = Isi percakapan
desk-inbox-older = Pesan sebelumnya
desk-inbox-newer = Pesan terbaru
desk-inbox-by-person = Orangnya
desk-inbox-by-bot = Penjawab otomatis
desk-inbox-by-officer = { $who } (petugas)
desk-inbox-by-note = Catatan { $who }, hanya dilihat petugas
desk-inbox-kind-edited = membetulkan pesannya
desk-inbox-kind-choice = menekan tombol
desk-inbox-kind-photo = mengirim foto
desk-inbox-kind-document = mengirim berkas
desk-inbox-kind-location = mengirim titik peta
desk-inbox-kind-contact = mengirim nomor telepon
desk-inbox-kind-voice = mengirim pesan suara, yang belum bisa didengar di sini
desk-inbox-kind-link = datang lewat tautan
desk-inbox-kind-other = mengirim sesuatu yang belum bisa dibuka di sini
desk-inbox-kind-template = Pesan yang sudah disetujui WhatsApp
desk-inbox-kind-gone = Sudah dihapus bersama isiannya.
desk-inbox-picture = Foto dari orangnya, { $time }
desk-inbox-picture-open = Buka foto besar
desk-inbox-picture-fetching = Kiriman sedang diambil …
desk-inbox-document = Simpan berkas { $kind ->
    [pdf] PDF
   *[docx] Word
 } ({ $kilobytes } kB)
desk-inbox-document-care = Berkas ini belum ditulis ulang. Buka hanya kalau memang ditunggu, dan hapus dari komputer sesudahnya. Kalau Word bertanya, pilih tetap “hanya baca”.
desk-inbox-picture-refused = Kiriman ini tidak bisa dibuka dengan aman. Orangnya diminta mengirim fotonya.
desk-inbox-problem-doubt = Belum disampaikan: nomor ini mungkin sudah dipakai orang lain. Hubungi lewat cara lain.
desk-inbox-problem-gone = Belum disampaikan: orangnya tidak lagi berbicara dengan petugas di nomor ini.
desk-inbox-sent-waiting = Menunggu dikirim
desk-inbox-sent-sending = Sedang dikirim
desk-inbox-sent-sent = Terkirim
desk-inbox-sent-delivered = Sampai
desk-inbox-sent-read = Dibaca
desk-inbox-sent-failed = Tidak terkirim
desk-inbox-sent-unknown = Belum pasti terkirim
desk-inbox-sent-dropped = Tidak dikirim
desk-inbox-act-taken = { $who } menangani percakapan ini.
desk-inbox-act-given = { $who } menyerahkan percakapan ini kepada { $other }.
desk-inbox-act-left = { $who } mengembalikan percakapan ini ke antrean. Penjawab otomatis menjawab lagi.
desk-inbox-act-closed = { $who } menutup percakapan ini.
desk-inbox-act-back = Orangnya kembali ke penjawab otomatis. Kalau petugas menjawab, penjawab otomatis diam lagi.
desk-inbox-act-stranger = Nomor ini sekarang dipakai orang lain, jadi percakapan ditutup.

desk-inbox-who = Siapa dan di mana
desk-inbox-who-village = Desa
desk-inbox-who-channel = Lewat
desk-inbox-who-reason = Sebab
desk-inbox-who-asked = Minta petugas
desk-inbox-who-record = Lihat datanya
desk-inbox-doubt = ⚠️ Nomor ini mungkin sudah dipakai orang lain. Jawaban tidak disampaikan sebelum orangnya dipastikan.
desk-inbox-unreached = ⚠️ Orang ini memblokir akun kita atau nomornya sudah tidak ada. Hubungi lewat cara lain.
desk-inbox-silent = Penjawab otomatis diam. Pesan orangnya masuk ke sini.
desk-inbox-speaking = Penjawab otomatis masih menjawab. Begitu ada petugas yang menangani, ia diam.

desk-inbox-answer = Jawaban
desk-inbox-answer-help = Paling banyak 1.000 huruf. Orangnya melihat "{ $office }", bukan nama Bapak/Ibu. Jangan meminta uang, PIN, atau kode OTP.
desk-inbox-office = { $kind ->
    [branch] Petugas BPJS Ketenagakerjaan
    [desa] Petugas Desa { $place }
    [kelurahan] Petugas Kelurahan { $place }
    [kecamatan] Petugas Kecamatan { $place }
    [kabupaten] Petugas { $place }
   *[other] Petugas
}
desk-inbox-send = Kirim jawaban
desk-inbox-window = WhatsApp: masih bisa dijawab { $time } lagi, sampai { $until }.
desk-inbox-window-over = Sudah lebih dari 24 jam sejak orang ini terakhir menulis. WhatsApp hanya menerima pesan yang sudah disetujui:
desk-inbox-window-send = Kirim pesan ini
desk-inbox-window-unready = Pesan itu belum disetujui WhatsApp. Tunggu sampai orangnya menulis, atau hubungi lewat telepon.
desk-inbox-canned = Jawaban siap pakai
desk-inbox-canned-use = Pakai
desk-inbox-canned-none = Belum ada. Petugas kabupaten bisa membuatnya.
desk-inbox-canned-edit = Atur jawaban siap pakai
desk-inbox-note = Catatan untuk petugas lain
desk-inbox-note-help = Hanya dilihat petugas, tidak dikirim.
desk-inbox-note-keep = Simpan catatan
desk-inbox-actions = Penanganan
desk-inbox-take = Saya tangani
desk-inbox-take-over = Ambil alih
desk-inbox-leave = Kembalikan ke antrean
desk-inbox-give-to = Serahkan kepada
desk-inbox-give = Serahkan
desk-inbox-close = Selesai, tutup percakapan
desk-inbox-close-help = Penjawab otomatis memberi tahu orangnya, lalu melanjutkan dari pertanyaan yang tadi.
desk-inbox-other-holds = Percakapan ini ditangani { $who }. Kalau Bapak/Ibu yang mau menjawab, tekan "Ambil alih" dulu.
desk-inbox-ended = Percakapan ini sudah ditutup. Kalau orangnya minta petugas lagi, percakapan baru muncul di daftar.

desk-inbox-changed = Belum disimpan, karena keadaannya baru saja berubah.
desk-inbox-changed-held = Sekarang ditangani { $who }.
desk-inbox-changed-open = Sekarang belum ada petugas yang menangani.
desk-inbox-changed-over = Percakapan ini sudah ditutup.
desk-inbox-changed-kept = Tulisan Bapak/Ibu masih ada di bawah.
desk-inbox-wrong-empty = Tulis dulu jawabannya.
desk-inbox-wrong-long = Terlalu panjang, paling banyak 1.000 huruf.
desk-inbox-wrong-file-too-large = Berkasnya terlalu besar, jadi belum terkirim; paling besar 5 MB.
desk-inbox-wrong-file-not-a-picture = Berkas itu bukan gambar JPG, PNG, atau WEBP, dan bukan PDF, jadi belum terkirim.
desk-inbox-wrong-file-not-a-document = PDF itu tidak terbaca, jadi belum terkirim. Simpan ulang sebagai PDF, lalu coba lagi.
desk-inbox-wrong-file-bomb = Berkas itu terlalu rumit untuk dibuka dengan aman, jadi belum terkirim. Simpan ulang lebih kecil.
desk-inbox-wrong-file-active = PDF itu berisi perintah, formulir, atau lampiran tersembunyi, jadi belum terkirim. Cetak ulang ke PDF biasa.
desk-inbox-wrong-file-timeout = Berkas itu belum selesai diperiksa, jadi belum terkirim. Coba sekali lagi.
desk-inbox-wrong-file-worker = Berkas belum bisa diperiksa di komputer kantor, jadi belum terkirim. Coba sekali lagi.
desk-inbox-wrong-window = Waktu 24 jam WhatsApp baru saja habis, jadi belum terkirim.
desk-inbox-wrong-template = Pesan itu belum disetujui WhatsApp, jadi belum terkirim.
desk-inbox-wrong-colleague = Petugas itu tidak bekerja di wilayah ini. Pilih yang lain.

desk-told-inbox-answered = Jawaban dikirim.
desk-told-inbox-taken = Percakapan ini sekarang Bapak/Ibu tangani. Penjawab otomatis diam.
desk-told-inbox-given = Percakapan sudah diserahkan.
desk-told-inbox-left = Percakapan kembali ke antrean.
desk-told-inbox-closed = Percakapan ditutup. Penjawab otomatis melanjutkan.
desk-told-inbox-noted = Catatan disimpan.

# Jawaban siap pakai
desk-inbox-ready = Jawaban siap pakai
desk-inbox-ready-help = Dipakai petugas di seluruh wilayahnya. Jangan memuat nama atau data orang.
desk-inbox-ready-new = Jawaban baru
desk-inbox-ready-title = Tentang apa
desk-inbox-ready-body = Isi jawaban
desk-inbox-ready-region = Untuk wilayah
desk-inbox-ready-add = Tambahkan
desk-inbox-ready-save = Simpan perubahan
desk-inbox-ready-end = Hapus
desk-inbox-ready-wrong = Isi keduanya: tentang apa (paling banyak 80 huruf) dan jawabannya (paling banyak 1.000 huruf).
desk-inbox-ready-changed = Belum disimpan: jawaban ini baru saja diubah atau dihapus petugas lain. Ini keadaannya sekarang.
desk-told-inbox-ready-added = Jawaban siap pakai ditambahkan.
desk-told-inbox-ready-saved = Perubahan disimpan.
desk-told-inbox-ready-ended = Jawaban siap pakai dihapus.

# Gambar atau PDF bersama jawaban
desk-inbox-file = Gambar atau PDF (kalau perlu)
desk-inbox-file-help = Paling besar 5 MB. Jangan kirim data atau foto orang lain.
