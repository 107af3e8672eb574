# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Menu lan kawontenan sakiwa tengenipun. Seratan tombol paling dawa 20 aksara.
state-menu = Wonten ingkang saged dibantu?
    .pick-register = Ndaftar
    .pick-premium = Iuran
    .pick-status = Cek pendaftaran
    .pick-officer = Petugas
    .pick-resume = Nglajengaken isian
    .pick-shelf = Ingkang nengga
    .pick-language = Gantos basa
state-choice = { $name }
state-resume = { $whom ->
    [other] Sugeng rawuh malih. Pendaftaranipun { $called } dereng rampung, sampun kaisi { $done } saking { $of } pitakenan. Badhe dilajengaken?
   *[self] Sugeng rawuh malih. Pendaftaranipun { you } dereng rampung, sampun kaisi { $done } saking { $of } pitakenan. Badhe dilajengaken?
}
    .pick-continue = Lajengaken
    .pick-restart = Wiwiti malih
    .pick-later = Mangke mawon
    .claim = Kita lajengaken ingkang wau? Sampun kaisi { $done } saking { $of } pitakenan. Mboten sisah kesesa.
    .later = Nggih. Isian wau tetep kasimpen. Kapan mawon badhe nglajengaken, serat *lanjut*.
state-shelf = Badhe nglajengaken isianipun sinten?
    .unnamed = Isian tanpa nami
state-cancel = Badhe kendel ngisi? Wangsulan wau badhe dibusak.
    .pick-yes = Nggih, busak
    .pick-no = Lajeng ngisi
    .done = Nggih, pangisenipun dikendelaken lan wangsulanipun sampun dibusak. Menawi mangke badhe ndaftar, serat *daftar*.
    .claim = Nggih, wangsulanipun sampun dibusak lan mboten wonten ingkang dikirim. Menawi mangke badhe ngurusi, serat mawon wonten mriki.
state-erase = Badhe mbusak data ingkang kasimpen? Isian ingkang dereng dikirim langsung dibusak. Ingkang sampun dikirim dibusak dening petugas.
    .pick-yes = Nggih, busak data
    .pick-no = Mboten siyos
    .done = Sampun dibusak. Menawi mangke badhe ndaftar, serat *daftar*.
    .asked = Panyuwunan mbusak data sampun kula cathet. Petugas mangsuli paling dangu 3 × 24 jam. Isian ingkang dereng dikirim sampun dibusak.
    .nothing = Mboten wonten data ingkang kasimpen saking HP niki.
state-withdraw = { $count ->
    [1] Badhe mbatalaken pendaftaranipun { $name }? Menawi sampun dibatalaken, petugas mboten nglajengaken malih.
   *[other] Pendaftaranipun sinten ingkang badhe dibatalaken?
}
    .pick-yes = Nggih, batalaken
    .pick-no = Mboten siyos
    .done = Pendaftaranipun { $name } sampun dibatalaken. Menawi badhe ndaftar malih, serat *daftar*.
    .kept = Nggih, pendaftaranipun tetep mlampah.
    .nothing = Mboten wonten pendaftaran ingkang saged dibatalaken saking HP niki. Menawi badhe ndaftar, serat *daftar*.
state-waiting = Kaliyan nengga keputusan desa, badhe pripun?
    .pick-self = Bayar piyambak
    .pick-village = Nengga desa
    .self = Nggih, kula cathet: badhe bayar piyambak. Petugas nyukani pirsa cara mbayaripun sasampunipun pendaftaran dipriksa. Ampun titip arta lewat sinten mawon.
    .wait = Nggih, nengga keputusan desa. Kabaripun dikirim mriki. Kangge mriksani sampun dumugi pundi, serat *status*.
state-next-person = Badhe ndaftaraken tiyang sanes?
    .same = Badhe ndaftaraken tiyang sanes malih ing { village }?
    .pick-again = Wonten malih
    .pick-finish = Rampung
    .done = Matur nuwun sampun mbiyantu. Kangge mriksani sampun dumugi pundi, serat *status*.
state-edit = Ingkang pundi ingkang badhe digantos? Angsal serat nomeripun.
state-officer = { $draft ->
    [yes] Kula timbalaken petugas, nggih? Wangsulan wau tetep kasimpen. Petugas mangsuli ing jam kerja, Senen ngantos Jemuah; menawi wigati sanget telpun 175.
   *[no] Kula timbalaken petugas, nggih? Petugas mangsuli ing jam kerja, Senen ngantos Jemuah; menawi wigati sanget telpun 175.
}
    .pick-yes = Nggih, petugas
    .pick-again = Dicobi malih
officer-called = Petugas sampun kula kabari. Petugas mangsuli wonten mriki ing jam kerja, Senen ngantos Jemuah; menawi wigati sanget telpun 175. Petugas mboten nate nyuwun arta utawi kode OTP.
officer-office = { $named ->
    [yes] { $name }
   *[no] Kantor kabupaten
 }: telpun { $phone }.{ $timed ->
    [yes] { " " }Bikak { $hours }.
   *[no] { "" }
 }
officer-accident = Kula tumut prihatin. Kacilakan nalika nyambut damel perlu dilaporaken sakderengipun 2 × 24 jam, ngurusipun GRATIS. Petugas sampun kula kabari; menawi wigati sanget telpun 175.
officer-paid = Matur nuwun. Pambayaran dicocogaken dening petugas, dados petugas sampun kula kabari. Simpen bukti bayaripun. Petugas mboten nate nyuwun kode OTP.
officer-claim = Kangge santunan lan pencairan, petugas sampun kula kabari lan mangsuli wonten mriki ing jam kerja; menawi wigati sanget telpun 175. Ngurusipun GRATIS. Menawi wonten ingkang nyuwun bayaran, senajan petugas, ampun disukani.
officer-change = Data ingkang sampun dikirim dibeneraken dening petugas. Petugas sampun kula kabari lan mangsuli wonten mriki ing jam kerja. KTP-ipun dicepakaken, nggih.
officer-calm = Nyuwun pangapunten menawi wonten ingkang damel mboten remen.
officer-card = Kangge prakawis kertu, petugas sampun kula kabari lan mangsuli wonten mriki ing jam kerja. Ngurusipun GRATIS.
state-accident = Menapa niki kabar kacilakan?
    .pick-yes = Nggih, kacilakan
    .pick-no = Sanes, wangsulan
state-which = Maksudipun ingkang pundi?
    .pick-register = Ndaftar
    .pick-register-other = Ndaftar tiyang sanes
    .pick-status = Cek pendaftaran
    .pick-covered = Cek perlindungan
    .pick-premium = Iuran
    .pick-paid = Sampun bayar
    .pick-accident = Kacilakan
    .pick-claim = Santunan
    .pick-change-data = Leresaken data
    .pick-move = Pindhah HP
    .pick-card = Kertu
    .pick-officer = Petugas
    .pick-delete-data = Busak data
    .pick-withdraw = Batalaken daftar
    .pick-language = Gantos basa
    .pick-health-bpjs = BPJS Kesehatan
    .pick-continue = Nglajengaken isian
    .pick-none = Sanes niku
    .neither = Nggih. Dicobi serat mawi tembung sanes.
state-stopped = Nggih, mboten wonten malih kabar lan pangeling. Kendel nampi kabar mboten ngendelaken perlindungan. Menapa tetep kersa dielingaken sakderengipun perlindungan telas?
    .pick-reminders = Nggih, niku mawon
    .pick-nothing = Mboten sisah
    .pick-erase = Busak data kula
    .reminders = Nggih, namung pangeling sakderengipun perlindungan telas. Menawi kersa kabar malih, ketik *mulai*.
    .nothing = Nggih. Menawi mbenjang kersa kabar malih, ketik *mulai*.

# Sampun dumugi pundi.
application-state = { $state ->
    [submitted] Sampun ditampi, petugas mriksa
    [correction] Wonten ingkang perlu dibeneraken
    [checked] Sampun dipriksa petugas desa
    [proposed] Diusulaken ing musyawarah desa
    [decided] Sampun diputusaken desa
    [sent] Dikirim dhateng BPJS Ketenagakerjaan
    [registered] Sampun kadaftar ing BPJS Ketenagakerjaan
    [refused] Dereng saged didaftaraken, tangklet dhateng petugas
    [withdrawn] Dibatalaken
   *[waiting] Nengga
}
status-line = *{ $name }*, { $village }
    { application-state }.
    Dikirim { $sent }. Kode: { $code }
status-none = Dereng wonten pendaftaran ingkang dikirim saking HP niki. Menawi gadhah kode pendaftaran, serat kodenipun wonten mriki.
status-code =
    .received = Pendaftaran mawi kode niku sampun ditampi. Petugas mriksa.
    .unknown = Kode niku dereng saged kula panggihaken. Dicobi dipirsani malih seratanipun; tuladha wujudipun: K7M-4TPA-9XQ.
    .tired = Sampun kekathahen kode ingkang dicobi dinten niki. Dicobi malih sasampunipun sedinten, utawi ketik *petugas*.

# Satunggal HP kangge tiyang sawetawis.
state-who = Niki kaliyan sinten?
    .all = Sedaya

# Pindhah dhateng HP utawi aplikasi sanes.
state-elsewhere = Nomer niki ugi dipun-agem ing { channel-name }. Ingkang sampun wonten mrika badhe dilajengaken wonten mriki?
    .pick-yes = Nggih, lajengaken
    .pick-no = Mboten
pass-shown = Kode pindhah: *{ $code }*. Serat kode niki dhateng kula wonten HP utawi aplikasi ingkang enggal, mboten langkung saking { $minutes } menit.

    ⚠️ Ampun maringaken kode niki dhateng sinten mawon. Petugas mboten nate nyuwun kode niki.
pass-nothing = Dereng wonten ingkang saged dipindhah saking mriki. Menawi sampun gadhah kode saking HP sanes, serat kodenipun wonten mriki. Menawi HP lami ical, ketik *petugas*.
pass-moved = Nggih, sampun dilajengaken wonten mriki.
    .shelf = Isian sanesipun saking mrika wonten ing *menu*, pilih *Ingkang nengga*.
pass-person = Nomer niki sakniki kasambung kaliyan data *{ $name }*.
pass-officer = Sugeng rawuh. Nomer niki sakniki kasambung minangka petugas.
pass-here = Kode niku saking HP niki. Serat wonten HP utawi aplikasi ingkang enggal, nggih.
pass-unknown = Kode niku mboten kula panggihaken. Dicobi dipirsani malih angka wolunipun, lajeng serat sepisan malih.
pass-used = Kode niku sampun nate dipun-agem. Menawi taksih perlu pindhah, nyuwun kode enggal kanthi ngetik *pindah* wonten HP ingkang lami.
pass-expired = Kode niku sampun kliwat wekdalipun. Nyuwun kode enggal kanthi ngetik *pindah* wonten HP ingkang lami, utawi ketik *petugas*.
pass-tired = Sampun kekathahen kode ingkang dicobi dinten niki. Dicobi malih sasampunipun sedinten, utawi ketik *petugas*.

# Nomer ingkang mbok menawi sampun dipun-agem tiyang sanes.
state-still-you = { $known ->
    [yes] Supados data mboten diwaos tiyang sanes, kula tangklet rumiyin: taksih kaliyan *{ $name }*, utawi ingkang ndaftaraken *{ $name }*?
   *[no] Supados data mboten diwaos tiyang sanes, kula tangklet rumiyin: menapa taksih tiyang ingkang sami ingkang rumiyin ngisi wonten mriki?
}
    .pick-yes = Nggih, taksih
    .pick-no = Sanes
    .forgotten = Nggih, data ingkang lami mboten ditedahaken malih wonten nomer niki.
