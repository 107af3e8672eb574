"""The forms of a claim: a death, an accident, and who is to receive. One question at a time."""

from __future__ import annotations

from datetime import date
from typing import cast

from conversations.claim_case import PAPER, asking, opened
from conversations.claim_facts import ClaimPerson, ClaimView
from conversations.claim_fields import (
    OTHER,
    BirthYear,
    Confirm,
    MemberNumber,
    PastDay,
    ReportPick,
    ReportText,
    SubjectDistrict,
    SubjectName,
    SubjectVillage,
    WhoMeant,
)
from conversations.claim_happened import ClaimOpened, HeirTold
from conversations.claim_sums import FREE, from_work, general, own
from conversations.conditions import Answered, Is, Several
from conversations.fields import ContactName, ContactRelation, Field
from conversations.form import End, Form, View
from conversations.happened import NikEntered
from conversations.heir_fields import Account, Children
from conversations.move import Move
from conversations.session import Draft, Json, Say, Session, Text
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace
from program.benefits import Work
from program.heirs import RELATIVES, heirs

DEATH_REPORT, ACCIDENT_REPORT, HEIR = "death_report", "accident_report", "heir"
REPORTS = {DEATH_REPORT: "death", ACCIDENT_REPORT: "accident"}  # form → kind of its claim
CLAIM_FORMS = frozenset({*REPORTS, HEIR})
_ELSEWHERE = Is("who", OTHER)
_ABOUT = frozenset({"for_whom", "claim", "about"})  # notes in a draft, no questions
_AT_WORK = (
    "saat bekerja", "waktu bekerja", "sedang bekerja", "lagi kerja", "saat kerja", "di kebun",
    "di sawah", "di ladang", "di laut", "melaut", "di tempat kerja", "berangkat kerja",
    "pulang kerja", "perjalanan kerja", "jalan ke kebun", "jalan ke sawah", "di jalan pulang",
    "jalan kerja", "kerja",
)  # fmt: skip
_NOT_AT_WORK = ("di rumah", "tidak bekerja", "bukan saat", "tidak sedang", "sakit di")


def read_at_work(text: str) -> str | None:
    """Whether it was at work or on the way, in the family's words; a doubt is no answer."""
    words = fold(text)
    plain = {"yes": "yes", "no": "no", "unknown_answer": "unknown", "skip": "unknown"}
    answer = plain.get(read_yes_no(text) or "")
    if answer:
        return answer
    if any(each in words for each in _NOT_AT_WORK):
        return "no"
    return "yes" if any(f" {each} " in f" {words} " for each in _AT_WORK) else None


def read_minor(text: str) -> str | None:
    """Under age or not, in words."""
    return {"yes": "yes", "no": "no", "unknown_answer": "unknown"}.get(read_yes_no(text) or "")


def death_report() -> Form:
    """Whose death, when, how, who is asking; all but the name may be left out."""
    return _report(DEATH_REPORT)


def accident_report() -> Form:
    """Who was hurt, when, how, who is asking."""
    return _report(ACCIDENT_REPORT)


def _report(name: str) -> Form:
    return Form(
        id=name,
        version=1,
        fields=(
            WhoMeant("who"),
            SubjectName("name"),
            SubjectVillage("village", when=_ELSEWHERE),
            SubjectDistrict("district", when=Several("village")),
            BirthYear("birth_year", when=_ELSEWHERE),
            MemberNumber("number", when=_ELSEWHERE),
            PastDay("happened_on"),
            ReportPick("at_work", choices=("yes", "no", "unknown"), reader=read_at_work),
            *_asker(),
            Confirm("check"),
        ),
        finish=report,
        reactions={"number": number_given},
        ends=(End("check", "send", PAPER),),
        final=("check",),
        unnumbered=frozenset({"who", "district", "check"}),
        silent=frozenset({"who", "check"}),
    )


def _asker() -> tuple[Field, ...]:
    return (
        ContactName("asker.name"),
        ContactRelation("asker.relation", when=Answered("asker.name")),
    )


def heir() -> Form:
    """Who is to receive, the account, and children at school."""
    return Form(
        id=HEIR,
        version=1,
        fields=(
            ContactName("receiver.name"),
            ContactRelation("receiver.relation", when=Answered("receiver.name")),
            ReportPick("minor", choices=("no", "yes", "unknown"), reader=read_minor),
            ReportText("guardian", when=Is("minor", "yes")),
            ReportText("bank"),
            Account("account"),
            Children("children"),
            Confirm("check"),
        ),
        finish=heir_told,
        ends=(End("check", "send", "claim"),),
        final=("check",),
        unnumbered=frozenset({"check"}),
        silent=frozenset({"check"}),
    )


def begun_anew(draft: Draft) -> Draft:
    """The draft without its answers: only what it is about stays."""
    kept = {name: each for name, each in draft.answers.items() if name in _ABOUT}
    return replace(draft, answers=kept)


# --- what they lead to ---------------------------------------------------------------------


def number_given(session: Session, view: View) -> Move | None:
    """A NIK counts towards the endpoint's limit; whose it is, is never told."""
    number = view.values.get("number") or {}
    if number.get("kind") != "nik":
        return None
    return Move(session, happened=(NikEntered(number["value"]),))


def report(session: Session, view: View) -> Move:
    """Opens the claim: the same words for everybody, then what may be disclosed, then papers."""
    kind = REPORTS[view.form.id]
    claim = _claim(view, kind)
    person = _person(view)
    happened = ClaimOpened(
        claim=claim.claim,
        kind=kind,
        who=person.who if person else None,
        subject=_subject(view, person),
        happened_on=claim.happened_on,
        at_work=claim.at_work,
        name=str((view.values.get("asker.name") or {}).get("name", "")),
        relation=claim.relation,
        draft=view.draft.id,
    )
    told = (Text(f"claim-opened.{kind}"), *_possible(claim, person, view), FREE)
    done = asking(opened(replace(session, draft=None), claim, PAPER), claim)
    return Move(done, first=(Say(told),), happened=(happened,))


def _claim(view: View, kind: str) -> ClaimView:
    values = view.values
    day = values.get("happened_on")
    return ClaimView(
        claim=view.draft.id,
        kind=kind,
        name=str(values["name"]["called"]),
        sex="unknown",
        state="received",
        happened_on=date.fromisoformat(day) if day else None,
        at_work=str(values["at_work"]),
        relation=str(values.get("asker.relation") or ""),
    )


def _person(view: View) -> ClaimPerson | None:
    """Whom the phone speaks for, where that one was tapped."""
    who = view.values["who"]
    return next((each for each in view.world.claim_people() if each.who == who), None)


def _subject(view: View, person: ClaimPerson | None) -> dict[str, Json]:
    """Whom it is about, as typed."""
    values = view.values
    name = str(values["name"]["name"])
    if person:
        return {"name": name}
    village = values.get("district") or values["village"][0]
    more = {"birth_year": values.get("birth_year"), "number": values.get("number")}
    return {"name": name, "village": village, **more}


def _possible(claim: ClaimView, person: ClaimPerson | None, view: View) -> tuple[Text, ...]:
    """The general sums; what is on record only for a phone that may be told it."""
    if claim.kind != "death":
        return ()
    day = claim.happened_on or view.world.today
    at_work = cast(Work, claim.at_work)
    told = own(person.record, day, at_work) if person and person.disclosed else ()
    if person and person.disclosed and person.record and person.record.confirmed and told:
        return told
    return (*told, general(day), *from_work(day, at_work), Text("claim-scholarship"))


def heir_told(session: Session, view: View) -> Move:
    """Keeps who receives; nothing of the account is said."""
    values = view.values
    receiver = values.get("receiver.name") or {}
    claim = view.draft.answers.get("claim")
    told = {
        "name": receiver.get("name", ""),
        "relation": values.get("receiver.relation") or "",
        "minor": values["minor"],
        "guardian": values.get("guardian") or "",
        "bank": values.get("bank") or "",
        "account": values.get("account") or "",
    }
    children = tuple(values["children"])
    happened = HeirTold(_value(claim), told, children, view.draft.id)
    about = view.draft.answers.get("about")
    done = replace(session, draft=None, state="claim", missed=0, about=_about(about))
    told_back = (Text("claim-heir-told"), *order_of(str(told["relation"])))
    return Move(done, before=told_back, happened=(happened,))


def order_of(relation: str) -> tuple[Text, ...]:
    """Who comes before this relative in the law's order; nothing where nobody does."""
    if relation not in RELATIVES:  # untold, a spouse as such, a neighbour, other family
        return ()
    place = heirs([relation]).heir_class or 1
    return (Text(f"claim-heir-order.before-{place}"),) if place > 1 else ()


def _value(answer: object) -> str:
    return str(getattr(answer, "value", ""))


def _about(answer: object) -> Json:
    return {**getattr(answer, "value", {}), "heir": True}
