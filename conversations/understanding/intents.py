"""What a message wants: ranked wishes, and all readers of what is no answer to a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from conversations.understanding.asked import asks, read_question
from conversations.understanding.commands import (
    COMMANDS,
    in_words,
    read_command,
    read_edit_target,
)
from conversations.understanding.deaths import PERSONS, tells_death
from conversations.understanding.greetings import greeting_of, read_greeting
from conversations.understanding.phrases import DENYING, Found
from conversations.understanding.swearing import how_it_swears
from conversations.understanding.text import fold
from conversations.understanding.wishes import FILLERS, PHRASES, PLEASANT, spelled
from conversations.understanding.words import SELF, listed

__all__ = [
    "COMMANDS", "IntentMatch", "IntentReading", "likely", "likely_wishes", "names_the_number",
    "read_command", "read_edit_target", "read_greeting", "read_intent", "read_intents",
    "read_question", "read_wish",
]  # fmt: skip

NEAR = 10  # points between two wishes that leave it open which one is meant
ABOUT = 70  # asks what would be, or about others: a question, whatever it names
ASKED = 20  # the shape of a question and nothing else
_MOST_WORDS = 120  # of a message; more are no wish
# Not wishes: they never make another one doubtful.
_BESIDE = frozenset({"greeting", "thanks", "other_question", "swearing"})


@dataclass(frozen=True, slots=True)
class IntentMatch:
    """One thing that a message may want, and how surely, up to 100."""

    key: str
    score: int


@dataclass(frozen=True, slots=True)
class IntentReading:
    """The wish of a message; of several near ones the candidates, most likely first; or why not:
    "ambiguous", "empty", "not_understood"."""

    key: str | None
    candidates: tuple[str, ...] = ()
    reason: str | None = None


def read_intent(text: str) -> str | None:
    """Give what a message wants, None where it is not understood or two wishes are near."""
    found = read_intents(text)
    if not found:
        return None
    wishes = likely(found)
    return (wishes[0] if wishes else found[0].key) if len(wishes) < 2 else None


def likely_wishes(text: str) -> tuple[str, ...]:
    """Give the wish of a message, or those between which it must be asked; () for none."""
    return likely(read_intents(text))


def read_wish(text: str) -> IntentReading:
    """Read a whole message: a command, a wish or a greeting."""
    if not in_words(text) and "?" not in text:
        return IntentReading(None, reason="empty")
    command = read_command(text)
    if command:
        return IntentReading(_edits(text) if command == "edit" else command)
    found = read_intents(text)
    wishes = likely(found)
    if len(wishes) > 1:
        return IntentReading(None, wishes, "ambiguous")
    if found:
        return IntentReading(wishes[0] if wishes else found[0].key)
    return IntentReading(None, reason="not_understood")


def _edits(text: str) -> str:
    """ "Ganti hp" goes on with another phone; any other "ganti …" changes what is stored."""
    named = read_edit_target(text) == "phone"
    return "move" if named and not names_the_number(text) else "change_data"


def names_the_number(text: str) -> bool:
    """Tell "ganti nomor hp", which may be about the number that is stored, from "ganti hp"."""
    seen = [spelled(word) for word in fold(text).split()]
    return "salah" in seen or ("nomor" in seen and seen[-1] != "nomor")


def likely(found: Sequence[IntentMatch]) -> tuple[str, ...]:
    """The best wish and all about as likely."""
    wishes = [each for each in found if each.key not in _BESIDE]
    if not wishes or found[0].score - wishes[0].score > NEAR:
        return ()
    return tuple(each.key for each in wishes if wishes[0].score - each.score <= NEAR)


# --- ranking -------------------------------------------------------------------------------

# A wish that takes in others: what it wants is not wanted besides.
_TAKES_IN = {
    "health_bpjs": listed(
        "register register_other card covered premium status paid claim officer move"
    ),
    "accident": listed("health_bpjs claim"),
    "delete_data": listed("register register_other status covered premium card my_data see_data"),
    "withdraw": listed("register register_other status covered premium card"),
    "claim": listed("status premium card covered"),
    "change_data": listed("move register_other my_data"),
    "see_data": listed("status my_data"),
    "take_data": listed("status card my_data see_data"),
    "limit_data": listed("my_data"),
    "object_data": listed("my_data"),
    "withdraw_consent": listed("withdraw my_data delete_data"),
    "register_other": listed("register"),
    "paid": listed("premium"),
    "card": listed("status"),
}
# "Belum aktif" asks whether it is, "belum bayar" does not say that somebody has paid.
_DENIABLE = {"covered": False, "status": False, "thanks": False, "": False}
_IF = listed(
    "kalau kalo klo klau jika jikalau apabila bila seandainya misal misalnya andai nek menawi amun "
    "mun umpama andaikan"
)
_LATELY = listed(
    "kemarin kamarin wingi kmrn kmarin tadi barusan hanyar baru semalam malam pagi lalu minggu ini "
    "sudah sdh udah telah wis sampun"
)
_ABOUT_ONE = PERSONS - listed("orang peserta beliau anak tetangga keluarga") | SELF
_HOW_MUCH = listed("berapa brp barapa piro pinten dapat dapet dpt angsal kulihan")
_HOW_TO = listed("cara caranya carane urus mengurus mau handak")
_NO_NAMES = _IF | listed("orang yang meninggal kecelakaan klaim santunan peserta berapa brp apa")
_NOT_FOR_ALL = frozenset({"accident", "claim", "delete_data", "withdraw"})


def read_intents(text: str) -> tuple[IntentMatch, ...]:
    """Give all that a message may want, the likeliest first."""
    words = in_words(text)[:_MOST_WORDS]
    folded = " ".join(words)
    if not words:
        return ()
    asking = asks(text, folded)
    general = _in_general(words, asking)
    if tells_death(folded):
        return (IntentMatch("other_question", ABOUT) if general else IntentMatch("death", 100),)
    scores = _wished(words, asking, general)
    if greeting_of(folded):
        scores["greeting"] = PLEASANT - 10
    if asking:
        scores.setdefault("other_question", ASKED)
    ranked = sorted(scores.items(), key=lambda each: -each[1])
    return tuple(IntentMatch(key, score) for key, score in ranked)


def _in_general(words: Sequence[str], asking: bool) -> bool:
    """Whether it asks what would be: "kalau meninggal dapat berapa", "kecelakaan dapat apa"."""
    if not _IF.isdisjoint(words):
        return _LATELY.isdisjoint(words)
    return asking and _LATELY.isdisjoint(words) and not _about_one(words)


def _about_one(words: Sequence[str]) -> bool:
    """ "Bapak saya", "pak darto"; not "pak, kalau orang meninggal"."""
    if not _ABOUT_ONE.isdisjoint(words):
        return True
    named = (after for word, after in pairwise(words) if word in ("pak", "bu"))
    return any(each not in _NO_NAMES for each in named)


def _wished(words: Sequence[str], asking: bool, general: bool) -> dict[str, int]:
    """The score of each wish found, in the order of the message."""
    seen = [spelled(word) for word in words if word not in FILLERS]
    scores: dict[str, int] = {}
    for each in PHRASES.find(seen, _DENIABLE):
        key, score = _refined(each, words, asking, general)
        scores[key] = max(score, scores.get(key, 0))
    taken = {other for key in scores for other in _taken_in(key, scores)}
    swears = how_it_swears(words)
    return {
        **{key: scores[key] for key in scores if key and key not in taken},
        **({"swearing": swears} if swears else {}),
    }


def _taken_in(key: str, scores: dict[str, int]) -> frozenset[str]:
    """The wishes that this one takes in, but for those of which the message is surer."""
    others = _TAKES_IN.get(key, frozenset())
    return frozenset(each for each in others if scores.get(each, 0) <= scores[key])


def _refined(found: Found, words: Sequence[str], asking: bool, general: bool) -> tuple[str, int]:
    key = found.key
    if key == "paid" and _ends_open(words):
        return "covered", found.score
    if key in _NOT_FOR_ALL and general and not _asks_how(key, words):
        return "other_question", ABOUT
    if key == "register" and _registers_other(words):
        return "register_other", found.score
    return key, found.score


def _ends_open(words: Sequence[str]) -> bool:
    """ "Sudah dibayar belum": asks whether, tells nothing."""
    last = next((word for word in reversed(words) if word not in FILLERS), "")
    return spelled(last) in DENYING or words[0] in ("apa", "apakah")


def _asks_how(key: str, words: Sequence[str]) -> bool:
    """ "Cara klaim gimana", "kapan santunan cair": wants it; "santunan berapa" only asks."""
    if key == "claim" and _IF.isdisjoint(words) and _HOW_MUCH.isdisjoint(words):
        return True
    return not _HOW_TO.isdisjoint(words)


# --- who is to be registered ---------------------------------------------------------------
_OTHERS = PERSONS | listed(
    "warga masyarakat kelompok teman kawan karyawan pekerja anggota banyak keluargaku kuitanku "
    "semuanya nelayan petani"
)
_FOR = listed("untuk utk buat gasan kanggo kagem wakil mewakili")
# Those who are called so only when they are meant: "bapak, saya mau daftar" greets.
_NEVER_CALLED = _OTHERS - listed(
    "bapak bpk ibu mama kakak adik adek mbah mbok bude pakde tante paman julak acil beliau bibi "
    "pekerja petani nelayan peserta orang rama amang gulu anggota abah ayah uma"
)


def _registers_other(words: Sequence[str]) -> bool:
    at = next((i for i, each in enumerate(words) if spelled(each).startswith("daftar")), None)
    if at is None:
        return not _NEVER_CALLED.isdisjoint(words[:2])
    behind = [word for word in words[at + 1 :] if word not in FILLERS or word in ("pak", "bu")]
    meant = next((word for word in behind if word not in _FOR), "")
    if meant in SELF or (meant == "diri" and "sendiri" in behind):
        return False
    if words[at].startswith("didaftar") and not _OTHERS.isdisjoint(words[:at]):
        return True
    causes = spelled(words[at]) == "daftarkan"
    for_somebody = not _FOR.isdisjoint(behind[:2])
    if not _NEVER_CALLED.isdisjoint(words[:at]):
        return True
    named = not _OTHERS.isdisjoint(behind) or (meant in ("pak", "bu") and len(behind) > 1)
    return named and (causes or for_somebody)
