"""Beginning, resuming and forgetting drafts."""

from __future__ import annotations

from conversations.facts import World
from conversations.forms import FORMS
from conversations.registration import CONSENT_TEXT, CONSENT_TEXT_VERSION
from conversations.session import Answer, Draft, Given, Session
from conversations.values import replace


def begin(session: Session, world: World, form: str, **given: str) -> Session:
    """A new draft of a form, with what is already known; an unfinished one is replaced.

    The village of the last person, or of the link that somebody came by, is suggested.
    """
    answers: dict[str, Answer] = {name: Given(value) for name, value in given.items()}
    if "consent" in given:  # of a helper who agreed just now
        answers[CONSENT_TEXT] = Given(CONSENT_TEXT_VERSION)
    if session.kept:
        answers["kept_village"] = Given(session.kept.village)
    draft = Draft(
        id=world.seed[:16].hex(),
        form=form,
        version=FORMS[form].version,
        answers=answers,
        began_at=world.now,
        touched_at=world.now,
    )
    return replace(session, state="form", draft=draft, missed=0, about=None)
