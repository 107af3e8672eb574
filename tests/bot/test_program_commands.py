"""`seratus program …`: one JSON line out, or one line that names the option, with exit code 2."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app

RUNNER = CliRunner()


def told(command: str, *more: str) -> dict[str, Any]:
    """What a command prints: exactly one JSON object on one line, nothing beside it."""
    ended = RUNNER.invoke(app, ["program", *command.split(), *more])
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""
    answer: dict[str, Any] = json.loads(ended.stdout)
    assert answer.get("sources") or answer.get("source") or answer.get("cases")
    return answer


COST = "contribution --income {} --payer {} --occupation {} --month {}"


@pytest.mark.parametrize(
    ("asked", "jht", "expected"),
    [
        # base, jkk, jkm, jht, total, discount, certain
        ((1500000, "self", "farmer", "2026-11"), "", (1600000, 16000, 6800, 0, 11400, 50, True)),
        ((900000, "self", "farmer", "2026-12"), "", (1000000, 10000, 6800, 0, 8400, 50, True)),
        ((900000, "self", "farmer", "2027-01"), "", (1000000, 10000, 6800, 0, 16800, 0, True)),
        ((900000, "self", "transport", "2027-03"), "", (1000000, 10000, 6800, 0, 8400, 50, True)),
        ((900000, "self", "transport", "2027-04"), "", (1000000, 10000, 6800, 0, 16800, 0, True)),
        ((900000, "self", "farmer", "2026-03"), "", (1000000, 10000, 6800, 0, 16800, 0, True)),
        # APBD and APBN settle it: no discount
        ((900000, "apbd", "farmer", "2026-11"), "", (1000000, 10000, 6800, 0, 16800, 0, True)),
        ((900000, "apbn", "farmer", "2026-11"), "", (1000000, 10000, 6800, 0, 16800, 0, True)),
        # unsettled payers, only where there is a discount to settle
        ((900000, "village", "farmer", "2026-11"), "", (1000000, 10000, 6800, 0, 16800, 0, False)),
        ((900000, "csr", "transport", "2027-02"), "", (1000000, 10000, 6800, 0, 16800, 0, False)),
        ((900000, "csr", "farmer", "2027-02"), "", (1000000, 10000, 6800, 0, 16800, 0, True)),
        # JHT is never halved
        (
            (900000, "self", "farmer", "2026-11"),
            "--jht",
            (1000000, 10000, 6800, 20000, 28400, 50, True),
        ),
        # an unsettled bracket
        (
            (19200000, "self", "farmer", "2027-01"),
            "",
            (19700000, 197000, 6800, 0, 203800, 0, False),
        ),
    ],
)  # fmt: skip
def test_contribution(asked: tuple[object, ...], jht: str, expected: tuple[object, ...]) -> None:
    """JKK, JKM and JHT before the discount, the total after it."""
    answer = told(f"{COST.format(*asked)} {jht}")
    names = ("base", "jkk", "jkm", "jht", "total", "discount", "certain")
    assert tuple(answer[each] for each in names) == expected


@pytest.mark.parametrize(
    ("paid", "on", "state", "until", "missed"),
    [
        ("2026-01,2026-02", "2026-05-10", "arrears", "2026-02-28", ["2026-03", "2026-04"]),
        ("2026-02", "2026-06-10", "inactive", "2026-02-28", ["2026-03", "2026-04", "2026-05"]),
        ("2025-01..2026-09", "2026-10-01", "open", "2026-09-30", []),
        ("2025-12, 2026-01..2026-03", "2026-01-05", "covered", "2026-03-31", []),
        ("2026-01,2026-01", "2026-03-01", "arrears", "2026-01-31", ["2026-02"]),
        ("2026-03", "2026-01-05", "never_paid", None, []),
        ("", "2026-06-10", "never_paid", None, []),
    ],
)  # fmt: skip
def test_coverage(paid: str, on: str, state: str, until: str | None, missed: list[str]) -> None:
    """Months, ranges and none at all."""
    answer = told(f"coverage --on {on} --paid", paid)
    assert (answer["state"], answer["covered_until"]) == (state, until)
    assert answer["missed_months"] == missed


PREPAY = "prepay --income 900000 --payer {} --occupation farmer --from 2026-11 --months {}"


def test_prepay_crosses_a_change_of_tariff() -> None:
    """Each month by its own tariff."""
    answer = told(PREPAY.format("self", 3))
    assert answer["months"] == [
        {"month": "2026-11", "total": 8400},
        {"month": "2026-12", "total": 8400},
        {"month": "2027-01", "total": 16800},
    ]
    assert (answer["total"], answer["certain"]) == (33600, True)


def test_prepay_of_two_months_is_not_certain() -> None:
    """Sources differ; a sponsor may pay as many months as the year has left."""
    assert not told(PREPAY.format("self", 2))["certain"]
    assert told(PREPAY.format("apbd", 2))["certain"]


WHOLE, FUNERAL = 42_000_000, 10_000_000
BENEFIT = "benefit --death-on 2026-09-20 --joined 2025-01-10 --income 1000000"


def test_benefit_shows_both_causes() -> None:
    """Without knowing the cause both cases stand side by side."""
    jkm, jkk = told(f"{BENEFIT} --paid 2025-01..2026-09 --children 8:SD,16:sma")["cases"]
    assert (jkm["kind"], jkm["total"], jkm["certain"]) == ("jkm", 42_000_000, True)
    assert jkm["parts"] == {"death": 20_000_000, "periodic": 12_000_000, "funeral": 10_000_000}
    assert jkm["scholarship"]["total"] == 0  # 21 months, not 36
    assert (jkk["kind"], jkk["total"], jkk["certain"]) == ("jkk_death", 70_000_000, True)
    assert jkk["scholarship"]["total"] == 147_000_000
    assert [each["age"] for each in jkk["scholarship"]["children"]] == [8, 16]
    assert all(each["conditions"] and each["sources"] for each in (jkm, jkk))


@pytest.mark.parametrize(
    ("rest", "cases"),
    [
        ("--paid 2026-07..2026-09 --work no", [("jkm", WHOLE, False), ("jkm", FUNERAL, False)]),
        ("--paid 2026-08..2026-09 --work no", [("jkm", FUNERAL, True)]),
        ("--paid 2026-01..2026-08 --work no", [("jkm", WHOLE, False)]),  # unpaid at death
        ("--paid 2026-09 --work yes", [("jkk_death", 70_000_000, True)]),
        ("--work no", [("jkm", 0, False)]),  # never covered
    ],
)  # fmt: skip
def test_benefit_by_months(rest: str, cases: list[tuple[str, int, bool]]) -> None:
    """At exactly three months both figures, neither certain."""
    found = told(f"{BENEFIT} {rest}")["cases"]
    assert [(each["kind"], each["total"], each["certain"]) for each in found] == cases


@pytest.mark.parametrize(
    ("has", "entitled", "number"),
    [
        ("widow,child,parent", ["widow", "child"], 1),
        ("sibling,grandchild", ["grandchild"], 2),
        ("will", ["will"], 5),
        ("", [], None),
    ],
)
def test_heirs(has: str, entitled: list[str], number: int | None) -> None:
    """The nearest class."""
    answer = told("heirs --has", has)
    assert (answer["entitled"], answer["class"]) == (entitled, number)
    assert ("funeral_to" in answer) == (number is None)


FARMER = "--payer self --occupation farmer"
WRONG = [
    (f"contribution {FARMER} --month 2026-11", "--income"),  # missing
    (f"contribution --income 1.500.000 {FARMER} --month 2026-11", "--income"),
    (f"contribution --income -5 {FARMER} --month 2026-11", "--income"),
    (f"contribution --income 1e6 {FARMER} --month 2026-11", "--income"),
    (f"contribution --income ١٢٣ {FARMER} --month 2026-11", "--income"),  # digits of another script
    ("contribution --income", "--income"),
    ("contribution --income 1 --payer king --occupation farmer --month 2026-11", "--payer"),
    ("contribution --income 1 --payer self --occupation king --month 2026-11", "--occupation"),
    (f"contribution --income 1 {FARMER} --month 2026-13", "--month"),
    (f"contribution --income 1 {FARMER} --month 2026-11-01", "--month"),
    (f"contribution --income 1 {FARMER} --month 2015-06", "--month"),  # before the tables
    (f"contribution --income 1 {FARMER} --month 2026-11 --all", "--all"),
    ("coverage --on 2026-02-30", "--on"),
    ("coverage --on 20260228", "--on"),
    ("coverage --on 9999-12-31", "--on"),
    ("coverage --on 2026-02-28 --paid 2026-02..2026-01", "--paid"),
    ("coverage --on 2026-02-28 --paid 2026-02,,2026-03", "--paid"),
    ("coverage --on 2026-02-28 --paid 2026-02..", "--paid"),
    (f"prepay --income 1 {FARMER} --from 2026-11 --months 0", "--months"),
    (f"prepay --income 1 {FARMER} --from 2026-11 --months 4", "--months"),
    ("prepay --income 1 --payer csr --occupation farmer --from 2026-11 --months 13", "--months"),
    (f"prepay --income 1 {FARMER} --from 2014-01 --months 3", "--from"),
    ("benefit --death-on 2026-01-01 --joined 2026-01-02 --income 1", "--joined"),
    ("benefit --death-on 2018-01-01 --joined 2017-01-02 --income 1", "--death-on"),
    (f"{BENEFIT} --children 8", "--children"),
    (f"{BENEFIT} --children 8:KULIAH", "--children"),
    (f"{BENEFIT} --children 999:SD", "--children"),
    (f"{BENEFIT} --work perhaps", "--work"),
    ("heirs --has uncle", "--has"),
    ("heirs", "--has"),
]


@pytest.mark.parametrize(("command", "option"), WRONG)
def test_wrong_use_is_told_in_a_line(command: str, option: str) -> None:
    """Exit code 2, nothing on standard output, one line that names the option at fault."""
    ended = RUNNER.invoke(app, ["program", *command.split()])
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert option in ended.stderr
