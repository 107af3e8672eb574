"""What a message wants: global commands, wishes at the menu, greetings and help questions."""

import re

from conversations.understanding.text import clean, fold
from conversations.understanding.words import (
    ADDRESS,
    NEGATIONS,
    PARTICLES,
    QUESTION_WORDS,
    SELF,
    listed,
    one_edit_apart,
)

_MOST_COMMAND_WORDS = 5  # only a whole short message is a command

# --- commands ---------------------------------------------------------------------------------
COMMANDS: dict[str, frozenset[str]] = {
    "back": listed(
        "kembali,balik,back,mundur,sebelumnya,balik lagi,kembali lagi,"
        "kembali ke sebelumnya,kembali satu,pertanyaan sebelumnya,mbalik,mundur satu,"
        "babulik,balik ke sebelumnya"
    ),
    "help": listed(
        "bantuan,bantu,tolong bantu,tolong,help,bantu saya,minta bantuan,"
        "tolong bantu saya,butuh bantuan,tulung,bantui,tulungi,bingung,saya bingung,"
        "tidak mengerti,gak ngerti,ga ngerti,saya tidak mengerti,tidak paham,ga paham,"
        "kada paham,mboten ngertos maksude"
    ),
    "repeat": listed(
        "ulangi,ulang,repeat,ulangi pertanyaan,ulang pertanyaan,ulangi lagi,"
        "bisa diulang,tolong ulangi,baleni,ulangi pertanyaannya,apa tadi,tadi apa"
    ),
    "cancel": listed(
        "batal,batalkan,cancel,ga jadi,gak jadi,tidak jadi,nggak jadi,kada jadi,"
        "ora sido,ora sida,mboten siyos,urung,gajadi,tdk jadi,kd jadi,batal aja,"
        "mau batal"
    ),
    "menu": frozenset(
        ["menu", "menu utama", "menu awal", "ke menu", "kembali ke menu", "daftar menu"]
    ),
    "officer": listed(
        "petugas,admin,hubungi petugas,panggil petugas,bicara dengan petugas,cs,"
        "operator,minta petugas,mau bicara dengan petugas,bicara sama petugas,"
        "ngomong sama petugas,hubungi admin,panggilkan petugas,sambungkan ke petugas,"
        "tanya petugas,bicara petugas,mau ke petugas,chat petugas,mau petugas"
    ),
    "stop": listed(
        "berhenti,stop,setop,unsubscribe,jangan kirim lagi,sudah cukup,mandheg,mandeg,"
        "mandek,ampih,berhenti langganan,jangan ganggu,jangan kirim pesan,"
        "jangan kirim pesan lagi,stop kirim,stop kirim pesan,berhenti kirim pesan,"
        "jangan wa lagi,jangan hubungi lagi,jangan ganggu lagi,berhenti berlangganan,"
        "jgn kirim lagi,udah cukup,setop kirim,jangan chat lagi,sdh cukup,ampihi,"
        "mendheg"
    ),
    "move": listed(
        "pindah,pindah hp,pindah hape,pindah nomor,pindah nomer,pindah wa,pindah whatsapp,"
        "pindah telegram,pindah ke wa,pindah ke whatsapp,pindah ke telegram,pindah ke hp lain,"
        "pindah ke hp baru,pindah hp baru,pindah nomor hp,pindah ke nomor lain,"
        "pindah ke nomor baru,kode pindah,minta kode pindah,mau pindah,mau pindah hp,"
        "mau pindah nomor,saya mau pindah hp,saya mau pindah nomor,pindah percakapan,"
        "lanjut di wa,lanjut di whatsapp,lanjut di telegram,lanjut di hp lain"
    ),
}
_COMMAND_OF = {phrase: key for key, phrases in COMMANDS.items() for phrase in phrases}
_POLITE = (ADDRESS - {"om", "bos"}) | (PARTICLES - {"tolong"}) | {"mohon", "dulu", "please", "plis"}
_EDIT_VERBS = listed(
    "ubah,ganti,perbaiki,koreksi,betulkan,benerin,edit,rubah,robah,ralat,ngganti,"
    "ubahi,mengubah,mengganti,memperbaiki,betulin,revisi,perbaikan,ubahkan"
)
_EDIT_LEADS = SELF | listed("mau,ingin,pengen,bisa,tolong,handak,pengin,minta")
# Ordered: "nama ibu" before "nama".
_EDIT_TARGETS: tuple[tuple[str, str], ...] = (
    ("mother_name", "nama ibu( kandung)?|ibu kandung|nama mama|nama uma"),
    ("photo", "foto( ktp)?|gambar( ktp)?|ktp"),
    ("heirs", "ahli waris|keluarga|kontak keluarga|kontak|nama keluarga"),
    ("workplace", "tempat (kerja|usaha|bekerja)|lokasi kerja"),
    ("birth_place", "tempat lahir|lahir di"),
    ("birth_date", "(tanggal|tgl|tgl\\.) ?lahir|tanggal|tgl|ttl|lahir|kelahiran|umur|usia"),
    ("sex", "jenis kelamin|kelamin|jk"),
    ("rt_rw", "rt( ?rw)?|rw"),
    ("street", "alamat|jalan"),
    ("district", "kecamatan|kec"),
    ("village", "desa|kelurahan|kampung|kel|ds"),
    ("phone", "(nomor |no |nomer )?(hp|wa|telepon|telpon|telp|handphone|hape|whatsapp)"),
    ("second_occupation", "(pekerjaan|kerja|kerjaan) (kedua|sampingan|lain)"),
    ("occupation", "pekerjaan|kerjaan|kerja|profesi|gawian|usaha"),
    ("payer", "(yang |siapa yang )?(pembayar|bayar|bayari|menanggung|penanggung)|cara bayar"),
    ("income", "penghasilan|pendapatan|gaji|upah"),
    ("programmes", "program|jht"),
    ("months", "(jumlah )?bulan|berapa bulan"),
    ("nik", "(nomor |no )?nik|(nomor |no )ktp"),
    ("name", "nama|nama lengkap|ngaran|jeneng"),
)
_TARGETS = tuple(
    (key, re.compile(rf"(?:{words})(?:nya|ku)?(?: (?:saya|ulun|beliau))?"))
    for key, words in sorted(_EDIT_TARGETS, key=lambda pair: pair[0] == "photo")
)


def read_command(text: str) -> str | None:
    """Give the command that a whole short message is, None for anything longer or else."""
    if clean(text).strip("? !") == "" and "?" in text:
        return "help"
    words = fold(text).split()
    if not words or len(words) > _MOST_COMMAND_WORDS + 2:
        return None
    for phrase in (" ".join(words), " ".join(_trimmed(words))):
        if phrase in _COMMAND_OF:
            return _COMMAND_OF[phrase]
    return "edit" if _edit_words(text) is not None else None


def read_edit_target(text: str) -> str | None:
    """Give the key of the answer that "ubah nama" names, None where it names none."""
    words = _edit_words(text)
    return _target(" ".join(words)) if words else None


def _trimmed(words: list[str], polite: frozenset[str] = _POLITE) -> list[str]:
    while words and words[-1] in polite:
        words = words[:-1]
    while len(words) > 1 and words[0] in polite:
        words = words[1:]
    return words


def _edit_words(text: str) -> list[str] | None:
    """Give the words behind "ubah", [] for it alone, None for a message that edits nothing."""
    words = _trimmed(fold(text).split(), _POLITE - {"ibu"})  # "ubah nama ibu" means hers
    if not words or len(words) > _MOST_COMMAND_WORDS + 1:
        return None
    if words[-1] in ("salah", "keliru") and _target(" ".join(words[:-1])):
        return words[:-1]
    while len(words) > 1 and words[0] in _EDIT_LEADS:
        words = words[1:]
    if words[0] not in _EDIT_VERBS:
        return None
    behind = [word for word in words[1:] if word not in ("data", "jawaban", "isian")]
    return behind if not behind or _target(" ".join(behind)) else None


def _target(phrase: str) -> str | None:
    return next((key for key, pattern in _TARGETS if pattern.fullmatch(phrase)), None)


# --- wishes at the menu -----------------------------------------------------------------------


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


_PERSON = (
    r"bapak|bpk|ayah|abah|ibu|mama|mamak|uma|emak|suami|laki|istri|bini|anak|kakek|nenek|kai|nini|"
    r"mbah|paman|kakak|adik|mertua|mintuha|orang|tetangga|pak \w+|bu \w+|beliau|peserta"
)
_DEATH_WORDS = ("meninggal", "maninggal", "meningal", "meninggl", "mninggal")
_DEATH = _any(
    r"wafat|berpulang|innalillahi|inna lillahi|inalillahi|sampun seda|sampun sedo|tilar donya|"
    r"sudah tiada|sdh tiada|telah tiada|tutup usia|(?:sudah|telah|sdh|jadi) almarhum(?:ah)?|"
    r"maninggalan|berita duka|kabar duka|ninggal|ninggal donya|tewas|gugur"
)
_DIED = re.compile(
    rf"(?<!\w)(?:{_PERSON})(?: (?:saya|ulun|kami|sudah|sdh|telah|wis|ku|tadi))* mati(?!\w)"
)
_IF = _any("kalau|kalo|klo|jika|apabila|bila|seandainya|misal|misalnya|andai|nek|menawi|amun|mun")
_FOR = _any("untuk|utk|buat|gasan|kanggo|kagem|orang lain|tetangga|orang tua|warga")
# Ordered: what harms most if missed comes first.
_INTENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("delete_data", _any("hapus(?:kan)? (?:semua )?(?:data|akun)(?:ku|nya)?|data saya dihapus")),
    (
        "withdraw",
        _any(
            "batal(?:kan)? (?:pendaftaran|daftar)(?:nya)?|(?:cabut|tarik) pendaftaran|batal ikut|"
            "(?:berhenti|keluar|mundur) (?:jadi |dari |sebagai )+(?:peserta|kepesertaan)|"
            "undur diri|mengundurkan diri|berhenti jadi anggota"
        ),
    ),
    (
        "accident",
        _any(
            "kecelakaan|kacilakaan|celaka kerja|laka kerja|kecelakaan kerja|tabrakan|ketabrak|"
            "jatuh dari|terjatuh|dipatok ular|digigit ular|cidera|cedera|luka kerja|tiba saking|"
            "kena parang|kapatuk ular"
        ),
    ),
    (
        "health_bpjs",
        _any(
            "kis|berobat|barubat|pbi|bpjs kesehatan|bpjs sehat|kartu sehat|kartu indonesia sehat|"
            "jkn|rumah sakit|faskes|puskesmas|opname|rawat inap|askes|bpjs kes|jamkesmas"
        ),
    ),
    (
        "claim",
        _any("klaim|claim|santunan|ahli waris|pencairan|cairkan|mencairkan|cairin|urus kematian"),
    ),
    (
        "paid",
        _any(
            "(?:sudah|sdh|udah|udh|dah|wis|sampun|telah|suda) (?:di|m|ba|mem)?(?:bayar|transfer|tf|"
            "bayari|setor|lunas)(?:kan|an)?|bukti (?:bayar|transfer|pembayaran|setor)|suah bayar"
        ),
    ),
    (
        "language",
        _any(
            "(?:bahasa|basa|boso) (?:jawa|banjar|indonesia|jowo|bugis)|ganti bahasa|pilih bahasa|"
            "ubah bahasa"
        ),
    ),
    ("card", _any("kartu(?:nya|ku)?|kpj|cetak kartu")),
    (
        "covered",
        _any(
            "(?:masih |sudah )?aktif|terlindungi|perlindungan|masih berlaku|"
            "(?:jadi )?peserta (?:ga|gak|tidak|kah|bukan|nggak|apa) ?(?:saya|bukan)?|"
            "apakah saya peserta|cek (?:kepesertaan|peserta)|kepesertaan|sudah jadi peserta"
        ),
    ),
    (
        "status",
        _any(
            "status|sampai mana|sampe mana|cek (?:pendaftaran|daftar|berkas)|"
            "(?:sudah|sdh|udah|wis) (?:di)?(?:daftar|proses|mendaftar)|pendaftaran saya|"
            "kode pendaftaran"
        ),
    ),
    (
        "register",
        _any(
            "(?:men|ba|be|n|di|pen)?daftar(?:kan|in|akan|an|aken|no)?|mandaftar|registrasi|gabung|"
            "(?:mau|ingin|handak|pengen|hendak) (?:ikut|jadi peserta|masuk|umpat)"
        ),
    ),
    ("move", _any("(?:ganti|pindah|tukar) (?:ke )?(?:hp|hape|nomor|nomer|telegram|wa|whatsapp)")),
    (
        "premium",
        _any("iuran(?:nya)?|premi|bayar(?:nya|an)?|biaya(?:nya)?|pembayaran|mambayar|mbayar"),
    ),
    ("officer", _any("petugas|admin|operator")),
    ("continue", _any("lanjut|lanjutkan|teruskan|lanjut aja|terusin|lajengaken|terusakan")),
    (
        "thanks",
        _any(
            "terima ?kasih|trima ?kasih|tarima ?kasih|makasih|mksh|makasi|trims|thanks|thx|tq|"
            "suwun|matur ?nuwun|nuwun|hatur nuhun|syukron|tengkyu|tks|trimakasih"
        ),
    ),
)


def read_intent(text: str) -> str | None:
    """Give what a message at the menu wants, None where it is not understood."""
    folded = fold(text)
    if not folded:
        return None
    asks = _asks(text, folded)
    if _tells_death(folded):
        return "other_question" if _IF.search(folded) else "death"
    for key, pattern in _INTENTS:
        if pattern.search(folded) and not _is_denied(folded, pattern):
            return _refined(key, folded, asks)
    if read_greeting(text):
        return "greeting"
    return "other_question" if asks else None


def _tells_death(folded: str) -> bool:
    """Tell whether somebody is said to have died; "alm." before a name says nothing new."""
    words = folded.split()
    for i, word in enumerate(words):
        long_enough = len(word) >= 8 and one_edit_apart(word, "meninggal")
        if word in _DEATH_WORDS or long_enough:
            return not (i and words[i - 1] in NEGATIONS)
    return bool(_DEATH.search(folded) or _DIED.search(folded))


def _is_denied(folded: str, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(folded)
    before = folded[: found.start()].split() if found else []
    wished = {"mau", "handak", "ingin", "jadi", "usah"}
    denied = before[-1:] + (before[-2:-1] if before[-1:] and before[-1] in wished else [])
    return any(word in NEGATIONS for word in denied)


def _refined(key: str, folded: str, asks: bool) -> str:
    if key == "paid" and (asks or folded.split()[-1] in NEGATIONS):
        return "other_question"
    if key == "claim" and _IF.search(folded):
        return "other_question"
    if key == "accident" and _IF.search(folded):
        return "other_question"
    if key == "register" and _registers_other(folded):
        return "register_other"
    return key


def _registers_other(folded: str) -> bool:
    behind = re.split(r"(?<!\w)\w*daftar(?:kan|in|akan|aken|no|an)?(?!\w)", folded)[-1]
    causes = re.search(r"daftar(?:kan|in|akan|aken|no)(?!\w)", folded)
    other = _any(_PERSON).search(behind) or _FOR.search(behind)
    if not causes and not _FOR.search(behind):
        return False
    return bool(other) and not _any(
        "(?:diri )?(?:saya|ulun|aku) sendiri|untuk saya|buat saya"
    ).search(behind)


# --- greetings --------------------------------------------------------------------------------
_SALAM = re.compile(r"^as+a?l+a+m+u*a?l+a+[iy]k+[uo]m")  # without its spaces


def _wished(times: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:slmt |selamat |met |sugeng |salamat )?(?:{times})\b")


_GREETINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("salam", re.compile(r"^(?:aslmkm|ass? wr ?wb|askum|asalamualaikum|samlekum|mikum|asslmkm)\b")),
    ("swastiastu", re.compile(r"^(?:om|ohm) swa?s[tw]i?[iy]?a?[sh]*tu")),
    ("shalom", re.compile(r"^(?:shalom|syalom|salom)\b")),
    (
        "morning",
        _wished("pagi|enjing|injing|baisukan"),
    ),
    ("noon", _wished("siang")),
    (
        "afternoon",
        _wished("sore|sonten|kamarian"),
    ),
    (
        "evening",
        _wished("malam|dalu|ndalu|mlm"),
    ),
    (
        "hello",
        re.compile(
            r"^(?:ha?l+o+|hai|hallo|helo|hello|hi|hey|hei|permisi|kulo ?nuwun|punten|start)\b"
        ),
    ),
)
_WHOLE_GREETINGS = {
    "p": "hello",
    "tes": "hello",
    "test": "hello",
    "ping": "hello",
    "salam": "salam",
}


def read_greeting(text: str) -> str | None:
    """Give the kind of greeting a message begins with, so that it is answered in kind."""
    folded = fold(text)
    if folded in _WHOLE_GREETINGS:
        return _WHOLE_GREETINGS[folded]
    if _SALAM.match(folded.replace(" ", "")):
        return "salam"
    return next((key for key, pattern in _GREETINGS if pattern.match(folded)), None)


# --- questions in the middle of a form --------------------------------------------------------
_ENDING = re.compile(r"\w(?:kah)$|(?<!\w)(?:ga|gak|nggak|tidak|kah|ngga|kada|ora)$")
# Ordered; a topic counts only in a message with the shape of a question.
_QUESTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bot", _any("robot|bot|mesin|orang (?:asli|beneran|betulan)|manusia|penjawab otomatis|ai")),
    ("nik_where", _any("nik|nomor ktp")),
    (
        "not_in_ktp",
        _any(
            "(?:tidak|ga|gak|belum|blm|kada|nggak|tdk) (?:punya|ada|baisi|beisi) (?:e )?ktp|"
            "ktp (?:hilang|rusak|belum|tidak|ga|lama|mati)|tanpa ktp|beda dengan ktp|ktp beda"
        ),
    ),
    (
        "no_phone",
        _any(
            "(?:tidak|ga|gak|tdk|kada|nggak|belum) (?:punya|ada|baisi) (?:hp|wa|nomor|hape|telepon|"
            "handphone|telpon)|tanpa (?:hp|wa)|hp (?:hilang|rusak|tidak ada)"
        ),
    ),
    ("age_limit", _any("umur|usia|lansia|batas umur|tua|yuswa|\\d+ (?:tahun|thn|th)")),
    ("after", _any("(?:setelah|sesudah|habis|sehabis|abis|limbah|sawise) (?:ini|itu|"
"daftar|mendaftar|terdaftar)|terus apa|lalu apa|selanjutnya|lanjutnya|"
"langkah berikut")),
    (
        "safe",
        _any(
            "aman|penipuan|tipu|nipu|hoax|hoaks|modus|bohong|data (?:saya|ini|ku|kami|ulun)|"
            "datanya|disalahgunakan|percaya|resmi|asli|untuk apa (?:data|ktp|nik)"
        ),
    ),
    ("health", _any("kesehatan|berobat|kis|rumah sakit|barubat|puskesmas|sakit|opname|pbi")),
    ("who_pays", _any("siapa (?:yang |nang |sing )?(?:bayar|membayar|mambayar|nanggung|"
"menanggung|tanggung|bayari|mbayar)(?:nya|i|kan)?|sinten (?:ingkang |"
"sing )?mbayar|ditanggung siapa|dibayar(?:i|kan)? siapa")),
    ("how_long", _any("berapa lama|brp lama|lama|berapa hari|kapan (?:jadi|selesai|aktif|"
"mulai|dapat)")),
    ("where_office", _any("kantor(?:nya)?|alamat kantor|cabang")),
    (
        "how_pay",
        _any(
            "(?:cara|carane|bagaimana|gimana|gmn|bgmn|kayapa|pripun|piye|di ?mana|dmn|ke ?mana|"
            "lewat mana|lewat apa|pakai apa) (?:\\w+ )?(?:bayar|membayar|mambayar|mbayar|"
            "pembayaran)(?:nya)?|bayar(?:nya)? (?:\\w+ )?(?:di ?mana|dmn|lewat|ke ?mana|gimana|"
            "bagaimana|pakai apa)|cara (?:bayar|pembayaran)"
        ),
    ),
    ("free", _any("gratis|bayar (?:ga|gak|tidak|kah|nggak|kada|ora|apa)|cuma cuma|"
"dipungut|harus bayar|bayar lah|bayarkah|wajib bayar|perai")),
    ("cost", _any("iuran(?:nya|e)?|premi(?:nya)?|biaya(?:nya)?|bayar(?:nya|an)?|ongkos|"
"harga(?:nya)?|mbayare|duit")),
    ("accident", _any("kecelakaan|kacilakaan|celaka|jatuh|cedera|cidera")),
    ("death_benefit", _any("meninggal|maninggal|kematian|mati|wafat|santunan|seda|sedo|ahli waris|"
"ninggal")),
    ("benefits", _any("manfaat(?:nya)?|untung(?:nya)?|guna(?:nya)?|dapat apa|dapet apa|"
"dpt apa|kegunaan|faedah|dapat(?:nya)?|fungsi(?:nya)?|oleh opo|angsal")),
    ("what_is", _any("bpjs ketenagakerjaan|ketenagakerjaan|bpjs|bpjstk|seratus|jkk|jkm|jht|"
"program(?: ini)?|ini apa|apa ini|maksudnya apa|apa maksudnya")),
)  # fmt: skip
_KNOWN_PHRASES = _any(
    r"dapat apa|dpt apa|aman (?:ga|gak|nggak|kah|tidak|kada)|cara bayar|bayar (?:ga|gak|kah|nggak)|"
    r"gratis (?:ga|gak|kah|nggak|tidak)|(?:tidak|ga|gak|tdk|kada|nggak|belum) (?:punya|ada|baisi) "
    r"(?:e )?(?:ktp|hp|wa|hape|handphone)|ini (?:robot|bot|penipuan|modus)|tanpa (?:ktp|hp)|"
    r"batas (?:umur|usia)|lalu apa|terus apa|ktp (?:saya )?hilang"
)


def read_question(text: str) -> str | None:
    """Give the key of the help list for a question asked in the middle of a form, else None."""
    folded = fold(text)
    if not folded or not (_asks(text, folded) or _KNOWN_PHRASES.search(folded)):
        return None
    return next((key for key, pattern in _QUESTIONS if pattern.search(folded)), None)


def _asks(text: str, folded: str) -> bool:
    """Tell whether a message has the shape of a question: a mark, a question word, an ending."""
    words = folded.split()
    if "?" in text:
        return True
    if any(word in _ASKING for word in words):
        return True
    return len(words) > 1 and bool(_ENDING.search(folded))


# "ap" and "sapa" are shortenings, but also greetings and names; "mana" stands in place names.
_ASKING = (QUESTION_WORDS - {"ap", "sapa", "mana", "napa"}) | listed(
    "bolehkah,bisakah,berapaan,brpa,gimn,gmna,gmana,knapa,nopo,caranya"
)
