# Menu dan keadaan di sekitarnya. Tulisan tombol paling panjang 20 huruf.
state-menu = Ada yang bisa dibantu?
    .pick-register = Daftar
    .pick-premium = Iuran
    .pick-status = Cek pendaftaran
    .pick-officer = Petugas
    .pick-resume = Lanjutkan isian
    .pick-shelf = Yang menunggu
    .pick-language = Bahasa / Basa
state-choice = { $name }
state-resume = { $whom ->
    [other] Selamat datang kembali. Pendaftaran { $called } belum selesai, sudah terisi { $done } dari { $of } pertanyaan. Mau dilanjutkan?
   *[self] Selamat datang kembali. Pendaftaran { you } belum selesai, sudah terisi { $done } dari { $of } pertanyaan. Mau dilanjutkan?
}
    .pick-continue = Lanjutkan
    .pick-restart = Mulai lagi
    .pick-later = Nanti saja
    .claim = Kita lanjutkan yang tadi? Sudah terisi { $done } dari { $of } pertanyaan. Tidak perlu terburu-buru.
    .later = Baik. Isian tadi tetap tersimpan. Kapan saja mau melanjutkan, tulis *lanjut*.
state-shelf = Mau melanjutkan isian siapa?
    .unnamed = Isian tanpa nama
state-cancel = Mau berhenti mengisi? Jawaban tadi akan dihapus.
    .pick-yes = Ya, hapus
    .pick-no = Lanjut mengisi
    .done = Baik, pengisian dihentikan dan jawabannya sudah dihapus. Kalau nanti mau mendaftar, tulis *daftar*.
    .claim = Baik, jawabannya sudah dihapus dan tidak ada yang dikirim. Kalau nanti mau mengurusnya, tulis saja di sini.
state-erase = Mau menghapus data yang tersimpan? Isian yang belum dikirim langsung dihapus. Yang sudah dikirim dihapus oleh petugas.
    .pick-yes = Ya, hapus data
    .pick-no = Tidak jadi
    .done = Sudah dihapus. Kalau nanti mau mendaftar, tulis *daftar*.
    .asked = Permintaan hapus data sudah kami catat. Petugas menjawab paling lambat 3 × 24 jam. Isian yang belum dikirim sudah dihapus.
    .nothing = Tidak ada data yang tersimpan dari HP ini.
state-withdraw = { $count ->
    [1] Mau membatalkan pendaftaran { $name }? Setelah dibatalkan, petugas tidak memprosesnya lagi.
   *[other] Pendaftaran siapa yang mau dibatalkan?
}
    .pick-yes = Ya, batalkan
    .pick-no = Tidak jadi
    .done = Pendaftaran { $name } sudah dibatalkan. Kalau mau mendaftar lagi, tulis *daftar*.
    .kept = Baik, pendaftarannya tetap berjalan.
    .nothing = Tidak ada pendaftaran yang bisa dibatalkan dari HP ini. Kalau mau mendaftar, tulis *daftar*.
state-waiting = Sambil menunggu keputusan desa, mau bagaimana?
    .pick-self = Bayar sendiri
    .pick-village = Menunggu desa
    .self = Baik, kami catat: mau bayar sendiri. Petugas memberi tahu cara membayarnya setelah pendaftaran dicek. Jangan titip uang lewat siapa pun.
    .wait = Baik, menunggu keputusan desa. Kabarnya dikirim ke sini. Untuk melihat sudah sampai mana, tulis *status*.
state-next-person = Mau mendaftarkan orang lain?
    .same = Mau mendaftarkan orang lain lagi di { village }?
    .pick-again = Ada lagi
    .pick-finish = Selesai
    .done = Terima kasih sudah membantu. Untuk melihat sudah sampai mana, tulis *status*.
state-edit = Yang mana yang mau diubah? Boleh tulis nomornya.
state-officer = { $draft ->
    [yes] Saya panggilkan petugas, ya? Jawaban tadi tetap tersimpan. Petugas membalas di jam kerja, Senin sampai Jumat; kalau mendesak telepon 175.
   *[no] Saya panggilkan petugas, ya? Petugas membalas di jam kerja, Senin sampai Jumat; kalau mendesak telepon 175.
}
    .pick-yes = Ya, petugas
    .pick-again = Coba lagi
officer-called = Petugas sudah kami beri tahu. Petugas membalas di sini pada jam kerja, Senin sampai Jumat; kalau mendesak telepon 175. Petugas tidak pernah meminta uang atau kode OTP.
officer-office = { $named ->
    [yes] { $name }
   *[no] Kantor kabupaten
 }: telepon { $phone }.{ $timed ->
    [yes] { " " }Buka { $hours }.
   *[no] { "" }
 }
officer-accident = Kami ikut prihatin. Kecelakaan saat bekerja perlu dilaporkan dalam 2 × 24 jam, mengurusnya GRATIS. Petugas sudah kami beri tahu; kalau mendesak telepon 175.
officer-paid = Terima kasih. Pembayaran dicocokkan oleh petugas, jadi petugas sudah kami beri tahu. Simpan bukti bayarnya. Petugas tidak pernah meminta kode OTP.
officer-claim = Untuk santunan dan pencairan, petugas sudah kami beri tahu dan membalas di sini pada jam kerja; kalau mendesak telepon 175. Mengurusnya GRATIS. Kalau ada yang minta bayaran, petugas sekalipun, jangan diberi.
officer-change = Data yang sudah dikirim dibetulkan oleh petugas. Petugas sudah kami beri tahu dan membalas di sini pada jam kerja. Siapkan KTP, ya.
officer-calm = Maaf kalau ada yang membuat kesal.
officer-card = Untuk urusan kartu, petugas sudah kami beri tahu dan membalas di sini pada jam kerja. Mengurusnya GRATIS.
state-accident = Apakah ini kabar kecelakaan?
    .pick-yes = Ya, kecelakaan
    .pick-no = Bukan, itu jawaban
state-which = Maksudnya yang mana?
    .pick-register = Daftar
    .pick-register-other = Daftarkan orang lain
    .pick-status = Cek pendaftaran
    .pick-covered = Cek perlindungan
    .pick-premium = Iuran
    .pick-paid = Sudah bayar
    .pick-accident = Kecelakaan
    .pick-claim = Santunan
    .pick-change-data = Betulkan data
    .pick-move = Pindah HP
    .pick-card = Kartu
    .pick-officer = Petugas
    .pick-delete-data = Hapus data
    .pick-withdraw = Batalkan daftar
    .pick-language = Bahasa
    .pick-health-bpjs = BPJS Kesehatan
    .pick-continue = Lanjutkan isian
    .pick-none = Bukan itu
    .neither = Baik. Coba tulis dengan kata lain.
state-stopped = Baik, tidak ada lagi kabar dan pengingat. Berhenti menerima kabar tidak menghentikan perlindungan. Mau tetap diingatkan sebelum perlindungan habis?
    .pick-reminders = Ya, itu saja
    .pick-nothing = Tidak usah
    .pick-erase = Hapus data saya
    .reminders = Baik, hanya pengingat sebelum perlindungan habis. Kalau mau kabar lagi, ketik *mulai*.
    .nothing = Baik. Kalau suatu saat mau kabar lagi, ketik *mulai*.

# Sudah sampai mana.
application-state = { $state ->
    [submitted] Sudah diterima, petugas memeriksa
    [correction] Ada yang perlu dibetulkan
    [checked] Sudah diperiksa petugas desa
    [proposed] Diusulkan dalam musyawarah desa
    [decided] Sudah diputuskan desa
    [sent] Dikirim ke BPJS Ketenagakerjaan
    [registered] Sudah terdaftar di BPJS Ketenagakerjaan
    [refused] Belum bisa didaftarkan, tanyakan ke petugas
    [withdrawn] Dibatalkan
   *[waiting] Menunggu
}
status-line = *{ $name }*, { $village }
    { application-state }.
    Dikirim { $sent }. Kode: { $code }
status-none = Belum ada pendaftaran yang dikirim dari HP ini. Kalau punya kode pendaftaran, tulis kodenya di sini.
status-code =
    .received = Pendaftaran dengan kode itu sudah diterima. Petugas memeriksa.
    .unknown = Kode itu belum kami temukan. Coba lihat lagi tulisannya; contoh bentuknya: K7M-4TPA-9XQ.
    .tired = Sudah terlalu banyak kode yang dicoba hari ini. Coba lagi setelah sehari, atau ketik *petugas*.

# Satu HP untuk beberapa orang.
state-who = Ini dengan siapa?
    .all = Semua

# Pindah ke HP atau aplikasi lain. $channel: telegram, whatsapp atau yang lain.
state-elsewhere = Nomor ini juga dipakai di { channel-name }. Yang sudah ada di sana mau dilanjutkan di sini?
    .pick-yes = Ya, lanjutkan
    .pick-no = Tidak
# Kode delapan angka yang berlaku satu kali.
pass-shown = Kode pindah: *{ $code }*. Tulis kode ini kepada saya di HP atau aplikasi yang baru, dalam { $minutes } menit.

    ⚠️ Jangan berikan kode ini kepada siapa pun. Petugas tidak pernah memintanya.
pass-nothing = Belum ada yang bisa dipindahkan dari sini. Kalau sudah punya kode dari HP lain, tulis kodenya di sini. Kalau HP lama hilang, ketik *petugas*.
pass-moved = Baik, sudah dilanjutkan di sini.
    .shelf = Isian yang lain dari sana ada di *menu*, pilih *Yang menunggu*.
pass-person = Nomor ini sekarang terhubung dengan data *{ $name }*.
pass-officer = Selamat datang. Nomor ini sekarang terhubung sebagai petugas.
pass-here = Kode itu dari HP ini. Tulis di HP atau aplikasi yang baru, ya.
pass-unknown = Kode itu tidak kami temukan. Coba lihat lagi delapan angkanya, lalu tulis sekali lagi.
pass-used = Kode itu sudah pernah dipakai. Kalau masih perlu pindah, minta kode baru dengan mengetik *pindah* di HP yang lama.
pass-expired = Kode itu sudah lewat waktunya. Minta kode baru dengan mengetik *pindah* di HP yang lama, atau ketik *petugas*.
pass-tired = Sudah terlalu banyak kode yang dicoba hari ini. Coba lagi setelah sehari, atau ketik *petugas*.

# Nomor yang mungkin sudah dipakai orang lain.
state-still-you = { $known ->
    [yes] Supaya data tidak terbaca orang lain, saya tanya dulu: masih dengan *{ $name }*, atau yang mendaftarkan *{ $name }*?
   *[no] Supaya data tidak terbaca orang lain, saya tanya dulu: apakah masih orang yang sama yang dulu mengisi di sini?
}
    .pick-yes = Ya, masih
    .pick-no = Bukan
    .forgotten = Baik, data yang lama tidak ditampilkan lagi di nomor ini.
