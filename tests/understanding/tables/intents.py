"""Wishes as people write them: typed, code; or the codes between which it is asked."""

INTENT_ROWS: tuple[tuple[str, str | None], ...] = (
    # --- register
    ("mau daftar", "register"),  # the plainest
    ("Saya mau daftar bpjs", "register"),  # which BPJS is said in the first answer
    ("daftar", "register"),  # one word
    ("DAFTAR!!", "register"),  # shouted
    ("daftarkan saya", "register"),  # oneself
    ("daftarkan saya bu", "register"),  # "bu" is the one spoken to
    ("assalamualaikum mau daftar bpjs", "register"),  # behind a greeting
    ("halo admin, sy mau dftar", "register"),  # the admin is only addressed
    ("cara daftarnya gimana pak", "register"),  # asks how
    ("ulun handak mandaftar", "register"),  # Banjar
    ("handak umpat bpjs", "register"),  # Banjar: join
    ("kula badhe ndaftar", "register"),  # Javanese
    ("aku arep melu bpjs", "register"),  # Javanese: join
    ("pengen ikut program ini", "register"),  # join
    ("mau gabung pak", "register"),  # join
    ("mau jadi peserta", "register"),  # become one
    ("bikin bpjs ketenagakerjaan", "register"),  # make one
    ("mau daptar", "register"),  # spelled as spoken
    ("mau dfatar", "register"),  # letters swapped
    ("mau dafttar bpjs tk", "register"),  # a letter doubled
    ("bapak saya mau daftar", "register"),  # "Bapak, saya mau daftar": whom is asked next anyway
    ("tidak mau daftar", None),  # denied
    ("daftar bukan yang kesehatan", "register"),  # the other BPJS is denied
    # --- somebody else
    ("mau daftarkan tetangga", "register_other"),  # a neighbour
    ("daftar untuk ibu", "register_other"),  # for
    ("daftarkan ibu saya", "register_other"),  # mother
    ("mau daftarin suami", "register_other"),  # spoken
    ("daftarkan pak darto", "register_other"),  # by name
    ("suami saya mau daftar", "register_other"),  # the husband wants
    ("mandaftarakan bini ulun", "register_other"),  # Banjar
    ("handak mandaftar gasan abah", "register_other"),  # Banjar: for father
    ("ndaftarke simbok", "register_other"),  # Javanese
    ("badhe ndaftar kagem mbah", "register_other"),  # Javanese: for
    ("mau daftarkan orang lain", "register_other"),  # another
    ("bisa daftarkan warga saya?", "register_other"),  # a helper
    # --- status
    ("status", "status"),  # one word
    ("cek pendaftaran", "status"),  # the button's words
    ("pendaftaran saya sampai mana", "status"),  # how far
    ("saya sudah daftar, gimana?", "status"),  # has registered
    ("sdh daftar tp blm ada kabar", "status"),  # no news
    ("wis ndaftar wingi", "status"),  # Javanese
    ("ulun sudah mandaftar", "status"),  # Banjar
    ("apakah saya sudah terdaftar", "status"),  # is it in
    ("kode pendaftaran saya mana", "status"),  # the code
    ("setatus pendaptaran", "status"),  # spelled as spoken
    ("kapan diproses", "status"),  # when
    # --- am I covered
    ("jadi peserta ga saya", "covered"),  # am I in
    ("apa saya peserta", "covered"),  # asks
    ("saya masih aktif?", "covered"),  # active
    ("bpjs saya tidak aktif", "covered"),  # says that it is not
    ("masih berlaku kah", "covered"),  # valid
    ("cek kepesertaan", "covered"),  # the official word
    ("apakah saya terlindungi", "covered"),  # protected
    ("cek perlindungan", "covered"),  # the button's words
    ("masih aktip ga kartu ulun", "covered"),  # spelled as spoken
    ("iuran saya sudah dibayar belum", "covered"),  # asks whether somebody paid
    # --- premium
    ("brp iuran", "premium"),  # shortened
    ("iuran", "premium"),  # one word
    ("iurannya berapa sebulan", "premium"),  # a month
    ("bayarnya berapa", "premium"),  # how much
    ("barapa mambayar", "premium"),  # Banjar
    ("pinten bayare", "premium"),  # Javanese
    ("cara bayar gimana", "premium"),  # how
    ("bayar di mana", "premium"),  # where
    ("mau bayar iuran", "premium"),  # wants to
    ("premi perbulan", "premium"),  # the insurer's word
    ("menunggak iuran", "premium"),  # arrears
    ("nunggak 3 bulan", "premium"),  # arrears, spoken
    ("belum bayar", None),  # denied
    # --- have paid
    ("sdh bayar", "paid"),  # shortened
    ("saya sudah bayar tadi", "paid"),  # just now
    ("sudah transfer bu", "paid"),  # transferred
    ("sudah saya bayar", "paid"),  # a word in between
    ("wis bayar", "paid"),  # Javanese
    ("wis tak bayar", None),  # Javanese "tak" is "I", elsewhere "not": asked again
    ("sampun mbayar", "paid"),  # polite Javanese
    ("suah bayar kamarin", "paid"),  # Banjar
    ("ini bukti bayarnya", "paid"),  # the slip
    ("baru bayar di alfamart", "paid"),  # where
    ("udah tf", "paid"),  # chat shortening
    # --- accident
    ("kecelakaan kerja", "accident"),  # the official word
    ("saya kecelakaan di kebun", "accident"),  # told
    ("jatuh dari pohon kemarin", "accident"),  # fell
    ("suami saya jatuh dari motor", "accident"),  # husband
    ("ulun gugur matan puhun nyiur", "accident"),  # Banjar: fell from a palm
    ("tiba saking wit klapa", "accident"),  # Javanese: fell
    ("kacilakaan di jalan", "accident"),  # Banjar
    ("digigit ular di sawah", "accident"),  # snake
    ("kena parang waktu kerja", "accident"),  # cut
    ("tangan saya kena gergaji", "accident"),  # saw
    ("patah kaki waktu panen", "accident"),  # broken
    ("kecelakan kerja", "accident"),  # a letter left out
    ("kecelakaam", "accident"),  # a letter changed
    ("kecelakaan dibawa ke rumah sakit", "accident"),  # the hospital comes second
    ("digigit anjing di jalan", "accident"),  # a dog, no swearing
    ("kalau kecelakaan gimana", "other_question"),  # nobody was hurt
    ("kecelakaan kerja dapat apa", "other_question"),  # asks what there is
    ("tidak kecelakaan", None),  # denied
    # --- death
    ("bapak ulun maninggal", "death"),  # Banjar
    ("bapak ulun maninggal kamarin", "death"),  # and when
    ("suami saya meniggal dunia", "death"),  # a letter left out
    ("istri saya mninggal", "death"),  # a vowel dropped
    ("ibu meningal tadi malam", "death"),  # one n
    ("kakek meninggl dunia", "death"),  # a vowel dropped
    ("bapak saya mati", "death"),  # bluntly
    ("pak darto mati", "death"),  # by name
    ("bapak sudah almarhum", "death"),  # has become
    ("suami saya sudah tiada", "death"),  # gently
    ("ayah wafat", "death"),  # formal
    ("bapak kula sampun seda", "death"),  # polite Javanese
    ("mbah sedo wingi", "death"),  # Javanese
    ("simbah tilar donya", "death"),  # Javanese
    ("bojoku ninggal donya", "death"),  # Javanese
    ("bapakku ninggal", "death"),  # Javanese, spoken
    ("matei amboku", "death"),  # Bugis
    ("lele ri pammasena ambo", "death"),  # Bugis, honouring
    ("innalillahi wa innailaihi rojiun", "death"),  # the prayer
    ("nenek berpulang ke rahmatullah", "death"),  # formal
    ("mau lapor suami meninggal, cara klaim santunan gimana", "death"),  # death before the claim
    ("kalau suami saya meninggal kemarin, gimana urusnya", "death"),  # "kalau", but it happened
    ("lapor kematian", "death"),  # a report
    ("alm. Siti", None),  # a name
    ("almh Siti Aminah", None),  # a name
    ("almarhum bapak Darto", None),  # names a dead man
    ("belum meninggal", None),  # denied
    ("mati lampu", None),  # power
    ("pak lampu mati", None),  # power
    ("hp mati", None),  # a phone
    ("hp saya mati pak", None),  # a phone
    ("bapak, hp ulun mati", None),  # a phone
    ("ikan mati", None),  # fish
    ("sapi mati", None),  # cattle
    ("anak ayam mati", None),  # a chick
    ("mati kutu", None),  # stuck
    ("meninggalkan rumah", None),  # left
    ("bapak meninggalkan kami", None),  # left
    ("bapak ninggal rumah", None),  # Javanese: left
    ("saya tinggal di betung", None),  # lives
    ("tinggal di desa", None),  # lives
    ("desa manunggal", None),  # a village
    ("kalau meninggal dapat berapa", "other_question"),  # nobody died
    ("orang meninggal dapat berapa?", "other_question"),  # in general
    # --- claim
    ("mau klaim santunan", "claim"),  # the word
    ("cara klaim gimana", "claim"),  # how
    ("status klaim saya", "claim"),  # its status
    ("klaim sampai mana", "claim"),  # how far
    ("mau cairkan jht", "claim"),  # old-age savings
    ("handak maklaim jht", None),  # not spelled so far: asked again
    ("urus santunan kematian", "claim"),  # papers
    ("surat kematian di mana mengurusnya", "claim"),  # papers
    ("kleim asuransi", "claim"),  # spelled as spoken
    ("kapan cair santunannya", "claim"),  # when
    # --- change data
    ("ganti nomor hp", "change_data"),  # the number
    ("nomor hp saya ganti", "change_data"),  # the number
    ("nomer wa ulun salah", "change_data"),  # the number
    ("pindah alamat", "change_data"),  # moved
    ("saya pindah rumah", "change_data"),  # moved
    ("nama saya salah", "change_data"),  # wrong
    ("ubah data", "change_data"),  # in general
    ("mau perbaiki data saya yang keliru", "change_data"),  # in general
    ("alamatnya salah ketik", "change_data"),  # mistyped
    ("nik saya salah satu angka", "change_data"),  # one digit
    ("ganti ahli waris", "change_data"),  # not a claim
    ("datane klentu", "change_data"),  # Javanese
    # --- another phone
    ("pindah hp", "move"),  # the command
    ("ganti hp", "move"),  # a new phone
    ("saya mau lanjut di telegram", "move"),  # another channel
    # --- card
    ("kartu hilang", "card"),  # lost
    ("kartunya kapan jadi", "card"),  # when
    ("mau cetak kartu", "card"),  # print
    ("kartu ulun ilang", "card"),  # Banjar
    ("belum terima kartu", "card"),  # it has not come
    ("kartu keluarga", None),  # another card
    # --- officer
    ("petugas", "officer"),  # the command
    ("mau bicara dengan petugas desa", "officer"),  # a longer one
    ("bisa ngomong sama orang asli ga", "officer"),  # no machine
    ("petugas minta uang ke saya", "officer"),  # a complaint
    ("mau lapor ada calo", "officer"),  # a broker
    ("minta nomor petugas", "officer"),  # the number
    ("petugs", "officer"),  # a letter left out
    # --- stop
    ("berhenti", "stop"),  # the word
    ("STOP", "stop"),  # English
    ("setop", "stop"),  # spelled well
    ("jangan kirim lagi", "stop"),  # in words
    ("sudah cukup", "stop"),  # enough
    ("mandheg", "stop"),  # Javanese
    ("ampih", "stop"),  # Banjar
    ("berhnti", "stop"),  # a vowel dropped
    ("tolong berhenti ya pak", "stop"),  # politely
    ("bapak berhenti kerja", None),  # out of work
    ("saya berhenti sekolah", None),  # left school
    ("jangan berhenti", None),  # the opposite
    ("hujan tidak berhenti dari pagi", None),  # rain
    ("kapan iuran berhenti", "premium"),  # a question
    # --- delete, withdraw
    ("hapus data saya", "delete_data"),  # the button's words
    ("tolong hapuskan semua data ulun", "delete_data"),  # a word in between
    ("data saya minta dihapus", "delete_data"),  # the other way round
    ("busak dataku", "delete_data"),  # Javanese
    ("jangan hapus data saya", None),  # denied
    ("data saya jangan dihapus", None),  # denied
    ("batalkan pendaftaran", "withdraw"),  # takes it back
    ("mau berhenti jadi peserta", "withdraw"),  # no stop
    ("saya mau keluar dari kepesertaan", "withdraw"),  # leaves
    ("ga jadi daftar", "withdraw"),  # changed the mind
    ("mau mengundurkan diri", "withdraw"),  # formal
    # --- language
    ("bahasa banjar", "language"),  # which
    ("bisa bahasa jawa?", "language"),  # can you
    ("boso jowo", "language"),  # in it
    ("bisa basa banjar kah", "language"),  # in it
    ("ganti bahasa", "language"),  # change
    # --- thanks, greeting
    ("terima kasih", "thanks"),  # Indonesian
    ("makasih banyak pak", "thanks"),  # spoken
    ("matur nuwun nggih", "thanks"),  # Javanese
    ("tarima kasih lah", "thanks"),  # Banjar
    ("assalamualaikum", "greeting"),  # salam
    ("selamat pagi", "greeting"),  # morning
    ("p", "greeting"),  # a ping
    # --- swearing
    ("goblok", "swearing"),  # one word
    ("dasar bot tolol", "swearing"),  # at the machine
    ("anjing kamu", "swearing"),  # an animal's name, at somebody
    ("bungul ikam", "swearing"),  # Banjar
    ("asu kowe", "swearing"),  # Javanese
    ("saya ternak babi", None),  # keeps pigs
    ("goblok, kartu saya mana", "card"),  # wants something, angrily
    # --- the health BPJS
    ("daftar bpjs kesehatan", "health_bpjs"),  # the other one
    ("daftar kis", "health_bpjs"),  # its card
    ("mau daftar bpjs pbi", "health_bpjs"),  # paid by the state
    ("kartu kis saya hilang", "health_bpjs"),  # its card
    ("mau berobat bisa pakai ini?", "health_bpjs"),  # treatment
    ("handak barubat", "health_bpjs"),  # Banjar
    ("pindah faskes", "health_bpjs"),  # clinic
    ("bpjs kelas 3", "health_bpjs"),  # its classes
    ("bpjs kesehatan saya tidak aktif", "health_bpjs"),  # inactive
    ("jkn mobile", "health_bpjs"),  # its app
    ("iuran bpjs kesehatan brp", "health_bpjs"),  # its premium
    ("istri mau melahirkan di rumah sakit", "health_bpjs"),  # hospital
    # --- others
    ("lanjut", "continue"),  # goes on
    ("lajengaken", "continue"),  # Javanese
    ("bantuan", "help"),  # the command
    ("?", "help"),  # a bare mark
    ("menu", "menu"),  # the command
    ("kembali", "back"),  # the command
    ("batal", "cancel"),  # the command
    ("ulangi", "repeat"),  # the command
    ("apa kabar", "other_question"),  # a question
    ("besok libur?", "other_question"),  # a question
    ("Siti Aminah", None),  # a name
    ("Untung Slamet", None),  # a name
    ("petani", None),  # an occupation
    ("6310", None),  # a number
    ("bantuan sosial desa", None),  # something else
    ("saya bertani di kebun", None),  # told
    # --- written down later, before they were tried
    ("pak tolong daftarin saya jadi peserta", "register"),  # asks for it
    ("gmn cara ikut bpjs ketenagakerjaan", "register"),  # how to
    ("saya petani mau ikut jamsostek", "register"),  # with the occupation
    ("mau bikin bpjs tk buat nelayan", "register"),  # with the occupation
    ("bu mau daftar program desa 100 pekerja", "register"),  # names the programme
    ("sy blm terdaftar pak mau daftar", "register"),  # not in yet, wants to
    ("handak badaftar pang", "register"),  # Banjar
    ("pripun carane ndaftar bu", "register"),  # Javanese
    ("ulun handak jadi peserta jua", "register"),  # Banjar
    ("mau registrasi", "register"),  # a loan word
    ("mauu daftarr", "register"),  # letters doubled
    ("dafta bpjs", "register"),  # a letter left out
    ("daftarkan suami dan anak saya", "register_other"),  # two of them
    ("mau daftarkan 5 orang petani", "register_other"),  # several
    ("saya kader desa mau daftarkan warga", "register_other"),  # a helper
    ("ibu saya mau didaftarkan bisa?", "register_other"),  # passive
    ("bini ulun handak umpat", "register_other"),  # Banjar: the wife
    ("daftarkan mertua", "register_other"),  # a relation
    ("daftarkan kakek saya umur 60", "register_other"),  # with the age
    ("sudah terdaftar belum nama saya", "status"),  # asks about a name
    ("pendaftaran saya kok lama", "status"),  # takes long
    ("kapan pendaftaran ulun diproses", "status"),  # Banjar: when
    ("gimana kelanjutan pendaftaran saya", "status"),  # what comes next
    ("cek status", "status"),  # a command of many bots
    ("bpjs saya masih aktif tidak pak", "covered"),  # asks
    ("ulun sudah terlindungi kah", "covered"),  # Banjar
    ("perlindungan saya sampai kapan", "covered"),  # until when
    ("apakah nama saya masih aktif", "covered"),  # asks about a name
    ("saya jadi peserta bukan", "covered"),  # asks the other way round
    ("bayar iuran dimana ya", "premium"),  # where
    ("iuran perbulan piro", "premium"),  # half Javanese
    ("berapa iurannya kalau pakai jht", "premium"),  # with a programme
    ("barapa iurannya pang", "premium"),  # Banjar
    ("mau bayar", "premium"),  # wants to
    ("bisa bayar lewat indomaret?", "premium"),  # where
    ("sudah saya transfer ya bu", "paid"),  # to the bank
    ("udah lunas iuran bulan ini", "paid"),  # by the month
    ("ulun sudah mambayar lawan pambakal", "paid"),  # Banjar: by way of the headman
    ("kula sampun bayar iuran", "paid"),  # Javanese
    ("td sdh byr di brilink", "paid"),  # shortened throughout
    ("saya jatuh pas manjat kelapa", "accident"),  # climbing
    ("teman saya kecelakaan kerja di sawit", "accident"),  # a friend
    ("kaki saya kena paku di kebun", "accident"),  # a nail
    ("anak buah saya ketimpa kayu", "accident"),  # wood fell on him
    ("tangan luka kena mesin", "accident"),  # a machine
    ("ulun tajatuh di kapal", "accident"),  # Banjar
    ("kapal saya tenggelam", "accident"),  # his boat
    ("saya di rumah sakit habis kecelakaan", "accident"),  # told with the hospital
    ("suami ulun maninggal dunia hanyar tadi", "death"),  # Banjar
    ("bapak sampun mboten wonten", "death"),  # Javanese: is no more
    ("inalilahi bapak saya", "death"),  # the prayer, shortened
    ("abah ulun sudah kadada", "death"),  # Banjar: is no more
    ("turut berduka, pak rt meninggal", "death"),  # with condolences
    ("ibu sy meninggal tgl 5 kemarin gmn urus santunan", "death"),  # the day, and the papers
    ("paman ulun mati tenggelam", "death"),  # drowned
    ("meninggal", "death"),  # one word
    ("meninggal dunia", "death"),  # two words
    ("kai ulun mninggal dunia", "death"),  # one n, one vowel
    ("mau urus santunan suami", "claim"),  # papers
    ("klaim jht saya kapan cair", "claim"),  # when
    ("syarat klaim kematian apa saja", "claim"),  # which papers
    ("mau ambil uang bpjs", "claim"),  # the money
    ("ahli warisnya siapa", "claim"),  # asks who
    ("alamat saya sudah pindah", "change_data"),  # moved
    ("mau ganti nama yang salah", "change_data"),  # wants it changed
    ("tanggal lahir saya keliru", "change_data"),  # a date
    ("nomor hp saya sudah ganti", "change_data"),  # changed
    ("salah input nik", "change_data"),  # the wrong digits
    ("nama di kartu salah", "change_data"),  # on the card
    ("pekerjaan saya berubah", "change_data"),  # another job
    ("kartu saya rusak", "card"),  # broken
    ("minta kartu pak", "card"),  # asks for it
    ("kartu bpjs saya belum datang", "card"),  # has not come
    ("kpj saya berapa", "card"),  # its number
    ("saya mau bicara sama orang", "officer"),  # no machine
    ("tolong hubungkan ke petugas", "officer"),  # a new phrase
    ("bisa telpon petugas ga", "officer"),  # by phone
    ("ada yang minta uang pendaftaran", "officer"),  # a complaint
    ("jangan kirim pesan lagi", "stop"),  # the button's words
    ("stop wa saya", "stop"),  # only this chat
    ("tolong hapus data saya dari sini", "delete_data"),  # from here
    ("saya mau data saya dihapus semua", "delete_data"),  # the other way round
    ("hapus akun", "delete_data"),  # an account
    ("batal daftar", "withdraw"),  # short
    ("saya ga jadi ikut", "withdraw"),  # in words
    ("cabut pendaftaran saya", "withdraw"),  # takes it back
    ("mau keluar dari bpjs", "withdraw"),  # leaves
    ("pian bisa bahasa banjar kah", "language"),  # Banjar
    ("pakai bahasa jawa saja", "language"),  # prefers it
    ("saget boso jowo mboten", "language"),  # Javanese
    ("can you speak english", "language"),  # English
    ("makasih", "thanks"),  # spoken
    ("suwun pak", "thanks"),  # Javanese
    ("trims infonya", "thanks"),  # shortened
    ("ok makasih banyak ya", "thanks"),  # with much around it
    ("selamat malam", "greeting"),  # evening
    ("halo", "greeting"),  # hello
    ("tai kau", "swearing"),  # at somebody
    ("brengsek", "swearing"),  # one word
    ("jancok", "swearing"),  # Javanese
    ("bpjs kis saya mati", "health_bpjs"),  # its card is off
    ("mau buat kartu kis untuk anak", "health_bpjs"),  # for a child
    ("pindah faskes ke puskesmas pagatan", "health_bpjs"),  # to a clinic
    ("bpjs kesehatan nunggak", "health_bpjs"),  # arrears there
    ("bisa buat berobat ga", "health_bpjs"),  # asks what for
    ("daftar bpjs kesehatan gratis", "health_bpjs"),  # with "gratis"
    ("turun kelas bpjs", "health_bpjs"),  # its classes
    ("ganti hape baru", "move"),  # a new phone
    ("hp lama hilang", "move"),  # lost the phone
    ("hujan deras hari ini", None),  # weather
    ("saya nelayan dari pagatan", None),  # told
    ("Sungai Danau", None),  # a village
    ("iya", None),  # a yes
    ("ok", None),  # a yes
    ("bapak berhenti bekerja", None),  # out of work
    ("usaha saya mati", None),  # a shop
    ("motor mati di jalan", None),  # an engine
    ("mesin kapal mati", None),  # an engine
    ("ayam saya mati semua", None),  # hens
    ("anak saya tinggal di malang", None),  # lives there
    ("suami meninggalkan saya", None),  # left her
    ("alm. bapak saya petani", None),  # names a dead man
    ("pulsa saya habis", None),  # out of credit
    ("Berhentian", None),  # a word like it
)
NEAR_ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sudah bayar tapi kartu belum jadi", ("paid", "card")),  # which first
    ("hapus data dan batalkan pendaftaran", ("delete_data", "withdraw")),  # both are serious
    ("mau daftar, iurannya berapa", ("register", "premium")),  # both
    ("mau bicara petugas soal kartu hilang", ("officer", "card")),  # both
    ("daftar saya sudah masuk?", ("status", "register")),  # asks
)
