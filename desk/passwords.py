"""Officers' passwords: which are good enough, and Argon2 in few threads at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from importlib.resources import files
from itertools import pairwise
from typing import Literal, TypeAlias, TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

T = TypeVar("T")
Weak: TypeAlias = Literal["short", "long", "worst", "name"]

SHORTEST = 10  # characters; with a second factor NIST SP 800-63B asks for 8
LONGEST = 128  # whole sentences fit; nobody hashes a book
AT_ONCE = 2  # each takes 64 MiB and a core for a moment
WAITING = 64  # more is an attack: officers come by ones
_TAIL = re.compile(r"[\W\d_]*$")

_threads = ThreadPoolExecutor(AT_ONCE, "argon2")
_waiting: list[object] = []


class Busy(RuntimeError):
    """More passwords wait to be looked at than officers ever give at once."""


def weakness(password: str, login: str) -> Weak | None:
    """Why a password will not do; None for a good one. No rules of composition."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    plain = password.casefold()
    word = _TAIL.sub("", plain)
    if login in (plain, word):
        return "name"
    return "worst" if not _varied(plain) or {plain, word} & worst() else None


@cache
def worst() -> frozenset[str]:
    """The words that are tried first, without the digits and signs that people put behind."""
    text = files("desk").joinpath("worst_passwords.csv").read_text(encoding="utf-8")
    return frozenset(text.split()[1:])


async def hashed(password: str) -> str:
    """The Argon2id hash. Raises Busy."""
    return await _in_thread(partial(_hasher().hash, password))


async def verified(password: str, kept: str | None) -> bool:
    """Whether it is the password; without a hash as long as with one, and False. Raises Busy."""
    against = kept or _nobodys()
    right = await _in_thread(partial(_hasher().verify, password[:LONGEST], against))
    return right and kept is not None


def _varied(plain: str) -> bool:
    """Whether there is more in it than a few signs again and again, or a row of digits."""
    steps = {ord(b) - ord(a) for a, b in pairwise(plain)}
    return len(set(plain)) >= 5 and len(steps) > 2


async def _in_thread(work: Callable[[], T]) -> T:
    if len(_waiting) >= WAITING:
        raise Busy
    mark = object()
    _waiting.append(mark)
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work)
    finally:
        _waiting.remove(mark)


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _nobodys() -> str:
    """A hash of the same kind, against which the password of an unknown name is held."""
    return _hasher().hash("nobody has this password")
