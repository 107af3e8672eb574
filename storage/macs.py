"""HMACs under subkeys, and which of the index keys finds what just now."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from storage.edges import Standing, standing
from storage.key_files import KeysError
from storage.key_ring import Key, Keys, subkey

PURPOSES_KEPT = 1024  # columns times keys, many times over


class Macs:
    """HMAC-SHA256 under one subkey per purpose; copying a keyed one halves the time."""

    def __init__(self, key: Key | bytes, kind: str) -> None:
        secret = key if isinstance(key, bytes) else key.secret
        self._keyed = lru_cache(PURPOSES_KEPT)(
            lambda purpose: HMAC(subkey(secret, kind, purpose), SHA256())
        )

    def of(self, purpose: str, content: bytes) -> bytes:
        mac = self._keyed(purpose).copy()
        mac.update(content)
        return mac.finalize()


class Indexes:
    """The index keys of a Sealer: of a running process those that each transaction finds named."""

    def __init__(self, keys: Keys, again: Callable[[], Keys] | None) -> None:
        """Without `again` those of `keys`, whatever the store says."""
        self._again = again
        self._macs: dict[int, Macs] = {}
        self._add(keys)
        waits = keys.index_next.id if keys.index_next and not again else None
        self._last = Standing(keys.indexes[-1].id, waits)
        self._first = keys.indexes[0].id  # a store that names none was never switched

    def current(self) -> Macs:
        """By which the first columns are found. Raises KeysError where its key is not at hand."""
        number = self._standing().current or self._first
        macs = self._of(number)
        if macs is None:
            raise KeysError(f"index key {number} is missing", "Put the newer key file in its place")
        return macs

    def waiting(self) -> Macs | None:
        """By which the second columns are written meanwhile; None while no key waits."""
        number = self._standing().waiting
        return self._of(number) if number else None

    def _standing(self) -> Standing:
        found = standing() if self._again else None
        if found is not None:
            self._last = found  # for who asks outside of a transaction: signing of links
        return self._last

    def _of(self, number: int) -> Macs | None:
        if number not in self._macs and self._again:
            self._add(self._again())
        return self._macs.get(number)

    def _add(self, keys: Keys) -> None:
        waits = (keys.index_next,) if keys.index_next else ()
        for key in (*keys.indexes, *waits):
            self._macs.setdefault(key.id, Macs(key, "index"))
