"""Every `seratus …` that README and docs show: how a test runs it, or why none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PERSON = 'officer add siti --name "Siti Aminah" --role admin'
SPONSOR = 'sponsor add --kind village --name "Pemerintah Desa" --region 63.10.03.2004'
BACKUP = "backup copy.seratus"
KEYS = "keys export copy.keys"


@dataclass(frozen=True, slots=True)
class Run:
    """What is typed in place of the shown line ("" the line itself), what before it, how it ends.

    A `!folder` among what is before it is lost.
    `code` other than 0 is a refusal that the documents tell of, and `said` is in it.
    """

    typed: str = ""
    before: tuple[str, ...] = ()
    code: int = 0
    said: str = ""


_AS_SHOWN = Run()
_APART = Run(code=2, said="PostgreSQL")  # running.md: on SQLite they refuse
RUN: Mapping[str, Run] = {
    "seratus audit verify": _AS_SHOWN,
    "seratus backup": Run(BACKUP),
    "seratus backup --verify FILE": Run("backup --verify copy.seratus", (BACKUP,)),
    "seratus breach": Run("breach --out kabar.csv", code=2, said="name a file"),
    "seratus breach FILE --out kabar.csv": Run("breach records.txt --out kabar.csv"),
    "seratus breach BERKAS --out kabar.csv": Run("breach records.txt --out kabar.csv"),
    "seratus breach … --out FILE": Run("breach --village 63.10.03.2004 --out kabar.csv"),
    "seratus chat": _AS_SHOWN,
    "seratus chat --json": _AS_SHOWN,
    "seratus check": _AS_SHOWN,
    "seratus desk": _APART,
    "seratus diagram registration": _AS_SHOWN,
    "seratus door": _APART,
    "seratus engine": _APART,
    "seratus failed": _AS_SHOWN,
    "seratus import payments": Run(code=2, said="FILE is missing"),
    "seratus import payments --undo ID": Run(
        "import payments --undo 0123", (SPONSOR,), code=2, said="no import"
    ),
    "seratus import payments FILE [--sponsor NAME-OR-ID] [--dry-run] [--out COPY] "
    "[--map nik=B,month=PERIODE]": Run(
        'import payments paid.csv --sponsor "Pemerintah Desa" --dry-run', (SPONSOR,)
    ),
    "seratus journal list": _AS_SHOWN,
    "seratus journal apply": Run(code=2, said="seratus.journal is not there"),
    "seratus keys export": Run(KEYS),
    "seratus keys export FILE": Run(KEYS),
    "seratus keys reseal": _AS_SHOWN,
    "seratus keys restore": Run("keys restore copy.keys", (KEYS, "!keys")),
    "seratus keys restore FILE": Run("keys restore copy.keys", (KEYS, "!keys")),
    "seratus keys rotate": _AS_SHOWN,
    "seratus keys rotate --index": _AS_SHOWN,
    "seratus keys rotate --index --only-add": _AS_SHOWN,
    "seratus migrate": _AS_SHOWN,
    "seratus officer add": Run(PERSON.replace("siti", "ani")),
    "seratus officer add --role … --region …": Run(
        'officer add budi --name "Budi" --role desa --region 63.10.01.2005'
    ),
    'seratus officer add budi --name "Budi" --role desa --region 63.10.01.2005 '
    "--address https://alamat.kantor": _AS_SHOWN,
    'seratus officer add siti --name "Siti Aminah" --role admin': _AS_SHOWN,
    'seratus officer add tamu --name "Tamu" --role kabupaten --region 63.10': _AS_SHOWN,
    "seratus officer disable budi": Run(
        before=('officer add budi --name "Budi" --role desa --region 63.10.01.2005',)
    ),
    "seratus officer list": _AS_SHOWN,
    "seratus officer reset siti": Run(before=(PERSON,)),
    "seratus poster": Run("poster 63.10.03.2004 poster.pdf"),
    "seratus poster VILLAGE FILE": Run("poster 63.10.03.2004 poster.png"),
    "seratus pot set": Run(
        'pot set --sponsor "Pemerintah Desa" --year 2026 --amount 201600000', (SPONSOR,)
    ),
    "seratus pot set --sponsor NAME-OR-ID --year 2026 --amount 201600000 "
    "[--last-month 2026-12]": Run(
        'pot set --sponsor "Pemerintah Desa" --year 2026 --amount 201600000 --last-month 2026-12',
        (SPONSOR,),
    ),
    "seratus replay NUMBER": Run("replay 1", code=2, said="1"),
    "seratus replay all": _AS_SHOWN,
    "seratus restore": Run("restore copy.seratus --yes", (BACKUP, "!data")),
    "seratus restore FILE": Run("restore copy.seratus", (BACKUP,), said="with --yes"),
    "seratus restore FILE --yes": Run("restore copy.seratus --yes", (BACKUP, "!data")),
    "seratus resume": _AS_SHOWN,
    "seratus retention": _AS_SHOWN,
    "seratus retention --dry-run": _AS_SHOWN,
    "seratus retention [--dry-run]": Run("retention --dry-run"),
    "seratus roles": _AS_SHOWN,
    "seratus sender": _APART,
    "seratus settings": _AS_SHOWN,
    "seratus sponsor add": Run(SPONSOR),
    'seratus sponsor add --kind village --name "Pemerintah Desa …" --region 63.10.03.2004 '
    "[--wadah …] [--discounted]": Run(SPONSOR + " --discounted"),
    "seratus sponsor list [--year 2026]": Run("sponsor list --year 2026", (SPONSOR,)),
    "seratus understand KIND --lines < sentences.txt": Run("understand date --lines"),
    "seratus understand KIND TEXT": Run("understand date besok --on 2026-11-22"),
    "seratus understand KIND TEXT [--on 2026-11-22]": Run("understand date besok --on 2026-11-22"),
    "seratus whatsapp templates": _AS_SHOWN,
    "seratus program contribution": Run(
        "program contribution --payer self --income 1000000 --occupation farmer --month 2026-11"
    ),
    "seratus whatsapp templates --submit": Run(code=2, said="SERATUS_WHATSAPP"),
}
_GROUP = "names a group of commands, and does nothing itself"
NOT_RUN: Mapping[str, str] = {
    "seratus demo": "fills a store, which is slow; tests/bot/test_demo.py has it",
    "seratus ktp FILE": "needs the optional reader of KTPs; tests/bot/test_ktp.py has it",
    "seratus move --to": "needs a second, empty database; a PostgreSQL is slow to start here",
    "seratus move --to URL": "needs a second, empty database; a PostgreSQL is slow to start here",
    "seratus preview": "walks every screen, which is slow; tests/bot/test_preview.py has it",
    "seratus program": _GROUP,
    "seratus run": "serves until it is stopped; tests/bot/test_service.py runs it",
    "seratus sponsor": _GROUP,
}
