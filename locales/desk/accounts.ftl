# Officers' accounts: one's own, and those below.
desk-role-admin = Admin
desk-role-admin-can = Semua wilayah dan semua pengaturan.
desk-role-branch = BPJS Ketenagakerjaan
desk-role-branch-can = Kantor cabang: semua desa di kabupatennya.
desk-role-kabupaten = Petugas kabupaten
desk-role-kabupaten-can = Semua desa di kabupatennya.
desk-role-kecamatan = Petugas kecamatan
desk-role-kecamatan-can = Desa-desa di kecamatannya.
desk-role-desa = Petugas desa
desk-role-desa-can = Desanya sendiri.
desk-officer-state-invited = Belum masuk
desk-officer-state-active = Aktif
desk-officer-state-disabled = Sudah diakhiri
desk-accounts-list = Petugas
desk-accounts-list-help = Petugas di wilayah kerja Bapak/Ibu.
desk-accounts-invite = Undang petugas
desk-accounts-invite-role = Undang: { $role }
desk-accounts-role-ask = Jabatan apa yang diundang?
desk-accounts-name = Nama
desk-accounts-name-full = Nama lengkap
desk-accounts-role = Jabatan
desk-accounts-regions = Wilayah kerja
desk-accounts-regions-all = Semua wilayah
desk-accounts-regions-more = dan { $count } lagi
desk-accounts-state = Keadaan
desk-accounts-seen = Terakhir masuk
desk-accounts-never = Belum pernah
desk-accounts-made = Dibuat
desk-accounts-more = Berikutnya
desk-accounts-login-help = Huruf kecil dan angka, misalnya siti.segumbang. Tidak bisa diganti nanti.
desk-accounts-make = Buat undangan
desk-accounts-cancel = Batal
desk-accounts-back = Kembali
desk-accounts-save = Simpan
desk-accounts-wrong-taken = Nama masuk itu sudah dipakai. Pilih yang lain, ya.
desk-accounts-wrong-login = Nama masuk memakai 3 sampai 32 huruf kecil, angka, titik, atau garis. Contoh: siti.segumbang
desk-accounts-wrong-name = Tulis nama lengkapnya, paling sedikit 2 huruf.
desk-accounts-wrong-regions = Pilih paling sedikit satu wilayah yang cocok dengan jabatannya, di wilayah kerja Bapak/Ibu.
desk-accounts-link = Tautan undangan
desk-accounts-link-for = Untuk
desk-accounts-link-how = Serahkan langsung kepada orangnya, misalnya lewat pesan pribadi. Tautan berlaku 7 hari dan sekali saja bisa dipakai.
desk-accounts-link-once = Tautan ini hanya tampil sekarang. Siapa pun yang memegangnya bisa masuk sebagai petugas ini, jadi jangan dikirim ke grup.
desk-accounts-link-done = Sudah saya salin
desk-accounts-one = Akun petugas
desk-accounts-self = Ini akun Bapak/Ibu sendiri. Yang mengatur ulang atau mengakhirinya hanya petugas di atasnya.
desk-accounts-not-below = Akun ini diatur oleh petugas di atasnya.
desk-accounts-reset = Lupa kata sandi atau HP hilang
desk-accounts-reset-help = Kata sandi, HP, dan kode cadangan lama langsung tidak berlaku. Pastikan dulu yang meminta benar orangnya, misalnya dengan bertemu atau menelepon nomor yang sudah dikenal.
desk-accounts-reset-go = Atur ulang dan buat tautan
desk-accounts-end = Petugas berhenti atau pindah
desk-accounts-end-help = Akun langsung tertutup di semua perangkat. Catatan pekerjaannya tetap ada.
desk-accounts-end-go = Akhiri akun ini
desk-accounts-change = Ubah jabatan dan wilayah
desk-accounts-change-role = Ganti jabatan:
desk-accounts-change-help = Setelah disimpan, petugas ini harus masuk lagi.
desk-accounts-own = Akun saya
desk-accounts-leave = Keluar
desk-accounts-leave-all = Keluar dari semua perangkat
desk-accounts-proofs = Kata sandi dan HP
desk-accounts-password = Ganti kata sandi
desk-accounts-password-help = Setelah disimpan, perangkat lain harus masuk lagi.
desk-accounts-phone = Ganti HP
desk-accounts-recovery = Kode cadangan baru
desk-accounts-recovery-left = Kode cadangan yang masih bisa dipakai: { $left }.
desk-accounts-sessions = Perangkat yang masuk
desk-accounts-session-this = Di sini
desk-accounts-session-open = Masih masuk
desk-accounts-session-when = Masuk { $since }, terakhir { $seen }
desk-accounts-session-end = Keluarkan
desk-accounts-device-unknown = Perangkat tidak dikenal
desk-accounts-chat = WhatsApp dan Telegram
desk-accounts-chat-help = Hubungkan nomor kerja Bapak/Ibu, supaya Seratus mengenali petugasnya dan warga bisa mengecek lewat "cek petugas".
desk-accounts-chat-code = Hubungkan chat
desk-accounts-chat-title = Hubungkan chat
desk-accounts-chat-how = Dari nomor kerja Bapak/Ibu, kirim kode ini ke chat Seratus:
desk-accounts-chat-until = Kode berlaku sampai { $until }, sekali pakai, dan hanya tampil sekarang. Jangan diberikan kepada siapa pun.
desk-accounts-chat-since = Terhubung sejak { $since }
desk-accounts-chat-leave = Lepas
desk-accounts-channel = { $channel ->
    [whatsapp] WhatsApp
    [telegram] Telegram
   *[other] Chat
 }
desk-accounts-news = Kabar akun Bapak/Ibu
desk-accounts-news-new = Perangkat ini baru dipakai untuk akun Bapak/Ibu.
desk-accounts-news-last = Terakhir masuk
desk-accounts-news-ask = Apakah semua itu Bapak/Ibu sendiri?
desk-accounts-news-me = Ya, itu saya
desk-accounts-news-not-me = Bukan saya: keluarkan semua
desk-accounts-news-help = Kalau ada yang bukan Bapak/Ibu: keluarkan semua, masuk lagi, lalu ganti kata sandi. Beri tahu juga petugas di atas Bapak/Ibu.
desk-accounts-notice-device = Ada yang masuk dari perangkat baru: { $device }
desk-accounts-notice-reset = { $by ->
    [none] Akun ini diatur ulang di komputer Seratus
   *[other] Akun ini diatur ulang oleh { $by }
 }
desk-accounts-notice-changed = { $by ->
    [none] Jabatan atau wilayah diubah di komputer Seratus
   *[other] Jabatan atau wilayah diubah oleh { $by }
 }
desk-accounts-notice-password = Kata sandi diganti
desk-accounts-notice-factor = HP untuk kode diganti
desk-accounts-notice-guessed = Ada yang tahu kata sandi ini dan beberapa kali salah menulis kode HP
desk-accounts-sure = Pastikan dulu
desk-accounts-sure-why = Yang berikut ini penting. Tulis sekali lagi kata sandi dan kode dari HP; berlaku 10 menit.
desk-accounts-sure-go = Pastikan
desk-entry-sure-wrong = Kata sandi atau kodenya belum cocok. Pakai kode yang baru muncul di HP, ya.
desk-told-ended = Perangkat itu sudah dikeluarkan.
desk-told-sure = Terima kasih, sudah dipastikan. Kalau tadi menekan tombol, tekan sekali lagi.
desk-told-password = Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.
desk-told-phone = HP baru sudah terhubung. Yang lama tidak berlaku lagi.
desk-told-unlinked = Chat itu sudah dilepas.
desk-told-recovery = Bapak/Ibu masuk dengan kode cadangan. Kalau HP hilang, hubungkan HP baru sekarang: tekan Ganti HP.
desk-told-officer-changed = Sudah disimpan. Petugas itu harus masuk lagi.
desk-told-officer-not-changed = Belum disimpan. Periksa nama, dan pilih paling sedikit satu wilayah.
desk-told-officer-other = Ada yang lebih dulu mengubah akun ini. Lihat dulu keadaannya sekarang, lalu ulangi.
desk-told-officer-ended = Akun sudah diakhiri.
