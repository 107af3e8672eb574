# Siaran dari kantor: apa yang dibaca orang.
campaign-from = Kabar dari *{ $office }*:
campaign-text = { $text }
campaign-stop = Tidak mau kabar seperti ini? Ketik *berhenti*.
campaign-button = { $label }
# Isian di dalam teks siaran.
campaign-field =
    .nobody = Bapak/Ibu
    .until = { $day }
    .until-never = (belum ada iuran yang tercatat)
    .until-elsewhere = (ketik *iuran* untuk melihatnya)
# Kantor yang menandatangani siaran.
campaign-office =
    .desa = Pemerintah Desa { $name }
    .kelurahan = Kelurahan { $name }
    .kecamatan = Kecamatan { $name }
    .kabupaten = Pemerintah { $name }
    .provinsi = Pemerintah Provinsi { $name }
    .branch = BPJS Ketenagakerjaan { $name }
campaign-answered = Terima kasih, jawabannya sudah tercatat.
# Siaran dibuat petugas dari obrolan.
campaign-checked =
    .empty = Isinya masih kosong.
    .unknown-field = Isian { $what } tidak dikenal. Yang bisa dipakai: nama, desa, terlindungi_sampai, masing-masing di antara kurung kurawal.
    .too-long = Teksnya terlalu panjang. Paling banyak { $what } huruf.
    .money = Siaran tidak boleh meminta uang ("{ $what }").
    .politics = Siaran tidak boleh menyebut calon atau pemilihan ("{ $what }").
    .name = Siaran tidak boleh menyebut nama ini: { $what }.
state-broadcast = Tulis isi siarannya dalam satu pesan. Siaran dikirim atas nama *{ $office }*, hanya setelah disetujui petugas lain.
    .pick-cancel = Tidak jadi
state-broadcast-to = Begini nanti dibaca orang:

    { $preview }

    Untuk siapa di { $place }?
    .pick-everybody = Semua orang
    .pick-lapsing = Hampir habis
    .pick-open = Belum terlindungi
    .pick-cancel = Tidak jadi
broadcast-asked = ✅ Sudah diajukan. Petugas lain perlu menyetujuinya di meja petugas, menu *Siaran*. Belum ada yang dikirim.
broadcast-again = Baik, kabar dan pengingat datang lagi. Kalau tidak mau, ketik *berhenti* kapan saja.
broadcast-cancelled = Baik, siaran tidak jadi.
