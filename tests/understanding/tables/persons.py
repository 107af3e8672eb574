"""Messages that tell many things of a person, and the fields that they fill."""

from collections.abc import Mapping

NIK = "6310015203809001"  # a woman of 12 March 1980
OTHER = "6310021203809002"
BETUNG = "63.10.02.2002"
SEGUMBANG = "63.10.01.2005"
BORN = "1975-08-05"
PHONE = "+6281234567890"

CARD = (
    "NIK: 6310015203809001 Nama: SITI AMINAH Tempat/Tgl Lahir: PAGATAN, 05-08-1975 Jenis Kelamin: "
    "PEREMPUAN Gol. Darah: O Alamat: JL. MELATI RT/RW: 003/001 Kel/Desa: BETUNG Kecamatan: KUSAN "
    "HILIR Agama: ISLAM Status Perkawinan: KAWIN Pekerjaan: PETANI/PEKEBUN Kewarganegaraan: WNI "
    "Berlaku Hingga: SEUMUR HIDUP"
)
LABELLED = """nama: Siti Aminah
NIK : 6310 0152 0380 9001
TTL: Pagatan, 5 Agustus 1975
Alamat: Jl. Melati 5 RT 3 Desa Betung Kec. Kusan Hilir
No HP: 0812-3456-7890
Nama ibu kandung: Rahmah
pekerjaan : tani"""
WHOLE = {
    "name": "Siti Aminah",
    "nik": NIK,
    "birth_place": "Pagatan",
    "birth_date": BORN,
    "village": BETUNG,
    "occupation": "farmer",
}
SITI = {"name": "Siti Aminah", "nik": NIK}

PERSON_ROWS: tuple[tuple[str, Mapping[str, str]], ...] = (
    # one line, nothing between
    ("Siti Aminah 6310015203809001 lahir Pagatan 5-8-1975 desa Betung tani", WHOLE),
    # a slash between place and date
    (
        "nama: Siti Aminah nik: 6310015203809001 ttl: Pagatan/5-8-1975",
        {**SITI, "birth_place": "Pagatan", "birth_date": "1975-08-05"},
    ),
    # a word before the name
    ("istri saya bernama Rahmah", {"name": "Rahmah"}),
    # a sentence
    (
        "nama saya siti aminah nik 6310015203809001 lahir di pagatan tgl 5 agustus 1975 tinggal di "
        "desa betung rt 3 kerja tani hp 081234567890",
        {**WHOLE, "rt_rw": "RT 3", "phone": PHONE},
    ),
    # commas
    (
        "Siti Aminah, 6310015203809001, Pagatan, 5-8-1975, perempuan, Betung, RT 3, tani",
        {**WHOLE, "sex": "female", "rt_rw": "RT 3"},
    ),
    # tabs, as out of a table
    (
        "1\tSiti Aminah\t6310015203809001\tPagatan\t05-08-1975\tP\tBetung\tTani\t081234567890",
        {**WHOLE, "sex": "female", "phone": PHONE},
    ),
    # line ends and capitals
    (
        "SITI AMINAH\n6310015203809001\nPAGATAN, 05-08-1975\nDESA BETUNG RT 003 RW 001\nTANI",
        {**WHOLE, "rt_rw": "RT 3 RW 1"},
    ),
    # labels on lines
    (
        LABELLED,
        {
            **WHOLE,
            "street": "Jl. Melati 5",
            "rt_rw": "RT 3",
            "phone": PHONE,
            "mother_name": "Rahmah",
        },
    ),
    # a whole KTP typed out
    (CARD, {**WHOLE, "sex": "female", "street": "Jl. Melati", "rt_rw": "RT 3 RW 1"}),
    # dashes and slashes between
    (
        "Siti Aminah - 6310015203809001 - Betung - tani",
        {**SITI, "village": BETUNG, "occupation": "farmer"},
    ),
    (
        "siti aminah/6310015203809001/tani/betung",
        {**SITI, "village": BETUNG, "occupation": "farmer"},
    ),
    # the number first
    ("6310015203809001 siti aminah perempuan", {**SITI, "sex": "female"}),
    # a wish before it
    ("mau daftar bpjs pak, Siti Aminah 6310015203809001", SITI),
    ("daftarkan ibu saya Siti Aminah 6310015203809001", SITI),
    # a KK number is no NIK
    ("NIK 6310015203809001 nama Siti Aminah KK 6310021203809002", SITI),
    # a name alone, an occupation alone, with an age
    ("Siti Aminah", {"name": "Siti Aminah"}),
    ("motong gatah", {"occupation": "plantation"}),
    ("saya siti umur 51 tahun", {"name": "Siti"}),
    # an occupation behind a name, one in a shortened village
    ("Siti Aminah tani 6310015203809001", {**SITI, "occupation": "farmer"}),
    (
        "siti,6310015203809001,motong gatah,ds sei lembu",
        {"name": "Siti", "nik": NIK, "occupation": "plantation", "village": "63.10.02.2003"},
    ),
    # as a helper says it
    (
        "pak darto 6310015203809001 segumbang nelayan",
        {"name": "Darto", "nik": NIK, "village": SEGUMBANG, "occupation": "fisher"},
    ),
    # the birth told in several ways
    (
        "Siti Aminah Pagatan 5-8-1975",
        {"name": "Siti Aminah", "birth_place": "Pagatan", "birth_date": BORN},
    ),
    (
        "Siti Aminah lahir 5-8-1975 di Pagatan",
        {"name": "Siti Aminah", "birth_place": "Pagatan", "birth_date": BORN},
    ),
    (
        "lahir lima agustus seribu sembilan ratus tujuh puluh lima di pagatan",
        {"birth_place": "Pagatan", "birth_date": BORN},
    ),
    ("siti aminah 6310015203809001 05081975", {**SITI, "birth_date": BORN}),
    (
        "6310 0152 0380 9001 5 Agustus 1975 0812 3456 7890",
        {"nik": NIK, "birth_date": BORN, "phone": PHONE},
    ),
    # a kecamatan tells which of two villages
    ("Siti, desa Sumber Makmur kec Satui", {"name": "Siti", "village": "63.10.04.2012"}),
    # what is not sure stays out: two NIKs, two phones, a twin village
    ("6310015203809001 6310021203809002 Siti", {"name": "Siti"}),
    ("Siti 6310 0152 0380 9001 6310 0212 0380 9002", {"name": "Siti"}),
    ("Siti Aminah 6310015203809001 081234567890 081345678901", SITI),
    ("siti aminah, kampung baru, 6310015203809001", SITI),
    # a relative's number is not one's own
    ("Siti Aminah 6310015203809001 hp istri 081234567890", SITI),
    ("Siti Aminah, 6310015203809001, anak Rahmah 081234567890", SITI),
    # a NIK with a digit too few never takes one from the date
    ("Siti Aminah 631001520380900 5-8-1975", {"name": "Siti Aminah", "birth_date": BORN}),
    # free words under a label stay words
    ("nama: Siti, kerja: guru honor", {"name": "Siti"}),
    # an issue's date is no birth date
    ("Nama: Siti, berlaku hingga: 5-8-2020", {"name": "Siti"}),
    # what is no person at all
    ("Betung", {}),  # a village or a name
    ("Siti Betung 6310015203809001", {"nik": NIK}),  # a village or a second name
    ("iya", {}),
    ("mau daftar", {}),
    ("bapak ulun maninggal", {}),
    ("berapa iuran?", {}),
    ("batal", {}),
    ("12345", {}),
    ("", {}),
)
