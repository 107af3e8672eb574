"""Swearing: answered calmly, so it must be known; a bite of a dog and a name must not."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.understanding.words import ADDRESS, PARTICLES, listed

_WHOLE = 90  # the message is nothing else
_BESIDE = 30  # it wants something, angrily
# Never said but to swear: Indonesian, then Banjar and Javanese.
_STRONG = listed(
    "bangsat goblok goblog tolol bego brengsek bajingan keparat kampret kontol memek ngentot "
    "anjrit jancok jancuk jancik dancok cuk cok bacot pantek pukimak taik  "
    "bungul bungulnya tambuk pilat matamu ndasmu asu wedus gatel gendeng edan sinting bodoh "
    "sialan setan iblis"
)
# Also animals, things and names: only when the whole message says nothing else.
_WEAK = listed("anjing babi monyet tai bangke sampah gila payah celeng kunyuk buaya penipu maling")
_AROUND = (
    ADDRESS
    | PARTICLES
    | listed(
        "kamu kau lu lo elo ikam nyawa kowe kon koen dasar memang emang bot robot kalian semua "
        "petugas banget bener bingit sekali bgt woi woy oi hei wong dasarnya pian sampeyan you"
    )
)
_MOST_WORDS = 6  # of a message that only swears


def how_it_swears(words: Sequence[str]) -> int:
    """Give how surely a message swears, up to 100; 0 where it does not."""
    strong = not _STRONG.isdisjoint(words)
    if not strong and _WEAK.isdisjoint(words):
        return 0
    alone = len(words) <= _MOST_WORDS and all(
        word in _STRONG or word in _WEAK or word in _AROUND for word in words
    )
    return _WHOLE if alone else _BESIDE if strong else 0
