"""What a sum is for: a month, or a day, a week, a year, a harvest, a piece of work."""

import re

_EVERY = r"(?:(?<![^\W\d_])(?:se|sa|sak|per|tiap|setiap|saban|satu|(?<![\d.,])1)|[/@])[ -]*"
_END = r"(?:nya|ne|an)?(?![^\W_])"
_SPANS = {
    "hour": "jam",
    "day": "hari|hr|ari|dina|dino|dinten|day|malam|mlm|wengi",
    "week": "minggu|mgg|mg|pekan|ahad|week",
    "year": "tahun|thn|th|taun|year",
    "harvest": r"(?:kali )?(?:panen|musim|katam|getem)",
    "piece": r"(?:kali )?(?:kg|kilo|trip|rit|jalan|melaut|narik|borong|borongan|ha|hektar|order|"
    r"ekor|kepala|potong|ton|karung|ikat|liter|meter|hektare|proyek|dua minggu|orang)",
}
_ALONE = {
    "day": r"harian|perharian|padintenan",
    "week": "mingguan",
    "year": "tahunan",
    "harvest": "musiman|panenan",
    "piece": "borongan",
}
_PERIODS = {
    name: re.compile(
        rf"{_EVERY}(?:{spans}){_END}"
        + (rf"|(?<!\w)(?:{_ALONE[name]})(?!\w)" if name in _ALONE else "")
    )
    for name, spans in _SPANS.items()
}
_MONTH = re.compile(rf"{_EVERY}(?:bulan|bln|bl|wulan|sasi|month|mo){_END}|(?<!\w)bulanan(?!\w)")


def period_of(text: str) -> str | None:
    """Tell the period that cleaned small letters name, unless a month: "day", "piece" and so on."""
    return next((name for name, said in _PERIODS.items() if said.search(text)), None)


def without_period(text: str) -> str:
    """Give the text without such periods."""
    for said in _PERIODS.values():
        text = said.sub(" ", text)
    return text


def without_month(text: str) -> str:
    """Give the text without "sebulan", "per bulan" and "/bln"."""
    return _MONTH.sub(" ", text)
