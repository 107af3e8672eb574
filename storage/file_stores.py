"""Where sealed files are kept: a folder, or a store that speaks S3, for many computers at once.

Names are our ids, contents are sealed before they come here: whoever keeps them reads nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from obstore.store import S3Store

ENDING: Final = ".sealed"
TIMEOUT: Final = timedelta(seconds=10)  # of one call: a file is 10 MB at most, and a person waits
RETRIES: Final = 3  # with growing pauses, of a call that the store could not answer


class FileStore(Protocol):
    """Sealed contents by id."""

    def put(self, file_id: str, sealed: bytes) -> None:
        """Keeps a content, whole or not at all; over an older one of this id. Raises OSError."""
        ...

    def get(self, file_id: str) -> bytes:
        """The content. Raises FileNotFoundError, OSError."""
        ...

    def delete(self, file_id: str) -> None:
        """Takes a content away; one already gone does not matter. Raises OSError."""
        ...

    def ids(self) -> Iterator[str]:
        """The ids of all contents, in order. Raises OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this computer, or a volume that several share."""

    path: Path

    def put(self, file_id: str, sealed: bytes) -> None:
        """Written beside and put in its place, so that a power cut leaves the old or the new."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._of(file_id)
        temporary = path.with_suffix(".new")
        with temporary.open("wb") as handle:
            handle.write(sealed)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)

    def get(self, file_id: str) -> bytes:
        """The content. Raises FileNotFoundError."""
        return self._of(file_id).read_bytes()

    def delete(self, file_id: str) -> None:
        """Takes it away."""
        self._of(file_id).unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """All that is there."""
        return (each.stem for each in sorted(self.path.glob(f"*{ENDING}")))

    def _of(self, file_id: str) -> Path:
        return self.path / f"{file_id}{ENDING}"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where in which S3-compatible store, and who we are there."""

    name: str
    endpoint: str  # https://…; http only to this computer
    region: str
    access_key: str
    secret_key: str = field(repr=False)
    prefix: str = "files"


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the library as those of files; its texts, which hold addresses, stay behind."""
    from obstore.exceptions import BaseError, NotFoundError

    try:
        yield
    except (FileNotFoundError, NotFoundError):
        raise FileNotFoundError("the store of files does not hold it") from None
    except BaseError as error:
        raise OSError(f"the store of files: {type(error).__name__}") from None


class S3Files:
    """A bucket; its keys begin with the prefix. `obstore` is imported where this is used."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._made: S3Store | None = None

    def put(self, file_id: str, sealed: bytes) -> None:
        """One PUT: a store of this kind shows it whole or not at all. Raises OSError."""
        with _told():
            self._store().put(self._key(file_id), sealed, use_multipart=False)

    def get(self, file_id: str) -> bytes:
        """The content. Raises FileNotFoundError, OSError."""
        with _told():
            return bytes(self._store().get(self._key(file_id)).bytes())

    def delete(self, file_id: str) -> None:
        """Takes it away; one that is gone is no error. Raises OSError."""
        with _told(), suppress(FileNotFoundError):
            self._store().delete(self._key(file_id))

    def ids(self) -> Iterator[str]:
        """All below the prefix, a page at a time. Raises OSError."""
        with _told():
            for some in self._store().list(self._bucket.prefix):
                names = (str(each["path"]).rpartition("/")[2] for each in some)
                yield from (each.removesuffix(ENDING) for each in names if each.endswith(ENDING))

    def _key(self, file_id: str) -> str:
        if not file_id.isalnum():
            raise ValueError("a file's id is letters and digits")
        return f"{self._bucket.prefix}/{file_id}{ENDING}"

    def _store(self) -> S3Store:
        if self._made is None:
            from obstore.store import S3Store

            of = self._bucket
            self._made = S3Store(
                of.name,
                endpoint=of.endpoint,
                region=of.region,
                access_key_id=of.access_key,
                secret_access_key=of.secret_key,
                virtual_hosted_style_request=False,
                client_options={
                    "allow_http": of.endpoint.startswith("http://"),
                    "timeout": TIMEOUT,
                    "connect_timeout": TIMEOUT,
                },
                retry_config={"max_retries": RETRIES, "retry_timeout": 2 * TIMEOUT},
            )
        return self._made


def at(place: Path | FileStore) -> FileStore:
    """The store; a path stands for the folder there."""
    return Folder(place) if isinstance(place, Path) else place
