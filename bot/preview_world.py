"""Made-up worlds in which the preview talks: what each kind of person would be known for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from conversations.application_facts import CORRECTABLE, MySteps, Step
from conversations.claim_facts import (
    ClaimPeople,
    ClaimPerson,
    ClaimView,
    MemberRecord,
    MyClaims,
    OfficerPhone,
    PaperView,
    ReportAllowed,
)
from conversations.facts import (
    ApplicationView,
    CoverView,
    Elsewhere,
    Endpoint,
    Me,
    MyApplications,
    MyCover,
    MyOffice,
    MyReminders,
    NikAllowed,
    NikHolder,
    OfficeView,
    Other,
    PassSeen,
    PassView,
    PeopleHere,
    Query,
    ReceiptSeen,
)
from conversations.listed_facts import Listed, ListedPerson
from conversations.my_data_facts import HeldData, MyRights, RightsView, RightView
from conversations.place_facts import MyPlaces

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # eleven in the morning in Tanah Bumbu
TODAY = NOW.date()
VILLAGE = "63.10.03.2004"
PHONE = "+6281234567890"
CODE = "K7M-4TPA-9XQ"
OWN, HELPED = "Siti Aminah", "Pak Darto"
HELD = HeldData(OWN, "6310••••••••••••", VILLAGE)
RECORD = MemberRecord(
    date(2026, 1, 5), frozenset(date(2026, m, 1) for m in range(1, 11)), 1_000_000
)
TALKING: Mapping[type, Any] = {
    Me: Endpoint(PHONE),
    NikHolder: "nobody",
    NikAllowed: True,
    MyApplications: (),
    ReceiptSeen: "unknown",
    PeopleHere: (),
    Elsewhere: (),
    Listed: (),
    PassSeen: PassView("unknown"),
    MyCover: (),
    MyReminders: (),
    MyOffice: None,
    MySteps: (),
    MyPlaces: (),
    ClaimPeople: (),
    MyClaims: (),
    ReportAllowed: True,
    OfficerPhone: "unknown",
    MyRights: RightsView(),
}


@dataclass(frozen=True)
class Known:
    """One made-up world: its word in `locales/` and the facts that differ from a stranger's."""

    name: str
    facts: Mapping[type, Any]
    reads_cards: bool = False

    def answer(self, query: Query) -> Any:
        """The fact; whatever is not set is a stranger's."""
        return self.facts.get(type(query), TALKING[type(query)])


def _application(state: str, role: str = "self") -> ApplicationView:
    name = OWN if role == "self" else HELPED
    return ApplicationView(CODE, name, role, state, NOW - timedelta(days=3), VILLAGE)


def _cover(until: date | None, role: str = "self", **more: Any) -> CoverView:
    name, sex = (OWN, "female") if role == "self" else (HELPED, "male")
    told = {"payer": "self", **more}
    return CoverView(role, name, sex, role, VILLAGE, until, (), **told)


def _claim(state: str, **more: Any) -> ClaimView:
    papers = (
        PaperView("death_certificate", "given"),
        PaperView("kk", "refused", "blurred"),
        PaperView("heir_ktp", "wanted"),
    )
    return ClaimView(
        "c1",
        "death",
        HELPED,
        "male",
        state,
        TODAY - timedelta(days=9),
        "no",
        "child",
        papers,
        **more,
    )


def _person(disclosed: bool) -> ClaimPerson:
    return ClaimPerson(
        "helper", HELPED, "male", "helper", VILLAGE, disclosed, RECORD if disclosed else None
    )


def _step(act: str, **more: Any) -> Step:
    return Step("a1", CODE, OWN, "female", "self", "correction", act, **more)


def _listed(name: str, birth: date) -> ListedPerson:
    return ListedPerson(name, name, birth, "63.10", TODAY)


ELSEWHERE = Other("e2", "whatsapp", people=1)
OPEN_MOVE = PassView("open", "move", ELSEWHERE)
WORLDS = (
    Known("stranger", {Me: Endpoint()}),
    Known("card", {}, reads_cards=True),
    Known(
        "applied",
        {
            MyApplications: (_application("submitted"),),
            PeopleHere: (OWN,),
            MyRights: RightsView((HELD,)),
            ReceiptSeen: "mine",
            MyCover: (_cover(None, payer="village", waiting=12),),
            NikHolder: "another",
        },
    ),
    Known(
        "covered",
        {
            MyApplications: (_application("registered"), _application("registered", "helper")),
            PeopleHere: (OWN, HELPED),
            MyRights: RightsView((HELD,), 1, (RightView("r1", "see", "open", NOW),)),
            MyCover: (_cover(date(2026, 11, 30)), _cover(date(2026, 12, 31), "helper")),
            ClaimPeople: (_person(True),),
            NikHolder: "mine",
            ReceiptSeen: "received",
        },
    ),
    Known(
        "lapsed",
        {
            PeopleHere: (OWN,),
            MyCover: (_cover(date(2026, 8, 31), proof="refused", proof_reason="blurred"),),
            NikAllowed: False,
            ReceiptSeen: "tired",
            PassSeen: PassView("expired"),
            OfficerPhone: "tired",
        },
    ),
    Known(
        "sponsored",
        {
            PeopleHere: (OWN,),
            MyCover: (
                _cover(
                    date(2026, 12, 31),
                    payer="village",
                    sponsor="Pemerintah Desa Segumbang",
                    sponsored_until=date(2026, 12, 1),
                ),
            ),
            PassSeen: OPEN_MOVE,
            Elsewhere: (ELSEWHERE,),
            OfficerPhone: "officer",
        },
    ),
    Known(
        "family",
        {
            ClaimPeople: (_person(False),),
            PeopleHere: (HELPED,),
            MyClaims: (_claim("incomplete", heir_told=True),),
            PassSeen: PassView("open", "person", name=OWN),
        },
    ),
    Known(
        "handed",
        {
            PeopleHere: (HELPED,),
            MyClaims: (_claim("accepted", accepted_on=TODAY, due_on=TODAY + timedelta(days=10)),),
            ReportAllowed: False,
        },
    ),
    Known(
        "mourning",
        {
            ClaimPeople: (_person(False),),
            PeopleHere: (HELPED,),
            MyClaims: (_claim("incomplete"),),
        },
    ),
    Known(
        "asked",
        {
            MySteps: (_step("asked", fields=CORRECTABLE),),
            MyApplications: (_application("correction"),),
            PeopleHere: (OWN,),
        },
    ),
    Known("listed", {Listed: (_listed(OWN, date(1975, 8, 5)), _listed("Darto", date(1980, 1, 2)))}),
    Known("doubted", {Me: Endpoint(PHONE, doubt=True), PeopleHere: (OWN,)}),
    Known(
        "officer",
        {MyOffice: OfficeView("Pemerintah Desa Segumbang", "Desa Segumbang")},
    ),
)
