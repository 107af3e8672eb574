"""Cleaning of typed text, and its folded form for comparing."""

import re
import unicodedata
from functools import lru_cache

MAX_TEXT = 4096  # characters; Telegram's and WhatsApp's own limit for one message
FOLDED_KEPT = 512  # a step folds the same words and labels a dozen times
MOST_KEPT = 200  # characters; longer words are folded anew, so that little is held in memory
_RAW_LIMIT = 4 * MAX_TEXT  # read at most this much of a hostile message before cleaning

# Control characters but tab and line ends, lone surrogates, and every invisible format character
# (zero width, bidirectional, tags) with the variation selectors that follow emoji.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f"
    "\u0890\u0891\u08e2\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001-\U000e01ef\ud800-\udfff]"
)
_BLANK_LETTERS = re.compile("[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")  # letters drawn empty
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDE = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")  # full-width and "fancy" letters
_PLAIN = re.compile(r"(?:[!-~]+ )*[!-~]+")  # nothing in it to clean
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}


def clean(text: str) -> str:
    """Give the text without invisible characters, spaces folded, at most 4096 characters long."""
    if len(text) <= MAX_TEXT and _PLAIN.fullmatch(text):
        return text
    seen = _INVISIBLE.sub("", text[:_RAW_LIMIT])
    seen = _BLANK_LETTERS.sub(" ", _LINE_ENDS.sub("\n", seen))
    if not seen.isascii():
        seen = unicodedata.normalize("NFC", _latin_digits(_WIDE.sub(_narrow, seen)))
    seen = _MANY_BREAKS.sub("\n\n", _BREAKS.sub("\n", _SPACES.sub(" ", seen)))
    return seen.strip()[:MAX_TEXT].strip()


def fold(text: str) -> str:
    """Give the text for comparing: small letters without accents, punctuation as single spaces."""
    return _kept(text) if len(text) <= MOST_KEPT else _folded(text)


def _folded(text: str) -> str:
    seen = clean(text).casefold()
    if seen.isascii():
        seen = seen.translate(_PUNCTUATION)
    else:
        seen = "".join(c if _is_compared(c) else " " for c in _without_accents(seen))
    return " ".join(_REPEATED.sub(r"\1", seen).split())


_kept = lru_cache(FOLDED_KEPT)(_folded)


def _narrow(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _latin_digits(text: str) -> str:
    if not any(c.isdecimal() and not c.isascii() for c in text):
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if _stays(c)))


def _stays(char: str) -> bool:
    return unicodedata.category(char) not in ("Mn", "Sk")  # Sk: also the skin tones of emoji


def _is_compared(char: str) -> bool:
    """Letters, digits and pictures (emoji, ticks) count; signs and punctuation do not."""
    return char.isalnum() or unicodedata.category(char) in ("So", "Mc", "Lm")
