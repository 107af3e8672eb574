# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Kabar seda. Ingkang dereng wonten ing mriki dipundhut saking berkas id.
state-death =
    Kula sakanca tumut belasungkawa. Mugi keluarga diparingi tabah.

    Menawi panjenenganipun peserta aktif BPJS Ketenagakerjaan, keluarga saged nampi santunan. Petugas ingkang mesthekaken.
    .no-hurry = Menawi sakniki dereng kober, mboten napa-napa. Menawi kula klentu mangertosi, serat *bukan*.
    .pick-go = Lajeng sakniki
    .pick-later = Mangke mawon
    .pick-officer = Hubungi petugas
    .called = Petugas sampun kula kabari lan mangsuli wonten mriki ing jam kerja, paling dangu sedinten kerja; menawi wigati sanget telpun 175. Menawi kober, KTP lan KK panjenenganipun difoto rumiyin sakderengipun dipasrahaken dhateng pundi mawon.
    .later = Nggih. Menawi kober, KTP lan KK panjenenganipun difoto rumiyin sakderengipun dipasrahaken dhateng pundi mawon. Kapan mawon sampun siap, serat *lanjut* wonten mriki. Salebetipun niku kula mboten ngirim kabar menapa-menapa.
    .sorry = Nyuwun pangapunten, kula klentu mangertosi.
state-grief = Kula wonten mriki. Kapan mawon sampun siap, kita lajengaken alon-alon.

claim-free = Ngurusipun GRATIS. Menawi wonten ingkang nyuwun bayaran, petugas pisan, ampun diparingi.
claim-gratis = _GRATIS. Ingkang nyuwun bayaran ampun diparingi, petugas pisan._
claim-sums = Menawi iuran lan kapesertaanipun panjenenganipun sampun langkung saking { $months } wulan: kinten-kinten *{ $whole }*. Menawi kirang saking { $months } wulan: *{ $funeral }*. Menawi pas { $months } wulan, utawi menawi sampun mboten aktif, petugas mriksa rumiyin. Dibayar paling dangu { $days } dinten kerja sesampunipun BPJS Ketenagakerjaan mratelakaken serat-seratipun jangkep.
claim-sums-work = Menawi nyatanipun amargi kacilakan kerja, etanganipun benten: kinten-kinten wiwit *{ $sum }*. Petugas lan BPJS Ketenagakerjaan ingkang mutusaken.
claim-scholarship = Menawi wonten anak ingkang taksih sekolah, bokmenawi wonten ugi beasiswa. Petugas ingkang mesthekaken.
claim-first = Ingkang saged dipuntindakaken rumiyin: foto KTP lan KK panjenenganipun sakderengipun dipasrahaken dhateng pundi mawon.
claim-another = Kita saweg ngurus ingkang wau. Menawi niki babagan tiyang sanes malih, serat *lapor baru*.
claim-continues = Kita lajengaken kangge *{ $name }*. Menawi niki babagan tiyang sanes, serat *lapor baru*.
claim-tired = Saking nomer niki dinten niki sampun kathah laporan. Petugas kula kabari lan nglajengaken; menawi wigati sanget telpun 175.
claim-opened =
    .death = Matur nuwun, sampun kula cathet. Petugas mriksa lan mangsuli wonten mriki paling dangu sedinten kerja. Pangenget kangge panjenenganipun kula kendelaken. Menawi kabar niki klentu, serat *salah orang*.
    .accident = Matur nuwun, sampun kula cathet. Petugas mriksa lan mangsuli wonten mriki paling dangu sedinten kerja; menawi wigati sanget telpun 175. Sedaya babagan kacilakan kerja diputusaken petugas lan BPJS Ketenagakerjaan.
claim-record =
    .paid = Miturut cathetan, panjenenganipun peserta wiwit { $joined }, iuran kacathet { $count } wulan, mlampah ngantos { $until }. Petugas ingkang mesthekaken.
    .never = Miturut cathetan, panjenenganipun kadaftar wiwit { $joined }, nanging dereng wonten iuran ingkang wiwit mlampah. Petugas ingkang mesthekaken.
claim-case =
    .jkm = { $certain ->
        [yes] Petugas sampun mesthekaken wulanipun. Kinten-kinten santunan: *{ $sum }*.
       *[no] Salah satunggal kamungkinan: kinten-kinten *{ $sum }*. Petugas ingkang mesthekaken.
    }
    .jkk-death = Menawi BPJS Ketenagakerjaan mutusaken amargi kacilakan kerja: kinten-kinten *{ $sum }*.
    .check = Kangge niki petugas mriksa rumiyin; dereng wonten gunggung ingkang saged disebat.
claim-school =
    .jkm = Beasiswa anak: kinten-kinten paling kathah *{ $sum }* kangge sedaya, dibayar saben taun salebetipun sekolah. Petugas ingkang mesthekaken.
    .jkk-death = Beasiswa anak menawi mekaten: kinten-kinten paling kathah *{ $sum }*. Petugas ingkang mesthekaken.
    .needs = Beasiswa anak nembe wonten menawi iuranipun sampun { $years } taun. Petugas ingkang mesthekaken.
claim-heir-order =
    .before-2 = Miturut urutan undang-undang, garwa utawi anak rumiyin. Menawi mboten wonten, nembe tiyang sepuh, simbah, utawi putu. Petugas ingkang mesthekaken.
    .before-3 = Miturut urutan undang-undang, garwa utawi anak rumiyin, lajeng tiyang sepuh, simbah, utawi putu. Menawi mboten wonten, nembe sedherek. Petugas ingkang mesthekaken.
    .before-4 = Miturut urutan undang-undang, garwa, anak, tiyang sepuh, simbah, putu, lan sedherek rumiyin. Menawi mboten wonten, nembe marasepuh. Petugas ingkang mesthekaken.

state-paper =
    { $first ->
        [yes] Serat kapisan
       *[no] Serat candhakipun
    }: *{ $paper }*. { $use } Sampun wonten? Menawi wonten, langsung kirim fotonipun.
    .pick-have = Sampun wonten
    .pick-later = Nyusul
    .pick-how = Cara ngurusipun
    .pages = { $count ->
        [1] Menawi *{ $paper }* taksih wonten kaca sanes utawi wingkingipun, kirim ugi fotonipun. Menawi mboten wonten, pilih *Sampun sedaya*.
       *[other] Sampun { $count } kaca *{ $paper }*. Menawi taksih wonten malih, kirim. Menawi mboten wonten, pilih *Sampun sedaya*.
    }
    .pick-done = Sampun sedaya
    .pick-again = Gantos fotonipun
    .send =
        Nggih, kirim fotonipun wonten mriki. Sedaya serat mlebet foto, padhang, lan seratanipun kawaos.

        { claim-gratis }
claim-photo = Matur nuwun, fotonipun kula simpen. Aslinipun tetep dibekta mangke.
claim-photo-again = Foto niku kangge *{ $paper }*.
claim-round = Nggih, niku sedaya seratipun. Ingkang nyusul angsal dikirim kapan mawon, pinten-pinten minggu malih ugi saged, utawi dibekta dhateng kantor desa.
claim-complete = Foto sedaya serat sampun wonten. Sakderengipun Panjenengan tindak, petugas mriksa rumiyin: asma sami ing sedaya serat, rekening atas asmanipun ingkang nampi, lan aslinipun dibekta.
claim-where = Seratipun dipasrahaken wonten kantor cabang BPJS Ketenagakerjaan, angsal dititipaken lumantar petugas desa ingkang kadaftar. Pitakenan: telpun 175. { $certain ->
    [yes] Dibayar
   *[no] Kinten-kinten: dibayar
} paling dangu { $days } dinten kerja wiwit BPJS Ketenagakerjaan mratelakaken serat-seratipun jangkep, sanes wiwit foto pungkasan dikirim.
claim-heir-told = Matur nuwun, sampun kula cathet lan mboten kula ketingalaken malih.
state-claim = Kangge *{ $name }*: sampun wonten { $given } saking { $of } serat.
    .pick-papers = Lajeng serat
    .pick-heir = Data ingkang nampi
    .pick-later = Mangke mawon
    .pick-officer = Hubungi petugas
    .later = Nggih, sedaya kasimpen. Kapan mawon sampun siap, serat *lanjut*. Kangge mirsani sampun dumugi pundi, serat *status klaim*.
    .called = Petugas sampun kula kabari lan mangsuli wonten mriki paling dangu sedinten kerja; menawi wigati sanget telpun 175.
    .over = Urusan niki sampun rampung. Menawi wonten pitakenan, hubungi petugas utawi telpun 175.
paper-again =
    .blurred = Foto ingkang wau kirang cetha. Tulung foto malih wonten papan ingkang padhang.
    .cut-off = Foto ingkang wau kapotong. Tulung foto malih ngantos sedaya pinggiripun mlebet.
    .wrong-paper = Foto ingkang wau serat sanesipun.
    .wrong-person = Foto ingkang wau gadhahanipun tiyang sanes.
    .name-differs = Asma ing serat ingkang wau benten. Sanes ateges mboten gadhah hak: petugas mbiyantu mbeneraken.
    .not-signed = Serat ingkang wau dereng ditandhatangani jangkep.
    .other-account = Rekening ingkang wau sanes atas asmanipun ingkang nampi.
    .other = Serat ingkang wau dereng saged ditampi; petugas badhe nerangaken.

claim-status-unlinked =
    Menawi laporanipun sampun nate dikirim, laporan niku sampun *diterima* lan petugas ngurusipun.

    Kangge mirsani saking nomer niki: ing HP ingkang rumiyin dienggo lapor, serat *pindah*, lajeng serat kodenipun wonten mriki. Utawi tedahaken KTP Panjenengan wonten kantor desa.
claim-line =
    .death = Santunan kangge *{ $name }*:
    .accident = Kacilakan *{ $name }*:
claim-state =
    .received = Sampun ditampi, petugas mriksa.
    .incomplete = Seratipun dereng jangkep.
    .ready = Seratipun siap. Petugas sampun mriksa; bekta sedaya aslinipun.
    .handed = Sampun dipasrahaken dhateng BPJS Ketenagakerjaan tanggal { $handed }. Sakniki BPJS Ketenagakerjaan ingkang mriksa.
    .handed-undated = Sampun dipasrahaken dhateng BPJS Ketenagakerjaan. Sakniki BPJS Ketenagakerjaan ingkang mriksa.
    .accepted = BPJS Ketenagakerjaan mratelakaken seratipun jangkep tanggal { $accepted }. Dibayar paling dangu tanggal *{ $due }*. Menawi langkung, telpun 175.
    .accepted-undated = BPJS Ketenagakerjaan mratelakaken seratipun jangkep. Tanggal mbayaripun dikabari petugas.
    .returned = BPJS Ketenagakerjaan mangsulaken seratipun kangge dijangkepi.
    .paid = Sampun dibayar tanggal { $paid }, miturut BPJS Ketenagakerjaan. Menawi dereng mlebet, telpun 175.
    .paid-undated = Sampun dibayar, miturut BPJS Ketenagakerjaan. Menawi dereng mlebet, telpun 175.
    .refused = BPJS Ketenagakerjaan dereng saged mbayar.
    .taken-back = Laporanipun sampun dipundhut malih.
claim-missing =
    Ingkang taksih dipuntengga:
    { $missing }
    .more = - lan { $count } malih
claim-reason =
    .papers = Wonten serat ingkang perlu dijangkepi.
    .names-differ = Asmanipun mboten sami ing sedaya serat. Petugas mbiyantu mbeneraken.
    .account = Rekeningipun perlu dibeneraken: kedah atas asmanipun ingkang nampi.
    .inactive = Miturut BPJS Ketenagakerjaan, kapesertaanipun mboten aktif wekdal niku.
    .not-a-member = Miturut BPJS Ketenagakerjaan, asmanipun mboten kacathet dados peserta.
    .no-heir = Ahli warisipun dereng saged dipesthekaken.
    .not-from-work = Miturut BPJS Ketenagakerjaan, kadadosanipun sanes kacilakan kerja.
    .other = Alesanipun diterangaken petugas.
claim-refused-next = Panjenengan angsal tanglet lan nyuwun dipriksa malih: serat *petugas*, utawi telpun 175.
claim-not-member = Petugas desa saged nedahaken bantuan sanes ingkang wonten; serat *petugas* menawi kersa dihubungi.

state-mistake = Menapa kabar babagan *{ $name }* klentu, lan laporanipun dipundhut malih?
    .pick-yes = Nggih, klentu
    .pick-no = Mboten, tetep
claim-mistake =
    .done = Laporanipun sampun dipundhut malih. Kula nyuwun pangapunten dhateng keluarga menawi niki ndadosaken mboten sekeca ing manah. Sedaya wangsul kados sakderengipun: perlindungan lan pangenget mboten ewah.
    .kept = Nggih, laporanipun tetep.
    .none = Mboten wonten laporan ingkang perlu dipundhut saking nomer niki.
    .which = Saking nomer niki wonten sawetawis laporan. Petugas kula kabari lan nangletaken ingkang pundi.

state-hurt =
    Kula tumut prihatos. Menawi awrat, langsung dhateng rumah sakit utawi puskesmas ingkang caket. Matur wonten ngrika: kacilakan kerja, peserta BPJS Ketenagakerjaan.

    Kacilakan nalika nyambut damel, utawi wonten margi budhal lan kondur nyambut damel, dilaporaken paling dangu { $days } × 24 jam. Simpen sedaya kuitansi.
    .pick-report = Lapor sakniki
    .pick-later = Mangke mawon
    .pick-officer = Hubungi petugas
    .called = Petugas sampun kula kabari lan mangsuli wonten mriki ing jam kerja; menawi wigati sanget telpun 175.
    .later = Nggih. Enget, laporipun paling dangu { $days } × 24 jam: wonten mriki, dhateng petugas, utawi telpun 175.

state-claims = Ingkang pundi ingkang badhe diurus?
    .pick-death = Keluarga seda
    .pick-accident = Kacilakan kerja
    .pick-old-age = Hari tua (JHT)
    .pick-status = Sampun dumugi pundi

check-officer =
    .officer = Nomer { $phone } kadaftar dados petugas.
    .unknown = Nomer { $phone } MBOTEN kadaftar dados petugas. Ampun ngirim data, foto, utawi arta dhateng nomer niku.
    .tired = Dinten niki sampun kekathahen nomer ingkang ditangletaken saking mriki. Cobi malih sesampunipun sedinten, utawi telpun 175.
    .how = Serat *cek petugas* lajeng nomeripun. Tuladha: cek petugas 0812 3456 7890
    .never = Enget: petugas pisan mboten angsal nyuwun arta, PIN, utawi kode OTP.
