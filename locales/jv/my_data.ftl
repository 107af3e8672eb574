# Perlu ditinjau penutur asli. (Basa Jawa krama, saka locales/id/my_data.ftl.)
state-my-data = Data niki kagunganipun Panjenengan. Data Panjenengan badhe dipunpunapakaken?
    .pick-see = Mirsani data
    .pick-correct = Mbeneraken data
    .pick-withdraw = Cabut persetujuan
    .pick-limit = Batesi panganggen
    .pick-object = Mboten sarujuk
    .pick-take = Nyuwun salinan
    .pick-erase = Hapus data
    .pick-no = Mboten sios
state-my-data-sure = Badhe dipunsuwun?
    .pick-yes = Nggih, nyuwun
    .pick-no = Mboten sios
my-data-sure =
    .see = Data jangkep dipuntedahaken petugas, saksampunipun petugas mesthekaken bilih niku estu Panjenengan. Badhe nyuwun?
    .withdraw = Menawi persetujuan dipuncabut, pendaftaran ingkang dereng rampung dipunkendelaken lan data mboten dipunangge malih. Isian ingkang dereng dikirim langsung dipunhapus. Kapesertaan ingkang sampun dibayar mboten ical. Badhe nyuwun?
    .limit = Menawi dipunbatesi, data tetep disimpen nanging mboten dipunangge kangge kabar lan pangenget. Badhe nyuwun?
    .object = Menawi mboten sarujuk, kula kendel ngirim kabar, lan petugas mriksa panganggenipun data Panjenengan. Badhe nyuwun?
    .take = Salinan data dipunparingi petugas, saksampunipun petugas mesthekaken bilih niku estu Panjenengan. Bekta KTP menawi dipunsuwun rawuh. Badhe nyuwun?
my-data-held = Ingkang kasimpen atas asma *{ $name }*:
    NIK { $nik }, { $village }.

    Kasimpen ugi, mboten kula tedahaken wonten mriki: tanggal lair, asma ibu kandung, alamat, nomer HP, pedamelan, keluarga ingkang saged dipunhubungi, foto KTP menawi dikirim, lan wicantenan wonten mriki.
my-data-others = Data tiyang sanes ingkang dipundaftaraken saking HP niki mboten kula tedahaken. Panjenenganipun piyambak ingkang angsal nyuwun, saking HP-nipun utawi wonten kantor desa.
my-data-shared = HP niki dipunangge tiyang sawetawis, dados datanipun mboten kula tedahaken wonten mriki. Petugas mesthekaken rumiyin sinten ingkang nyuwun.
my-data-none = Mboten wonten data ingkang kasimpen saking HP niki.
my-data-draft = Ingkang kasimpen nembe isian ingkang dereng dikirim. Kangge mirsani, serat *lanjut*; kangge ngapus, serat *hapus data saya*.
my-data-left = Nggih, mboten wonten ingkang dipunewahi.
my-data-withdrawn = Nggih, persetujuan dipuncabut. Isian ingkang dereng dikirim sampun dipunhapus.
my-data-open = { $late ->
    [yes] { my-data-kind } Kedahipun dipunwangsuli { $due }. Nyuwun pangapunten, telat; sampun dipunterasaken dhateng penanggung jawab.
   *[no] { my-data-kind } Dipunwangsuli paling dangu { $due }.
}
my-data-again = { $late ->
    [yes] { my-data-kind } Sampun kula cathet lan kedahipun dipunwangsuli { $due }. Nyuwun pangapunten, telat; sampun dipunterasaken dhateng penanggung jawab.
   *[no] { my-data-kind } Sampun kula cathet, dipunwangsuli paling dangu { $due }.
}
my-data-asked = { my-data-kind } Sampun kula cathet. Petugas mangsuli paling dangu { $due }, dinten libur ugi dipunetang. Niki GRATIS, lan petugas mboten nate nyuwun kode OTP.
my-data-late = { my-data-kind } Nyuwun pangapunten, ngantos 3 × 24 jam dereng dipunwangsuli. Niku kalepatan kula. Panyuwunan niki sampun dipunterasaken dhateng penanggung jawab ing kabupaten.
my-data-kind = { $kind ->
    [see] Panyuwunan mirsani data.
    [correct] Panyuwunan mbeneraken data.
    [withdraw] Panyuwunan nyabut persetujuan.
    [limit] Panyuwunan matesi panganggenipun data.
    [object] Mboten sarujuk kaliyan panganggenipun data.
    [take] Panyuwunan salinan data.
   *[erase] Panyuwunan hapus data.
}
my-data-answer =
    .done = { my-data-kind } ✅ Sampun dipuntindakaken petugas.
    .refused = { my-data-kind } Dereng saged dipunwujudaken.
    .come = { my-data-kind } Petugas kedah kepanggih Panjenengan rumiyin. Mangga rawuh dhateng kantor desa mbekta KTP. Mboten wonten waragadipun.
my-data-reason =
    .other-person = Data niku ugi ngemot data tiyang sanes, ingkang mboten angsal kula bikak.
    .not-proved = Petugas dereng saged mesthekaken bilih Panjenengan tiyangipun.
    .law-keeps = Miturut petugas, data niku taksih perlu disimpen.
    .open-claim = Taksih wonten klaim ingkang mlampah. Saksampunipun rampung, nyuwun malih.
    .nothing-held = Kula mboten nyimpen data niku.
    .other = Tangletaken dhateng petugas; serat *petugas*.
my-data-copy = Salinanipun wonten ing berkas punika. Isinipun NIK lan data Panjenengan: simpen piyambak, sampun ngantos dipunterusaken dhateng sinten kemawon.
my-data-note = Criyosipun petugas: { $note }
consent-renewed = Tembung-tembung persetujuan kula ewah, dados kula tangletaken sepindhah malih sakderengipun nglajengaken. Wangsulan ingkang wau tetep kasimpen.
