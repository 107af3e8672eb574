"""Claims in the talk: what is said to whom, what is kept for later, what is never said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import claim_case, claim_status, claim_sums
from conversations.claim_facts import (
    CLAIM_REASONS,
    PAPER_REASONS,
    ClaimPerson,
    ClaimView,
    MemberRecord,
    PaperView,
)
from conversations.claim_form import CLAIM_FORMS, order_of, read_at_work
from conversations.claim_happened import (
    ClaimHelpAsked,
    ClaimOpened,
    ClaimTakenBack,
    GriefBegan,
    GriefMistaken,
    HeirTold,
    OfficerPhoneAsked,
    PaperGiven,
    PaperLater,
)
from conversations.claim_papers import PAPERS, missing_papers, papers_for
from conversations.claim_words import read_claim_words
from conversations.claims import STORE_PAPER, carried_paper
from conversations.happened import ErasureAsked, MoveCodeGiven, NikEntered, SecretHeard
from conversations.session import Chose, EffectDone, Event, Said, SentPhoto, Text, Turn
from conversations.understanding.days_gone_by import read_past
from tests.claimed import REPORTS_A_DAY, Claims
from tests.conversations.player import WORDS, Player, label, rendered
from tests.conversations.walks import Effects, Later, Tap, Worker, check
from tests.conversations.walks import _event as walk_event
from tests.conversations.world import Facts
from tests.covered import Member

TODAY = date(2026, 11, 22)
SESSIONS = Path(__file__).parents[1] / "sessions"
PAID = frozenset(date(2026, month, 1) for month in range(1, 12))
NIK = "6310014508759003"
ACCOUNT = "012345678901234"
REPORT: list[str | Event] = [
    "bapak saya meninggal",
    "lanjut",
    "Ahmad Yani",
    "segumbang",
    "1956",
    NIK,
    "kemarin",
    "tidak",
    "Dewi, anak",
    Chose("send"),
]
HEIR: list[str | Event] = [
    "status klaim",
    Chose("heir"),
    "Dewi, anak",
    Chose("no"),
    "BRI",
    ACCOUNT,
    "8 tahun SD",
    Chose("send"),
]


def play(player: Player, steps: list[str | Event], who: str = "orang") -> Turn:
    """The last turn of a talk."""
    for each in steps:
        turn = player.play(who, Said(each) if isinstance(each, str) else each)
    return turn


def said(turn: Turn) -> str:
    """All words of a turn."""
    return "\n".join(rendered(each) for each in turn.says)


def happened(player: Player, kind: type) -> list[Any]:
    """What happened of one kind."""
    return [each for each in player.happened if isinstance(each, kind)]


def family(role: str = "family", vouched: bool = True, paid: frozenset[date] = PAID) -> Facts:
    """A world in which the phone "orang" speaks for Ahmad Yani."""
    phones = {"orang": "+6281234567890"} if vouched else {}
    members = {"m0": Member("orang", "Ahmad Yani", role, paid, "village", "Desa Segumbang")}
    return Facts(phones=phones, members=members)


# --- what is told to whom ------------------------------------------------------------------


def test_the_first_messages_say_help_sums_free_and_what_to_do() -> None:
    """Within three messages: all three cases side by side, GRATIS, photographs first."""
    player = Player()
    words = said(player.play("orang", Said("bapak saya meninggal")))
    words += said(player.play("orang", Said("lanjut")))
    sums = ("Rp42.000.000", "Rp10.000.000", "tidak aktif, petugas memeriksa")
    assert all(each in words for each in (*sums, "GRATIS", "foto KTP dan KK"))


def test_the_name_and_pictures_stay_out_of_all_words_about_claims() -> None:
    """No name of the service, no signs, in any text of claims.ftl (VOICE.md rule 10)."""
    source = (Path(__file__).parents[2] / "locales" / "id" / "claims.ftl").read_text("utf-8")
    texts = "\n".join(line for line in source.splitlines() if not line.startswith("#"))
    assert "Seratus" not in texts
    assert not any(each in texts for each in "📷✅⚠📄")


@pytest.mark.parametrize(
    "other",
    [
        "6310011208759004",  # a NIK that nobody has
        "tidak tahu",  # no number at all
        "12345678901",  # a card's number
    ],
)
def test_a_stranger_is_told_the_same_whatever_is_true(other: str) -> None:
    """The words after a member's NIK are those after any other number."""
    facts = Facts(members={"m0": Member("lain", "Ahmad Yani", "self", PAID)})
    told = [
        [said(player.play("orang", _event(each))) for each in steps]
        for player, steps in (
            (Player(facts), REPORT),
            (Player(), [other if each == NIK else each for each in REPORT]),
        )
    ]
    numbers = REPORT.index("Dewi, anak")  # the summary shows the number as typed, masked
    assert told[0][:numbers] == told[1][:numbers]
    assert told[0][numbers + 1 :] == told[1][numbers + 1 :]


def _event(step: str | Event) -> Event:
    return Said(step) if isinstance(step, str) else step


LINKED: list[str | Event] = [
    "suami saya meninggal",
    "lanjut",
    Chose("m0"),
    "kemarin",
    "tidak",
    "Rahmah, istri",
    Chose("send"),
]


@pytest.mark.parametrize(
    ("facts", "tells"),
    [
        # family contact at registration, on a number that the channel vouches for
        (family(), True),
        # a helper, likewise
        (family("helper"), True),
        # the phone of the person: anybody may hold it now
        (family("self"), False),
        # nobody vouches for the number
        (family(vouched=False), False),
    ],
)
def test_what_is_on_record_is_told_only_where_it_may_be(facts: Facts, tells: bool) -> None:
    """Months and cover only to family and helpers on a vouched phone."""
    words = said(play(Player(facts), LINKED))
    assert ("Menurut catatan" in words) == tells
    assert "Rp42.000.000" in words
    assert "Rp10.000.000" in words


class Careless(Claims):
    """A world that hands out what is on record although it may not be told."""

    def people(self, *_: object) -> tuple[ClaimPerson, ...]:
        """Somebody with a record, undisclosed."""
        record = MemberRecord(date(2026, 1, 1), PAID, 1_000_000, confirmed=True)
        return (ClaimPerson("m0", "Ahmad Yani", "male", "self", "63.10.01.2005", False, record),)


def test_only_disclosed_lets_the_record_be_told() -> None:
    """A record alone says nothing: the talk looks at `disclosed`."""
    words = said(play(Player(Facts(claims=Careless())), LINKED))
    assert "Menurut catatan" not in words
    assert "Rp10.000.000" in words


def test_one_sum_stands_alone_only_after_an_officer_confirmed_the_months() -> None:
    """Before: all cases. After: the case's own."""
    record = MemberRecord(date(2026, 1, 1), PAID, 1_000_000)
    open_words = [each.id for each in claim_sums.own(record, TODAY, "no")]
    assert open_words == ["claim-record.paid"]
    confirmed = MemberRecord(date(2026, 1, 1), PAID, 1_000_000, confirmed=True)
    settled = [each.id for each in claim_sums.own(confirmed, TODAY, "no")]
    assert settled == ["claim-record.paid", "claim-case.jkm"]


def test_death_from_work_is_never_decided() -> None:
    """Told to be from work, both cases are shown."""
    confirmed = MemberRecord(date(2026, 1, 1), PAID, 1_000_000, confirmed=True)
    told = [each.id for each in claim_sums.own(confirmed, TODAY, "yes")]
    assert told[1:] == ["claim-case.jkm", "claim-case.jkk-death"]


@pytest.mark.parametrize("reason", ["inactive", "not_a_member"])
def test_a_reason_that_tells_of_membership_is_for_those_who_may_know(reason: str) -> None:
    """Whoever only reported is told that an officer explains."""
    view = claim(state="refused", reason=reason)
    told = [each.id for each in claim_status.news(view, WORDS)]
    assert "claim-reason.other" in told


# --- grief ---------------------------------------------------------------------------------


def test_a_reported_death_silences_at_once_and_a_mistake_speaks_again() -> None:
    """Silence begins with the first words; "bukan" takes it back."""
    player = Player()
    assert GriefBegan() in player.play("orang", Said("bapak saya meninggal")).happened
    assert GriefMistaken() in player.play("orang", Said("bukan")).happened


def test_whoever_mourns_is_shown_no_menu() -> None:
    """After "nanti saja" a greeting leads back to the talk, without the service's name."""
    player = Player()
    play(player, ["bapak saya meninggal", "nanti saja"])
    turn = player.play("orang", Said("assalamualaikum"))
    assert turn.asks == "grief.choice"
    assert "Seratus" not in said(turn)


def test_an_open_registration_waits_while_a_death_is_told() -> None:
    """Its draft is on the shelf, nothing of it is lost."""
    player = Player()
    play(player, ["daftar", Chose("yes"), Chose("self"), Chose("no")])
    draft = player.session("orang").draft
    assert draft is not None
    play(player, REPORT)
    assert [each.id for each in player.session("orang").shelf] == [draft.id]


def test_a_death_word_inside_the_report_is_an_answer() -> None:
    """ "Meninggal kemarin" is the day, not another death."""
    player = Player()
    steps: list[str | Event] = ["bapak saya meninggal", "lanjut", "alm. Ahmad Yani, meninggal"]
    turn = play(player, steps)
    assert turn.asks in ("death_report.name", "death_report.village")
    turn = play(player, ["Ahmad Yani", "segumbang", "1956", "tidak tahu", "meninggal kemarin"])
    assert turn.asks == "death_report.at_work"


@pytest.mark.parametrize("steps", [2, 4, 5, 6, 7])
def test_a_mistake_is_heard_at_the_questions_too(steps: int) -> None:
    """ "Salah orang" is no name and no date: it asks whether to stop."""
    turn = play(Player(), [*REPORT[:steps], "maaf salah orang"])
    assert turn.asks == "cancel.choice"


def test_one_phone_reports_only_so_many_a_day() -> None:
    """Then an officer goes on, in words that say nothing of anybody."""
    facts = Facts(claims=Claims(reported={"orang": REPORTS_A_DAY}))
    player = Player(facts)
    turn = play(player, ["bapak saya meninggal", "lanjut"])
    assert turn.says[-1].texts[0] == Text("claim-tired")


def test_taking_back_apologizes_and_names_the_claim() -> None:
    """ "Salah orang", then yes."""
    player = Player()
    play(player, REPORT)
    opened = happened(player, ClaimOpened)[0]
    turn = play(player, ["maaf, salah orang", Chose("yes")])
    assert ClaimTakenBack(opened.claim) in turn.happened
    assert "mohon maaf" in said(turn)


# --- the report ----------------------------------------------------------------------------


def test_a_report_holds_what_was_told() -> None:
    """Subject as typed, day, circumstances, who asks; the NIK counts as one tried."""
    player = Player()
    play(player, REPORT)
    opened = happened(player, ClaimOpened)[0]
    assert (opened.kind, opened.who, opened.at_work) == ("death", None, "no")
    assert opened.happened_on == date(2026, 11, 21)
    assert (opened.name, opened.relation) == ("Dewi", "child")
    number = {"kind": "nik", "value": NIK}
    assert opened.subject == {
        "name": "Ahmad Yani",
        "village": "63.10.01.2005",
        "birth_year": 1956,
        "number": number,
    }
    assert NikEntered(NIK) in player.happened
    json.dumps(dict(opened.subject))


def test_a_linked_person_is_named_by_a_tap() -> None:
    """The participant's id goes along, and nothing is asked that is known."""
    player = Player(family())
    play(player, LINKED)
    opened = happened(player, ClaimOpened)[0]
    assert (opened.who, opened.subject) == ("m0", {"name": "Ahmad Yani"})


def test_neither_number_nor_account_is_ever_said() -> None:
    """Not the NIK, not the account, in any word of the whole talk."""
    player = Player()
    words = [said(player.play("orang", _event(each))) for each in REPORT + HEIR]
    digits = "".join(each for each in "".join(words) if each.isdecimal())
    assert NIK not in digits
    assert ACCOUNT not in digits
    told = happened(player, HeirTold)[0]
    assert told.heir["account"] == ACCOUNT
    assert told.children == ({"age": 8, "level": "SD"},)
    assert SecretHeard("account") in player.happened


@pytest.mark.parametrize("form", sorted(CLAIM_FORMS))
def test_a_saved_session_goes_on(form: str) -> None:
    """Whoever was in the middle of that version is asked the same question again."""
    player = Player()
    player.saved["orang"] = (SESSIONS / f"{form}-1.json").read_text(encoding="utf-8")
    turn = player.play("orang", Said("ulangi"))
    assert turn.asks is not None
    assert turn.asks.startswith(f"{form}.")
    answers = player.session("orang").draft
    assert answers is not None
    assert len(answers.answers) > 2


# --- papers --------------------------------------------------------------------------------


def claim(**changes: Any) -> ClaimView:
    """A claim of a daughter."""
    values: dict[str, Any] = {
        "claim": "c" * 32,
        "kind": "death",
        "name": "Ahmad Yani",
        "sex": "male",
        "state": "received",
        "happened_on": TODAY,
        "at_work": "no",
        "relation": "child",
    }
    return ClaimView(**{**values, **changes})


PAPER_LISTS = [
    # a daughter: no marriage book, no guardian
    ("death", "no", "child", False, {"marriage_book", "guardian", "npwp"}, set()),
    # a wife: her marriage book
    ("death", "no", "wife", False, {"guardian"}, {"marriage_book", "death_certificate"}),
    # an heir under age: a guardian's papers
    ("death", "no", "child", True, set(), {"guardian"}),
    # at work: the forms, the doctor, witnesses; above 50 million the NPWP
    ("death", "yes", "child", False, set(), {"form_kk1", "doctor_kk3", "witness_ktp", "npwp"}),
    # not known: an officer asks for them if they are needed
    ("death", "unknown", "child", False, {"form_kk1"}, {"heirs_letter"}),
    # an accident: nothing of a death
    ("accident", "yes", "wife", False, {"death_letter", "heirs_letter"}, {"receipts"}),
]


@pytest.mark.parametrize(("kind", "work", "relation", "minor", "without", "with_"), PAPER_LISTS)
def test_the_list_of_papers_fits_the_case(
    kind: str, work: str, relation: str, minor: bool, without: set[str], with_: set[str]
) -> None:
    """Only papers that this case needs (FACTS.md section 4)."""
    found = papers_for(kind, work, relation, minor)
    assert with_ <= set(found) <= set(PAPERS)
    assert without.isdisjoint(found)


def test_ktp_and_family_card_are_photographed_first() -> None:
    """Dukcapil takes both."""
    assert papers_for("death", "yes", "wife", False)[:2] == ("ktp_deceased", "kk")


def test_a_refused_paper_is_asked_for_first() -> None:
    """Before those that are still to come."""
    view = claim(papers=(PaperView("kk", "refused", "blurred"), PaperView("ktp_deceased", "given")))
    assert missing_papers(view)[0] == "kk"


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_says_what_it_is_for_and_where_it_is_had(paper: str) -> None:
    """Name, use and way of each."""
    name = paper.replace("_", "-")
    assert all(label(f"paper-{part}.{name}") for part in ("name", "use", "how"))


@pytest.mark.parametrize("reason", PAPER_REASONS)
def test_every_reason_for_a_paper_has_words(reason: str) -> None:
    """In the list, and where it is asked for again."""
    name = reason.replace("_", "-")
    assert label(f"paper-refused.{name}")
    assert label(f"paper-again.{name}")


@pytest.mark.parametrize("reason", CLAIM_REASONS)
def test_every_reason_for_a_claim_has_words(reason: str) -> None:
    """Why it was returned or refused."""
    assert label(f"claim-reason.{reason.replace('_', '-')}")


def test_a_picture_belongs_to_the_paper_it_answered() -> None:
    """Also when another paper was refused meanwhile."""
    player = Player()
    play(player, [*REPORT, SentPhoto("m1"), "menyusul"])
    player.facts.claims.desk({"paper": "ktp_deceased", "reason": "blurred"})
    turn = player.play("orang", SentPhoto("m2"))
    assert turn.effects[0].kind == STORE_PAPER
    assert turn.effects[0].args["paper"] == "death_letter"


def test_a_stored_picture_is_given_and_a_refused_one_asked_for_again() -> None:
    """Quietly where it worked, by name where it did not."""
    player = Player()
    effect = play(player, [*REPORT, SentPhoto("m1")]).effects[0]
    result = {"file": "f1", **carried_paper(effect.args)}
    turn = player.play("orang", EffectDone(effect.id, result))
    opened = happened(player, ClaimOpened)[0]
    assert turn.says == ()
    given = PaperGiven(opened.claim, "ktp_deceased", "f1", 0, effect.args["batch"])
    assert given in turn.happened
    effect = player.play("orang", SentPhoto("m2")).effects[0]
    turn = player.play("orang", EffectDone(effect.id, carried_paper(effect.args), "blurred"))
    assert label("paper-again.blurred") in said(turn)
    assert turn.asks == "paper.choice"
    assert player.session("orang").about["paper"] == "kk"


def pages(turn: Turn) -> list[tuple[str, int, str]]:
    """What pages a turn's effects store: paper, page, sending."""
    found: list[Any] = [each.args for each in turn.effects if each.kind == STORE_PAPER]
    return [(each["paper"], each["page"], each["batch"]) for each in found]


def test_pages_of_one_paper_are_taken_until_all_are_there() -> None:
    """Each further picture is its next page; "sudah semua" leads on, "ganti" begins it anew."""
    player = Player()
    ((_, _, first),) = pages(play(player, [*REPORT, "menyusul", SentPhoto("m1")]))
    assert pages(player.play("orang", SentPhoto("m2"))) == [("kk", 1, first)]
    player.play("orang", Chose("again"))
    ((paper, page, second),) = pages(player.play("orang", SentPhoto("m3")))
    assert (paper, page) == ("kk", 0)
    assert second != first
    turn = player.play("orang", Said("sudah semua"))
    assert "surat keterangan kematian" in said(turn)
    player.play("orang", Said("halaman lagi"))  # of the paper sent last
    assert pages(player.play("orang", SentPhoto("m4"))) == [("kk", 1, second)]
    assert claim_case.open_paper(player.session("orang")) == "kk"


def test_pictures_sent_at_once_are_pages_of_one_paper() -> None:
    """Also of a paper that mostly has one side: none is taken for the next paper, none is lost."""
    player = Player()
    play(player, REPORT)
    sent = [player.play("orang", SentPhoto(f"m{place}", album="a1")) for place in range(3)]
    found = [page for turn in sent for page in pages(turn)]
    batch = found[0][2]
    assert found == [("ktp_deceased", place, batch) for place in range(3)]
    assert [bool(turn.says) for turn in sent] == [True, False, False]
    assert pages(player.play("orang", SentPhoto("m9")))[0][:2] == ("kk", 0)


def test_a_page_that_nobody_can_read_is_asked_for_alone() -> None:
    """The pages beside it stay; the new picture takes its place."""
    player = Player()
    play(player, [*REPORT, "menyusul"])
    turns = [player.play("orang", SentPhoto(f"m{place}")) for place in range(2)]
    (effect,) = turns[0].effects
    player.play("orang", EffectDone(effect.id, carried_paper(effect.args), "blurred"))
    again, more = (player.play("orang", SentPhoto(f"n{place}")) for place in range(2))
    assert [page[:2] for page in (*pages(again), *pages(more))] == [("kk", 0), ("kk", 2)]
    assert {page[2] for turn in (*turns, again, more) for page in pages(turn)} == {
        effect.args["batch"]
    }


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (36, ["claim-case.jkm", "claim-school.jkm"]),  # three years: the most still possible
        (35, ["claim-case.jkm", "claim-school.needs"]),  # a month less: none yet
    ],
)
def test_scholarships_are_an_estimate_once_months_are_confirmed(
    months: int, words: list[str]
) -> None:
    """By level and age, only beside the case's own sum; unconfirmed months tell no sum."""
    paid = frozenset(
        date(2023 + month // 12, month % 12 + 1, 1) for month in range(11, 11 + months)
    )
    day = max(paid)
    record = MemberRecord(min(paid), paid, 1_000_000, confirmed=True)
    told = claim_sums.own(record, day, "no", [(8, "SD")])
    assert [each.id for each in told[1:]] == words
    open_record = MemberRecord(min(paid), paid, 1_000_000)
    assert len(claim_sums.own(open_record, day, "no", [(8, "SD")])) == 1


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ("wife", ()),  # the first class: nobody comes before
        ("child", ()),
        ("parent", ("claim-heir-order.before-2",)),
        ("sibling", ("claim-heir-order.before-3",)),
        ("parent_in_law", ("claim-heir-order.before-4",)),
        ("neighbour", ()),  # no heir of the law's order; an officer looks
        ("", ()),
    ],
)
def test_who_comes_before_a_relative_is_said(relation: str, told: tuple[str, ...]) -> None:
    """PP 44/2015 art. 37(5); never who gets how much."""
    assert tuple(each.id for each in order_of(relation)) == told
    assert all("Petugas yang memastikan" in WORDS.text(each) for each in order_of(relation))


def test_asking_about_an_officer_in_a_question_leads_back_to_it() -> None:
    """In a registration, a report and at a paper; nothing that was answered is lost."""
    player = Player()
    play(player, REPORT[:5])
    turn = player.play("orang", Said("cek petugas 0812 3456 7890"))
    assert label("check-officer.never") in said(turn)
    assert turn.asks == "death_report.number"
    play(player, REPORT[5:])
    turn = player.play("orang", Said("CEK PETUGAS 08123456789"))
    assert turn.asks == "paper.choice"


def test_later_is_kept_and_asked_for_again_in_the_next_round() -> None:
    """ "Menyusul" is told to the store; after weeks "lanjut" begins with it."""
    player = Player()
    turn = play(player, [*REPORT, "menyusul"])
    opened = happened(player, ClaimOpened)[0]
    assert PaperLater(opened.claim, "ktp_deceased") in turn.happened
    player.now += player.now - player.now.replace(year=2025)
    turn = player.play("orang", Said("lanjut"))
    assert player.session("orang").about["paper"] == "ktp_deceased"


def test_officer_in_a_claim_keeps_the_claim() -> None:
    """ "Petugas" makes a task and leaves the talk where it is."""
    player = Player()
    turn = play(player, [*REPORT, "petugas"])
    assert happened(player, ClaimHelpAsked)
    assert turn.session.state == claim_case.PAPER


# --- how far -------------------------------------------------------------------------------

STATES = [
    # no date, no countdown
    ({"state": "handed"}, "claim-state.handed-undated"),
    # the countdown runs from BPJS's acceptance only
    ({"state": "accepted", "accepted_on": TODAY, "due_on": TODAY}, "claim-state.accepted"),
    ({"state": "accepted", "accepted_on": TODAY}, "claim-state.accepted-undated"),
    # returned with the reason
    ({"state": "returned", "reason": "account"}, "claim-state.returned"),
    ({"state": "paid", "paid_on": TODAY}, "claim-state.paid"),
    ({"state": "refused", "reason": "other"}, "claim-refused-next"),
    # for a non-member's family one sentence on other help
    ({"state": "refused", "disclosed": True, "member": "no"}, "claim-not-member"),
]


@pytest.mark.parametrize(("changes", "expected"), STATES)
def test_each_state_is_told_in_words(changes: dict[str, Any], expected: str) -> None:
    """With its date where that is known."""
    told = claim_status.news(claim(**changes), WORDS)
    assert expected in [each.id for each in told]
    assert all(WORDS.text(each) for each in told)


def test_the_longest_status_fits_a_message_with_buttons() -> None:
    """1024 characters, WhatsApp's limit for a message with buttons."""
    record = MemberRecord(date(2026, 1, 1), PAID, 1_000_000, confirmed=True)
    papers = tuple(PaperView(each, "refused", "name_differs") for each in PAPERS)
    view = claim(at_work="unknown", papers=papers, disclosed=True, record=record, member="no")
    world = _world()
    words = "\n\n".join(WORDS.text(each) for each in claim_status.told(view, world))
    assert len(words) + len(WORDS.text(claim_sums.FREE)) + 2 <= 1024


def _world() -> Any:
    from conversations.facts import World

    return World(Player().now, WORDS)


def test_a_phone_that_is_not_linked_learns_how_to_be() -> None:
    """Only "diterima", whoever asks."""
    turn = Player().play("orang", Said("status klaim"))
    assert turn.says[0].texts[0] == Text("claim-status-unlinked")


def test_a_claim_is_not_shown_where_the_number_may_be_in_other_hands() -> None:
    """First it is asked whether it is still the same person; "bukan" forgets the claim."""
    player = Player()
    play(player, REPORT)
    player.facts.doubted.add("orang")
    turn = player.play("orang", Said("status klaim"))
    assert turn.asks == "still_you.choice"
    assert "Ahmad Yani" not in said(turn)
    turn = play(player, [Chose("no"), "status klaim"])
    assert turn.says[0].texts[0] == Text("claim-status-unlinked")


def test_a_second_phone_goes_on_with_a_code() -> None:
    """A phone that only has a claim may hand it on; the first one speaks of it no more."""
    player = Player()
    play(player, REPORT)
    code = happened(player, MoveCodeGiven) or player.play("orang", Said("pindah")).happened
    given = next(each for each in code if isinstance(each, MoveCodeGiven))
    play(player, [given.code, "status klaim"], who="lain")
    assert player.session("lain").state == claim_case.CLAIM


def test_deleting_data_is_asked_of_an_officer_where_a_claim_is_open() -> None:
    """What was reported is not forgotten by itself (UU 27/2022: within 3 × 24 hours)."""
    player = Player()
    turn = play(player, [*REPORT, "hapus data saya", Chose("yes")])
    assert ErasureAsked() in turn.happened


# --- words ---------------------------------------------------------------------------------

WORDS_READ = [
    ("status klaim", "status"),
    ("klaimnya sampai mana ya", "status"),
    ("maaf salah orang", "mistake"),
    ("CEK PETUGAS 0812 3456 7890", "check"),
    ("kapan jht bisa cair", "old_age"),
    ("lapor baru", "again"),
    # the price of JHT is a question of contributions
    ("ditambah jht berapa", None),
    # a registration's status
    ("status", None),
    ("petugas", None),
]


@pytest.mark.parametrize(("text", "expected"), WORDS_READ)
def test_words_about_claims_are_told_apart(text: str, expected: str | None) -> None:
    """Each row a message and what it wants."""
    assert read_claim_words(text) == expected


DAYS = [
    ("hari ini", date(2026, 11, 22)),
    ("tadi malam", date(2026, 11, 21)),
    ("kamarin", date(2026, 11, 21)),
    ("3 hari yang lalu", date(2026, 11, 19)),
    ("dua minggu lalu", None),  # spoken numbers are asked again
    ("20 november", date(2026, 11, 20)),
    # the latest such day, never one to come
    ("25 desember", date(2025, 12, 25)),
    ("5-11-2026", date(2026, 11, 5)),
    ("31 februari", None),
    ("besok", None),
    ("sakit lama", None),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_gone_by_are_read(text: str, expected: date | None) -> None:
    """Each row the family's words and the day."""
    assert read_past(text, TODAY).value == expected


CIRCUMSTANCES = [
    ("ya", "yes"),
    ("tidak", "no"),
    ("tidak tahu", "unknown"),
    ("waktu bekerja di kebun", "yes"),
    ("di jalan pulang kerja", "yes"),
    ("di rumah", "no"),
    # an accident need not be at work: asked again
    ("kecelakaan motor", None),
    # what somebody was ill with is nobody's question
    ("sakit jantung", None),
]


@pytest.mark.parametrize(("text", "expected"), CIRCUMSTANCES)
def test_circumstances_are_read_without_deciding(text: str, expected: str | None) -> None:
    """Only what was said; a doubt is asked again."""
    assert read_at_work(text) == expected


@pytest.mark.parametrize("phone", ["+6281234567890", "+6281234567899"])
def test_every_answer_about_an_officer_ends_with_the_warning(phone: str) -> None:
    """Also for a true officer: no money."""
    player = Player(Facts(claims=Claims(officers=frozenset({"+6281234567890"}))))
    turn = player.play("orang", Said(f"cek petugas {phone}"))
    assert turn.says[0].texts[-1] == Text("check-officer.never")
    assert OfficerPhoneAsked(phone) in turn.happened


# --- laws ----------------------------------------------------------------------------------

ALL = REPORT + HEIR
MORE = st.lists(
    st.one_of(
        st.builds(
            Said,
            st.sampled_from(
                "ya,tidak,lanjut,menyusul,sudah ada,caranya?,status klaim,status,salah orang,"
                "lapor baru,bapak saya meninggal,saya kecelakaan,klaim,petugas,menu,batal,ubah,"
                "kembali,bantuan,ulangi,halo,terima kasih,1,2,3,4,kemarin,nikah siri,"
                "jht kapan cair,cek petugas 0812 3456 7890,cek petugas,meninggal kemarin,"
                "sakit,tidak tahu,lewati,"
                "daftar,mulai lagi,pindah,berhenti,berapa santunannya?,hapus data saya".split(",")
            ),
        ),
        st.builds(Tap, st.integers(0, 12)),
        st.sampled_from([SentPhoto("m"), Effects(None), Effects("blurred"), Later(7), Later(600)]),
        st.builds(Said, st.text(max_size=20)),
    ),
    max_size=12,
)


@given(st.integers(0, len(ALL)), MORE, st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_words_at_any_step_of_a_claim_are_answered(
    steps: int, more: list[Any], linked: bool
) -> None:
    """A reply that fits, no exception, no number said, whatever comes after so many steps."""
    worker = Worker(Player(family() if linked else Facts()))
    turn = check(worker, Said("halo"))
    for each in ALL[:steps]:
        turn = check(worker, _event(each))
    for move in more:
        if event := walk_event(worker, move, turn):
            turn = check(worker, event)
            assert ACCOUNT not in "".join(c for c in said(turn) if c.isdecimal())
