# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/menu.ftl.)
# Tulisan tombol paling panjang 20 huruf.

state-menu = Ada nang kawa dibantu?
    .pick-register = Daftar
    .pick-premium = Iuran
    .pick-status = Cek pandaftaran
    .pick-officer = Petugas
    .pick-resume = Lanjutakan isian
    .pick-shelf = Nang mahadang
    .pick-language = Bahasa / Basa
state-choice = { $name }
state-resume = { $whom ->
    [other] Salamat datang lagi. Pandaftaran { $called } balum tuntung, sudah taisi { $done } dari { $of } patakunan. Handak dilanjutakan?
   *[self] Salamat datang lagi. Pandaftaran { you } balum tuntung, sudah taisi { $done } dari { $of } patakunan. Handak dilanjutakan?
}
    .pick-continue = Lanjutakan
    .pick-restart = Mulai lagi
    .pick-later = Kaina haja
    .claim = Kita lanjutakan nang tadi? Sudah taisi { $done } dari { $of } patakunan. Kada parlu baburu-buru.
    .later = Inggih. Isian tadi tatap tasimpan. Pabila haja handak malanjutakan, tulis *lanjut*.
state-shelf = Handak malanjutakan isian siapa?
    .unnamed = Isian kada bangaran
state-cancel = Handak ampih maisi? Jawaban tadi kaina dihapus.
    .pick-yes = Inggih, hapus
    .pick-no = Lanjut maisi
    .done = Inggih, sudah diampihi wan jawabannya sudah dihapus. Amun kaina handak badaftar, tulis *daftar*.
    .claim = Inggih, jawabannya sudah dihapus wan kadada nang dikirim. Amun kaina handak maurusnya, tulis haja di sini.
state-erase = Handak mahapus data nang tasimpan? Isian nang balum dikirim langsung dihapus. Nang sudah dikirim dihapus ulih petugas.
    .pick-yes = Inggih, hapus data
    .pick-no = Kada jadi
    .done = Sudah dihapus. Amun kaina handak badaftar, tulis *daftar*.
    .asked = Parmintaan hapus data sudah kami catat. Petugas manjawab paling lambat 3 × 24 jam. Isian nang balum dikirim sudah dihapus.
    .nothing = Kadada data nang tasimpan dari HP ini.
state-withdraw = { $count ->
    [1] Handak mambatalakan pandaftaran { $name }? Imbah dibatalakan, petugas kada mamprosesnya lagi.
   *[other] Pandaftaran siapa nang handak dibatalakan?
}
    .pick-yes = Inggih, batalakan
    .pick-no = Kada jadi
    .done = Pandaftaran { $name } sudah dibatalakan. Amun handak badaftar lagi, tulis *daftar*.
    .kept = Inggih, pandaftarannya tatap bajalan.
    .nothing = Kadada pandaftaran nang kawa dibatalakan dari HP ini. Amun handak badaftar, tulis *daftar*.
state-waiting = Sambil mahadang kaputusan desa, handak kaya apa?
    .pick-self = Bayar saurang
    .pick-village = Mahadang desa
    .self = Inggih, kami catat: handak bayar saurang. Petugas mamadahi cara mambayarnya imbah pandaftaran dicek. Jangan batitip duit liwat siapa haja.
    .wait = Inggih, mahadang kaputusan desa. Habarnya dikirim ka sini. Gasan malihat sudah sampai di mana, tulis *status*.
state-next-person = Handak mandaftarakan urang lain?
    .same = Handak mandaftarakan urang lain lagi di { village }?
    .pick-again = Ada lagi
    .pick-finish = Tuntung
    .done = Tarima kasih sudah mambantu. Gasan malihat sudah sampai di mana, tulis *status*.
state-edit = Nang mana nang handak diubah? Bulih tulis nomornya.
state-officer = { $draft ->
    [yes] Ulun kiyauakan petugas, lah? Jawaban tadi tatap tasimpan. Petugas mambalas di jam kerja, Sanayan sampai Jumahat; amun parlu lakas telepon 175.
   *[no] Ulun kiyauakan petugas, lah? Petugas mambalas di jam kerja, Sanayan sampai Jumahat; amun parlu lakas telepon 175.
}
    .pick-yes = Inggih, petugas
    .pick-again = Cuba lagi
officer-called = Petugas sudah kami padahi. Petugas mambalas di sini wayah jam kerja, Sanayan sampai Jumahat; amun parlu lakas telepon 175. Petugas kada suah maminta duit atawa kode OTP.
officer-office = { $named ->
    [yes] { $name }
   *[no] Kantur kabupatin
 }: telepon { $phone }.{ $timed ->
    [yes] { " " }Buka { $hours }.
   *[no] { "" }
 }
officer-accident = Kami umpat prihatin. Kacalakaan wayah bagawi parlu dilaporakan dalam 2 × 24 jam, maurusnya GRATIS. Petugas sudah kami padahi; amun parlu lakas telepon 175.
officer-paid = Tarima kasih. Pambayaran dicocokakan ulih petugas, jadi petugas sudah kami padahi. Simpan bukti bayarnya. Petugas kada suah maminta kode OTP.
officer-claim = Gasan santunan wan pencairan, petugas sudah kami padahi wan mambalas di sini wayah jam kerja; amun parlu lakas telepon 175. Maurusnya GRATIS. Amun ada nang maminta bayaran, biar petugas gin, jangan dibari.
officer-change = Data nang sudah dikirim dibaiki ulih petugas. Petugas sudah kami padahi wan mambalas di sini wayah jam kerja. Siapakan KTP, lah.
officer-calm = Maap amun ada nang maulah sangkal.
officer-card = Gasan urusan kartu, petugas sudah kami padahi wan mambalas di sini wayah jam kerja. Maurusnya GRATIS.
state-accident = Ini habar kacalakaan kah?
    .pick-yes = Inggih, kacalakaan
    .pick-no = Bukan, itu jawaban
state-which = Maksudnya nang mana?
    .pick-register = Daftar
    .pick-register-other = Daftar urang lain
    .pick-status = Cek pandaftaran
    .pick-covered = Cek perlindungan
    .pick-premium = Iuran
    .pick-paid = Sudah bayar
    .pick-accident = Kacalakaan
    .pick-claim = Santunan
    .pick-change-data = Baiki data
    .pick-move = Pindah HP
    .pick-card = Kartu
    .pick-officer = Petugas
    .pick-delete-data = Hapus data
    .pick-withdraw = Batalakan daftar
    .pick-language = Bahasa
    .pick-health-bpjs = BPJS Kesehatan
    .pick-continue = Lanjutakan isian
    .pick-none = Bukan itu
    .neither = Inggih. Cuba tulis lawan kata lain.
state-death =
    Kami umpat baduka cita. Mudahan kaluarga dibari katabahan.

    Amun sidin peserta aktif BPJS Ketenagakerjaan, kaluarga kawa manarima santunan. Petugas nang mamastiakan.
    .no-hurry = Amun wayah ini balum sawat, kada papa. Amun ulun salah paham, tulis *bukan*.
    .pick-go = Lanjut wahini
    .pick-officer = Hubungi petugas
    .pick-later = Kaina haja
    .called = Petugas sudah kami padahi wan mambalas di sini wayah jam kerja, paling lambat satu hari kerja; amun parlu lakas telepon 175. Amun sawat, foto dahulu KTP wan KK sidin sabalum disarahakan ka mana haja.
    .later = Inggih. Amun sawat, foto dahulu KTP wan KK sidin sabalum disarahakan ka mana haja. Pabila haja siap, tulis *lanjut* di sini. Salawas ini kami kada mangirim habar napa-napa.
    .sorry = Maap, ulun salah paham.
state-stopped = Inggih, kadada lagi habar wan pangingat. Ampih manarima habar kada maampihakan perlindungan. Handak tatap diingatakan sabalum perlindungan habis?
    .pick-reminders = Inggih, itu haja
    .pick-nothing = Kada usah
    .pick-erase = Hapus data ulun
    .reminders = Inggih, pangingat sabalum perlindungan habis haja. Amun handak habar pulang, tik *mulai*.
    .nothing = Inggih. Amun kaina handak habar pulang, tik *mulai*.

# Sudah sampai mana.
application-state = { $state ->
    [submitted] Sudah ditarima, petugas mamariksa
    [correction] Ada nang parlu dibaiki
    [checked] Sudah dipariksa petugas desa
    [proposed] Diusulakan dalam musyawarah desa
    [decided] Sudah diputusakan desa
    [sent] Dikirim ka BPJS Ketenagakerjaan
    [registered] Sudah tadaftar di BPJS Ketenagakerjaan
    [refused] Balum kawa didaftarakan, takunakan ka petugas
    [withdrawn] Dibatalakan
   *[waiting] Mahadang
}
status-line = *{ $name }*, { $village }
    { application-state }.
    Dikirim { $sent }. Kode: { $code }
status-none = Balum ada pandaftaran nang dikirim dari HP ini. Amun baisi kode pandaftaran, tulis kodenya di sini.
status-code =
    .received = Pandaftaran lawan kode itu sudah ditarima. Petugas mamariksa.
    .unknown = Kode itu balum tatamu. Cuba lihat lagi tulisannya; contoh bantuknya: K7M-4TPA-9XQ.
    .tired = Sudah talalu banyak kode nang dicuba hari ini. Cuba lagi imbah sahari, atawa ketik *petugas*.

# Satu HP untuk beberapa orang.
state-who = Ini lawan siapa?
    .all = Samunyaan

# Pindah ke HP atau aplikasi lain. $channel: telegram, whatsapp atau yang lain.
state-elsewhere = Nomor ini jua dipakai di { channel-name }. Nang sudah ada di sana handak dilanjutakan di sini?
    .pick-yes = Inggih, lanjutakan
    .pick-no = Kada
# Kode delapan angka yang berlaku satu kali.
pass-shown = Kode pindah: *{ $code }*. Tulis kode ini ka ulun di HP atawa aplikasi nang hanyar, dalam { $minutes } menit.

    ⚠️ Jangan bariakan kode ini ka siapa haja. Petugas kada suah mamintanya.
pass-nothing = Balum ada nang kawa dipindahakan dari sini. Amun sudah baisi kode dari HP lain, tulis kodenya di sini. Amun HP lawas hilang, ketik *petugas*.
pass-moved = Inggih, sudah dilanjutakan di sini.
    .shelf = Isian nang lain dari sana ada di *menu*, pilih *Nang mahadang*.
pass-person = Nomor ini wayah ini tahubung lawan data *{ $name }*.
pass-officer = Salamat datang. Nomor ini wayah ini tahubung sabagai petugas.
pass-here = Kode itu dari HP ini. Tulis di HP atawa aplikasi nang hanyar, lah.
pass-unknown = Kode itu kada tatamu. Cuba lihat lagi dalapan angkanya, lalu tulis sakali lagi.
pass-used = Kode itu sudah suah dipakai. Amun masih parlu pindah, minta kode hanyar lawan mangetik *pindah* di HP nang lawas.
pass-expired = Kode itu sudah liwat waktunya. Minta kode hanyar lawan mangetik *pindah* di HP nang lawas, atawa ketik *petugas*.
pass-tired = Sudah talalu banyak kode nang dicuba hari ini. Cuba lagi imbah sahari, atawa ketik *petugas*.

# Nomor yang mungkin sudah dipakai orang lain.
state-still-you = { $known ->
    [yes] Supaya data kada tabaca urang lain, ulun takun dahulu: masih lawan *{ $name }*, atawa nang mandaftarakan *{ $name }*?
   *[no] Supaya data kada tabaca urang lain, ulun takun dahulu: masih urang nang sama kah lawan nang dahulu maisi di sini?
}
    .pick-yes = Inggih, masih
    .pick-no = Bukan
    .forgotten = Inggih, data nang lawas kada dilihatakan lagi di nomor ini.
