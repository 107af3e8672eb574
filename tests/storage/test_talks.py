"""Talks with officers in the store: whose they are, in which order, who changes them, what goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, insert, select, update

from conversations import officer_talk
from storage import files, officers, talks, talks_acts, talks_canned, talks_kept, templates
from storage.claims import By
from storage.endpoints import Endpoint
from storage.scope import Scope
from storage.store import Store
from storage.tables import audit, tasks, timers
from storage.tables import endpoints as endpoint_table
from storage.tables import files as file_table
from storage.tables import talk_messages as messages
from storage.tables import talks as table
from storage.talks import Talk, TalkGone, Which
from storage.talks_acts import NoColleague, NotToSend, Office, TalkChanged
from storage.talks_canned import CannedGone
from storage.talks_kept import About, Line
from storage.templates import Template
from tests.storage.places import NOW, SEALER, VILLAGE, endpoint, participant

KABUPATEN = Scope(("63.10",))
SIGNED = Office("kabupaten", "Kabupaten Tanah Bumbu")
# Regions and whether their officers see a talk of VILLAGE, and one whose village is not known.
SEEING = [
    ((VILLAGE,), True, False),  # the village itself
    (("63.10.03",), True, False),  # its kecamatan
    (("63.10",), True, True),  # its kabupaten, which also has those of no known village
    (("63",), True, True),  # its provinsi
    (("63.10.04",), False, False),  # another kecamatan
    (("63.10.0",), False, False),  # a piece of a code
    (("63.71",), False, True),  # another kabupaten of the same house
]


def opened(
    conn: Connection, name: str, village: str | None = VILLAGE, minute: int = 0
) -> tuple[Endpoint, str]:
    """Somebody who asked for an officer, and the talk."""
    who = endpoint(conn, name)
    at = NOW + timedelta(minutes=minute)
    return who, talks_kept.begin(conn, SEALER, who, "asked", About("Siti", village), at)


def seen(conn: Connection, talk: str, scope: Scope = KABUPATEN) -> Talk:
    return talks.one(conn, SEALER, scope, talk, NOW)


def officer(conn: Connection, login: str, *regions: str) -> By:
    """Somebody of these regions who acts."""
    role: officers.Role = "desa" if regions[0].count(".") == 3 else "kabupaten"
    who = officers.add(conn, login, login.title(), role, regions, "test", NOW)
    return By(Scope(regions), who, NOW)


def queue(conn: Connection, which: Which, actor: str = "", limit: int = 50) -> list[str]:
    """All talks of the kabupaten, read page by page."""
    found: list[Talk] = []
    after = None
    while page := talks.listed(conn, SEALER, KABUPATEN, which, actor, NOW, after, limit):
        found += page
        after = talks.after(page[-1])
    return [each.id for each in found]


@pytest.mark.parametrize(("regions", "known", "unknown"), SEEING)
async def test_a_talk_is_seen_within_its_scope(
    store: Store, regions: tuple[str, ...], known: bool, unknown: bool
) -> None:
    """One rule for the queue, the talk, its mark and its pictures; else it is missing."""

    def work(conn: Connection) -> None:
        scope = Scope(regions)
        for number, (village, sees) in enumerate(((VILLAGE, known), (None, unknown))):
            _, talk = opened(conn, str(number), village)
            listed = talks.listed(conn, SEALER, scope, "all", "", NOW)
            assert (talk in [each.id for each in listed]) == sees
            for look in _looks(conn, scope, talk):
                if sees:
                    look()
                else:
                    with pytest.raises(TalkGone):
                        look()

    await store.write(work)


def _looks(conn: Connection, scope: Scope, talk: str) -> list[Callable[[], object]]:
    kept = f"{talk[::-1]}"
    talks_kept.keep(conn, SEALER, talk, [Line("person", NOW, "photo", effect_id=kept)], NOW)
    talks_kept.attach(conn, kept, _picture(conn, talk), None)
    message = conn.execute(select(messages.c.id).where(messages.c.effect_id == kept)).scalar_one()
    return [
        lambda: talks.one(conn, SEALER, scope, talk, NOW),
        lambda: talks.talk_mark(conn, scope, talk),
        lambda: talks.picture(conn, scope, talk, message),
    ]


def _picture(conn: Connection, talk: str) -> str:
    owner = (talks_kept.OWNER, talk)
    return files.put(conn, SEALER, owner, b"a picture", "image/jpeg", NOW)[0]


async def test_the_queue_goes_on_where_a_page_ended(store: Store) -> None:
    """Who waits longest first, then those who were answered; no talk twice or left out."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        made = [opened(conn, str(number), minute=9 - number)[1] for number in range(5)]
        waiting = made[::-1]
        assert queue(conn, "all", limit=2) == waiting
        talks_acts.reply(conn, SEALER, by, made[4], 1, SIGNED, "Halo")
        assert queue(conn, "all", limit=2) == [*waiting[1:], made[4]]
        assert queue(conn, "mine", by.actor, limit=2) == [made[4]]
        assert queue(conn, "unassigned", limit=2) == waiting[1:]
        talks_acts.close(conn, SEALER, by, made[4], 2)
        assert queue(conn, "all") == waiting[1:]
        assert queue(conn, "closed", limit=1) == [made[4]]

    await store.write(work)


async def test_who_comes_later_sees_how_it_stands(store: Store) -> None:
    """Each act is compare-and-set; who answers takes care, and nobody answers over another."""

    def work(conn: Connection) -> None:
        first, second = officer(conn, "rahmat", "63.10"), officer(conn, "siti", "63.10")
        _, talk = opened(conn, "1")
        talks_acts.take(conn, SEALER, first, talk, 1)
        acts = (
            lambda v: talks_acts.take(conn, SEALER, second, talk, v),
            lambda v: talks_acts.leave(conn, SEALER, second, talk, v),
            lambda v: talks_acts.close(conn, SEALER, second, talk, v),
            lambda v: talks_acts.reply(conn, SEALER, second, talk, v, SIGNED, "x"),
        )
        for each in acts:
            with pytest.raises(TalkChanged) as lost:
                each(1)
            assert (lost.value.now.officer_id, lost.value.now.version) == (first.actor, 2)
        with pytest.raises(TalkChanged):
            acts[3](2)  # the version is right, but somebody else takes care of it
        acts[0](2)
        assert seen(conn, talk).officer_id == second.actor
        talks_acts.close(conn, SEALER, second, talk, 3)
        with pytest.raises(TalkChanged):
            talks_acts.take(conn, SEALER, first, talk, 4)

    await store.write(work)


async def test_acts_of_a_foreign_officer_find_nothing(store: Store) -> None:
    """Every act on a talk elsewhere is the same as on one that never was, and changes nothing."""

    def work(conn: Connection) -> None:
        foreign = officer(conn, "budi", "63.10.04.2001")
        _, talk = opened(conn, "1")
        for which in (talk, "0" * 32):
            for each in (
                lambda t: talks_acts.take(conn, SEALER, foreign, t, 1),
                lambda t: talks_acts.give(conn, SEALER, foreign, t, 1, foreign.actor),
                lambda t: talks_acts.leave(conn, SEALER, foreign, t, 1),
                lambda t: talks_acts.reply(conn, SEALER, foreign, t, 1, SIGNED, "x"),
                lambda t: talks_acts.note(conn, SEALER, foreign, t, "x"),
                lambda t: talks_acts.close(conn, SEALER, foreign, t, 1),
            ):
                with pytest.raises(TalkGone):
                    each(which)
        assert seen(conn, talk).version == 1
        assert conn.scalar(select(func.count()).select_from(timers)) == 0
        assert conn.scalar(select(func.count()).select_from(messages)) == 0

    await store.write(work)


async def test_a_talk_is_given_only_to_who_sees_it(store: Store) -> None:
    """Colleagues are those whose regions hold the village and who are still here."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        village = officer(conn, "siti", VILLAGE)
        foreign = officer(conn, "budi", "63.10.04.2001")
        _, talk = opened(conn, "1")
        found = talks.colleagues(conn, seen(conn, talk))
        assert {each.id for each in found} == {by.actor, village.actor}
        with pytest.raises(NoColleague):
            talks_acts.give(conn, SEALER, by, talk, 1, foreign.actor)
        talks_acts.give(conn, SEALER, by, talk, 1, village.actor)
        assert seen(conn, talk).officer == "Siti"
        _, other = opened(conn, "2", village=None)
        assert {each.id for each in talks.colleagues(conn, seen(conn, other))} == {by.actor}

    await store.write(work)


async def test_talks_of_an_ended_account_are_passed_on(store: Store) -> None:
    """They are the queue's again, wait from now on, and the bot is told; closed ones stay."""

    def work(conn: Connection) -> None:
        gone, above = officer(conn, "siti", VILLAGE), officer(conn, "rahmat", "63.10")
        (_, held), (_, closed), (_, others) = (opened(conn, name) for name in "123")
        for talk, by in ((held, gone), (closed, gone), (others, above)):
            talks_acts.take(conn, SEALER, by, talk, 1)
        talks_acts.reply(conn, SEALER, gone, held, 2, SIGNED, "Sebentar")
        talks_acts.close(conn, SEALER, gone, closed, 2)
        later = NOW + timedelta(hours=1)
        assert talks_acts.pass_on(conn, SEALER, above.actor, gone.actor, later) == 1
        now = seen(conn, held)
        assert (now.officer_id, now.state, now.waiting, now.since) == (None, "open", True, later)
        assert queue(conn, "unassigned") == [held]
        assert seen(conn, others).officer_id == above.actor
        assert seen(conn, closed).officer_id == gone.actor
        told = conn.scalars(select(timers.c.kind).where(timers.c.key.like(f"%{held}%"))).all()
        assert officer_talk.FREES in told

    await store.write(work)


@pytest.mark.parametrize(
    ("text", "why"), [("", "empty"), (" \n ", "empty"), ("x" * 1001, "long"), ("x" * 1000, "")]
)
async def test_answers_have_their_length(store: Store, text: str, why: str) -> None:
    """Nothing is sent of what is empty or does not fit one message."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        _, talk = opened(conn, "1", village=VILLAGE)
        if not why:
            talks_acts.reply(conn, SEALER, by, talk, 1, SIGNED, text)
            return
        with pytest.raises(NotToSend) as refused:
            talks_acts.reply(conn, SEALER, by, talk, 1, SIGNED, text)
        assert refused.value.why == why
        assert conn.scalar(select(func.count()).select_from(timers)) == 0

    await store.write(work)


async def test_whatsapp_closes_its_window(store: Store) -> None:
    """A day after the person's last words only the approved message goes, and closing is silent."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        who, talk = opened(conn, "1")
        ends = seen(conn, talk).window_ends
        assert ends == NOW + timedelta(hours=23, minutes=55)
        late = By(by.scope, by.actor, ends)
        with pytest.raises(NotToSend, match="window"):
            talks_acts.reply(conn, SEALER, late, talk, 1, SIGNED, "Halo")
        with pytest.raises(NotToSend, match="template"):
            talks_acts.reply(conn, SEALER, late, talk, 1, SIGNED, "", template=True)
        ready = Template(who.account, "seratus_balasan_petugas", "id", "approved", "v")
        templates.put(conn, [ready], NOW)
        talks_acts.reply(conn, SEALER, late, talk, 1, SIGNED, "", template=True)
        telegram = endpoint(conn, "2", channel="telegram")
        other = talks_kept.begin(conn, SEALER, telegram, "asked", About("", VILLAGE), NOW)
        assert seen(conn, other).window_ends is None

    await store.write(work)


async def test_who_it_is_and_where_is_guessed(store: Store) -> None:
    """One's own record first, else the only one spoken for; two of them are nobody's guess."""

    def work(conn: Connection) -> None:
        helper = endpoint(conn, "1")
        assert talks_kept.guess(conn, helper.id) == About()
        first = participant(conn, "Siti", helper, "helper")
        assert talks_kept.guess(conn, helper.id) == About("Siti", VILLAGE, first)
        participant(conn, "Budi", helper, "helper")
        assert talks_kept.guess(conn, helper.id).participant_id is None
        own = participant(conn, "Ani", helper)
        assert talks_kept.guess(conn, helper.id) == About("Ani", VILLAGE, own)

    await store.write(work)


async def test_what_belongs_to_a_form_goes_with_it(store: Store) -> None:
    """The question to the officer stays, the answers of the deleted form do not."""

    def work(conn: Connection) -> None:
        who, talk = opened(conn, "1")
        lines = [
            Line("person", NOW, "text", "Zubaidah", of_form=True),
            Line("person", NOW, "text", "KTP saya hilang"),
        ]
        talks_kept.keep(conn, SEALER, talk, lines, NOW)
        talks_kept.forget_forms(conn, [who.id])
        said = talks.said(conn, SEALER, seen(conn, talk))
        assert [(each.kind, each.text) for each in said] == [
            ("gone", ""),
            ("text", "KTP saya hilang"),
        ]

    await store.write(work)


async def test_a_closed_talk_is_forgotten(store: Store) -> None:
    """Its words and pictures go half a year after it was closed, never of an open one."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        _, talk = opened(conn, "1")
        kept = _picture(conn, talk)
        talks_kept.keep(conn, SEALER, talk, [Line("person", NOW, "text", "halo")], NOW)
        assert talks_kept.forget(conn, talk) == []
        assert talks.said(conn, SEALER, seen(conn, talk))
        talks_acts.close(conn, SEALER, by, talk, 1)
        due = select(timers.c.due_at).where(timers.c.kind == "officer_forgets")
        assert conn.scalar(due) == NOW + talks_kept.KEPT
        talks_kept.close(conn, talk, NOW)
        assert talks_kept.forget(conn, talk) == [kept]
        assert talks.said(conn, SEALER, seen(conn, talk)) == ()
        assert conn.scalar(select(func.count()).select_from(file_table)) == 0

    await store.write(work)


async def test_closing_ends_the_tasks_of_the_asking(store: Store) -> None:
    """Only those that asked for an officer, only this phone's."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        who, talk = opened(conn, "1")
        other = endpoint(conn, "2")
        rows = [("a", who, "officer_asked"), ("b", who, "erasure"), ("c", other, "officer_asked")]
        for name, whose, kind in rows:
            row = {"id": name * 32, "endpoint_id": whose.id, "kind": kind}
            conn.execute(insert(tasks).values(**row, state="open", created_at=NOW))
        talks_acts.close(conn, SEALER, by, talk, 1)
        still = select(tasks.c.id).where(tasks.c.state == "open").order_by(tasks.c.id)
        assert [each[0] for each in conn.scalars(still)] == ["b", "c"]

    await store.write(work)


async def test_one_talk_is_open_at_a_time(store: Store) -> None:
    """The next asking after a closed one opens another."""

    def work(conn: Connection) -> None:
        who, talk = opened(conn, "1")
        assert talks_kept.open_now(conn, [who.id]) == {who.id: talk}
        talks_kept.close(conn, talk, NOW)
        assert talks_kept.open_now(conn, [who.id]) == {}
        again = talks_kept.begin(conn, SEALER, who, "lost", About(), NOW)
        assert talks_kept.open_of(conn, who.id) == again

    await store.write(work)


async def test_marks_change_with_what_is_shown(store: Store) -> None:
    """A new message, what became of one, an act: each is seen by a page that asks again."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        _, talk = opened(conn, "1")
        marks = [talks.talk_mark(conn, KABUPATEN, talk)]
        queues = [talks.queue_mark(conn, KABUPATEN, "all", by.actor)]
        later = NOW + timedelta(minutes=1)
        talks_kept.keep(
            conn, SEALER, talk, [Line("person", later, "photo", effect_id="e" * 32)], later
        )
        marks.append(talks.talk_mark(conn, KABUPATEN, talk))
        queues.append(talks.queue_mark(conn, KABUPATEN, "all", by.actor))
        talks_kept.attach(conn, "e" * 32, None, "bomb")
        marks.append(talks.talk_mark(conn, KABUPATEN, talk))
        talks_acts.take(conn, SEALER, by, talk, 1)
        marks.append(talks.talk_mark(conn, KABUPATEN, talk))
        queues.append(talks.queue_mark(conn, KABUPATEN, "all", by.actor))
        assert len(set(marks)) == len(marks)
        assert len(set(queues)) == len(queues)
        assert talks.talk_mark(conn, KABUPATEN, talk) == marks[-1]

    await store.write(work)


async def test_ready_answers_have_their_regions(store: Store) -> None:
    """Kept in one's own regions, used below and around them, ended but never lost."""

    def work(conn: Connection) -> None:
        by, village = officer(conn, "rahmat", "63.10"), officer(conn, "siti", VILLAGE)
        with pytest.raises(CannedGone):
            talks_canned.add(conn, village, "63.10", "Syarat", "Bawa KTP.")
        answer = talks_canned.add(conn, by, "63.10", "Syarat", "Bawa KTP.")
        assert [each.id for each in talks_canned.listed(conn, village.scope)] == [answer]
        assert talks_canned.listed(conn, Scope(("63.71",))) == []
        with pytest.raises(CannedGone):
            talks_canned.change(conn, village, answer, 1, "Syarat", "x")
        talks_canned.change(conn, by, answer, 1, "Syarat", "Bawa KK.")
        with pytest.raises(CannedGone):
            talks_canned.end(conn, by, answer, 1)
        talks_canned.end(conn, by, answer, 2)
        assert talks_canned.listed(conn, by.scope) == []

    await store.write(work)


async def test_acts_stand_in_the_audit(store: Store) -> None:
    """Each act once, with who and when; a number in doubt is shown as such."""

    def work(conn: Connection) -> None:
        by = officer(conn, "rahmat", "63.10")
        who, talk = opened(conn, "1")
        talks_acts.take(conn, SEALER, by, talk, 1)
        talks_acts.reply(conn, SEALER, by, talk, 2, SIGNED, "Halo")
        talks_acts.note(conn, SEALER, by, talk, "Sudah ditelepon")
        talks_acts.leave(conn, SEALER, by, talk, 3)
        talks_acts.close(conn, SEALER, by, talk, 4)
        mine = select(audit.c.act).where(audit.c.actor == by.actor).order_by(audit.c.act)
        assert list(conn.scalars(mine)) == [
            "talk_answered",
            "talk_closed",
            "talk_left",
            "talk_noted",
            "talk_taken",
        ]
        change = update(endpoint_table).where(endpoint_table.c.id == who.id)
        conn.execute(change.values(doubt=True))
        assert seen(conn, talk).doubt
        assert conn.scalar(select(table.c.state).where(table.c.id == talk)) == "closing"

    await store.write(work)
