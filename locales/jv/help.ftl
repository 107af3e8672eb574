# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Wangsulan cekak kangge pitakenan ing tengah margi.
help-cost = { $discounted ->
    [yes] Kinten-kinten iuran paling mirah *{ $sum }* sewulan, kangge kacilakan kerja lan seda. Niku kanthi potongan { $percent }% saking pemerintah menawi bayar piyambak, ngantos iuran wulan { $until }; tanpa potongan { $full }. Ditambah celengan hari tua: { $withjht }. Menawi ditanggung desa utawi kabupaten, ingkang nyambut damel mboten mbayar. Ndaftar lewat mriki GRATIS.
   *[no] Kinten-kinten iuran paling mirah *{ $sum }* sewulan, kangge kacilakan kerja lan seda. Ditambah celengan hari tua: { $withjht }. Menawi ditanggung desa utawi kabupaten, ingkang nyambut damel mboten mbayar. Ndaftar lewat mriki GRATIS.
}
help-free = Ndaftar lewat mriki GRATIS, nanging iuranipun mboten: dibayar piyambak, utawi ditanggung desa utawi kabupaten menawi sampun diputusaken. Petugas ugi mboten angsal nyuwun arta.
help-how-pay = Iuran dibayar sasampunipun pendaftaran dipriksa petugas, ngagem NIK. Petugas ingkang nyukani pirsa papan lan caranipun. Ampun titip lewat rekening pribadi sinten mawon.
help-benefits = Menawi cilaka nalika nyambut damel, biaya berobat ditanggung miturut kabetahanipun. Menawi seda, keluarga saged nampi santunan. Perlindungan mlampah sasampunipun iuran kapisan dibayar; petugas ingkang mesthekaken.
help-what-is = BPJS Ketenagakerjaan nglindungi tiyang nyambut damel: kacilakan kerja, seda, lan celengan hari tua. Petani, nelayan, lan bakul ugi angsal ndherek.
help-health = Niki *BPJS Ketenagakerjaan*, kangge kacilakan kerja lan seda. Menawi kangge berobat (BPJS Kesehatan, KIS), tangklet dhateng puskesmas utawi kantor BPJS Kesehatan.
help-safe = Data namung diterusaken dhateng petugas desa, kabupaten, lan BPJS Ketenagakerjaan, kangge perlindungan niki mawon. Kula mboten nate nyuwun kode OTP, PIN, utawi arta. Menawi wonten ingkang nyuwun, niku penipuan; telpun 175.
help-who-pays = Iuran saged dibayar piyambak. Desa utawi kabupaten saged nanggung sebagean pekerja, lan desa ingkang mutusaken sinten. Dados sakderengipun wonten keputusan, dereng mesthi.
help-where-office = Tangklet dhateng kantor desa, utawi telpun BPJS Ketenagakerjaan ing 175.
help-how-long = Ngisinipun kirang langkung 5 ngantos 10 menit lan angsal kendel ing tengah. Sasampunipun niku petugas mriksa; kabaripun dikirim mriki.
help-nik-where = NIK niku 16 angka ing nginggil KTP, ing ngandhap seratan provinsi lan kabupaten. Ing KK ugi wonten, ing sisih nami.
help-not-in-ktp = Serat rumiyin ingkang wonten ing KTP. Menawi KTP dereng dileresaken utawi ical, tetep angsal ndaftar; petugas mbiyantu.
help-no-phone = Mboten gadhah HP mboten napa-napa. Tiyang sanes angsal ndaftaraken, waton ingkang didaftaraken sampun sarujuk.
help-age-limit = Ingkang saged ndaftar gadhah NIK lan dereng umur 65 taun. Menawi dereng 18 taun, petugas ingkang mutusaken.
help-accident = Menawi cilaka nalika nyambut damel, lapor sakderengipun 2 × 24 jam dhateng petugas utawi telpun 175. Ngurusipun GRATIS.
help-death-benefit = Menawi peserta aktif seda, keluarga saged nampi santunan. Kathahipun gumantung dangunipun iuran dibayar; petugas ingkang mesthekaken. Ngurusipun GRATIS.
help-bot = Kula penjawab otomatis, sanes tiyang. Menawi badhe matur kaliyan tiyang, ketik *petugas*.
help-after = Sasampunipun dikirim, petugas desa mriksa, lajeng diterusaken dhateng BPJS Ketenagakerjaan. Perlindungan nembe mlampah sasampunipun iuran kapisan dibayar. Kabaripun dikirim mriki.
help-change = Kangge mbeneraken wangsulan ingkang nembe diisi, ketik *ubah*.
