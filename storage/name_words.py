"""Words of names in one spelling, and keys by which words that sound alike find each other.

Officers type what they hear: "Dja'far", "Jafar" and "Jakfar" are one name, "Rahman" and "Rachman"
too. A word's keys are its sound and its sound with any one sign left out, so that two words with
one slip between them share a key, however long the list of names is.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 32  # letters of a word, as the column holds
MOST_WORDS = 12  # of a name; a longer one is found by the first
SHORTEST = 2  # letters; initials tell nothing
# Degrees and titles: too many people share them, nobody is looked for by them.
LEFT_OUT = frozenset(
    {"haji", "hajjah", "hj", "bin", "binti", "alm", "almh", "dr", "drs", "ir", "se", "sh", "spd"}
)
_SPELT = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("ch", "h"),
    ("kh", "h"),
    ("dh", "d"),
    ("dz", "z"),
    ("th", "t"),
    ("ts", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("gh", "g"),
    ("ph", "f"),
    ("ks", "s"),
    ("x", "s"),
    ("q", "k"),
    ("v", "f"),
    ("p", "f"),
    ("z", "s"),
    ("j", "y"),
    ("i", "y"),
    ("w", "u"),
    ("o", "u"),
    ("e", "a"),
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_TWICE = re.compile(r"(.)\1+")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in small plain letters, each once, in their order."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    joined = re.sub(r"['’‘`ʼ´.]", "", plain)
    found = [each[:LONGEST] for each in _NOT_LETTERS.sub(" ", joined).split()]
    told = [each for each in found if len(each) >= SHORTEST and each not in LEFT_OUT]
    return tuple(dict.fromkeys(told or found))[:MOST_WORDS]


def sound(word: str) -> str:
    """The word as it is heard: old and new spelling alike, doubled letters once."""
    heard = word
    for written, said in _SPELT:
        heard = heard.replace(written, said)
    heard = _TWICE.sub(r"\1", heard)
    first, rest = heard[:1], heard[1:]
    return first + rest.replace("h", "") or word


def keys_of(word: str) -> frozenset[str]:
    """The keys of a word: its sound, and that with any one sign left out."""
    heard = sound(word)
    without = {heard[:at] + heard[at + 1 :] for at in range(len(heard))} if len(heard) > 2 else {""}
    return frozenset({heard, *without} - {""})
