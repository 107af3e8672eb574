"""People with contributions, as a transcript's head writes them down, and their cover by the rules.

    anggota orang: Siti Aminah, dibayar 2026-01..2026-10, sendiri
    anggota orang: Pak Darto, pembantu, dibayar 2026-01..2026-12, ditanggung Desa Segumbang
                   sampai 2026-12                                       (on one line)

Further parts: `penghasilan 1500000`, `sopir`, `tabungan`, `kode 8123` (kode iuran), `keluarga`,
`bukti menunggu|diterima|ditolak unreadable`, `antrean 4`, `tanpa pengingat`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from conversations.facts import CoverView
from program.contributions import months_later
from program.coverage import covered_until

LINE = re.compile(r"anggota (?P<phone>[a-z]+): (?P<name>[^,]+)(?P<parts>(?:, [^,]+)*)")
SPONSOR = re.compile(r"ditanggung (?P<name>.+?)(?: sampai (?P<until>\d{4}-\d\d))?")
KINDS = {"Desa": "village", "Pemerintah": "village", "Kabupaten": "kabupaten", "PT": "csr"}
ROLES = {"pembantu": "helper", "keluarga": "family"}
PROOFS = {"menunggu": "waiting", "diterima": "confirmed", "ditolak": "refused"}
VILLAGE = "63.10.01.2005"  # Segumbang


@dataclass(frozen=True)
class Member:
    """Somebody for whom a phone speaks."""

    phone: str
    name: str
    role: str = "self"
    paid: frozenset[date] = frozenset()
    payer: str = "self"
    sponsor: str = ""
    until: date | None = None
    income: int | None = None
    transport: bool = False
    savings: bool = False
    code: str = ""
    reminded: bool = True
    remind_on: date | None = None
    proof: str = ""
    reason: str = ""
    waiting: int = 0
    stopped: str = "none"

    def view(self, who: str, today: date) -> CoverView:
        """What the phone may be told on a day."""
        own = self.role == "self"
        until = self._sponsored_until()
        over = until is not None and until < today.replace(day=1)
        return CoverView(
            who=who,
            name=self.name,
            sex="female",
            role=self.role,
            village=VILLAGE,
            covered_until=covered_until(self.paid, today),
            paid_ahead=tuple(sorted(each for each in self.paid if each > today)),
            payer=self.payer,
            sponsor="" if over else self.sponsor,
            sponsored_until=until,
            income=self.income if own else None,
            transport=self.transport,
            programmes=frozenset({"jkk", "jkm", *(("jht",) if self.savings else ())}),
            payment_code=self.code if own else "",
            reminded=self.reminded,
            remind_on=self.remind_on,
            proof=self.proof,
            proof_reason=self.reason,
            waiting=self.waiting,
            stopped=self.stopped,
        )

    def _sponsored_until(self) -> date | None:
        """The last month that somebody else pays: of the place, else the last one paid."""
        if not self.sponsor:
            return None
        return max(filter(None, (self.until, max(self.paid, default=None))), default=None)


def read_member(line: str) -> Member | None:
    """The member of a line; None for a line that is none. Raises ValueError for an unknown part."""
    found = LINE.fullmatch(line)
    if found is None:
        return None
    member = Member(found["phone"], found["name"])
    for part in found["parts"].split(", ")[1:]:
        member = _with(member, part)
    return member


def _with(member: Member, part: str) -> Member:
    word, _, rest = part.partition(" ")
    if part in ROLES:
        return replace(member, role=ROLES[part])
    if sponsor := SPONSOR.fullmatch(part):
        kind = KINDS[sponsor["name"].split()[0]]
        until = month(sponsor["until"]) if sponsor["until"] else None
        return replace(member, payer=kind, sponsor=sponsor["name"], until=until)
    match word:
        case "dibayar":
            return replace(member, paid=member.paid | _months(rest))
        case "sendiri":
            return replace(member, payer="self")
        case "penghasilan":
            return replace(member, income=int(rest))
        case "sopir":
            return replace(member, transport=True)
        case "tabungan":
            return replace(member, savings=True)
        case "kode":
            return replace(member, code=rest)
        case "tanpa":
            return replace(member, reminded=False)
        case "antrean":
            return replace(member, waiting=int(rest))
        case "bukti":
            state, _, reason = rest.partition(" ")
            return replace(member, proof=PROOFS[state], reason=reason)
    raise ValueError(f"no part of a member: {part}")


def month(text: str) -> date:
    """ "2026-11" as a first day."""
    return date.fromisoformat(f"{text}-01")


def _months(span: str) -> frozenset[date]:
    first, _, last = span.partition("..")
    found = [month(first)]
    while last and found[-1] < month(last):
        found.append(months_later(found[-1], 1))
    return frozenset(found)
