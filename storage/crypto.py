"""Sealing of columns, files and inbox rows, and the blind indexes by which they are found."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV

from storage import fast_json
from storage.key_ring import DoorKeys, Keys, framed, subkey
from storage.macs import PURPOSES_KEPT, Indexes, Macs

SEALED = 1  # scheme: key id, random nonce, AES-256-GCM-SIV (RFC 8452) under the column's subkey
INBOX = 2  # scheme: key id, ephemeral X25519 key, counter, AES-256-GCM
HEADER_BYTES = 3  # scheme, and the key's id in two bytes
NONCE_BYTES = 12  # 96 bits; GCM-SIV stays safe should a random one ever repeat
TAG_BYTES = 16  # what both schemes add to prove a value whole
POINT_BYTES = 32  # a public key on Curve25519
COUNTER_BYTES = 4  # counts 4.000 times as far as EPHEMERAL_ROWS
NONCES_AT_ONCE = 256  # one call to the system for many: half a seal's time otherwise
EPHEMERAL_SECONDS = 600.0  # DESIGN.md section 2: who takes the door's memory reads 10 minutes
EPHEMERAL_ROWS = 1 << 20  # likewise, and far below what GCM allows one key
EPHEMERAL_KEPT = 256  # the opener's memory of keys: 42 hours of one door, 40 kB
ACCOUNTS_KEPT = 64  # a door serves a handful of accounts

# Purposes that stay under the first index key: what they hide is nobody's number, and what was
# noted under them (files known, headings learnt) is to be found for years.
PINNED = frozenset(
    {"imports.digest", "mappings.headers", "files.digest", "outbox.platform", "endpoints.address"}
)


class SealBroken(Exception):
    """A sealed value was changed, cut, moved, or sealed under a key that is not at hand."""


class Sealer:
    """Seals the store's columns and files; of one Keys, for all threads."""

    def __init__(self, keys: Keys, again: Callable[[], Keys] | None = None) -> None:
        """`again` reads the keys anew when a value names one that was added since."""
        self._again = again
        self._masters = {key.id: key for key in keys.masters}
        self._current = keys.masters[-1].id
        self._cipher = lru_cache(PURPOSES_KEPT)(self._derive)
        self._indexes = Indexes(keys, again)
        self._pinned = Macs(keys.indexes[0], "index")
        self._seeds = Macs(keys.masters[0], "seed")  # the first: rotation must repeat the seed
        self._proofs = Macs(keys.masters[0], "proof")  # likewise
        self._nonces: list[bytes] = []

    def __repr__(self) -> str:
        return f"Sealer(key {self._current})"

    def seal(self, value: bytes, table: str, column: str, row: str) -> bytes:
        """Encrypt a value for one place only: 31 bytes longer than the value."""
        cipher, header, place = self._cipher(self._current, table, column)
        nonce = self._nonce()
        return header + nonce + cipher.encrypt(nonce, value, place + _raw(row))

    def open(self, sealed: bytes, table: str, column: str, row: str) -> bytes:
        """Decrypt a value at the place it was sealed for, else SealBroken."""
        number = _key_number(sealed, SEALED, HEADER_BYTES + NONCE_BYTES + TAG_BYTES)
        if number not in self._masters and self._again:
            self._masters |= {key.id: key for key in self._again().masters}
        if number not in self._masters:
            raise SealBroken(f"{table}.{column}: key {number} is not in the key file")
        cipher, _, place = self._cipher(number, table, column)
        nonce, rest = sealed[HEADER_BYTES:][:NONCE_BYTES], sealed[HEADER_BYTES + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, rest, place + _raw(row))
        except InvalidTag:
            raise SealBroken(f"{table}.{column}: changed, moved or of another key") from None

    def is_current(self, sealed: bytes) -> bool:
        """Whether the current key sealed it. Raises SealBroken for what no key sealed."""
        least = HEADER_BYTES + NONCE_BYTES + TAG_BYTES
        return _key_number(sealed, SEALED, least) == self._current

    def seal_text(self, value: str, table: str, column: str, row: str) -> bytes:
        """Encrypt a text for one place only."""
        return self.seal(_raw(value), table, column, row)

    def open_text(self, sealed: bytes, table: str, column: str, row: str) -> str:
        """Decrypt a text at the place it was sealed for, else SealBroken."""
        return self.open(sealed, table, column, row).decode("utf-8", "surrogatepass")

    def seal_json(self, value: Any, table: str, column: str, row: str) -> bytes:
        """Encrypt a JSON value, written compactly, for one place only."""
        return self.seal(fast_json.written(value), table, column, row)

    def open_json(self, sealed: bytes, table: str, column: str, row: str) -> Any:
        """Decrypt a JSON value at the place it was sealed for, else SealBroken."""
        return fast_json.read(self.open(sealed, table, column, row))

    def index(self, column: str, value: str) -> bytes:
        """Give the 32 bytes a value is found by in `column` (e.g. "participants.nik").

        The caller normalises: the same number must come as the same text.
        """
        macs = self._pinned if column in PINNED else self._indexes.current()
        return macs.of(column, _raw(value))

    def index_next(self, column: str, value: str) -> bytes | None:
        """Give the same under the index key that is being rotated in, if one is."""
        macs = self._indexes.waiting()
        return macs.of(column, _raw(value)) if macs else None

    def seed(self, value: str) -> bytes:
        """Give 32 bytes that nobody can guess and that are always the same for a value."""
        return self._seeds.of("", _raw(value))

    def proof(self, purpose: str, content: bytes) -> bytes:
        """Give 32 bytes that only who has the keys can make; no rotation changes them."""
        return self._proofs.of(purpose, content)

    def _derive(self, number: int, table: str, column: str) -> tuple[AESGCMSIV, bytes, bytes]:
        header = _header(SEALED, number)
        secret = subkey(self._masters[number].secret, "seal", table, column)
        return AESGCMSIV(secret), header, header + framed(table, column)

    def _nonce(self) -> bytes:
        try:
            return self._nonces.pop()  # one step for the interpreter: no two threads get one
        except IndexError:
            raw = os.urandom(NONCE_BYTES * NONCES_AT_ONCE)
            starts = range(NONCE_BYTES, len(raw), NONCE_BYTES)
            self._nonces.extend(raw[start : start + NONCE_BYTES] for start in starts)
            return raw[:NONCE_BYTES]


class _Lookup:
    """The names under which door and engine know endpoints and platform events."""

    def __init__(self, door: DoorKeys) -> None:
        self._macs = Macs(door.lookup, "lookup")
        self._account = lru_cache(ACCOUNTS_KEPT)(framed)

    def endpoint_key(self, channel: str, account: str, address: str) -> bytes:
        """Give the 32 bytes that stand for an address of a channel's account."""
        return self._macs.of("endpoint", self._account(channel, account) + _raw(address))

    def event_key(self, channel: str, account: str, event_id: str) -> bytes:
        """Give the 32 bytes that stand for a platform's event id."""
        return self._macs.of("event", self._account(channel, account) + _raw(event_id))


@dataclass(frozen=True, slots=True)
class _Ephemeral:
    """A key pair of the door's that lives minutes: its cipher, and what ends it."""

    cipher: AESGCM = field(repr=False)
    public: bytes
    ends: float
    process: int
    rows: "count[int]"


class InboxSealer(_Lookup):
    """The door's half: writes rows that it cannot read again; for all threads."""

    def __init__(self, door: DoorKeys, monotonic: Callable[[], float]) -> None:
        super().__init__(door)
        self._door = door
        self._header = _header(INBOX, door.inbox_id)
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._ephemeral: _Ephemeral | None = None

    def seal(self, payload: bytes, channel: str, account: str, event_key: bytes) -> bytes:
        """Encrypt a payload for the engine and for this event only: 55 bytes longer."""
        ephemeral, row = self._next_row()
        counter = row.to_bytes(COUNTER_BYTES, "big")
        place = self._header + self._account(channel, account) + event_key
        sealed = ephemeral.cipher.encrypt(_counted(counter), payload, place)
        return self._header + ephemeral.public + counter + sealed

    def _next_row(self) -> tuple[_Ephemeral, int]:
        with self._lock:
            ephemeral, now = self._ephemeral, self._monotonic()
            row = next(ephemeral.rows) if ephemeral else 0
            if (
                ephemeral is None
                or row >= EPHEMERAL_ROWS
                or now >= ephemeral.ends
                or os.getpid() != ephemeral.process  # a fork would count the same nonces again
            ):
                ephemeral = self._ephemeral = self._renewed(now)
                row = next(ephemeral.rows)
            return ephemeral, row

    def _renewed(self, now: float) -> _Ephemeral:
        private = X25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        inbox = self._door.inbox_public
        shared = private.exchange(X25519PublicKey.from_public_bytes(inbox))
        cipher = _inbox_cipher(shared, self._door.inbox_id, public, inbox)
        return _Ephemeral(cipher, public, now + EPHEMERAL_SECONDS, os.getpid(), count())


class InboxOpener(_Lookup):
    """The engine's half: reads what any door wrote; for all threads."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys.door())
        self._private = {
            key.id: X25519PrivateKey.from_private_bytes(key.secret) for key in keys.inboxes
        }
        self._cipher = lru_cache(EPHEMERAL_KEPT)(self._derive)

    def open(self, sealed: bytes, channel: str, account: str, event_key: bytes) -> bytes:
        """Decrypt a payload of the event it was sealed for, else SealBroken."""
        body = HEADER_BYTES + POINT_BYTES + COUNTER_BYTES
        number = _key_number(sealed, INBOX, body + TAG_BYTES)
        if number not in self._private:
            raise SealBroken(f"inbox: key {number} is not in the key file")
        point, counter = sealed[HEADER_BYTES:][:POINT_BYTES], sealed[body - COUNTER_BYTES : body]
        place = sealed[:HEADER_BYTES] + self._account(channel, account) + event_key
        try:
            cipher = self._cipher(number, point)
            return cipher.decrypt(_counted(counter), sealed[body:], place)
        except (InvalidTag, ValueError):  # ValueError: a point of low order
            raise SealBroken("inbox: changed, moved or of another key") from None

    def _derive(self, number: int, point: bytes) -> AESGCM:
        private = self._private[number]
        shared = private.exchange(X25519PublicKey.from_public_bytes(point))
        return _inbox_cipher(shared, number, point, private.public_key().public_bytes_raw())


def _inbox_cipher(shared: bytes, number: int, ephemeral: bytes, inbox: bytes) -> AESGCM:
    return AESGCM(subkey(shared, "inbox", str(number), ephemeral.hex(), inbox.hex()))


def _counted(counter: bytes) -> bytes:
    return counter.rjust(NONCE_BYTES, b"\0")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # never raises: the error would quote the text


def _header(scheme: int, number: int) -> bytes:
    return bytes((scheme,)) + number.to_bytes(2, "big")


def _key_number(sealed: bytes, scheme: int, least: int) -> int:
    if len(sealed) < least:
        raise SealBroken("sealed value is cut off")
    if sealed[0] != scheme:
        raise SealBroken(f"sealed value has scheme {sealed[0]} where {scheme} is due")
    return int.from_bytes(sealed[1:HEADER_BYTES], "big")
