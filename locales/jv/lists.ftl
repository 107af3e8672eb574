# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Katrangan kathah ing satunggal pesen, lan daftar tiyang ingkang ditempel utawi dikirim minangka berkas.

many-noted =
    Ingkang kula cathet:
    { $lines }
many-held = { $whom ->
    [other] Katrangan sanesipun kula cepeng rumiyin, lan nembe dicathet sasampunipun { $called } sarujuk.
   *[self] Katrangan niku kula cepeng rumiyin.
}
many-differs =
    ⚠️ Ing pesen niki seratanipun benten kaliyan wangsulan wau:
    { $line }

list-reading = 📄 Daftaripun kula waos rumiyin, nggih.
list-read = { $wrong ->
    [0] 📄 *{ $good } tiyang, sedaya sampun leres.*
   *[other] 📄 *{ $good } sampun leres, { $wrong } perlu dibeneraken.*
}{ $kind ->
    [sheet] { "" } Nomeripun sami kaliyan nomer baris ing berkas.
   *[paste] { "" }
}
list-lines = { $lines }
list-line =
    .good = { $at }. { $name } ✅
    .name = { $at }. ⚠️ Asmanipun dereng kawaos. Serat asma kados ing KTP.
    .nik-none = { $at }. { $name } ⚠️ NIK dereng wonten. Tambahi 16 angka NIK saking KTP.
    .nik-length = { $at }. { $name } ⚠️ NIK { $count } angka, kamangka kedah 16. Dipirsani malih ing KTP.
    .nik-province = { $at }. { $name } ⚠️ Kalih angka ngajeng NIK dereng cocog. Dipirsani malih ing KTP.
    .nik-serial = { $at }. { $name } ⚠️ Pungkasan NIK mboten mungkin 0000. Dipirsani malih ing KTP.
    .nik-several = { $at }. { $name } ⚠️ Wonten kalih NIK. Serat satunggal tiyang satunggal baris.
    .nik-rounded = { $at }. { $name } ⚠️ NIK dibunderaken dening Excel. Kolomipun didadosaken *Teks*, lajeng ketik malih NIK-ipun.
    .date = { $at }. { $name } ⚠️ Tanggal lairipun mboten wonten ing kalender. Dipirsani malih ing KTP.
    .twice = { $at }. { $name } ⚠️ NIK sami kaliyan baris { $count }. Dipirsani malih ing KTP.
    .again = { $at }. { $name } ⚠️ NIK sami kaliyan tiyang ingkang wau.
list-none = Baris niku dibeneraken rumiyin, lajeng kirim malih. Menawi badhe dibantu tiyang, ketik *petugas*.
list-many = { $waits ->
    [yes] Paling kathah { $most } tiyang ingkang nengga sareng. Daftar ingkang wau dirampungaken rumiyin, lajeng kirim ingkang niki. Menawi kesesa, ketik *petugas*.
   *[no] Daftaripun panjang. Lewat obrolan paling kathah { $most } tiyang sepisan kirim. Daftar semanten panjangipun langkung enggal lewat petugas: ketik *petugas*, utawi kirim sekedhik mbaka sekedhik.
}
list-person = Tiyang kaping { $at } saking { $of }: *{ $called }*.
list-file =
    .empty = Berkas niku taksih kothong. Diisi rumiyin, lajeng kirim malih.
    .not-a-sheet = Berkas niku dereng saged kula waos. Kirim minangka Excel (.xlsx) utawi CSV, utawi serat satunggal tiyang satunggal baris wonten mriki.
    .password = Berkas niku kakunci kata sandi. Simpen malih tanpa kata sandi, lajeng kirim.
    .too-large = Berkas niku kagengen. Kirim daftaripun mawon, tanpa gambar.
    .too-many = Berkas niku kepanjangen kangge obrolan. Kangge daftar panjang ketik *petugas*.
    .bomb = Berkas niku kagengen. Daftaripun disalin dhateng berkas enggal, lajeng kirim malih.
    .timeout = Berkas niku kedangon anggenipun diwaos. Daftaripun disalin dhateng berkas enggal, lajeng kirim malih.
    .worker = Nyuwun pangapunten, berkas niku dereng saged diwaos amargi ing panggenan kula nembe wonten gangguan. Dicobi kirim malih mangke, utawi serat satunggal tiyang satunggal baris wonten mriki.
    .missing = Berkas niku mboten dumugi mriki. Dicobi kirim malih, nggih.

state-people = { $good ->
    [1] Badhe dilajengaken kaliyan tiyang niku?
   *[other] Badhe dilajengaken kaliyan { $good } tiyang ingkang sampun leres, satunggal-satunggal?
} Saben tiyang ditangkleti rumiyin, menapa sarujuk datanipun dicathet. Data diterusaken dhateng petugas desa, kabupaten, lan BPJS Ketenagakerjaan, namung kangge perlindungan niki, lan angsal dipirsani, dibeneraken, utawi dibusak. Baris ingkang sampun dibeneraken angsal dikirim sakniki.
    .pick-yes = Nggih, lajengaken
    .pick-no = Mboten
    .dropped = Nggih, daftar niku mboten disimpen.
