"""The registration of a worker, readable from top to bottom.

What can be derived is derived, what can be confirmed with one tap is confirmed, what an officer
settles anyway is skipped, and what can come later is offered once at the summary.
"""

from __future__ import annotations

from datetime import timedelta

from conversations.choosing import (
    read_consent,
    read_for_whom,
    read_member_before,
    read_more,
    read_payer,
    read_subject_consent,
)
from conversations.conditions import (
    All,
    Answered,
    Condition,
    Contains,
    Is,
    IsNot,
    Several,
    TooOld,
)
from conversations.fields import (
    BirthDate,
    BirthPlace,
    ContactName,
    ContactPhone,
    ContactRelation,
    District,
    Extras,
    Field,
    FreeText,
    Income,
    Months,
    MotherName,
    NikField,
    Occupation,
    PersonName,
    Phone,
    Photo,
    Pick,
    Programmes,
    Review,
    Sex,
    Village,
)
from conversations.fields.money import sums_now
from conversations.form import End, Form, View
from conversations.happened import (
    ConsentAnswered,
    DraftDeleted,
    NikEntered,
    OfficerAsked,
)
from conversations.move import Move
from conversations.one_by_one import then, then_next
from conversations.session import (
    Draft,
    Given,
    Session,
    Suggested,
    Text,
    Timer,
)
from conversations.status import status_lines
from conversations.submitting import submit
from conversations.understanding.relations import RELATIONS, read_relation
from conversations.values import replace

CONSENT_TEXT_VERSION = "2026-11"  # changes with the words of `registration-consent`
CONSENT_TEXT = "consent_text"  # a note in a draft: the version of the words that were agreed to
FIRST_TEXT = "2026-11"  # of drafts from before such notes
SHELF_LIFE = timedelta(days=7)  # how long a draft waits for the subject's own consent (issue 2)
AGREED = Given("yes")
OTHER = Is("for_whom", "other")
SELF_PAYER = Is("payer", "self")


def registration() -> Form:
    """The form: consent, person, place, work, who pays, family, photo, summary."""
    return Form(
        id="registration",
        version=1,
        fields=(
            Pick(
                "consent",
                choices=("yes", "no"),
                reader=read_consent,
                tells=("more",),
                figures=sums_now,
            ),
            Pick("for_whom", choices=("self", "other"), reader=read_for_whom),
            PersonName("name", when=OTHER),
            Pick("helper_relation", when=OTHER, choices=RELATIONS, reader=read_relation),
            Pick(
                "subject_consent",
                when=OTHER,
                choices=("beside", "phone", "not_yet"),
                reader=read_subject_consent,
            ),
            Pick("member_before", choices=("no", "yes", "unknown"), reader=read_member_before),
            NikField("nik"),
            BirthDate("birth_date"),
            Pick(
                "too_old",
                when=TooOld("birth_date"),
                choices=("date", "officer", "finish"),
            ),
            PersonName("name", when=Is("for_whom", "self")),
            BirthPlace("birth_place"),
            Sex("sex"),
            MotherName("mother_name", when=IsNot("helper_relation", "neighbour", "other")),
            Village("village"),
            District("district", when=Several("village")),
            Phone("phone"),
            Occupation("occupation"),
            Pick(
                "payer", choices=("self", "village", "unknown"), reader=read_payer, figures=sums_now
            ),
            Income("income", when=All(SELF_PAYER, IsNot("helper_relation", "neighbour", "other"))),
            Programmes("programmes", when=SELF_PAYER),
            Months("months", when=SELF_PAYER),
            *_contacts(),
            Photo("ktp_photo"),
            *_later(),
            Extras("extras", parts=("address", "workplace", "second_occupation", "family")),
            Review("summary"),
        ),
        finish=then_next(submit),
        reactions={
            "consent": consented,
            "for_whom": then(chosen_for_whom),
            "subject_consent": then(subject_answered),
            "nik": then(nik_given),
            "too_old": then(too_old),
        },
        ends=(
            End("consent", "no", "menu"),
            End("subject_consent", "not_yet", "next_person"),
            End("nik", "sudah didaftarkan dari HP ini", "menu"),
            End("too_old", "officer / finish", "menu"),
            End("summary", "send, for_whom = other", "next_person"),
            End("summary", "send, payer = self", "menu"),
            End("summary", "send, payer ≠ self", "waiting"),
        ),
        gates=("consent", "for_whom", "subject_consent"),
        anew={"for_whom": ("consent", "for_whom")},
        final=("extras", "summary"),
        ahead="ktp_photo",
        unnumbered=frozenset(
            {"consent", "for_whom", "too_old", "district", "sex", "extras", "heirs.more", "summary"}
        ),
        silent=frozenset(
            {"consent", "for_whom", "subject_consent", "too_old"}
            | {"heirs.more", "extras", "summary"}
        ),
    )


def _contacts() -> tuple[Field, ...]:
    """The family to call: one is asked for, the rest when somebody completes the form."""
    family = Contains("extras", "family")
    return (
        ContactName("heirs[0].name"),
        *_contact_details("heirs[0]", family),
        ContactName("heirs[1].name", when=family),
        *_contact_details("heirs[1]", family),
        Pick(
            "heirs.more",
            when=All(Answered("heirs[1].name"), family),
            choices=("yes", "no"),
            reader=read_more,
        ),
        ContactName("heirs[2].name", when=Is("heirs.more", "yes")),
        *_contact_details("heirs[2]", family),
    )


def _contact_details(row: str, when: Condition) -> tuple[Field, ...]:
    """Relation and phone of one contact, asked when its name is known and they are not."""
    named = All(Answered(f"{row}.name"), when)
    return (
        ContactRelation(f"{row}.relation", when=named),
        ContactPhone(f"{row}.phone", when=named),
    )


def _later() -> tuple[FreeText, ...]:
    """ "Lengkapi": asked only of who wants to."""
    return (
        FreeText("rt_rw", when=Contains("extras", "address"), most=16),
        FreeText("street", when=Contains("extras", "address")),
        FreeText("workplace", when=Contains("extras", "workplace")),
        FreeText("second_occupation", when=Contains("extras", "second_occupation")),
    )


# --- what some answers lead to -------------------------------------------------------------


def consented(session: Session, view: View) -> Move | None:
    """Records the consent; a "tidak" ends kindly and keeps nothing of the draft."""
    given = view.values["consent"] == "yes"
    answered = ConsentAnswered("registration", CONSENT_TEXT_VERSION, given, "self", view.draft.id)
    if given:
        noted = view.draft.with_answer(CONSENT_TEXT, Given(CONSENT_TEXT_VERSION))
        agreed = replace(session, draft=noted)
        return Move(agreed, happened=(answered,), before=(Text("registration-thanks"),))
    return Move(
        replace(session, draft=None, state="menu"),
        before=(Text("registration-refused"),),
        happened=(answered, DraftDeleted(view.draft.id)),
        ask=False,
    )


def agreed_to_old(draft: Draft | None) -> bool:
    """Whether the draft goes on under words of a consent that have changed since."""
    if draft is None or draft.form != "registration" or draft.answers.get("consent") != AGREED:
        return False
    known = draft.answers.get(CONSENT_TEXT)
    return (known.value if isinstance(known, Given) else FIRST_TEXT) != CONSENT_TEXT_VERSION


def chosen_for_whom(session: Session, view: View) -> Move | None:
    """The village of the last person, or of the link, is suggested, also when it began anew."""
    if session.kept is None:
        return None
    kept = view.draft.with_answer("kept_village", Given(session.kept.village))
    return Move(replace(session, draft=kept))


def subject_answered(session: Session, view: View) -> Move | None:
    """The subject's own consent; "belum" sets the draft aside for seven days."""
    how = view.values["subject_consent"]
    forget = Timer(f"draft:{view.draft.id}", "forget_draft", None, view.draft.id)
    if how != "not_yet":
        purpose = "registration_of_subject"
        answered = ConsentAnswered(purpose, CONSENT_TEXT_VERSION, True, how, view.draft.id)
        return Move(session, happened=(answered,), timers=(forget,))
    shelved = view.draft.without("subject_consent")
    others = tuple(each for each in session.shelf if each.id != shelved.id)
    return Move(
        replace(session, draft=None, state="next_person", shelf=(*others, shelved)),
        before=(Text("registration-shelved", view.scene.you()),),
        timers=(replace(forget, due_at=view.world.now + SHELF_LIFE),),
    )


def nik_given(session: Session, view: View) -> Move | None:
    """Counts the NIK towards the endpoint's limit; the own one shows how far it is."""
    nik = view.values["nik"]
    entered = (NikEntered(nik),)
    if view.world.nik_holder(nik) != "mine":
        return Move(session, happened=entered)
    return Move(
        replace(session, draft=None, state="menu"),
        before=(Text("registration-already"), *status_lines(view.world)),
        happened=(*entered, DraftDeleted(view.draft.id)),
        ask=False,
    )


def too_old(session: Session, view: View) -> Move | None:
    """65 or older: the date was wrong, an officer is asked, or it ends here."""
    choice = view.values["too_old"]
    if choice == "date":
        draft = view.draft.without("too_old").with_answer("birth_date", Suggested(None, "asked"))
        return Move(replace(session, draft=draft))
    asked = (OfficerAsked("too_old"),) if choice == "officer" else ()
    return Move(
        replace(session, draft=None, state="menu"),
        before=(Text(f"registration-too-old.{choice}"),),
        happened=(*asked, DraftDeleted(view.draft.id)),
        ask=False,
    )
