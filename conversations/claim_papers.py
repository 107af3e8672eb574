"""The papers of a claim: which fit the case, in the order in which they are asked for.

FACTS.md section 4: KTP and KK first, as Dukcapil takes them; both letters of the death, as branches
differ in which they ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conversations.claim_facts import ClaimView

_DEATH = (
    "ktp_deceased",
    "kk",
    "death_letter",
    "death_certificate",
    "card",
    "heir_ktp",
    "heirs_letter",
    "marriage_book",
    "guardian",
    "bank_book",
)
_ACCIDENT = ("ktp", "card", "chronology", "form_kk1", "form_kk2", "doctor_kk3")
_FROM_WORK = ("chronology", "form_kk1", "form_kk2", "doctor_kk3")
_AFTER_ACCIDENT = ("witness_ktp", "police_letter", "receipts")

# Every kind that claim_papers.kind may hold; each has its words in locales/.
PAPERS = tuple(dict.fromkeys((*_DEATH, *_ACCIDENT, *_AFTER_ACCIDENT, "npwp")))
GIVEN = frozenset({"given", "checked"})
# Papers that mostly have a back side or more than one page: asked about after the first picture.
OF_PAGES = frozenset(
    {
        "kk",
        "death_certificate",
        "heirs_letter",
        "marriage_book",
        "guardian",
        "chronology",
        "form_kk1",
        "form_kk2",
        "doctor_kk3",
        "witness_ktp",
        "receipts",
    }
)
MOST_PAGES = 10  # of one paper: as many as an album holds; more are brought to the office


def papers_for(kind: str, at_work: str, relation: str, heir_minor: bool) -> tuple[str, ...]:
    """The papers that fit a case, first things first.

    `relation` is of who writes: the marriage book is asked of husband and wife; an officer asks
    anybody else for it where a spouse is left.
    """
    if kind == "accident":
        return (*_ACCIDENT, *_AFTER_ACCIDENT)
    wanted = [each for each in _DEATH if _fits(each, relation, heir_minor)]
    if at_work == "yes":
        wanted += [*_FROM_WORK, *_AFTER_ACCIDENT, "npwp"]
    return tuple(wanted)


def _fits(paper: str, relation: str, heir_minor: bool) -> bool:
    if paper == "marriage_book":
        return relation in ("husband", "wife", "spouse")
    return paper != "guardian" or heir_minor


def wanted_papers(view: ClaimView) -> tuple[str, ...]:
    """All papers of a claim: those of its case, then others that an officer added."""
    fits = papers_for(view.kind, view.at_work, view.relation, view.heir_minor)
    added = (each.kind for each in view.papers if each.kind in PAPERS)
    return tuple(dict.fromkeys((*fits, *added)))


def missing_papers(view: ClaimView) -> tuple[str, ...]:
    """Those that are not given yet or were refused; the refused ones first."""
    states = {each.kind: each.state for each in view.papers}
    missing = [each for each in wanted_papers(view) if states.get(each) not in GIVEN]
    return tuple(sorted(missing, key=lambda each: states.get(each) != "refused"))


def next_paper(wanted: Sequence[str], asked: Iterable[str]) -> str | None:
    """The next paper that was not asked for in this round."""
    done = set(asked)
    return next((each for each in wanted if each not in done), None)
