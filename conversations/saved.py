"""Sessions and answers written out as JSON and read back, with migrations on the way in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from conversations.migrations import migrated
from conversations.session import (
    Answer,
    Draft,
    Given,
    Heard,
    Json,
    Kept,
    Pending,
    Prompt,
    Session,
    Skipped,
    Suggested,
)


def answers_to_json(answers: Mapping[str, Answer]) -> dict[str, Json]:
    """Each answer as a short list: its kind and its parts."""
    return {name: _answer_to_json(answer) for name, answer in answers.items()}


def _answer_to_json(answer: Answer) -> Json:
    match answer:
        case Given(value):
            return ["given", value]
        case Skipped():
            return ["skipped"]
        case Suggested(value, source):
            return ["suggested", value, source]
        case Pending(effect):
            return ["pending", effect]


def answers_from_json(found: Mapping[str, Json]) -> dict[str, Answer]:
    """The answers back; a kind that this program does not know raises ValueError."""
    return {name: _answer_from_json(each) for name, each in found.items()}


def _answer_from_json(found: Json) -> Answer:
    match found:
        case ["given", value]:
            return Given(value)
        case ["skipped"]:
            return Skipped()
        case ["suggested", value, str(source)]:
            return Suggested(value, source)
        case ["pending", str(effect)]:
            return Pending(effect)
    raise ValueError("an answer of unknown kind")


def draft_to_json(draft: Draft) -> Json:
    """A draft with its answers."""
    return {
        "id": draft.id,
        "form": draft.form,
        "version": draft.version,
        "answers": answers_to_json(draft.answers),
        "began_at": draft.began_at.isoformat(),
        "touched_at": draft.touched_at.isoformat(),
    }


def draft_from_json(found: Json) -> Draft:
    """The draft back, its answers brought to the form's present version."""
    form, version = str(found["form"]), int(found["version"])
    answers, version = migrated(form, version, found["answers"])
    return Draft(
        id=str(found["id"]),
        form=form,
        version=version,
        answers=answers_from_json(answers),
        began_at=datetime.fromisoformat(found["began_at"]),
        touched_at=datetime.fromisoformat(found["touched_at"]),
    )


def session_to_json(session: Session) -> Json:
    """A session without its drafts, which are stored as rows of their own."""
    return {
        "state": session.state,
        "language": session.language,
        "draft": session.draft.id if session.draft else None,
        "shelf": [each.id for each in session.shelf],
        "prompts": session.prompts,  # tuples of tuples, written as lists
        "prompt_count": session.prompt_count,
        "missed": session.missed,
        "seen_at": session.seen_at.isoformat() if session.seen_at else None,
        "kept": session.kept.village if session.kept else None,
        "about": session.about,
        "heard": session.heard,
        "album": session.album,
        "asked_elsewhere": session.asked_elsewhere,
        "asked_listed": session.asked_listed,
        "sheet": session.sheet,
        "officer": session.officer,
        "officer_at": session.officer_at.isoformat() if session.officer_at else None,
    }


def session_from_json(found: Json, drafts: Mapping[str, Draft]) -> Session:
    """The session back with its drafts by id; a draft that is gone is left out.

    What was added after the first release may be missing in an older session.
    """
    draft = drafts.get(found["draft"]) if found["draft"] else None
    shelf = tuple(drafts[each] for each in found["shelf"] if each in drafts)
    gone = found["draft"] is not None and draft is None
    lost = gone or (found["state"] == "shelf" and not shelf)
    return Session(
        state="menu" if lost else str(found["state"]),
        language=str(found["language"]),
        draft=draft,
        shelf=shelf,
        prompts=tuple(_prompt(each) for each in found["prompts"]),
        prompt_count=int(found["prompt_count"]),
        missed=int(found["missed"]),
        seen_at=datetime.fromisoformat(found["seen_at"]) if found["seen_at"] else None,
        kept=Kept(found["kept"]) if found["kept"] else None,
        about=found["about"],
        heard=tuple(Heard._make(each) for each in found.get("heard", ())),
        album=str(found.get("album", "")),
        asked_elsewhere=bool(found.get("asked_elsewhere", False)),
        asked_listed=bool(found.get("asked_listed", False)),
        sheet=str(found.get("sheet", "")),
        officer=str(found.get("officer", "")),
        officer_at=_moment(found.get("officer_at")),
    )


def _moment(found: Json) -> datetime | None:
    return datetime.fromisoformat(found) if found else None


def _prompt(found: Json) -> Prompt:
    name, asks, draft, choices, labels, literal = found
    return Prompt(
        name, asks, draft, tuple(choices), tuple(labels), tuple(literal) if literal else None
    )
