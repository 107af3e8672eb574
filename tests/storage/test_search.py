"""People found by name with slips, by number, by village; never beyond the scope."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import name_index, search
from storage.name_index import Named
from storage.name_words import keys_of, sound, words_of
from storage.scope import Scope
from storage.store import Store
from tests.storage.places import SEALER, VILLAGE, endpoint, participant

FOREIGN = "63.10.01.2001"
HERE = Scope((VILLAGE,))
KABUPATEN = Scope(("63.10",))


def person(conn: Connection, name: str, village: str = VILLAGE, **more: object) -> str:
    """Somebody whom the index of names knows."""
    which = participant(conn, name, village_code=village, **more)
    name_index.add(conn, [Named(which, name, village)])
    return which


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Muhammad Jafar", "muhamad"),  # doubled letter
        ("Muhammad Jafar", "mohamad dja'far"),  # old spelling, other vowels
        ("Abdurrahman", "abdulrahman"),  # a letter heard otherwise
        ("Siti Aminah", "sity aminha"),  # two letters changed places
        ("Wahyuni", "wahuni"),  # one left out
        ("Noor Jannah", "nur janah"),  # oo and u
        ("Rachman", "rahman"),  # ch and h
        ("Siti Aminah", "aminah siti"),  # the other way around
        ("Siti Aminah", "amin"),  # the beginning of a word
        ("Hj. Siti Aminah, S.Pd", "siti aminah"),  # titles
        ("Siti Aminah", "siti aminah xyzzy"),  # a word that nobody has
    ],
)
async def test_a_name_is_found_as_people_type_it(store: Store, written: str, typed: str) -> None:
    """Slips, old spelling, titles and the order of words do not hide anybody."""

    def work(conn: Connection) -> None:
        which = person(conn, written)
        person(conn, "Budi Slamet")
        found = search.by_name(conn, HERE, typed).people
        assert [each.id for each in found] == [which]

    await store.write(work)


async def test_the_likest_name_comes_first(store: Store) -> None:
    """Who is spelt as typed stands above who only sounds so."""

    def work(conn: Connection) -> None:
        other = person(conn, "Siti Aminuh")
        exact = person(conn, "Siti Aminah")
        found = search.by_name(conn, HERE, "siti aminah").people
        assert [each.id for each in found] == [exact, other]

    await store.write(work)


@pytest.mark.parametrize("typed", ["", "   ", "12345", "%", "_", "'", "\u202e", "🙂", "q" * 500])
async def test_any_words_may_be_typed(store: Store, typed: str) -> None:
    """Nothing that is typed raises, and signs are no wildcards."""

    def work(conn: Connection) -> None:
        person(conn, "Siti Aminah")
        assert search.by_name(conn, HERE, typed).people == ()

    await store.write(work)


async def test_nobody_is_found_outside_the_scope(store: Store) -> None:
    """Not by name, number, phone of the own or of a chat, and not in a list."""

    def work(conn: Connection) -> None:
        nik, phone = "6310011508800001", "+628120000077"
        chat = endpoint(conn, "4711", "telegram", phone)
        indexes = {
            "nik_index": SEALER.index("participants.nik", nik),
            "phone_index": SEALER.index("participants.phone", phone),
        }
        which = participant(conn, "Siti Aminah", chat, village_code=FOREIGN, **indexes)
        name_index.add(conn, [Named(which, "Siti Aminah", FOREIGN)])
        assert search.by_name(conn, HERE, "siti aminah").people == ()
        assert search.by_number(conn, SEALER, HERE, nik, phone).people == ()
        assert search.listed(conn, HERE).people == ()
        assert search.listed(conn, HERE, after=which).people == ()
        assert search.visible(conn, HERE, [which]) == {}
        assert [each.id for each in search.by_name(conn, KABUPATEN, "siti").people] == [which]
        for known in ((nik, None), (None, phone)):
            found = search.by_number(conn, SEALER, KABUPATEN, *known).people
            assert [each.id for each in found] == [which]

    await store.write(work)


async def test_who_moved_is_found_where_they_live_and_nowhere_else(store: Store) -> None:
    """The person's own row decides, also where the index was not renewed."""

    def work(conn: Connection) -> None:
        which = participant(conn, "Siti Aminah", village_code=FOREIGN)
        name_index.add(conn, [Named(which, "Siti Aminah", VILLAGE)])  # as it was before
        assert search.by_name(conn, HERE, "siti").people == ()
        name_index.renew(conn, [Named(which, "Siti Aminah", FOREIGN)])
        there = Scope((FOREIGN,))
        assert [each.id for each in search.by_name(conn, there, "siti").people] == [which]

    await store.write(work)


async def test_a_list_goes_on_where_the_page_ended(store: Store) -> None:
    """Pages by village and name hold everybody once."""

    def work(conn: Connection) -> None:
        names = ["Ani", "Budi", "Budi", "Citra", "Dewi"]
        made = {person(conn, each) for each in names} | {person(conn, "Eka", FOREIGN)}
        seen: list[str] = []
        after, pages = "", 0
        while True:
            page = search.listed(conn, KABUPATEN, after, limit=2)
            seen += [each.id for each in page.people]
            pages += 1
            if not page.after:
                break
            after = page.after
        assert set(seen) == made
        assert (len(seen), pages) == (6, 3)

    await store.write(work)


@pytest.mark.parametrize(
    ("scope", "region", "narrowed"),
    [
        (KABUPATEN, VILLAGE, True),  # a village in it
        (KABUPATEN, "63.10", True),  # itself
        (HERE, "63.10", False),  # wider
        (Scope(("63.1",)), VILLAGE, False),  # no region ends in the middle of a part
        (Scope.whole(), VILLAGE, True),  # an admin
    ],
)
def test_a_scope_is_only_ever_narrowed(scope: Scope, region: str, narrowed: bool) -> None:
    """A village that is chosen lies in the officer's own."""
    assert (search.narrowed(scope, region) is not None) is narrowed


def test_words_have_few_keys_and_one_spelling() -> None:
    """The index stays small: at most one key a sign and one for the whole."""
    assert words_of("Hj. Dja'far bin Abdoel, S.Pd") == ("djafar", "abdoel")
    assert sound("djafar") == sound("jafar")
    assert len(keys_of("a" * 400)) == 1
    assert all(len(keys_of(each)) <= len(each) + 1 for each in ("siti", "muhammad", "x"))
