"""Sending a registration: the receipt code, what is said and drawn, what an officer should see."""

from __future__ import annotations

from datetime import date

from conversations.fields.place import names
from conversations.form import View
from conversations.happened import RegistrationSubmitted
from conversations.move import Move
from conversations.receipt import make_code
from conversations.saved import answers_to_json
from conversations.session import Card, Claim, Kept, Say, Session, Text
from conversations.values import replace
from program.eligibility import eligibility
from program.nik import Nik, doubts, mask_nik


def submit(session: Session, view: View) -> Move:
    """Sends the application. Who holds the NIK already is never told apart: same words, a code."""
    world = view.world
    nik = view.values["nik"]
    holder = world.nik_holder(nik)
    code = make_code(world.seed)
    if world.receipt_seen(code) != "unknown":
        code = make_code(world.seed[8:])
    submitted = RegistrationSubmitted(
        draft=view.draft.id,
        role="helper" if view.values["for_whom"] == "other" else "self",
        values=view.given,
        answers=answers_to_json(view.draft.answers),
        form_version=view.form.version,
        flags=flags(view),
        code=code,
        held=holder == "another",
    )
    return Move(
        _after(session, view, code),
        first=(Say(_sent(view, code), card=_card(view, code)),),
        claims=() if holder == "another" else (Claim("nik", nik),),
        happened=(submitted,),
        ask=view.values["for_whom"] == "other" or view.values["payer"] != "self",
    )


def _after(session: Session, view: View, code: str) -> Session:
    village = [village_code(view)]
    done = replace(session, draft=None, missed=0, about=code)
    if view.values["for_whom"] == "other":
        return replace(done, state="next_person", kept=Kept(village))
    return replace(done, state="menu" if view.values["payer"] == "self" else "waiting")


def _sent(view: View, code: str) -> tuple[Text, ...]:
    values = {**view.scene.you(), "code": code}
    cover = Text("registration-not-covered", {**values, "payer": str(view.values["payer"])})
    return (Text("registration-sent", values), cover)


def _card(view: View, code: str) -> Card:
    words = view.world.words
    return Card(
        name=str(view.values["name"]["name"]),
        nik=mask_nik(view.values["nik"]),
        village=words.text(Text("place", names(village_code(view), view.world.home))),
        state=words.text(Text("application-state", {"state": "submitted"})),
        code=code,
    )


def village_code(view: View) -> str:
    """The one village of the answers."""
    return str(view.values.get("district") or view.values["village"][0])


def flags(view: View) -> tuple[str, ...]:
    """What an officer should look at; none of it refuses anybody."""
    values, today = view.values, view.world.today
    born = date.fromisoformat(values["birth_date"])
    found = list(doubts(Nik(values["nik"]), born, values.get("sex"), today))
    found += ["minor"] if eligibility(born, today) == "minor" else []
    found += ["member_before"] if values["member_before"] == "yes" else []
    found += ["member_unknown"] if values["member_before"] == "unknown" else []
    found += ["no_phone"] if values.get("phone") == "none" else []
    return tuple(found)
