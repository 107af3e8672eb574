"""Transcripts: talks written down to be read, and played by any player. Parser and writer.

    # A comment stays where it is.
    batas nik: 2                 (settings of the world, before the first line)
    telepon orang: +62…          (the channel vouches for this number of the phone "orang")
    anggota orang: Siti Aminah, dibayar 2026-01..2026-10, sendiri (see tests/covered.py)

    orang: assalamualaikum       (any word but the reserved ones is a phone with somebody behind it)
    bot: Waalaikumsalam.         (what is answered; paragraphs go on below, indented)
         [Boleh] [Tidak]
    orang [tap] Boleh            (a button of the newest question that has it; "lama": of an older)
    orang [ubah] Siti            (the last message of this phone is edited and says this now;
    orang [ubah] Siti → Sitti     or the message that said "Siti")
    orang [foto] caption · [dokumen] caption · [lokasi] · [suara]
    orang [dokumen daftar.xlsx]  (a sheet; its rows come as a JSON list of lists of cells:)
    berkas: [["Nama", "NIK"], …] (or "ditolak password")
    orang [album]                (one picture of an album; "[album] 2": of another one)
    orang [kontak] +62…          (the own card; "[kontak orang]": somebody else's)
    orang [tautan desa] 63.10.…  (came by a link of ours; also "kode", "petugas", "rusak", or "")
    foto: tersimpan              (its effect ended; or "ditolak too_large")
    pembaca ktp: 1               (a setting: the photo of a KTP is read here)
    ktp: {"nik": "63…"}          (the photo's reading ended; "nik?": not sure; or "ditolak blurred")
    tercatat: Siti, 1975-08-05, +62…, 63.10…  (an officer's list has this person, tests/listed.py)
    petugas terdaftar: +62…      (a setting: the number of a registered officer)
    meja orang: 63.10.01.2005    (a setting: that phone is linked to an officer of the region)
    meja: {"state": "handed"}    (an officer changes the newest claim, see tests/claimed.py)
    ragu: orang                  (that number may be in other hands now)
    waktu: +40 hari              (also jam, menit)

A person's line comes PACE after the line before it. Receipt codes stand as `{kode 1}`, `{kode 2}`,
one-time codes as `{pindah 1}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.transcript import CARD, INDENT, PACE, START, Codes, Reply, written_line, written_text
from tests.covered import Member, read_member
from tests.listed import OnList, read_listed

__all__ = ["CARD", "PACE", "START", "Codes", "Reply"]  # as the player and the tests know them

FOLDER = Path(__file__).parent / "transcripts"
UNITS = {"hari": "days", "jam": "hours", "menit": "minutes"}
ACT = re.compile(
    r"(?P<who>[a-z]+)(?: \[(?P<way>[a-z ]+)(?P<file> \w+\.[a-z]+)?\])?(?P<colon>:)?"
    r"(?: (?P<rest>.*))?",
    re.DOTALL,
)
SETTING = re.compile(r"(?P<name>batas nik|pembaca ktp): (?P<value>\d+)")
VOUCHED = re.compile(r"telepon (?P<phone>[a-z]+): (?P<number>\+\d+)")
OFFICE = re.compile(r"meja (?P<phone>[a-z]+): (?P<region>[\d.]+)")
OFFICER = re.compile(r"petugas terdaftar: (?P<number>\+\d+)")
LINKS = {"desa": "village", "kode": "receipt", "petugas": "officer", "rusak": "broken", "": ""}


@dataclass(frozen=True, slots=True)
class Writes:
    """Somebody writes a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Taps:
    """Somebody taps the button with this label; `late`: not of the newest question."""

    label: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Sends:
    """Somebody sends something else: "foto", "dokumen", "album", "kontak", "kontak orang",
    "lokasi", "suara" or "berkas"; `detail` is its caption, album, number or file name."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """Somebody edits a message: the newest that said `of`, or without it the last one."""

    text: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Follows:
    """Somebody comes by a link: the kind and value of a `CameBy`."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Doubts:
    """From now on the phone's number may be in other hands."""

    phone: str


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer does something with the newest claim."""

    done: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PhotoDone:
    """The photo sent last is stored, or refused with a code; or `card` was read on it."""

    refused: str | None = None
    card: Mapping[str, Any] | None = None  # the reading's result


@dataclass(frozen=True, slots=True)
class Waits:
    """Time goes by."""

    span: timedelta


Act = Writes | Edits | Taps | Follows | Sends | PhotoDone | Doubts | Desk | Waits


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done by somebody and what is answered to it."""

    who: str
    act: Act
    replies: tuple[Reply, ...]
    source: tuple[str, ...]  # the comments above it and the line itself, as written


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole talk."""

    name: str
    steps: tuple[Step, ...]
    settings: dict[str, int] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)  # phone → E.164 that is vouched for
    members: tuple[Member, ...] = ()
    officers: tuple[str, ...] = ()  # numbers of registered officers, E.164
    offices: dict[str, str] = field(default_factory=dict)  # region of the officer, by phone
    listed: tuple[OnList, ...] = ()  # whom an officer's list brought
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


def all_transcripts() -> list[Path]:
    """The transcripts' files, by name."""
    return sorted(FOLDER.glob("*.txt"))


def read(path: Path) -> Transcript:
    """The transcript of a file. Raises ValueError on a line that is none."""
    steps: list[Step] = []
    settings: dict[str, int] = {}
    phones: dict[str, str] = {}
    members: list[Member] = []
    officers: list[str] = []
    offices: dict[str, str] = {}
    listed: list[OnList] = []
    head: list[str] = []
    above: list[str] = []
    for block in _blocks(path.read_text(encoding="utf-8").splitlines()):
        first = block[0]
        if setting := SETTING.fullmatch(first):
            settings[setting["name"]] = int(setting["value"])
            head += [*above, *block]
            above = []
        elif vouched := VOUCHED.fullmatch(first):
            phones[vouched["phone"]] = vouched["number"]
            head += [*above, *block]
            above = []
        elif office := OFFICE.fullmatch(first):
            offices[office["phone"]] = office["region"]
            head += [*above, *block]
            above = []
        elif officer := OFFICER.fullmatch(first):
            officers.append(officer["number"])
            head += [*above, *block]
            above = []
        elif brought := read_listed(first):
            listed.append(brought)
            head += [*above, *block]
            above = []
        elif member := read_member(first):
            members.append(member)
            head += [*above, *block]
            above = []
        elif not first or first.startswith("#"):
            above += block
        elif first.startswith("bot:"):
            steps[-1] = replace(steps[-1], replies=(*steps[-1].replies, _reply(block)))
        else:
            who, act = _act("\n".join(line.removeprefix(INDENT) for line in block))
            steps.append(Step(who, act, (), (*above, *block)))
            above = []
    return Transcript(
        path.stem,
        tuple(steps),
        settings,
        phones,
        tuple(members),
        tuple(officers),
        offices,
        tuple(listed),
        tuple(head),
        tuple(above),
    )


def written(transcript: Transcript) -> str:
    """The file's text."""
    blocks = ["\n".join(transcript.head)] if transcript.head else []
    for step in transcript.steps:
        source = "\n".join(line for line in step.source if line)
        blocks.append(written_line(source, step.replies))
    return written_text([*blocks, "\n".join(line for line in transcript.foot if line)])


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines that belong together: a reply with its indented lines, any other line alone."""
    block: list[str] = []
    for line in lines:
        indented = line.startswith(INDENT)  # of a person: a message of several lines
        inside = block and (indented or (block[0].startswith("bot:") and not line))
        if inside:
            block.append(line)
            continue
        if block:
            yield block
        block = [line]
    if block:
        yield block


def _act(line: str) -> tuple[str, Act]:
    found = ACT.fullmatch(line)
    if found is None:
        raise ValueError(f"no line of a transcript: {line}")
    who, way, rest = found["who"], found["way"], found["rest"] or ""
    if who == "waktu":
        count, unit = rest.removeprefix("+").split()
        return who, Waits(timedelta(**{UNITS[unit]: int(count)}))
    if who == "foto":
        return who, PhotoDone(
            rest.removeprefix("ditolak").strip() or None if "ditolak" in rest else None
        )
    if who == "berkas" and not rest.startswith("ditolak"):
        return who, PhotoDone(card=_sheet(json.loads(rest)))
    if who in ("ktp", "berkas"):
        if rest.startswith("ditolak"):
            return who, PhotoDone(rest.removeprefix("ditolak").strip())
        return who, PhotoDone(card=_card(json.loads(rest)))
    if who == "meja":
        return who, Desk(json.loads(rest))
    if who == "ragu":
        return who, Doubts(rest)
    if found["file"]:
        return who, Sends("berkas", found["file"].strip())
    if way in ("tap", "tap lama"):
        return who, Taps(rest, late=way == "tap lama")
    if way == "ubah":
        of, _, text = rest.rpartition(" → ")
        return who, Edits(text, of)
    if way and way.startswith("tautan"):
        return who, Follows(LINKS[way.removeprefix("tautan").strip()], rest)
    if way:
        return who, Sends(way, rest)
    return who, Writes(rest)


def _card(told: Mapping[str, str]) -> Mapping[str, Any]:
    values = {name.removesuffix("?"): value for name, value in told.items()}
    return {"values": values, "unsure": [n.removesuffix("?") for n in told if n.endswith("?")]}


def _sheet(rows: list[list[str]]) -> Mapping[str, Any]:
    at = [*range(2, len(rows) + 1)]
    return {"headers": rows[0], "header_at": 1, "rows": rows[1:], "at": at}


def _reply(block: list[str]) -> Reply:
    lines = [line.removeprefix("bot:").removeprefix(INDENT).strip() for line in block]
    while lines and not lines[-1]:
        lines.pop()
    card = bool(lines) and lines[-1] == CARD
    lines = lines[:-1] if card else lines
    choices = tuple(re.findall(r"\[([^\]]+)\]", lines[-1])) if lines[-1].startswith("[") else ()
    lines = lines[:-1] if choices else lines
    return Reply("\n".join(lines).strip(), choices, card)
