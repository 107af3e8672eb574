# Words of the browser's phone, /coba. All of this file is sent to the page, without the prefix "simulator-".
# The page fills { $percent }, { $name }, { $count } and { $channel } itself.

simulator-title = { $name } · telepon coba
simulator-skip = Langsung ke kotak tulis
simulator-quiet = Anda: { $name } · otomatis
simulator-typing = sedang mengetik…
simulator-offline = menunggu sambungan…
simulator-offline-long = Sambungan terputus. Pesan Anda disimpan dan dikirim lagi kalau sudah tersambung.
simulator-menu = Menu: ganti orang atau tampilan
simulator-close = Tutup
simulator-log = Percakapan
simulator-today = Hari ini
simulator-yesterday = Kemarin
simulator-to-bottom = Ke pesan terbaru
simulator-to-bottom-new = Ke pesan terbaru, { $count } belum dibaca

simulator-empty-title = Belum ada percakapan
simulator-empty = Tulis apa saja, atau mulai dengan menyapa.
simulator-hello = Halo

simulator-panel = Telepon coba
simulator-panel-about = Bicara dengan Seratus seperti di telepon sendiri. Semua hanya percobaan; pakailah data karangan.
simulator-who = Anda sebagai
simulator-person-1 = Bu Aminah
simulator-person-2 = Pak Rahmat
simulator-person-3 = Mbak Siti (kader)
simulator-new-person = orang baru…
simulator-new-person-name = Nama orang baru
simulator-add = Tambah
simulator-show-as = Tampil sebagai
simulator-as-seratus = Seratus
simulator-as-telegram = Telegram
simulator-as-whatsapp = WhatsApp
simulator-show-raw = Lihat JSON
simulator-save = Simpan sebagai tes
simulator-saving = Menulis ulang percakapan dengan orang karangan…
simulator-saved = Tersimpan. Baca dulu sebelum dipakai, lalu taruh di tests/transcripts.
simulator-no-payload = Balasan ini tidak punya bentuk { $channel }.

simulator-compose = Tulis pesan
simulator-send = Kirim
simulator-attach = Lampirkan
simulator-camera = Ambil foto
simulator-send-photo = Kirim foto
simulator-gallery = Foto
simulator-document = Dokumen
simulator-location = Lokasi
simulator-contact = Nomor HP
simulator-latitude = Lintang
simulator-longitude = Bujur
simulator-here = Pakai tempat saya sekarang
simulator-here-failed = Tempat Anda tidak terbaca. Tulis angkanya saja.
simulator-phone = Nomor HP, contoh 0812 0000 1234
simulator-phone-wrong = Tulis nomor HP dengan angka, 8 sampai 15 angka.
simulator-place-wrong = Lintang antara -90 dan 90, bujur antara -180 dan 180.
simulator-choose = Pilih
simulator-picked = dipilih

simulator-state-queued = menunggu dikirim
simulator-state-sent = terkirim
simulator-state-read = sampai
simulator-state-failed = tidak terkirim
simulator-uploading = Mengirim, { $percent }%
simulator-retry = Coba lagi
simulator-discard = Buang
simulator-photo = Foto
simulator-picture = Gambar dari Seratus
simulator-picture-failed = Gambar belum bisa dibuka.
simulator-open-file = Buka { $name }

simulator-error-too_large = Berkas ini terlalu besar. Paling besar 10 MB.
simulator-error-empty = Berkas ini kosong. Pilih yang lain, ya.
simulator-error-text_too_long = Pesan ini terlalu panjang. Bagi menjadi beberapa pesan, ya.
simulator-error-save_nothing = Belum ada percakapan yang bisa disimpan.
simulator-error-save_gone = Sebagian percakapan ini sudah dihapus, jadi tidak bisa disimpan.
simulator-error-save_long = Percakapan ini terlalu panjang. Mulai dengan orang baru, lalu simpan.
simulator-error-save_file = Percakapan dengan daftar Excel, KTP yang dibaca, atau berkas klaim tidak disimpan.
simulator-error-save_button = Ada tombol yang tidak muncul lagi waktu percakapan ini diulang.
simulator-error-save_other = Maaf, percakapan ini tidak bisa disimpan sebagai tes.
simulator-error-other = Maaf, pesan ini belum bisa dikirim. Coba lagi sebentar lagi.
