"""What a message about a person has told so far, field by field, while its pieces are read."""

from collections.abc import Mapping, Sequence
from datetime import date

from conversations.understanding.dates import read_date
from conversations.understanding.names import read_name
from conversations.understanding.occupations import read_occupation
from conversations.understanding.person_pieces import Piece
from conversations.understanding.person_words import (
    birth_place,
    follows_birth,
    is_free,
    is_work,
    of_another,
    sex_of,
    street,
    trimmed,
    villages_at,
    without_sex,
    without_work,
)
from conversations.understanding.places import read_place, village_key
from conversations.understanding.text import fold
from conversations.understanding.words import ADDRESS, SELF, listed

# Where people of Tanah Bumbu are born; none of them is a person's name.
_TOWNS = listed(
    "pagatan,batulicin,kotabaru,banjarmasin,martapura,banjarbaru,pelaihari,kandangan,barabai,"
    "amuntai,marabahan,paringin,balikpapan,samarinda,palangkaraya,malang,blitar,kediri,surabaya,"
    "madiun,tulungagung,jember,banyuwangi,lumajang,ponorogo,trenggalek,semarang,klaten,makassar,"
    "watampone,sengkang,parepare,polewali,mamuju,jakarta,bandung,lombok,mataram,satui,sebamban"
)
_MOST_NAME_WORDS = 6


class Sheet:
    """What has been understood so far; made for one message and thrown away."""

    def __init__(self, home: str, today: date) -> None:
        self.home, self.today = home, today
        self.fields: dict[str, str] = {}
        self.words: dict[str, str] = {}
        self.unsure: dict[str, tuple[str, ...]] = {}
        self.left: list[str] = []

    def read(self, pieces: Sequence[Piece]) -> None:
        self._numbers(pieces)
        self._villages(pieces)
        for piece in pieces:
            if piece.kind == "words" and piece.label:
                self._labelled(piece)
        for at, piece in enumerate(pieces):
            if piece.kind == "words" and not piece.label:
                self._free(piece, pieces, at)

    def note(self, name: str, value: str | None, words: str) -> bool:
        """Keeps a value unless there is one already; tells whether there is a value."""
        if value and name not in self.fields:
            self.fields[name], self.words[name] = value, words
        elif words and value != self.fields.get(name, ""):
            self.left.append(words)
        return bool(value)

    # numbers and dates

    def _numbers(self, pieces: Sequence[Piece]) -> None:
        numbers = [each for each in pieces if each.kind != "words" and each.label != "other"]
        own = [
            each for at, each in enumerate(pieces) if each in numbers and not of_another(pieces, at)
        ]
        self._one("nik", {each.value: each.text for each in own if each.kind == "nik"})
        self._one("phone", {each.value: each.text for each in own if each.kind == "phone"})
        dates = [each for each in own if each.kind == "date"]
        born = [each for each in dates if each.label.startswith("birth")] or dates
        days = {day: each.text for each in born for day in each.value.split()}
        self._one("birth_date", days)
        for each in own:
            if each.kind == "rt_rw":
                self.note("rt_rw", each.value, each.text)
        strange = [each.text for each in numbers if each.kind == "odd" or each not in own]
        self.left.extend(strange)

    def _one(self, name: str, found: Mapping[str, str]) -> None:
        """One value is taken, several are left to choose from."""
        if len(found) == 1:
            for value, words in found.items():
                self.note(name, value, words)
        elif found:
            self.unsure[name] = tuple(found)

    def _days(self, text: str) -> list[str]:
        read = read_date(text, self.today)
        days = (read.value,) if read.value else read.candidates
        return [day.isoformat() for day in days]

    # places

    def _villages(self, pieces: Sequence[Piece]) -> None:
        """The village under its label, with the kecamatan and kabupaten named anywhere."""
        around = "".join(
            f", {'kec' if each.label == 'district' else 'kab'} {without_work(each.text)[0]}"
            for each in pieces
            if each.kind == "words" and each.label in ("district", "regency")
        )
        for each in pieces:
            if each.kind == "words" and each.label == "village":
                self._village(each.text, around)

    def _village(self, text: str, around: str) -> None:
        head, tail = without_work(text)
        whole = read_place(f"desa {text}{around}", self.home)
        short = read_place(f"desa {head}{around}", self.home) if tail else whole
        if whole.code or not short.code:
            head, tail, short = (text, "", whole) if whole.code or not tail else (head, tail, short)
        if short.code:
            self.note("village", short.code, f"{head}{around}")
        elif short.candidates:
            self.unsure.setdefault("village", short.candidates)
            self.words.setdefault("village", f"{head}{around}")
        else:
            self.left.append(head)
        if tail:
            self.note("occupation", read_occupation(tail), tail)

    def _is_village(self, text: str) -> tuple[str, ...]:
        """The codes of the villages of home that are written exactly so."""
        return villages_at(self.home).get(village_key(text), ())

    def _exact_village(self, text: str, codes: tuple[str, ...]) -> None:
        if len(codes) == 1:
            self.note("village", codes[0], text)
        elif "village" not in self.fields:
            self.unsure.setdefault("village", codes)
            self.words.setdefault("village", text)

    # words under a label

    def _labelled(self, piece: Piece) -> None:
        text, label = piece.text, piece.label
        if label in ("village", "district", "regency", "other"):
            return
        if label.startswith("birth"):
            self._birth(text)
        elif label == "sex":
            self.note("sex", sex_of(text), text)
        elif label == "occupation":
            self._occupation(text)
        elif label == "street":
            self.note("street", street(text), text)
        elif label == "address":
            self._address(text)
        elif label in ("name", "mother_name"):
            self._name(label, text)
        elif fold(text) not in SELF:
            self.left.append(text)

    def _birth(self, text: str) -> None:
        """A place, or a date spelled in words with its place before it."""
        days = [] if "birth_date" in self.fields else self._days(text)
        if len(days) == 1:
            self.note("birth_date", days[0], text)
        place = read_date(text, self.today).rest if days else text
        if place:
            self.note("birth_place", birth_place(place), place)

    def _name(self, label: str, text: str) -> None:
        head, work = without_work(text)
        head, sex = without_sex(head)
        found = read_name(f"nama: {head}")
        fits = found.value and len(found.value.split()) <= _MOST_NAME_WORDS + 2
        self.note(label, found.value if fits else None, head)
        if work:
            self.note("occupation", read_occupation(work), work)
        if sex:
            self.note("sex", sex_of(sex), sex)

    def _occupation(self, text: str) -> None:
        self.note("occupation", read_occupation(text), text)

    def _address(self, text: str) -> None:
        """A village's name alone, else a street when the village stands elsewhere."""
        codes = self._is_village(text)
        if codes and "village" not in self.fields:
            self._exact_village(text, codes)
        elif "village" in self.fields and len(fold(text)) > 2:
            self.note("street", street(text), text)
        else:
            self.left.append(text)

    # words without a label

    def _free(self, piece: Piece, pieces: Sequence[Piece], at: int) -> None:
        for part in piece.text.split("/"):
            text = trimmed(part)
            counted = text.isdecimal() and len(text) < 4 and at == 0
            if text and not counted and fold(text) not in ADDRESS:
                self._free_part(piece, text, pieces, at)

    def _free_part(self, piece: Piece, text: str, pieces: Sequence[Piece], at: int) -> None:
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        dated = following is not None and following.kind == "date"
        if following is not None and of_another(pieces, at + 1):
            self.left.append(text)
        elif sex := sex_of(text):
            self.note("sex", sex, text)
        elif is_work(text):
            self._occupation(text)
        elif follows_birth(piece, pieces, at) or (
            dated and "birth_place" not in self.fields and self._is_place(piece, text, pieces, at)
        ):
            self.note("birth_place", birth_place(text), text)
        else:
            self._free_name(text, dated and not (following and following.apart), pieces, at)

    def _is_place(self, piece: Piece, text: str, pieces: Sequence[Piece], at: int) -> bool:
        """Whether the words before a date are a birth place: not the first words of the message."""
        named = "name" in self.fields or any(is_free(each) for each in pieces[:at])
        return named and birth_place(text) is not None

    def _free_name(self, text: str, dated: bool, pieces: Sequence[Piece], at: int) -> None:
        head, work = without_work(text)
        head, sex = without_sex(head)
        if dated and "birth_place" not in self.fields:
            head = self._without_town(head)
        later = any(is_free(each) for each in pieces[at + 1 :])
        village = self._is_village(head)
        if village and ("name" in self.fields or later) and "village" not in self.fields:
            self._exact_village(head, village)
        elif not village and "name" not in self.fields and self._is_name(head):
            self.note("name", read_name(head).value, head)
        else:
            self.left.append(head)
        for name, told, words in (("occupation", read_occupation, work), ("sex", sex_of, sex)):
            if words:
                self.note(name, told(words), words)

    def _without_town(self, head: str) -> str:
        """Take a town off the end: "Siti Aminah Pagatan 5-8-1975"."""
        words = head.split()
        if len(words) < 2 or not (words[-1].casefold() in _TOWNS or self._is_village(words[-1])):
            return head
        self.note("birth_place", birth_place(words[-1]), words[-1])
        return " ".join(words[:-1])

    def _is_name(self, text: str) -> bool:
        """A readable name that ends in no village of home ("Siti Betung" may be either)."""
        words = text.split()
        found = read_name(text)
        ends = any(
            self._is_village(" ".join(words[-size:])) for size in (1, 2) if size < len(words)
        )
        return bool(found.value) and len(words) <= _MOST_NAME_WORDS and not ends
