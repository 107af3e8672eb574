"""The key ring of one store as values, and how other keys are derived from its keys."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.key_files import KeysError

SECRET_BYTES = 32  # AES-256, HMAC-SHA256 and X25519 all take 32
TAG_BYTES = 8  # 64 bits tell two keys apart and, behind HKDF and HMAC, tell nothing of the key


@dataclass(frozen=True, slots=True)
class Key:
    """One secret of 32 bytes with the number that sealed values name it by (1 to 65535)."""

    id: int
    created: datetime
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DoorKeys:
    """All that the door may know: the inbox's public half and the key of its look-ups."""

    inbox_id: int
    inbox_public: bytes
    lookup: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Every key of one store; the last of each tuple is the current one."""

    masters: tuple[Key, ...]
    indexes: tuple[Key, ...]
    inboxes: tuple[Key, ...]
    index_next: Key | None = None

    def __repr__(self) -> str:
        return f"Keys({self.fingerprint()})"

    def door(self) -> DoorKeys:
        """Derive the door's share, one way: it leads back to no other key.

        From the first index key, so that rotating the participants' index strands no endpoint.
        """
        inbox = self.inboxes[-1]
        public = X25519PrivateKey.from_private_bytes(inbox.secret).public_key().public_bytes_raw()
        return DoorKeys(inbox.id, public, subkey(self.indexes[0].secret, "door"))

    def fingerprint(self) -> str:
        """Name every key by its kind, number and 64 bits of HMAC: `i1:… m1:… x1:…`."""
        waiting = (self.index_next,) if self.index_next else ()
        return _tags(m=self.masters, i=(*self.indexes, *waiting), x=self.inboxes)

    def check_fingerprint(self, stored: str | None) -> None:
        """Refuse keys that lack one the database was sealed with (None: nothing sealed yet).

        Newer keys are welcome; the store then keeps the new fingerprint.
        """
        lacking = set((stored or "").split()) - set(self.fingerprint().split())
        if lacking:
            names = ", ".join(sorted(entry.split(":")[0] for entry in lacking))
            raise KeysError(
                f"the key files do not match the database (missing or different: {names})",
                "Put back the key files that this database was made with,"
                " or the copy that `seratus keys export` made",
            )


def subkey(secret: bytes, *purpose: str) -> bytes:
    """Derive the 32-byte key of one purpose by HKDF-SHA256 (RFC 5869); no two share one."""
    return HKDF(SHA256(), SECRET_BYTES, salt=None, info=framed("seratus", *purpose)).derive(secret)


def framed(*parts: str | bytes) -> bytes:
    """Join parts, each behind its length, so that no two lists give the same bytes.

    Any str has bytes here: half a surrogate pair must not raise (its error would quote the text).
    """
    joined = b""
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        joined += len(raw).to_bytes(4, "big") + raw
    return joined


def _tags(**kinds: tuple[Key, ...]) -> str:
    return " ".join(sorted(f"{kind}{k.id}:{_tag(k)}" for kind in kinds for k in kinds[kind]))


def _tag(key: Key) -> str:
    tagged = hmac.digest(subkey(key.secret, "fingerprint"), str(key.id).encode(), "sha256")
    return tagged[:TAG_BYTES].hex()
