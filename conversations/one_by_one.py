"""The people of a list, one after the other: each a draft that waits for its own consent."""

from __future__ import annotations

from collections.abc import Callable

from conversations import many
from conversations.form import Reaction, View
from conversations.move import Move
from conversations.session import Draft, Given, Session, Text
from conversations.values import replace

PLACE = "from_list"  # a note in a draft, no question of its form: [list, place, of how many]
LEFT = frozenset({"menu", "next_person"})  # where a person's form leaves the talk when it is over
Finish = Callable[[Session, View], Move]


def placed(draft: Draft, name: str, at: int, of: int) -> Draft:
    """The draft as the person at a place (from 1) of a list."""
    return draft.with_answer(PLACE, Given([name, at, of]))


def place(draft: Draft) -> tuple[str, int, int] | None:
    """List, place and number of people; None for a draft of no list."""
    note = draft.answers.get(PLACE)
    match note.value if isinstance(note, Given) else None:
        case [str(name), int(at), int(of)]:
            return name, at, of
    return None


def waiting(session: Session) -> int:
    """How many people of lists are still to be registered."""
    return sum(place(each) is not None for each in session.drafts)


def then(reaction: Reaction) -> Reaction:
    """The reaction; what waited for consent is filled in, and the next of the list is taken up."""

    def reacted(session: Session, view: View) -> Move | None:
        move = reaction(session, view)
        told = many.released(move or Move(session), view)
        if move is None and told.session is session:
            return None
        return _next(told, view)

    return reacted


def then_next(finish: Finish) -> Finish:
    """The finish of a form; the next of the list is taken up."""
    return lambda session, view: _next(finish(session, view), view)


def _next(move: Move, view: View) -> Move:
    """The move; where a person of a list is done with, the next one's form is opened."""
    session = move.session
    if place(view.draft) is None or session.draft is not None or session.state not in LEFT:
        return move
    follows = _following(view.draft, session)
    if follows is None:
        return move
    shelf = tuple(each for each in session.shelf if each.id != follows.id)
    opened = replace(session, draft=_kept(follows, session), shelf=shelf, state="form", missed=0)
    told = introduced(follows, view.form.view(follows, view.world))
    before = (*move.before, *told)
    return replace(move, session=replace(opened, about=None), before=before, ask=True)


def _following(draft: Draft, session: Session) -> Draft | None:
    """The next person of the same list who waits on the shelf; those put off are behind."""
    mine = place(draft)
    places = [(place(each), each) for each in session.shelf]
    later = [
        (found[1], each)
        for found, each in places
        if found and mine and found[0] == mine[0] and found[1] > mine[1]
    ]
    return min(later, key=lambda pair: pair[0])[1] if later else None


def _kept(draft: Draft, session: Session) -> Draft:
    """The draft with the village of the person before to be suggested."""
    return draft.with_answer("kept_village", Given(session.kept.village)) if session.kept else draft


def introduced(draft: Draft, view: View) -> tuple[Text, ...]:
    """ "Orang 2 dari 8", with the name."""
    found = place(draft)
    if found is None:
        return ()
    return (Text("list-person", {"at": found[1], "of": found[2], **view.scene.you()}),)
