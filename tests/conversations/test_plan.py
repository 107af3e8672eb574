"""A view made from an earlier one is the view made anew, whatever is said."""

import pytest
from hypothesis import given

from conversations.facts import World
from conversations.form import Form, View
from conversations.session import Draft
from tests.conversations.walks import WALKS, WAYS, Move, walked


@given(WALKS, WAYS)
def test_a_view_from_an_earlier_one_is_the_same(walk: list[Move], way: dict[str, str]) -> None:
    """What an answer leaves as it was may be taken over: no question sees what comes after it."""
    made = Form.viewed
    taken: list[View] = []

    def compared(form: Form, draft: Draft, world: World, earlier: View | None = None) -> View:
        found, anew = made(form, draft, world, earlier), made(form, draft, world)
        assert (found.slots, dict(found.values)) == (anew.slots, dict(anew.values))
        taken.extend([earlier] if earlier else [])
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Form, "viewed", compared)
        walked(walk, way).finish()
    assert taken
