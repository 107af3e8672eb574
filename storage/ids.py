"""Ids of rows: 128 bits, ordered by time, written as 32 hexadecimal characters."""

from datetime import UTC, datetime, timedelta
from secrets import token_bytes

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
ENTROPY_BYTES = 8


def new_id(now: datetime, entropy: bytes | None = None) -> str:
    """Give a UUIDv7 (RFC 9562, method 3: its 12 bits after the millisecond keep the microsecond).

    `entropy` is at least 8 bytes, random if not given; a naive time or less entropy raises.
    """
    if now.tzinfo is None:
        raise ValueError("an id needs a time with a zone")
    entropy = token_bytes(ENTROPY_BYTES) if entropy is None else entropy
    if len(entropy) < ENTROPY_BYTES:
        raise ValueError(f"an id needs {ENTROPY_BYTES} bytes of entropy")
    milliseconds, microseconds = divmod((now - _EPOCH) // _MICROSECOND, 1000)
    fraction = microseconds * 4096 // 1000
    tail = int.from_bytes(entropy[:ENTROPY_BYTES], "big") >> 2
    value = milliseconds << 80 | 7 << 76 | fraction << 64 | 0b10 << 62 | tail
    return f"{value:032x}"
