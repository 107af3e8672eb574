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
