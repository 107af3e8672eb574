# Santunan: kabar duka, kecelakaan kerja, hari tua. Halus, satu hal sekali jalan, tanpa gambar.
# Nama layanan ini tidak disebut di sini, dan angka uang datang dari tabel program.

claim-free = Mengurusnya GRATIS. Kalau ada yang minta bayaran, petugas sekalipun, jangan diberi.
# Baris pendek di bawah setiap pertanyaan.
claim-gratis = _GRATIS. Yang minta bayaran jangan diberi, petugas sekalipun._

# Kabar duka.
state-death =
    Kami turut berduka cita. Semoga keluarga diberi ketabahan.

    Kalau beliau peserta aktif BPJS Ketenagakerjaan, keluarga bisa menerima santunan. Petugas yang memastikan.
    .no-hurry = Kalau sekarang belum sempat, tidak apa-apa. Kalau saya salah mengerti, tulis *bukan*.
    .pick-go = Lanjut sekarang
    .pick-later = Nanti saja
    .pick-officer = Hubungi petugas
    .called = Petugas sudah kami beri tahu dan membalas di sini pada jam kerja, paling lambat satu hari kerja; kalau mendesak telepon 175. Kalau sempat, foto dulu KTP dan KK beliau sebelum diserahkan ke mana pun.
    .later = Baik. Kalau sempat, foto dulu KTP dan KK beliau sebelum diserahkan ke mana pun. Kapan saja siap, tulis *lanjut* di sini. Selama ini kami tidak mengirim kabar apa pun.
    .sorry = Maaf, saya salah mengerti.
state-grief = Kami di sini. Kapan saja siap, kita lanjutkan pelan-pelan.
claim-sums = Kalau iuran dan kepesertaan beliau sudah lebih dari { $months } bulan: perkiraan *{ $whole }*. Kalau kurang dari { $months } bulan: *{ $funeral }*. Kalau pas { $months } bulan, atau kalau sudah tidak aktif, petugas memeriksa dulu. Dibayar paling lambat { $days } hari kerja setelah BPJS Ketenagakerjaan menyatakan suratnya lengkap.
claim-sums-work = Kalau ternyata karena kecelakaan kerja, hitungannya lain: perkiraan mulai *{ $sum }*. Petugas dan BPJS Ketenagakerjaan yang memutuskan.
claim-scholarship = Kalau ada anak yang masih sekolah, mungkin ada juga beasiswa. Petugas yang memastikan.
claim-first = Yang bisa dikerjakan dulu: foto KTP dan KK beliau sebelum diserahkan ke mana pun.
claim-another = Kita sedang mengurus yang tadi. Kalau ini tentang orang lain lagi, tulis *lapor baru*.
claim-continues = Kita lanjutkan untuk *{ $name }*. Kalau ini tentang orang lain, tulis *lapor baru*.
claim-tired = Dari nomor ini hari ini sudah banyak laporan. Petugas kami beri tahu dan melanjutkan; kalau mendesak telepon 175.
claim-opened =
    .death = Terima kasih, sudah kami catat. Petugas memeriksa dan menjawab di sini paling lambat satu hari kerja. Pengingat untuk beliau kami hentikan. Kalau kabar ini keliru, tulis *salah orang*.
    .accident = Terima kasih, sudah kami catat. Petugas memeriksa dan menjawab di sini paling lambat satu hari kerja; kalau mendesak telepon 175. Semua tentang kecelakaan kerja diputuskan petugas dan BPJS Ketenagakerjaan.
# Hanya untuk nomor yang boleh tahu. Angka yang tercatat, bukan janji.
claim-record =
    .paid = Menurut catatan, beliau peserta sejak { $joined }, iuran tercatat { $count } bulan, berlaku sampai { $until }. Petugas yang memastikan.
    .never = Menurut catatan, beliau terdaftar sejak { $joined }, tetapi belum ada iuran yang mulai berlaku. Petugas yang memastikan.
claim-case =
    .jkm = { $certain ->
        [yes] Petugas sudah memastikan bulannya. Perkiraan santunan: *{ $sum }*.
       *[no] Salah satu kemungkinan: perkiraan *{ $sum }*. Petugas yang memastikan.
    }
    .jkk-death = Kalau BPJS Ketenagakerjaan memutuskan karena kecelakaan kerja: perkiraan *{ $sum }*.
    .check = Untuk ini petugas memeriksa dulu; belum ada jumlah yang bisa disebut.
# Beasiswa anak: hanya perkiraan, paling banyak.
claim-school =
    .jkm = Beasiswa anak: perkiraan paling banyak *{ $sum }* untuk semuanya, dibayar tiap tahun selama sekolah. Petugas yang memastikan.
    .jkk-death = Beasiswa anak dalam hal itu: perkiraan paling banyak *{ $sum }*. Petugas yang memastikan.
    .needs = Beasiswa anak baru ada kalau iurannya sudah { $years } tahun. Petugas yang memastikan.
# Urutan ahli waris menurut undang-undang (PP 44/2015 pasal 37).
claim-heir-order =
    .before-2 = Menurut urutan undang-undang, istri, suami, atau anak lebih dulu. Kalau tidak ada, barulah orang tua, kakek-nenek, atau cucu. Petugas yang memastikan.
    .before-3 = Menurut urutan undang-undang, istri, suami, atau anak lebih dulu, lalu orang tua, kakek-nenek, atau cucu. Kalau tidak ada, barulah saudara. Petugas yang memastikan.
    .before-4 = Menurut urutan undang-undang, istri, suami, anak, orang tua, kakek-nenek, cucu, dan saudara lebih dulu. Kalau tidak ada, barulah mertua. Petugas yang memastikan.

# Surat satu per satu.
state-paper =
    { $first ->
        [yes] Surat pertama
       *[no] Surat berikutnya
    }: *{ $paper }*. { $use } Sudah ada? Kalau ada, langsung kirim fotonya.
    .pick-have = Sudah ada
    .pick-later = Menyusul
    .pick-how = Cara mengurusnya
    .pages = { $count ->
        [1] Kalau *{ $paper }* masih ada halaman lain atau bagian belakangnya, kirim juga fotonya. Kalau tidak ada, pilih *Sudah semua*.
       *[other] Sudah { $count } halaman *{ $paper }*. Kalau masih ada lagi, kirim. Kalau tidak ada, pilih *Sudah semua*.
    }
    .pick-done = Sudah semua
    .pick-again = Ganti fotonya
    .send =
        Baik, kirim fotonya di sini. Seluruh surat masuk foto, terang, dan tulisannya terbaca.

        { claim-gratis }
claim-photo = Terima kasih, fotonya kami simpan. Aslinya tetap dibawa nanti.
claim-photo-again = Foto itu untuk *{ $paper }*.
claim-round = Baik, itu semua suratnya. Yang menyusul boleh dikirim kapan saja, juga berminggu-minggu lagi, atau dibawa ke kantor desa.
claim-complete = Foto semua surat sudah ada. Sebelum Anda berangkat, petugas memeriksa dulu: nama sama di semua surat, rekening atas nama penerima, dan aslinya dibawa.
claim-where = Suratnya diserahkan di kantor cabang BPJS Ketenagakerjaan, boleh dititipkan lewat petugas desa yang terdaftar. Pertanyaan: telepon 175. { $certain ->
    [yes] Dibayar
   *[no] Perkiraan: dibayar
} paling lambat { $days } hari kerja sejak BPJS Ketenagakerjaan menyatakan suratnya lengkap, bukan sejak foto terakhir dikirim.
claim-heir-told = Terima kasih, sudah kami catat dan tidak kami tampilkan lagi.
state-claim = Untuk *{ $name }*: sudah ada { $given } dari { $of } surat.
    .pick-papers = Lanjut surat
    .pick-heir = Data penerima
    .pick-later = Nanti saja
    .pick-officer = Hubungi petugas
    .later = Baik, semuanya tersimpan. Kapan saja siap, tulis *lanjut*. Untuk melihat sudah sampai mana, tulis *status klaim*.
    .called = Petugas sudah kami beri tahu dan menjawab di sini paling lambat satu hari kerja; kalau mendesak telepon 175.
    .over = Urusan ini sudah selesai. Kalau ada pertanyaan, hubungi petugas atau telepon 175.

# Nama surat, gunanya, cara mengurusnya.
paper-name =
    .ktp-deceased = KTP beliau
    .kk = Kartu Keluarga (KK)
    .death-letter = surat keterangan kematian
    .death-certificate = akta kematian
    .card = kartu peserta BPJS Ketenagakerjaan
    .heir-ktp = KTP yang menerima
    .heirs-letter = surat keterangan ahli waris
    .marriage-book = buku nikah
    .guardian = surat perwalian
    .bank-book = buku tabungan penerima
    .ktp = KTP yang kecelakaan
    .chronology = cerita kejadian tertulis
    .form-kk1 = formulir 3-KK1
    .form-kk2 = formulir 3-KK2
    .doctor-kk3 = surat dokter (KK3)
    .witness-ktp = KTP dua saksi
    .police-letter = surat polisi
    .receipts = kuitansi biaya
    .npwp = NPWP penerima
paper-use =
    .ktp-deceased = Ini untuk mencocokkan nama dan NIK.
    .kk = Ini menunjukkan siapa keluarga beliau.
    .death-letter = Ini diminta Dukcapil dan kantor BPJS Ketenagakerjaan.
    .death-certificate = Ada kantor cabang yang memintanya, jadi sebaiknya diurus sekalian.
    .card = Ini mempercepat pencarian data.
    .heir-ktp = Ini untuk memastikan penerimanya.
    .heirs-letter = Ini menyebut semua keluarga yang berhak menurut undang-undang.
    .marriage-book = Ini untuk suami atau istri.
    .guardian = Ini karena penerimanya belum dewasa.
    .bank-book = Uangnya dikirim ke rekening atas nama penerima sendiri.
    .ktp = Ini untuk mencocokkan nama dan NIK.
    .chronology = Ini menjelaskan kapan, di mana, dan bagaimana kejadiannya.
    .form-kk1 = Ini laporan pertama kecelakaan kerja.
    .form-kk2 = Ini laporan lanjutannya.
    .doctor-kk3 = Ini keterangan dokter yang merawat.
    .witness-ktp = Ini orang yang melihat atau tahu kejadiannya.
    .police-letter = Ini hanya untuk kecelakaan di jalan raya.
    .receipts = Ini untuk mengganti biaya yang sudah dibayar.
    .npwp = Ini diminta kalau jumlahnya besar.
paper-how =
    .ktp-deceased = Foto KTP beliau dari depan sebelum diserahkan ke Dukcapil, karena Dukcapil mengambilnya. Kalau hilang, foto KK saja dulu; petugas membantu.
    .kk = Foto KK yang lama sebelum diserahkan ke Dukcapil; setelah itu terbit KK baru. Simpan fotonya, karena KK lama masih ditanyakan.
    .death-letter = Diminta di kantor desa atau kelurahan, atau dari rumah sakit kalau meninggal di sana. Bawa KTP dan KK. Minta sekalian pengantar akta kematian, supaya cukup satu kali jalan.
    .death-certificate = Diurus di Dukcapil, gratis, dengan surat keterangan kematian, KTP, dan KK. Foto dulu KTP dan KK-nya. Pengantarnya dari kantor desa.
    .card = Kartunya kecil, dari BPJS Ketenagakerjaan, bukan BPJS Kesehatan. Kalau tidak ada, tidak apa-apa: petugas mencari dengan NIK.
    .heir-ktp = Foto KTP keluarga yang akan menerima. Kalau belum punya KTP, petugas membantu.
    .heirs-letter = Dibuat di kantor desa atau kelurahan: ditandatangani semua ahli waris di atas meterai, dua saksi, dan kepala desa atau lurah, biasanya juga camat. Yang tidak bisa hadir membuat surat kuasa.
    .marriage-book = Foto halaman nama dan tanggal. Kalau tidak ada, misalnya nikah siri, bukan berarti tidak berhak: petugas membantu mencari jalannya.
    .guardian = Tanyakan ke kantor desa; petugas membantu menunjukkan caranya.
    .bank-book = Foto halaman depan buku tabungan. Rekeningnya harus atas nama penerima, bukan orang lain. Kalau belum punya rekening, petugas membantu.
    .ktp = Foto KTP dari depan. Kalau hilang, foto KK saja dulu.
    .chronology = Ditulis tangan juga boleh: hari, jam, tempat, sedang apa, dan siapa yang melihat. Ditandatangani yang menulis.
    .form-kk1 = Formulirnya ada di kantor BPJS Ketenagakerjaan atau dari petugas. Petugas membantu mengisinya.
    .form-kk2 = Formulirnya ada di kantor BPJS Ketenagakerjaan atau dari petugas. Petugas membantu mengisinya.
    .doctor-kk3 = Diminta di rumah sakit atau puskesmas yang merawat.
    .witness-ktp = Minta dua orang yang melihat atau tahu. Foto KTP keduanya dalam satu foto.
    .police-letter = Diminta di kantor polisi terdekat dengan tempat kejadian. Kalau bukan di jalan raya, pilih *Menyusul*.
    .receipts = Kumpulkan kuitansi rumah sakit, obat, dan angkutan, lalu foto. Kalau tidak ada, pilih *Menyusul*.
    .npwp = Kalau belum punya NPWP, petugas memberi tahu apakah perlu dan caranya.
paper-refused =
    .blurred = fotonya kurang jelas, tolong foto lagi
    .cut-off = fotonya terpotong, tolong foto lagi
    .wrong-paper = itu surat yang lain
    .wrong-person = itu milik orang lain
    .name-differs = namanya berbeda; petugas membantu
    .not-signed = belum ditandatangani lengkap
    .other-account = rekeningnya bukan atas nama penerima
    .other = petugas akan menjelaskan
paper-again =
    .blurred = Foto yang tadi kurang jelas. Tolong foto lagi di tempat terang.
    .cut-off = Foto yang tadi terpotong. Tolong foto lagi sampai semua tepinya masuk.
    .wrong-paper = Foto yang tadi surat yang lain.
    .wrong-person = Foto yang tadi milik orang lain.
    .name-differs = Nama di surat yang tadi berbeda. Bukan berarti tidak berhak: petugas membantu membetulkannya.
    .not-signed = Surat yang tadi belum ditandatangani lengkap.
    .other-account = Rekening yang tadi bukan atas nama penerima.
    .other = Surat yang tadi belum bisa diterima; petugas akan menjelaskan.

# Sudah sampai mana.
claim-status-unlinked =
    Kalau laporannya sudah pernah dikirim, laporan itu sudah *diterima* dan petugas mengurusnya.

    Untuk melihatnya dari nomor ini: di HP yang dulu dipakai melapor, tulis *pindah*, lalu tulis kodenya di sini. Atau tunjukkan KTP Anda di kantor desa.
claim-line =
    .death = Santunan untuk *{ $name }*:
    .accident = Kecelakaan *{ $name }*:
claim-state =
    .received = Sudah diterima, petugas memeriksa.
    .incomplete = Suratnya belum lengkap.
    .ready = Suratnya siap. Petugas sudah memeriksa; bawa semua aslinya.
    .handed = Sudah diserahkan ke BPJS Ketenagakerjaan tanggal { $handed }. Sekarang BPJS Ketenagakerjaan yang memeriksa.
    .handed-undated = Sudah diserahkan ke BPJS Ketenagakerjaan. Sekarang BPJS Ketenagakerjaan yang memeriksa.
    .accepted = BPJS Ketenagakerjaan menyatakan suratnya lengkap tanggal { $accepted }. Dibayar paling lambat tanggal *{ $due }*. Kalau lewat, telepon 175.
    .accepted-undated = BPJS Ketenagakerjaan menyatakan suratnya lengkap. Tanggal bayarnya disampaikan petugas.
    .returned = BPJS Ketenagakerjaan mengembalikan suratnya untuk dilengkapi.
    .paid = Sudah dibayar tanggal { $paid }, menurut BPJS Ketenagakerjaan. Kalau belum masuk, telepon 175.
    .paid-undated = Sudah dibayar, menurut BPJS Ketenagakerjaan. Kalau belum masuk, telepon 175.
    .refused = BPJS Ketenagakerjaan belum bisa membayarnya.
    .taken-back = Laporannya sudah ditarik.
claim-missing =
    Yang masih ditunggu:
    { $missing }
    .more = - dan { $count } lagi
claim-reason =
    .papers = Ada surat yang perlu dilengkapi.
    .names-differ = Namanya tidak sama di semua surat. Petugas membantu membetulkannya.
    .account = Rekeningnya perlu dibetulkan: harus atas nama penerima.
    .inactive = Menurut BPJS Ketenagakerjaan, kepesertaannya tidak aktif waktu itu.
    .not-a-member = Menurut BPJS Ketenagakerjaan, namanya tidak tercatat sebagai peserta.
    .no-heir = Ahli warisnya belum bisa dipastikan.
    .not-from-work = Menurut BPJS Ketenagakerjaan, kejadiannya bukan kecelakaan kerja.
    .other = Alasannya dijelaskan petugas.
claim-refused-next = Anda boleh bertanya dan minta diperiksa lagi: tulis *petugas*, atau telepon 175.
claim-not-member = Petugas desa bisa menunjukkan bantuan lain yang ada; tulis *petugas* kalau mau dihubungi.

# Salah orang.
state-mistake = Apakah kabar tentang *{ $name }* keliru, dan laporannya ditarik kembali?
    .pick-yes = Ya, keliru
    .pick-no = Tidak, tetap
claim-mistake =
    .done = Laporannya sudah ditarik. Kami mohon maaf kepada keluarga kalau ini membuat tidak enak hati. Semua kembali seperti semula: perlindungan dan pengingat tidak berubah.
    .kept = Baik, laporannya tetap.
    .none = Tidak ada laporan yang perlu ditarik dari nomor ini.
    .which = Dari nomor ini ada beberapa laporan. Petugas kami beri tahu dan menanyakan yang mana.

# Kecelakaan kerja.
state-hurt =
    Kami ikut prihatin. Kalau parah, langsung ke rumah sakit atau puskesmas terdekat. Katakan di sana: kecelakaan kerja, peserta BPJS Ketenagakerjaan.

    Kecelakaan saat bekerja, atau di jalan berangkat dan pulang kerja, dilaporkan paling lambat { $days } × 24 jam. Simpan semua kuitansi.
    .pick-report = Laporkan sekarang
    .pick-later = Nanti saja
    .pick-officer = Hubungi petugas
    .called = Petugas sudah kami beri tahu dan membalas di sini pada jam kerja; kalau mendesak telepon 175.
    .later = Baik. Ingat, lapornya paling lambat { $days } × 24 jam: di sini, ke petugas, atau telepon 175.

# Yang mana yang mau diurus.
state-claims = Yang mana yang mau diurus?
    .pick-death = Keluarga meninggal
    .pick-accident = Kecelakaan kerja
    .pick-old-age = Hari tua (JHT)
    .pick-status = Sudah sampai mana
old-age-when = *Jaminan hari tua (JHT)* adalah iuran hari tua ditambah hasilnya. Bisa diambil pada umur { $age } tahun, kalau berhenti bekerja, kalau cacat total tetap, atau oleh ahli waris kalau peserta meninggal. Yang tidak membayar iuran JHT tidak punya tabungan ini.
old-age-papers =
    Siapkan kartu peserta, KTP, KK, dan buku tabungan atas nama sendiri. Surat lainnya bisa berbeda, jadi tanyakan dulu ke petugas atau telepon 175 sebelum berangkat.

    Diurus di kantor cabang BPJS Ketenagakerjaan. Jumlahnya hanya bisa dilihat di sana.

# Apakah nomor ini petugas.
check-officer =
    .officer = Nomor { $phone } terdaftar sebagai petugas.
    .unknown = Nomor { $phone } TIDAK terdaftar sebagai petugas. Jangan kirim data, foto, atau uang ke nomor itu.
    .tired = Hari ini sudah terlalu banyak nomor yang ditanyakan dari sini. Coba lagi setelah sehari, atau telepon 175.
    .how = Tulis *cek petugas* lalu nomornya. Contoh: cek petugas 0812 3456 7890
    .never = Ingat: petugas pun tidak boleh meminta uang, PIN, atau kode OTP.

# Laporan kabar duka.
death-report-who =
    Siapa yang meninggal?

    { claim-gratis }
    .pick-other = Orang lain
    .not-choice = Pilih namanya, atau *Orang lain*.
    .help = Pilih nama yang terhubung dengan nomor ini, atau *Orang lain*.

death-report-name =
    Siapa nama beliau? Tulis seperti di KTP.

    { claim-gratis }
    .not-name = Tulis namanya saja. Contoh: Ahmad Yani.
    .help = Tulis nama seperti di KTP. Boleh satu kata.
    .summary = Nama: { $value }
    .short = Nama

death-report-village =
    Di desa atau kelurahan mana beliau tinggal? Contoh: Segumbang

    { claim-gratis }
    .pick-place = { $village }, { $district }
    .shown = { place }
    .twins = { $village }
    .ask-which = Yang mana desanya?
    .not-place = Desa itu belum saya temukan. Tulis nama desanya saja. Contoh: Segumbang.
    .not-both = Tulis nama desa dan kecamatannya. Contoh: Segumbang, Batu Licin.
    .help = Tulis desa atau kelurahan di KTP beliau.
    .summary = Tinggal di: { $value }
    .short = Desa

death-report-district =
    Desa { $village } ada di lebih dari satu kecamatan. Di kecamatan mana?

    { claim-gratis }
    .pick-place = { $district }
    .not-place = Pilih kecamatannya, ya.
    .help = Kecamatan ada di KTP di bawah nama desa.
    .summary = Kecamatan: { $value }
    .short = Kecamatan

death-report-birth-year =
    Tahun berapa beliau lahir? Kira-kira juga boleh. Contoh: 1968

    { claim-gratis }
    .pick-skip = Tidak tahu
    .not-year = Tulis tahunnya saja. Contoh: 1968. Atau ketik *tidak tahu*.
    .help = Tahun lahir membantu petugas menemukan data beliau.
    .summary = Tahun lahir: { $value }
    .short = Tahun lahir

death-report-number =
    Kalau ada, tulis NIK beliau (16 angka di KTP) atau nomor kartu BPJS Ketenagakerjaan. Kalau tidak tahu, tidak apa-apa.

    { claim-gratis }
    .pick-skip = Tidak tahu nomornya
    .kept = tersimpan
    .not-number = Itu belum seperti NIK atau nomor kartu. Coba lihat lagi, atau ketik *tidak tahu*.
    .not-many = Dari nomor ini sudah banyak nomor yang dimasukkan. Ketik *tidak tahu*, nanti petugas membantu.
    .help = NIK ada di bagian atas KTP, juga di KK. Tanpa nomor pun laporannya tetap diterima.
    .summary = Nomor: { $value }
    .short = Nomor

death-report-happened-on =
    Tanggal berapa beliau meninggal? Contoh: 20 November

    { claim-gratis }
    .pick-today = Hari ini
    .pick-yesterday = Kemarin
    .pick-skip = Tidak ingat
    .pick-date = { $date }
    .ask-which = Yang mana tanggalnya?
    .not-choice = Tulis tanggalnya. Contoh: 20 November.
    .not-day = Tulis tanggal dan bulannya. Contoh: 20 November. Atau ketik *tidak ingat*.
    .not-future = Tanggal itu belum lewat. Coba tulis lagi.
    .not-far = Kejadiannya sudah lama sekali. Coba tulis lagi tanggalnya, atau ketik *petugas*.
    .help = Tulis tanggalnya, atau *kemarin*, atau *3 hari lalu*.
    .summary = Tanggal: { $value }
    .short = Tanggal

death-report-at-work =
    Apakah terjadinya saat bekerja, atau di jalan berangkat atau pulang kerja? Petugas yang memutuskan nanti; tidak tahu juga tidak apa-apa.

    { claim-gratis }
    .pick-yes = Ya
    .pick-no = Tidak
    .pick-unknown = Tidak tahu
    .not-choice = Pilih *Ya*, *Tidak*, atau *Tidak tahu*.
    .help = Kalau saat bekerja atau di jalan kerja, surat dan hitungannya bisa berbeda. Petugas yang memutuskan.
    .summary = Saat atau di jalan kerja: { $value }
    .short = Saat bekerja

death-report-asker-name =
    Siapa nama Anda, dan apa hubungan Anda dengan beliau? Contoh: Rahmah, anak

    { claim-gratis }
    .pick-skip = Lewati dulu
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (istri)
        [husband] { $name } (suami)
        [child] { $name } (anak)
        [parent] { $name } (orang tua)
        [sibling] { $name } (saudara)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mertua)
        [neighbour] { $name } (tetangga)
        [other_family] { $name } (keluarga)
       *[other] { $name } (kenalan)
    }
    .shown-phone = { $named }, { $phone }
    .not-name = Tulis nama Anda dan hubungannya. Contoh: Rahmah, anak. Atau ketik *lewati*.
    .help = Supaya petugas tahu siapa yang dihubungi.
    .summary = Yang melapor: { $value }
    .short = Yang melapor

death-report-asker-relation =
    Apa hubungan { $contact } dengan beliau?

    { claim-gratis }
    .pick-wife = Istri
    .pick-husband = Suami
    .pick-child = Anak
    .pick-parent = Orang tua
    .pick-sibling = Saudara
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mertua
    .pick-other-family = Keluarga lain
    .pick-neighbour = Tetangga
    .pick-other = Lainnya
    .not-choice = Pilih salah satu, atau ketik *lewati*.
    .help = Contoh: istri, suami, anak, orang tua, saudara.
    .summary = Hubungan: { $value }
    .short = Hubungan

death-report-check =
    { $lines }

    Sudah benar? Catatan ini hanya diteruskan ke petugas desa, kabupaten, dan BPJS Ketenagakerjaan.

    { claim-gratis }
    .pick-send = Betul
    .pick-edit = Ubah
    .not-choice = Pilih *Betul* kalau sudah benar, atau *Ubah*.
    .help = Kalau ada yang salah, pilih *Ubah*.

# Laporan kecelakaan.
accident-report-who =
    Siapa yang kecelakaan?

    { claim-gratis }
    .pick-other = Orang lain
    .not-choice = Pilih namanya, atau *Orang lain*.
    .help = Pilih nama yang terhubung dengan nomor ini, atau *Orang lain*.

accident-report-name =
    Siapa nama yang kecelakaan? Tulis seperti di KTP.

    { claim-gratis }
    .not-name = Tulis namanya saja. Contoh: Ahmad Yani.
    .help = Tulis nama seperti di KTP. Boleh satu kata.
    .summary = Nama: { $value }
    .short = Nama

accident-report-village =
    Di desa atau kelurahan mana ia tinggal? Contoh: Segumbang

    { claim-gratis }
    .pick-place = { $village }, { $district }
    .shown = { place }
    .twins = { $village }
    .ask-which = Yang mana desanya?
    .not-place = Desa itu belum saya temukan. Tulis nama desanya saja. Contoh: Segumbang.
    .not-both = Tulis nama desa dan kecamatannya. Contoh: Segumbang, Batu Licin.
    .help = Tulis desa atau kelurahan di KTP beliau.
    .summary = Tinggal di: { $value }
    .short = Desa

accident-report-district =
    Desa { $village } ada di lebih dari satu kecamatan. Di kecamatan mana?

    { claim-gratis }
    .pick-place = { $district }
    .not-place = Pilih kecamatannya, ya.
    .help = Kecamatan ada di KTP di bawah nama desa.
    .summary = Kecamatan: { $value }
    .short = Kecamatan

accident-report-birth-year =
    Tahun berapa ia lahir? Kira-kira juga boleh. Contoh: 1968

    { claim-gratis }
    .pick-skip = Tidak tahu
    .not-year = Tulis tahunnya saja. Contoh: 1968. Atau ketik *tidak tahu*.
    .help = Tahun lahir membantu petugas menemukan datanya.
    .summary = Tahun lahir: { $value }
    .short = Tahun lahir

accident-report-number =
    Kalau ada, tulis NIK yang kecelakaan (16 angka di KTP) atau nomor kartu BPJS Ketenagakerjaan. Kalau tidak tahu, tidak apa-apa.

    { claim-gratis }
    .pick-skip = Tidak tahu nomornya
    .kept = tersimpan
    .not-number = Itu belum seperti NIK atau nomor kartu. Coba lihat lagi, atau ketik *tidak tahu*.
    .not-many = Dari nomor ini sudah banyak nomor yang dimasukkan. Ketik *tidak tahu*, nanti petugas membantu.
    .help = NIK ada di bagian atas KTP, juga di KK. Tanpa nomor pun laporannya tetap diterima.
    .summary = Nomor: { $value }
    .short = Nomor

accident-report-happened-on =
    Tanggal berapa kejadiannya? Contoh: 20 November

    { claim-gratis }
    .pick-today = Hari ini
    .pick-yesterday = Kemarin
    .pick-skip = Tidak ingat
    .pick-date = { $date }
    .ask-which = Yang mana tanggalnya?
    .not-choice = Tulis tanggalnya. Contoh: 20 November.
    .not-day = Tulis tanggal dan bulannya. Contoh: 20 November. Atau ketik *tidak ingat*.
    .not-future = Tanggal itu belum lewat. Coba tulis lagi.
    .not-far = Kejadiannya sudah lama sekali. Coba tulis lagi tanggalnya, atau ketik *petugas*.
    .help = Tulis tanggalnya, atau *kemarin*, atau *3 hari lalu*.
    .summary = Tanggal: { $value }
    .short = Tanggal

accident-report-at-work =
    Apakah terjadinya saat bekerja, atau di jalan berangkat atau pulang kerja? Petugas yang memutuskan nanti; tidak tahu juga tidak apa-apa.

    { claim-gratis }
    .pick-yes = Ya
    .pick-no = Tidak
    .pick-unknown = Tidak tahu
    .not-choice = Pilih *Ya*, *Tidak*, atau *Tidak tahu*.
    .help = Kalau saat bekerja atau di jalan kerja, surat dan hitungannya bisa berbeda. Petugas yang memutuskan.
    .summary = Saat atau di jalan kerja: { $value }
    .short = Saat bekerja

accident-report-asker-name =
    Siapa nama Anda, dan apa hubungan Anda dengan yang kecelakaan? Contoh: Rahmah, anak

    { claim-gratis }
    .pick-skip = Saya sendiri
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (istri)
        [husband] { $name } (suami)
        [child] { $name } (anak)
        [parent] { $name } (orang tua)
        [sibling] { $name } (saudara)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mertua)
        [neighbour] { $name } (tetangga)
        [other_family] { $name } (keluarga)
       *[other] { $name } (kenalan)
    }
    .shown-phone = { $named }, { $phone }
    .not-name = Tulis nama Anda dan hubungannya. Contoh: Rahmah, anak. Atau ketik *lewati*.
    .help = Supaya petugas tahu siapa yang dihubungi.
    .summary = Yang melapor: { $value }
    .short = Yang melapor

accident-report-asker-relation =
    Apa hubungan { $contact } dengan beliau?

    { claim-gratis }
    .pick-wife = Istri
    .pick-husband = Suami
    .pick-child = Anak
    .pick-parent = Orang tua
    .pick-sibling = Saudara
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mertua
    .pick-other-family = Keluarga lain
    .pick-neighbour = Tetangga
    .pick-other = Lainnya
    .not-choice = Pilih salah satu, atau ketik *lewati*.
    .help = Contoh: istri, suami, anak, orang tua, saudara.
    .summary = Hubungan: { $value }
    .short = Hubungan

accident-report-check =
    { $lines }

    Sudah benar? Catatan ini hanya diteruskan ke petugas desa, kabupaten, dan BPJS Ketenagakerjaan.

    { claim-gratis }
    .pick-send = Betul
    .pick-edit = Ubah
    .not-choice = Pilih *Betul* kalau sudah benar, atau *Ubah*.
    .help = Kalau ada yang salah, pilih *Ubah*.

# Yang menerima.
heir-receiver-name =
    Siapa keluarga yang menerima, dan apa hubungannya dengan beliau? Urutannya diatur undang-undang; petugas yang memastikan. Contoh: Rahmah, istri

    { claim-gratis }
    .pick-skip = Belum tahu
    .shown = { $relation ->
        [untold] { $name }
        [wife] { $name } (istri)
        [husband] { $name } (suami)
        [child] { $name } (anak)
        [parent] { $name } (orang tua)
        [sibling] { $name } (saudara)
        [grandchild] { $name } (cucu)
        [parent_in_law] { $name } (mertua)
        [neighbour] { $name } (tetangga)
        [other_family] { $name } (keluarga)
       *[other] { $name } (kenalan)
    }
    .shown-phone = { $named }, { $phone }
    .not-name = Tulis nama dan hubungannya. Contoh: Rahmah, istri. Atau ketik *lewati*.
    .help = Biasanya istri, suami, atau anak. Kalau tidak ada, orang tua, lalu saudara. Kami tidak membagi uangnya.
    .summary = Penerima: { $value }
    .short = Penerima

heir-receiver-relation =
    Apa hubungan { $contact } dengan beliau?

    { claim-gratis }
    .pick-wife = Istri
    .pick-husband = Suami
    .pick-child = Anak
    .pick-parent = Orang tua
    .pick-sibling = Saudara
    .pick-grandchild = Cucu
    .pick-parent-in-law = Mertua
    .pick-other-family = Keluarga lain
    .pick-neighbour = Tetangga
    .pick-other = Lainnya
    .not-choice = Pilih salah satu, atau ketik *lewati*.
    .help = Contoh: istri, suami, anak, orang tua, saudara.
    .summary = Hubungan: { $value }
    .short = Hubungan

heir-minor =
    Apakah penerima masih di bawah umur (belum dewasa)?

    { claim-gratis }
    .pick-no = Sudah dewasa
    .pick-yes = Masih di bawah umur
    .pick-unknown = Tidak tahu
    .not-choice = Pilih salah satu, ya.
    .help = Anak yang belum dewasa diwakili walinya, dengan surat perwalian.
    .summary = Umur penerima: { $value }
    .short = Umur penerima

heir-guardian =
    Siapa walinya? Tulis namanya. Contoh: Ahmad Yani

    { claim-gratis }
    .pick-skip = Belum ada
    .not-empty = Tulis nama walinya, atau ketik *lewati*.
    .not-long = Terlalu panjang. Tulis paling banyak { $most } huruf.
    .help = Wali adalah orang dewasa yang mengurus anak itu. Suratnya dibantu petugas.
    .summary = Wali: { $value }
    .short = Wali

heir-bank =
    Nama bank penerima apa? Contoh: BRI. Kalau belum punya rekening, petugas membantu.

    { claim-gratis }
    .pick-skip = Belum punya
    .not-empty = Tulis nama banknya. Contoh: BRI. Atau ketik *lewati*.
    .not-long = Terlalu panjang. Tulis paling banyak { $most } huruf.
    .help = Rekening harus atas nama penerima sendiri, bukan orang lain.
    .summary = Bank: { $value }
    .short = Bank

heir-account =
    Berapa nomor rekening penerima? Harus atas nama penerima sendiri. Nomornya tidak kami tampilkan lagi, dan kami tidak pernah meminta PIN atau kode OTP.

    { claim-gratis }
    .pick-skip = Menyusul
    .kept = tersimpan
    .not-account = Tulis angka nomor rekening saja, atau ketik *lewati*.
    .help = Nomor rekening ada di buku tabungan. Jangan tulis PIN atau kode OTP.
    .summary = Rekening: { $value }
    .short = Rekening

heir-children =
    Apakah ada anak beliau yang masih sekolah? Tulis umur dan sekolahnya. Contoh: 8 tahun SD, 16 tahun SMA

    { claim-gratis }
    .pick-none = Tidak ada
    .shown = { $age } tahun { $level }
    .not-choice = Tulis umur dan sekolahnya, atau pilih *Tidak ada*.
    .not-children = Tulis umur dan sekolahnya. Contoh: 8 tahun SD, 16 tahun SMA. Atau ketik *tidak ada*.
    .help = Mungkin ada beasiswa untuk anak yang masih sekolah. Petugas yang memastikan.
    .summary = Anak sekolah: { $value }
    .short = Anak sekolah

heir-check =
    { $lines }

    Sudah benar?

    { claim-gratis }
    .pick-send = Betul
    .pick-edit = Ubah
    .not-choice = Pilih *Betul* kalau sudah benar, atau *Ubah*.
    .help = Kalau ada yang salah, pilih *Ubah*.
