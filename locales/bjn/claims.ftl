# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/claims.ftl.)
# Santunan: habar duka, kacalakaan bagawi, hari tuha. Halus, satu hal sakali jalan, kada bagambar.

claim-free = Maurusnya GRATIS. Amun ada nang maminta bayaran, petugas gin, jangan dibari.
claim-gratis = _GRATIS. Nang maminta bayaran jangan dibari, petugas gin._

state-death =
    Kami umpat baduka cita. Mudahan kaluarga dibari katabahan.

    Amun sidin peserta aktif BPJS Ketenagakerjaan, kaluarga kawa manarima santunan. Petugas nang mamastiakan.
    .no-hurry = Amun wayah ini balum sampat, kada papa. Amun ulun salah paham, tulis *bukan*.
    .pick-go = Lanjut wayah ini
    .pick-later = Kaina haja
    .pick-officer = Hubungi petugas
    .called = Petugas sudah kami padahi wan mambalas di sini pas jam bagawi, paling lambat satu hari kerja; amun kada kawa mahadang telepon 175. Amun sampat, foto dahulu KTP wan KK sidin sabalum dijulung ka mana haja.
    .later = Inggih. Amun sampat, foto dahulu KTP wan KK sidin sabalum dijulung ka mana haja. Pabila haja siap, tulis *lanjut* di sini. Salawas ini kami kada mangirim habar napa haja.
    .sorry = Maaf, ulun salah paham.
state-grief = Kami di sini. Pabila haja siap, kita lanjutakan laun-laun.
claim-sums = Amun iuran wan kapesertaan sidin sudah labih pada { $months } bulan: kira-kira *{ $whole }*. Amun kurang pada { $months } bulan: *{ $funeral }*. Amun pas { $months } bulan, atawa amun sudah kada aktif, petugas mamariksa dahulu. Dibayar paling lambat { $days } hari kerja imbah BPJS Ketenagakerjaan manyatakan suratnya langkap.
claim-sums-work = Amun nyatanya marga kacalakaan bagawi, hitungannya lain: kira-kira mulai *{ $sum }*. Petugas wan BPJS Ketenagakerjaan nang mamutusakan.
claim-scholarship = Amun ada anak nang masih sakulah, mungkin ada jua beasiswa. Petugas nang mamastiakan.
claim-first = Nang kawa digawi dahulu: foto KTP wan KK sidin sabalum dijulung ka mana haja.
claim-another = Kita lagi maurus nang tadi. Amun ini tantang urang lain lagi, tulis *lapor baru*.
claim-continues = Kita lanjutakan gasan *{ $name }*. Amun ini tantang urang lain, tulis *lapor baru*.
claim-tired = Matan nomor ini hari ini sudah banyak laporan. Petugas kami padahi wan manarusakan; amun kada kawa mahadang telepon 175.
claim-opened =
    .death = Tarima kasih, sudah kami catat. Petugas mamariksa wan manjawab di sini paling lambat satu hari kerja. Pangingat gasan sidin kami ampihi. Amun habar ini salah, tulis *salah orang*.
    .accident = Tarima kasih, sudah kami catat. Petugas mamariksa wan manjawab di sini paling lambat satu hari kerja; amun kada kawa mahadang telepon 175. Samunyaan tantang kacalakaan bagawi diputusakan petugas wan BPJS Ketenagakerjaan.
claim-record =
    .paid = Manurut catatan, sidin peserta tumatan { $joined }, iuran tacatat { $count } bulan, balaku sampai { $until }. Petugas nang mamastiakan.
    .never = Manurut catatan, sidin tadaftar tumatan { $joined }, tagal balum ada iuran nang mulai balaku. Petugas nang mamastiakan.
claim-case =
    .jkm = { $certain ->
        [yes] Petugas sudah mamastiakan bulannya. Kira-kira santunan: *{ $sum }*.
       *[no] Salah satu kamungkinan: kira-kira *{ $sum }*. Petugas nang mamastiakan.
    }
    .jkk-death = Amun BPJS Ketenagakerjaan mamutusakan marga kacalakaan bagawi: kira-kira *{ $sum }*.
    .check = Gasan ini petugas mamariksa dahulu; balum ada jumlah nang kawa disambat.
claim-school =
    .jkm = Beasiswa anak: kira-kira paling banyak *{ $sum }* gasan samunyaan, dibayar saban tahun salawas sakulah. Petugas nang mamastiakan.
    .jkk-death = Beasiswa anak amun kaya itu: kira-kira paling banyak *{ $sum }*. Petugas nang mamastiakan.
    .needs = Beasiswa anak hanyar ada amun iurannya sudah { $years } tahun. Petugas nang mamastiakan.
claim-heir-order =
    .before-2 = Manurut urutan undang-undang, bini, laki, atawa anak badahulu. Amun kadada, hanyar kuitan, kai-nini, atawa cucu. Petugas nang mamastiakan.
    .before-3 = Manurut urutan undang-undang, bini, laki, atawa anak badahulu, lalu kuitan, kai-nini, atawa cucu. Amun kadada, hanyar dangsanak. Petugas nang mamastiakan.
    .before-4 = Manurut urutan undang-undang, bini, laki, anak, kuitan, kai-nini, cucu, wan dangsanak badahulu. Amun kadada, hanyar mintuha. Petugas nang mamastiakan.

state-paper =
    { $first ->
        [yes] Surat partama
       *[no] Surat salanjutnya
    }: *{ $paper }*. { $use } Sudah ada kah? Amun ada, langsung kirim fotonya.
    .pick-have = Sudah ada
    .pick-later = Manyusul
    .pick-how = Cara maurusnya
    .pages = { $count ->
        [1] Amun *{ $paper }* masih ada halaman lain atawa bagian balakangnya, kirim jua fotonya. Amun kadada, pilih *Sudah samunyaan*.
       *[other] Sudah { $count } halaman *{ $paper }*. Amun masih ada lagi, kirim. Amun kadada, pilih *Sudah samunyaan*.
    }
    .pick-done = Sudah samunyaan
    .pick-again = Gantii fotonya
    .send =
        Inggih, kirim fotonya di sini. Saluruh surat masuk foto, tarang, wan tulisannya tabaca.

        { claim-gratis }
claim-photo = Tarima kasih, fotonya kami simpan. Aslinya tatap dibawa kaina.
claim-photo-again = Foto itu gasan *{ $paper }*.
claim-round = Inggih, itu samunyaan suratnya. Nang manyusul bulih dikirim pabila haja, baminggu-minggu lagi gin, atawa dibawa ka kantor desa.
claim-complete = Foto samunyaan surat sudah ada. Sabalum Pian tulak, petugas mamariksa dahulu: ngaran sama di samunyaan surat, rekening atas ngaran panarima, wan aslinya dibawa.
claim-where = Suratnya dijulung di kantor cabang BPJS Ketenagakerjaan, bulih batitip liwat petugas desa nang tadaftar. Patakunan: telepon 175. { $certain ->
    [yes] Dibayar
   *[no] Kira-kira: dibayar
} paling lambat { $days } hari kerja tumatan BPJS Ketenagakerjaan manyatakan suratnya langkap, lain tumatan foto pahabisan dikirim.
claim-heir-told = Tarima kasih, sudah kami catat wan kada kami tampaiakan lagi.
state-claim = Gasan *{ $name }*: sudah ada { $given } matan { $of } surat.
    .pick-papers = Lanjut surat
    .pick-heir = Data panarima
    .pick-later = Kaina haja
    .pick-officer = Hubungi petugas
    .later = Inggih, samunyaan tasimpan. Pabila haja siap, tulis *lanjut*. Gasan malihat sudah sampai mana, tulis *status klaim*.
    .called = Petugas sudah kami padahi wan manjawab di sini paling lambat satu hari kerja; amun kada kawa mahadang telepon 175.
    .over = Urusan ini sudah tuntung. Amun ada patakunan, hubungi petugas atawa telepon 175.

paper-name =
    .ktp-deceased = KTP sidin
    .kk = Kartu Keluarga (KK)
    .death-letter = surat katarangan kamatian
    .death-certificate = akta kamatian
    .card = kartu peserta BPJS Ketenagakerjaan
    .heir-ktp = KTP nang manarima
    .heirs-letter = surat katarangan ahli waris
    .marriage-book = buku nikah
    .guardian = surat parwalian
    .bank-book = buku tabungan panarima
    .ktp = KTP nang kacalakaan
    .chronology = carita kajadian batulis
    .form-kk1 = formulir 3-KK1
    .form-kk2 = formulir 3-KK2
    .doctor-kk3 = surat doktor (KK3)
    .witness-ktp = KTP dua saksi
    .police-letter = surat pulisi
    .receipts = kuitansi ongkos
    .npwp = NPWP panarima
paper-use =
    .ktp-deceased = Ini gasan mancocokakan ngaran wan NIK.
    .kk = Ini manampaiakan siapa kaluarga sidin.
    .death-letter = Ini diminta Dukcapil wan kantor BPJS Ketenagakerjaan.
    .death-certificate = Ada kantor cabang nang mamintanya, jadi baiknya diurus sakalian.
    .card = Ini malakasi pancarian data.
    .heir-ktp = Ini gasan mamastiakan panarimanya.
    .heirs-letter = Ini manyambat samunyaan kaluarga nang bahak manurut undang-undang.
    .marriage-book = Ini gasan laki atawa bini.
    .guardian = Ini marga panarimanya balum dewasa.
    .bank-book = Duitnya dikirim ka rekening atas ngaran panarima saurang.
    .ktp = Ini gasan mancocokakan ngaran wan NIK.
    .chronology = Ini manjalasakan pabila, di mana, wan kaya apa kajadiannya.
    .form-kk1 = Ini laporan partama kacalakaan bagawi.
    .form-kk2 = Ini laporan lanjutannya.
    .doctor-kk3 = Ini katarangan doktor nang marawat.
    .witness-ktp = Ini urang nang malihat atawa tahu kajadiannya.
    .police-letter = Ini hanya gasan kacalakaan di jalan raya.
    .receipts = Ini gasan mangganti ongkos nang sudah dibayar.
    .npwp = Ini diminta amun jumlahnya ganal.
paper-how =
    .ktp-deceased = Foto KTP sidin matan muka sabalum dijulung ka Dukcapil, marga Dukcapil maambilnya. Amun hilang, foto KK haja dahulu; petugas mambantu.
    .kk = Foto KK nang lawas sabalum dijulung ka Dukcapil; imbah itu tabit KK hanyar. Simpan fotonya, marga KK lawas masih ditakunakan.
    .death-letter = Diminta di kantor desa atawa kalurahan, atawa matan rumah sakit amun maninggal di sana. Bawa KTP wan KK. Minta sakalian pangantar akta kamatian, supaya cukup satu kali jalan.
    .death-certificate = Diurus di Dukcapil, gratis, lawan surat katarangan kamatian, KTP, wan KK. Foto dahulu KTP wan KK-nya. Pangantarnya matan kantor desa.
    .card = Kartunya halus, matan BPJS Ketenagakerjaan, lain BPJS Kesehatan. Amun kadada, kada papa: petugas mancari lawan NIK.
    .heir-ktp = Foto KTP kaluarga nang handak manarima. Amun balum baisi KTP, petugas mambantu.
    .heirs-letter = Diulah di kantor desa atawa kalurahan: ditandatangani samunyaan ahli waris di atas meterai, dua saksi, wan kapala desa atawa lurah, biasanya camat jua. Nang kada kawa hadir maulah surat kuasa.
    .marriage-book = Foto halaman ngaran wan tanggal. Amun kadada, misalnya nikah siri, lain artinya kada bahak: petugas mambantu mancari jalannya.
    .guardian = Takunakan ka kantor desa; petugas mambantu manunjukakan caranya.
    .bank-book = Foto halaman muka buku tabungan. Rekeningnya musti atas ngaran panarima, lain urang lain. Amun balum baisi rekening, petugas mambantu.
    .ktp = Foto KTP matan muka. Amun hilang, foto KK haja dahulu.
    .chronology = Ditulis tangan gin bulih: hari, jam, wadah, lagi maapa, wan siapa nang malihat. Ditandatangani nang manulis.
    .form-kk1 = Formulirnya ada di kantor BPJS Ketenagakerjaan atawa matan petugas. Petugas mambantu maisinya.
    .form-kk2 = Formulirnya ada di kantor BPJS Ketenagakerjaan atawa matan petugas. Petugas mambantu maisinya.
    .doctor-kk3 = Diminta di rumah sakit atawa puskesmas nang marawat.
    .witness-ktp = Minta dua urang nang malihat atawa tahu. Foto KTP kaduanya dalam satu foto.
    .police-letter = Diminta di kantor pulisi nang parak wadah kajadian. Amun lain di jalan raya, pilih *Manyusul*.
    .receipts = Kumpulakan kuitansi rumah sakit, ubat, wan angkutan, lalu foto. Amun kadada, pilih *Manyusul*.
    .npwp = Amun balum baisi NPWP, petugas mamadahi parlu kah kada wan caranya.
paper-refused =
    .blurred = fotonya kurang jalas, tulung foto lagi
    .cut-off = fotonya tapotong, tulung foto lagi
    .wrong-paper = itu surat nang lain
    .wrong-person = itu ampun urang lain
    .name-differs = ngarannya babida; petugas mambantu
    .not-signed = balum ditandatangani langkap
    .other-account = rekeningnya lain atas ngaran panarima
    .other = petugas handak manjalasakan
paper-again =
    .blurred = Foto nang tadi kurang jalas. Tulung foto lagi di wadah nang tarang.
    .cut-off = Foto nang tadi tapotong. Tulung foto lagi sampai samunyaan tapinya masuk.
    .wrong-paper = Foto nang tadi surat nang lain.
    .wrong-person = Foto nang tadi ampun urang lain.
    .name-differs = Ngaran di surat nang tadi babida. Lain artinya kada bahak: petugas mambantu mambaikinya.
    .not-signed = Surat nang tadi balum ditandatangani langkap.
    .other-account = Rekening nang tadi lain atas ngaran panarima.
    .other = Surat nang tadi balum kawa ditarima; petugas handak manjalasakan.

claim-status-unlinked =
    Amun laporannya sudah suah dikirim, laporan itu sudah *diterima* wan petugas maurusnya.

    Gasan malihatnya matan nomor ini: di HP nang bahari dipakai malapor, tulis *pindah*, lalu tulis kodenya di sini. Atawa tampaiakan KTP Pian di kantor desa.
claim-line =
    .death = Santunan gasan *{ $name }*:
    .accident = Kacalakaan *{ $name }*:
claim-state =
    .received = Sudah ditarima, petugas mamariksa.
    .incomplete = Suratnya balum langkap.
    .ready = Suratnya siap. Petugas sudah mamariksa; bawa samunyaan aslinya.
    .handed = Sudah dijulung ka BPJS Ketenagakerjaan tanggal { $handed }. Wayah ini BPJS Ketenagakerjaan nang mamariksa.
    .handed-undated = Sudah dijulung ka BPJS Ketenagakerjaan. Wayah ini BPJS Ketenagakerjaan nang mamariksa.
    .accepted = BPJS Ketenagakerjaan manyatakan suratnya langkap tanggal { $accepted }. Dibayar paling lambat tanggal *{ $due }*. Amun liwat, telepon 175.
    .accepted-undated = BPJS Ketenagakerjaan manyatakan suratnya langkap. Tanggal bayarnya disampaiakan petugas.
    .returned = BPJS Ketenagakerjaan mambulikakan suratnya gasan dilangkapi.
    .paid = Sudah dibayar tanggal { $paid }, manurut BPJS Ketenagakerjaan. Amun balum masuk, telepon 175.
    .paid-undated = Sudah dibayar, manurut BPJS Ketenagakerjaan. Amun balum masuk, telepon 175.
    .refused = BPJS Ketenagakerjaan balum kawa mambayarnya.
    .taken-back = Laporannya sudah ditarik.
claim-missing =
    Nang masih dihadang:
    { $missing }
    .more = - wan { $count } lagi
claim-reason =
    .papers = Ada surat nang parlu dilangkapi.
    .names-differ = Ngarannya kada sama di samunyaan surat. Petugas mambantu mambaikinya.
    .account = Rekeningnya parlu dibaiki: musti atas ngaran panarima.
    .inactive = Manurut BPJS Ketenagakerjaan, kapesertaannya kada aktif wayah itu.
    .not-a-member = Manurut BPJS Ketenagakerjaan, ngarannya kada tacatat sabagai peserta.
    .no-heir = Ahli warisnya balum kawa dipastiakan.
    .not-from-work = Manurut BPJS Ketenagakerjaan, kajadiannya lain kacalakaan bagawi.
    .other = Alasannya dijalasakan petugas.
claim-refused-next = Pian bulih batakun wan maminta dipariksa lagi: tulis *petugas*, atawa telepon 175.
claim-not-member = Petugas desa kawa manunjukakan bantuan lain nang ada; tulis *petugas* amun handak dihubungi.

state-mistake = Habar tantang *{ $name }* salah kah, wan laporannya ditarik babulik?
    .pick-yes = Inggih, salah
    .pick-no = Kada, tatap
claim-mistake =
    .done = Laporannya sudah ditarik. Kami mohon maaf ka kaluarga amun ini maulah kada nyaman hati. Samunyaan babulik kaya samula: perlindungan wan pangingat kada barubah.
    .kept = Inggih, laporannya tatap.
    .none = Kadada laporan nang parlu ditarik matan nomor ini.
    .which = Matan nomor ini ada babarapa laporan. Petugas kami padahi wan manakunakan nang mana.

state-hurt =
    Kami umpat prihatin. Amun parah, langsung ka rumah sakit atawa puskesmas nang parak. Padahakan di sana: kacalakaan bagawi, peserta BPJS Ketenagakerjaan.

    Kacalakaan wayah bagawi, atawa di jalan tulak wan bulik bagawi, dilaporakan paling lambat { $days } × 24 jam. Simpan samunyaan kuitansi.
    .pick-report = Laporakan sakarang
    .pick-later = Kaina haja
    .pick-officer = Hubungi petugas
    .called = Petugas sudah kami padahi wan mambalas di sini pas jam bagawi; amun kada kawa mahadang telepon 175.
    .later = Inggih. Ingatakan, malapornya paling lambat { $days } × 24 jam: di sini, ka petugas, atawa telepon 175.

state-claims = Nang mana nang handak diurus?
    .pick-death = Kaluarga maninggal
    .pick-accident = Kacalakaan bagawi
    .pick-old-age = Hari tuha (JHT)
    .pick-status = Sudah sampai mana
old-age-when = *Jaminan hari tua (JHT)* adalah iuran hari tuha ditambah hasilnya. Kawa diambil pas umur { $age } tahun, amun ampih bagawi, amun cacat total tatap, atawa ulih ahli waris amun peserta maninggal. Nang kada mambayar iuran JHT kada baisi tabungan ini.
old-age-papers =
    Siapakan kartu peserta, KTP, KK, wan buku tabungan atas ngaran saurang. Surat lainnya kawa babida, jadi takunakan dahulu ka petugas atawa telepon 175 sabalum tulak.

    Diurus di kantor cabang BPJS Ketenagakerjaan. Jumlahnya hanya kawa dilihat di sana.

check-officer =
    .officer = Nomor { $phone } tadaftar sabagai petugas.
    .unknown = Nomor { $phone } KADA tadaftar sabagai petugas. Jangan kirim data, foto, atawa duit ka nomor itu.
    .tired = Hari ini sudah kabanyakan nomor nang ditakunakan matan sini. Cuba lagi imbah sahari, atawa telepon 175.
    .how = Tulis *cek petugas* lalu nomornya. Contoh: cek petugas 0812 3456 7890
    .never = Ingat: petugas gin kada bulih maminta duit, PIN, atawa kode OTP.

# Laporan habar duka.
death-report-who =
    Siapa nang maninggal?

    { claim-gratis }
    .pick-other = Urang lain
    .not-choice = Pilih ngarannya, atawa *Urang lain*.
    .help = Pilih ngaran nang tahubung lawan nomor ini, atawa *Urang lain*.

death-report-name =
    Siapa ngaran sidin? Tulis kaya di KTP.

    { claim-gratis }
    .not-name = Tulis ngarannya haja. Contoh: Ahmad Yani.
    .help = Tulis ngaran kaya di KTP. Bulih satu kata.
    .summary = Ngaran: { $value }
    .short = Ngaran

death-report-village =
    Di desa atawa kalurahan mana sidin badiam? Contoh: Segumbang

    { claim-gratis }
    .pick-place = { $village }, { $district }
    .shown = { place }
    .twins = { $village }
    .ask-which = Nang mana desanya?
    .not-place = Desa itu balum ulun dapati. Tulis ngaran desanya haja. Contoh: Segumbang.
    .not-both = Tulis ngaran desa wan kacamatannya. Contoh: Segumbang, Batu Licin.
    .help = Tulis desa atawa kalurahan di KTP sidin.
    .summary = Badiam di: { $value }
    .short = Desa

death-report-district =
    Desa { $village } ada di labih pada satu kacamatan. Di kacamatan mana?

    { claim-gratis }
    .pick-place = { $district }
    .not-place = Pilih kacamatannya, lah.
    .help = Kacamatan ada di KTP di bawah ngaran desa.
    .summary = Kacamatan: { $value }
    .short = Kacamatan

death-report-birth-year =
    Tahun barapa sidin lahir? Kira-kira gin bulih. Contoh: 1968

    { claim-gratis }
    .pick-skip = Kada tahu
    .not-year = Tulis tahunnya haja. Contoh: 1968. Atawa ketik *tidak tahu*.
    .help = Tahun lahir mambantu petugas mandapatakan data sidin.
    .summary = Tahun lahir: { $value }
    .short = Tahun lahir

death-report-number =
    Amun ada, tulis NIK sidin (16 angka di KTP) atawa nomor kartu BPJS Ketenagakerjaan. Amun kada tahu, kada papa.

    { claim-gratis }
    .pick-skip = Kada tahu nomornya
    .kept = tasimpan
    .not-number = Itu balum kaya NIK atawa nomor kartu. Cuba lihati lagi, atawa ketik *tidak tahu*.
    .not-many = Matan nomor ini sudah banyak nomor nang dimasukakan. Ketik *tidak tahu*, kaina petugas mambantu.
    .help = NIK ada di bagian atas KTP, di KK ada jua. Kada banomor gin laporannya tatap ditarima.
    .summary = Nomor: { $value }
    .short = Nomor

death-report-happened-on =
    Tanggal barapa sidin maninggal? Contoh: 20 November

    { claim-gratis }
    .pick-today = Hari ini
    .pick-yesterday = Kamarian
    .pick-skip = Kada ingat
    .pick-date = { $date }
    .ask-which = Nang mana tanggalnya?
    .not-choice = Tulis tanggalnya. Contoh: 20 November.
    .not-day = Tulis tanggal wan bulannya. Contoh: 20 November. Atawa ketik *tidak ingat*.
    .not-future = Tanggal itu balum liwat. Cuba tulis lagi.
    .not-far = Kajadiannya sudah lawas banar. Cuba tulis lagi tanggalnya, atawa ketik *petugas*.
    .help = Tulis tanggalnya, atawa *kemarin*, atawa *3 hari lalu*.
    .summary = Tanggal: { $value }
    .short = Tanggal

death-report-at-work =
    Kajadiannya wayah bagawi, atawa di jalan tulak atawa bulik bagawi kah? Petugas nang mamutusakan kaina; kada tahu gin kada papa.

    { claim-gratis }
    .pick-yes = Inggih
    .pick-no = Kada
    .pick-unknown = Kada tahu
    .not-choice = Pilih *Inggih*, *Kada*, atawa *Kada tahu*.
    .help = Amun wayah bagawi atawa di jalan bagawi, surat wan hitungannya kawa babida. Petugas nang mamutusakan.
    .summary = Wayah atawa di jalan bagawi: { $value }
    .short = Wayah bagawi

death-report-asker-name =
    Siapa ngaran Pian, wan napa hubungan Pian lawan sidin? Contoh: Rahmah, anak

    { claim-gratis }
    .pick-skip = Liwati dahulu
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (bini)
        [husband] { $name } (laki)
        [child] { $name } (anak)
        [parent] { $name } (kuitan)
        [sibling] { $name } (dangsanak)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mintuha)
        [neighbour] { $name } (tatangga)
        [other_family] { $name } (kaluarga)
       *[other] { $name } (kanalan)
    }
    .shown-phone = { $named }, { $phone }
    .not-name = Tulis ngaran Pian wan hubungannya. Contoh: Rahmah, anak. Atawa ketik *lewati*.
    .help = Supaya petugas tahu siapa nang dihubungi.
    .summary = Nang malapor: { $value }
    .short = Nang malapor

death-report-asker-relation =
    Napa hubungan { $contact } lawan sidin?

    { claim-gratis }
    .pick-wife = Bini
    .pick-husband = Laki
    .pick-child = Anak
    .pick-parent = Kuitan
    .pick-sibling = Dangsanak
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mintuha
    .pick-other-family = Kaluarga lain
    .pick-neighbour = Tatangga
    .pick-other = Lainnya
    .not-choice = Pilih salah satu, atawa ketik *lewati*.
    .help = Contoh: bini, laki, anak, kuitan, dangsanak.
    .summary = Hubungan: { $value }
    .short = Hubungan

death-report-check =
    { $lines }

    Sudah bujur kah? Catatan ini hanya ditarusakan ka petugas desa, kabupaten, wan BPJS Ketenagakerjaan.

    { claim-gratis }
    .pick-send = Bujur
    .pick-edit = Ubahi
    .not-choice = Pilih *Bujur* amun sudah bujur, atawa *Ubahi*.
    .help = Amun ada nang salah, pilih *Ubahi*.

# Laporan kacalakaan.
accident-report-who =
    Siapa nang kacalakaan?

    { claim-gratis }
    .pick-other = Urang lain
    .not-choice = Pilih ngarannya, atawa *Urang lain*.
    .help = Pilih ngaran nang tahubung lawan nomor ini, atawa *Urang lain*.

accident-report-name =
    Siapa ngaran nang kacalakaan? Tulis kaya di KTP.

    { claim-gratis }
    .not-name = Tulis ngarannya haja. Contoh: Ahmad Yani.
    .help = Tulis ngaran kaya di KTP. Bulih satu kata.
    .summary = Ngaran: { $value }
    .short = Ngaran

accident-report-village =
    Di desa atawa kalurahan mana inya badiam? Contoh: Segumbang

    { claim-gratis }
    .pick-place = { $village }, { $district }
    .shown = { place }
    .twins = { $village }
    .ask-which = Nang mana desanya?
    .not-place = Desa itu balum ulun dapati. Tulis ngaran desanya haja. Contoh: Segumbang.
    .not-both = Tulis ngaran desa wan kacamatannya. Contoh: Segumbang, Batu Licin.
    .help = Tulis desa atawa kalurahan di KTP sidin.
    .summary = Badiam di: { $value }
    .short = Desa

accident-report-district =
    Desa { $village } ada di labih pada satu kacamatan. Di kacamatan mana?

    { claim-gratis }
    .pick-place = { $district }
    .not-place = Pilih kacamatannya, lah.
    .help = Kacamatan ada di KTP di bawah ngaran desa.
    .summary = Kacamatan: { $value }
    .short = Kacamatan

accident-report-birth-year =
    Tahun barapa inya lahir? Kira-kira gin bulih. Contoh: 1968

    { claim-gratis }
    .pick-skip = Kada tahu
    .not-year = Tulis tahunnya haja. Contoh: 1968. Atawa ketik *tidak tahu*.
    .help = Tahun lahir mambantu petugas mandapatakan datanya.
    .summary = Tahun lahir: { $value }
    .short = Tahun lahir

accident-report-number =
    Amun ada, tulis NIK nang kacalakaan (16 angka di KTP) atawa nomor kartu BPJS Ketenagakerjaan. Amun kada tahu, kada papa.

    { claim-gratis }
    .pick-skip = Kada tahu nomornya
    .kept = tasimpan
    .not-number = Itu balum kaya NIK atawa nomor kartu. Cuba lihati lagi, atawa ketik *tidak tahu*.
    .not-many = Matan nomor ini sudah banyak nomor nang dimasukakan. Ketik *tidak tahu*, kaina petugas mambantu.
    .help = NIK ada di bagian atas KTP, di KK ada jua. Kada banomor gin laporannya tatap ditarima.
    .summary = Nomor: { $value }
    .short = Nomor

accident-report-happened-on =
    Tanggal barapa kajadiannya? Contoh: 20 November

    { claim-gratis }
    .pick-today = Hari ini
    .pick-yesterday = Kamarian
    .pick-skip = Kada ingat
    .pick-date = { $date }
    .ask-which = Nang mana tanggalnya?
    .not-choice = Tulis tanggalnya. Contoh: 20 November.
    .not-day = Tulis tanggal wan bulannya. Contoh: 20 November. Atawa ketik *tidak ingat*.
    .not-future = Tanggal itu balum liwat. Cuba tulis lagi.
    .not-far = Kajadiannya sudah lawas banar. Cuba tulis lagi tanggalnya, atawa ketik *petugas*.
    .help = Tulis tanggalnya, atawa *kemarin*, atawa *3 hari lalu*.
    .summary = Tanggal: { $value }
    .short = Tanggal

accident-report-at-work =
    Kajadiannya wayah bagawi, atawa di jalan tulak atawa bulik bagawi kah? Petugas nang mamutusakan kaina; kada tahu gin kada papa.

    { claim-gratis }
    .pick-yes = Inggih
    .pick-no = Kada
    .pick-unknown = Kada tahu
    .not-choice = Pilih *Inggih*, *Kada*, atawa *Kada tahu*.
    .help = Amun wayah bagawi atawa di jalan bagawi, surat wan hitungannya kawa babida. Petugas nang mamutusakan.
    .summary = Wayah atawa di jalan bagawi: { $value }
    .short = Wayah bagawi

accident-report-asker-name =
    Siapa ngaran Pian, wan napa hubungan Pian lawan nang kacalakaan? Contoh: Rahmah, anak

    { claim-gratis }
    .pick-skip = Ulun saurang
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (bini)
        [husband] { $name } (laki)
        [child] { $name } (anak)
        [parent] { $name } (kuitan)
        [sibling] { $name } (dangsanak)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mintuha)
        [neighbour] { $name } (tatangga)
        [other_family] { $name } (kaluarga)
       *[other] { $name } (kanalan)
    }
    .shown-phone = { $named }, { $phone }
    .not-name = Tulis ngaran Pian wan hubungannya. Contoh: Rahmah, anak. Atawa ketik *lewati*.
    .help = Supaya petugas tahu siapa nang dihubungi.
    .summary = Nang malapor: { $value }
    .short = Nang malapor

accident-report-asker-relation =
    Napa hubungan { $contact } lawan sidin?

    { claim-gratis }
    .pick-wife = Bini
    .pick-husband = Laki
    .pick-child = Anak
    .pick-parent = Kuitan
    .pick-sibling = Dangsanak
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mintuha
    .pick-other-family = Kaluarga lain
    .pick-neighbour = Tatangga
    .pick-other = Lainnya
    .not-choice = Pilih salah satu, atawa ketik *lewati*.
    .help = Contoh: bini, laki, anak, kuitan, dangsanak.
    .summary = Hubungan: { $value }
    .short = Hubungan

accident-report-check =
    { $lines }

    Sudah bujur kah? Catatan ini hanya ditarusakan ka petugas desa, kabupaten, wan BPJS Ketenagakerjaan.

    { claim-gratis }
    .pick-send = Bujur
    .pick-edit = Ubahi
    .not-choice = Pilih *Bujur* amun sudah bujur, atawa *Ubahi*.
    .help = Amun ada nang salah, pilih *Ubahi*.

# Nang manarima.
heir-receiver-name =
    Siapa kaluarga nang manarima, wan napa hubungannya lawan sidin? Urutannya diatur undang-undang; petugas nang mamastiakan. Contoh: Rahmah, bini

    { claim-gratis }
    .pick-skip = Balum tahu
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (bini)
        [husband] { $name } (laki)
        [child] { $name } (anak)
        [parent] { $name } (kuitan)
        [sibling] { $name } (dangsanak)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mintuha)
        [neighbour] { $name } (tatangga)
        [other_family] { $name } (kaluarga)
       *[other] { $name } (kanalan)
    }
    .shown-phone = { $named }, { $phone }
    .not-name = Tulis ngaran wan hubungannya. Contoh: Rahmah, bini. Atawa ketik *lewati*.
    .help = Biasanya bini, laki, atawa anak. Amun kadada, kuitan, lalu dangsanak. Kami kada mambagi duitnya.
    .summary = Panarima: { $value }
    .short = Panarima

heir-receiver-relation =
    Napa hubungan { $contact } lawan sidin?

    { claim-gratis }
    .pick-wife = Bini
    .pick-husband = Laki
    .pick-child = Anak
    .pick-parent = Kuitan
    .pick-sibling = Dangsanak
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mintuha
    .pick-other-family = Kaluarga lain
    .pick-neighbour = Tatangga
    .pick-other = Lainnya
    .not-choice = Pilih salah satu, atawa ketik *lewati*.
    .help = Contoh: bini, laki, anak, kuitan, dangsanak.
    .summary = Hubungan: { $value }
    .short = Hubungan

heir-minor =
    Panarima masih di bawah umur (balum dewasa) kah?

    { claim-gratis }
    .pick-no = Sudah dewasa
    .pick-yes = Masih di bawah umur
    .pick-unknown = Kada tahu
    .not-choice = Pilih salah satu, lah.
    .help = Anak nang balum dewasa diwakili walinya, lawan surat parwalian.
    .summary = Umur panarima: { $value }
    .short = Umur panarima

heir-guardian =
    Siapa walinya? Tulis ngarannya. Contoh: Ahmad Yani

    { claim-gratis }
    .pick-skip = Balum ada
    .not-empty = Tulis ngaran walinya, atawa ketik *lewati*.
    .not-long = Kapanjangan. Tulis paling banyak { $most } huruf.
    .help = Wali adalah urang dewasa nang maurus anak itu. Suratnya dibantu petugas.
    .summary = Wali: { $value }
    .short = Wali

heir-bank =
    Ngaran bank panarima napa? Contoh: BRI. Amun balum baisi rekening, petugas mambantu.

    { claim-gratis }
    .pick-skip = Balum baisi
    .not-empty = Tulis ngaran banknya. Contoh: BRI. Atawa ketik *lewati*.
    .not-long = Kapanjangan. Tulis paling banyak { $most } huruf.
    .help = Rekening musti atas ngaran panarima saurang, lain urang lain.
    .summary = Bank: { $value }
    .short = Bank

heir-account =
    Barapa nomor rekening panarima? Musti atas ngaran panarima saurang. Nomornya kada kami tampaiakan lagi, wan kami kada suah maminta PIN atawa kode OTP.

    { claim-gratis }
    .pick-skip = Manyusul
    .kept = tasimpan
    .not-account = Tulis angka nomor rekening haja, atawa ketik *lewati*.
    .help = Nomor rekening ada di buku tabungan. Jangan tulis PIN atawa kode OTP.
    .summary = Rekening: { $value }
    .short = Rekening

heir-children =
    Ada kah anak sidin nang masih sakulah? Tulis umur wan sakulahnya. Contoh: 8 tahun SD, 16 tahun SMA

    { claim-gratis }
    .pick-none = Kadada
    .shown = { $age } tahun { $level }
    .not-choice = Tulis umur wan sakulahnya, atawa pilih *Kadada*.
    .not-children = Tulis umur wan sakulahnya. Contoh: 8 tahun SD, 16 tahun SMA. Atawa ketik *tidak ada*.
    .help = Mungkin ada beasiswa gasan anak nang masih sakulah. Petugas nang mamastiakan.
    .summary = Anak sakulah: { $value }
    .short = Anak sakulah

heir-check =
    { $lines }

    Sudah bujur kah?

    { claim-gratis }
    .pick-send = Bujur
    .pick-edit = Ubahi
    .not-choice = Pilih *Bujur* amun sudah bujur, atawa *Ubahi*.
    .help = Amun ada nang salah, pilih *Ubahi*.
