"""Questions asked in the middle of something: which answer of the help list they want."""

from __future__ import annotations

import re

from conversations.understanding.text import fold
from conversations.understanding.words import QUESTION_WORDS, listed


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


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
    if not folded or not (asks(text, folded) or _KNOWN_PHRASES.search(folded)):
        return None
    return next((key for key, pattern in _QUESTIONS if pattern.search(folded)), None)


def asks(text: str, folded: str) -> bool:
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
