"""Commands: a few words that are the whole message, and what "ubah …" is about."""

from __future__ import annotations

import re

from conversations.understanding.text import clean, fold
from conversations.understanding.wishes import spelled
from conversations.understanding.words import ADDRESS, PARTICLES, SELF, listed, one_edit_apart

_MOST_COMMAND_WORDS = 5  # only a whole short message is a command

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
        "berhenti,stop,setop,unsubscribe,sudah cukup,mandheg,mandeg,mandek,mendheg,ampih,ampihi,"
        "brenti,leren,udah cukup,sdh cukup,cukup sudah,sampun cekap,ampun kintun malih,"
        "ojo kirim maneh,ojo dikirimi maneh,kada usah mangirim lagi,jangan mangirim lagi,"
        "berhenti dulu,berhenti langganan,berhenti berlangganan,stop langganan,berhenti kirim,"
        "stop kirim,setop kirim,stop wa,stop wa saya,stop sms,stop pesan,stop pengingat,"
        "berhenti kirim pesan,stop kirim pesan,jangan ganggu"
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
# Further ways to say stop, in the words of `spelling.py`: "jgn kirim2 pesan ke saya lagi".
_STOPS = re.compile(
    r"(?:jangan|tidak usah|tidak perlu)(?: di)? (?:(?:di)?kirim2?i?|(?:di)?wa|chat|sms|hubungi|"
    r"ganggu|kabari|ingatkan)(?: (?:kirim|ke|saya|pesan|wa|sms|kabar|pengingat|info|berita))*"
    r"(?: lagi)?"
)
_COMMAND_OF = {phrase: key for key, phrases in COMMANDS.items() for phrase in phrases}
_POLITE = (ADDRESS - {"om", "bos"}) | (PARTICLES - {"tolong"}) | {"mohon", "dulu", "please", "plis"}
_POLITE_TO_EDIT = _POLITE - {"ibu"}  # "ubah nama ibu" means hers
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
    if "?" in text and clean(text).strip("? !") == "":
        return "help"
    words = in_words(text)
    if not words or len(words) > _MOST_COMMAND_WORDS + 2:
        return None
    bare = _trimmed(words)
    asked = bare[1:] if len(bare) > 1 and bare[0] == "tolong" else bare
    for phrase in (" ".join(words), " ".join(bare), " ".join(asked)):
        if phrase in _COMMAND_OF:
            return _COMMAND_OF[phrase]
    if _stops(asked):
        return "stop"
    return "edit" if _edit_words(words) is not None else None


def _stops(words: list[str]) -> bool:
    """ "Berhnti", and all ways to say that nothing more is to be sent."""
    if len(words) == 1:
        return words[0][0] == "b" and one_edit_apart(words[0], "berhenti")
    return bool(_STOPS.fullmatch(" ".join(map(spelled, words))))


def in_words(text: str) -> list[str]:
    """Give the folded words of a message without its pictures."""
    folded = fold(text)
    if not folded.isascii():
        folded = "".join(each if each.isalnum() else " " for each in folded)
    return folded.split()


def read_edit_target(text: str) -> str | None:
    """Give the key of the answer that "ubah nama" names, None where it names none."""
    words = _edit_words(in_words(text))
    return _target(" ".join(words)) if words else None


def _trimmed(words: list[str], polite: frozenset[str] = _POLITE) -> list[str]:
    while words and words[-1] in polite:
        words = words[:-1]
    while len(words) > 1 and words[0] in polite:
        words = words[1:]
    return words


def _edit_words(words: list[str]) -> list[str] | None:
    """Give the words behind "ubah", [] for it alone, None for a message that edits nothing."""
    words = _trimmed(words, _POLITE_TO_EDIT)
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
