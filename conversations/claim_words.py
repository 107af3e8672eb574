"""Words about claims that win over other readings: "status klaim", "salah orang", "cek petugas"."""

from __future__ import annotations

from conversations.understanding.text import fold

_MOST_WORDS = 14  # of such a message; a longer one tells more than that
_STATUS = (
    "status klaim", "klaim status", "cek klaim", "status santunan", "cek santunan",
    "status laporan", "cek laporan", "klaim sampai mana", "klaimnya sampai mana",
    "sampai mana klaim", "santunan sampai mana", "sampai mana santunan", "klaim saya sampai",
    "santunannya sampai mana",
)  # fmt: skip
_SHORT_STATUS = frozenset({"status", "cek status", "sampai mana", "sudah sampai mana"})
_MISTAKE = (
    "salah orang", "salah kabar", "salah lapor", "kabarnya salah", "kabar itu salah",
    "kabar salah", "keliru lapor", "keliru orang", "kabarnya keliru", "masih hidup",
    "kabarnya tidak benar", "laporannya salah", "bukan beliau",
)  # fmt: skip
_AGAIN = ("lapor baru", "laporan baru", "orang lain lagi")
_OLD_AGE = ("jht", "hari tua", "jaminan hari tua", "tabungan hari tua")
_WANTS = frozenset(
    "cair cairkan dicairkan pencairan klaim ambil diambil mengambil tarik narik kapan cara "
    "caranya syarat surat mengurus urus dapat".split()
)
_CHECKS = ("cek petugas", "cek nomor petugas", "periksa petugas", "cek no petugas")


def read_claim_words(text: str, about_claim: bool = False) -> str | None:
    """ "status", "mistake", "again", "old_age", "check" or None; a bare "status" counts only where
    the talk is about a claim."""
    words = fold(text)
    if not words or len(words.split()) > _MOST_WORDS:
        return None
    if any(words.startswith(each) for each in _CHECKS):
        return "check"
    if about_claim and words in _SHORT_STATUS:
        return "status"
    padded = f" {words} "
    for wish, phrases in (("mistake", _MISTAKE), ("again", _AGAIN), ("status", _STATUS)):
        if any(f" {each} " in padded for each in phrases):
            return wish
    named = any(f" {each} " in padded for each in _OLD_AGE)
    return "old_age" if named and not _WANTS.isdisjoint(words.split()) else None
