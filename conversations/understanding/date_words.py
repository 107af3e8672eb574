"""The words of dates: months as people spell them, marks ("tgl"), weekdays and noise."""

from conversations.understanding.words import NEGATIONS, in_order, listed, one_edit_apart

_MONTHS = in_order(
    "januari,februari,maret,april,mei,juni,juli,agustus,september,oktober,november,desember"
)
# Shortenings, old and Javanese spellings, Malay, English; lunar months (Sura, Rejeb) are left out
# on purpose: with a year of the common era they name no certain day.
_SPELLINGS: dict[int, str] = {
    1: "jan january januwari jannuari jnuari janwari",
    2: "feb peb pebruari pebruwari february februwari febuari pebuari pbruari febr pebr febuary",
    3: "mar mrt mart march mac mret",
    4: "apr aprl avril apri",
    5: "may mey mai",
    6: "jun june",
    7: "jul july julai",
    8: "ags agt agu agus agst agsts agts agtus agustu august aug augustus ogos ogo agustos gustus",
    9: "sep sept spt septem sptmber",
    10: "okt oct october oktb octob oktobr",
    11: "nov nop nopember nopembr nopem",
    12: "des dec december desembr dhesember disember desem dis",
}
_MONTH_OF: dict[str, tuple[int, ...]] = {
    **{name: (number,) for number, name in enumerate(_MONTHS, 1)},
    **{word: (number,) for number, words in _SPELLINGS.items() for word in words.split()},
}
ROMAN = {name: n for n, name in enumerate(in_order("i,ii,iii,iv,v,vi,vii,viii,ix,x,xi,xii"), 1)}
_SHORTEST_TYPO = 4  # letters; shorter words are too near to too many others
_SHORTEST_SPELLING = 6  # letters; one slip from a shorter one ("mart") is a name ("Mari")
_VOWELS = str.maketrans("", "", "aeiou")
_SHORTEST_BONES = 4  # consonants; fewer fit names of people ("Marta" is no Maret)
_BONES = {
    name[0] + bones: (number,)
    for number, name in enumerate(_MONTHS, 1)
    if len(bones := name.translate(_VOWELS)) >= _SHORTEST_BONES
}
_SLIPPED = tuple(
    (word, months)
    for word, months in _MONTH_OF.items()
    if (word in _MONTHS and len(word) > 3)
    or len(word) >= _SHORTEST_SPELLING
    or word in ("june", "july")
)
# Month words that are names of people or parts of words as well: alone they say nothing.
NAMES = listed("agus,mar,des,sep,mac,may,jul,jun,nov,mart,april,mei,juni,juli,mai,mey")

MARKS = {
    **dict.fromkeys(["tgl", "tanggal", "tg", "tggl", "tngl", "tanggale", "tgll", "tgal"], "day"),
    **dict.fromkeys(["bln", "bulan", "bl", "wulan", "sasi", "buln"], "month"),
    **dict.fromkeys(["th", "thn", "tahun", "taun", "tahon", "warsa"], "year"),
}
AGE_WORDS = listed(
    "umur,usia,umurnya,usianya,umurku,berumur,berusia,umure,yuswa,tahunan,baumur,umurna,umor"
)
NOISE = listed(
    "lahir,lhr,dilahirkan,kelahiran,lahirnya,lair,laher,saya,sy,aku,ulun,kula,kulo,miyos,"
    "beliau,dia,di,pada,tempat,ttl,tempatnya,nya,adalah,hari,pas,dan,ya,pak,bu,itu,ing,"
    "wib,wita,wit,kalau,kira,sekitar,senin,selasa,rabu,kamis,jumat,jum,at,sabtu,"
    "minggu,ahad,legi,pahing,pon,wage,kliwon,jumat,jemuah,setu,slasa,rebo,kemis,"
    "monday,tuesday,wednesday,thursday,friday,saturday,sunday,of"
)
# Words beside a date that make it no birth date: denials, sums, numbers of other things, other
# calendars.
NOT_BORN = (NEGATIONS - {"g", "k", "ra", "gag"}) | listed(
    "salah,?,rp,rupiah,juta,jt,ribu,rb,rt,rw,nik,kk,hp,wa,jam,pukul,no,nomor,km,kg,persen,%,"
    "hijriah,hijriyah,hijri,saka,caka,imlek,kemarin,besok,lusa"
)
# Words of place names that a numeral closes: "Simpang Empat", "Sungai Dua".
NUMBERED_PLACES = listed(
    "simpang,sungai,sei,sai,kampung,kampong,desa,dusun,pulau,telaga,batu,gunung,muara,danau,teluk,"
    "bukit,tanjung,blok,kilometer,parit,handil,anjir,tatah,pal,pematang,lubuk,mata,banjar"
)


def is_month(word: str) -> bool:
    """Tell whether a word is a known spelling of a month, without a slip."""
    return word in _MONTH_OF


def month_of(word: str) -> tuple[int, ...]:
    """Give the months that a word may mean: one slip away, or with other vowels or none."""
    if word in _MONTH_OF:
        return _MONTH_OF[word]
    if len(word) < _SHORTEST_TYPO:
        return ()
    near = (
        months
        for name, months in _SLIPPED
        if (name[0] == word[0] or name[-1] == word[-1]) and one_edit_apart(word, name)
    )
    found = tuple(sorted({month for months in near for month in months}))
    return found or _BONES.get(word[0] + word.translate(_VOWELS), ())
