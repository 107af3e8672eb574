"""The catalogue of WhatsApp templates: what may be said there a day after somebody's last message.

They name nobody and no sum: a number may be in other hands by then. Who answers is asked first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.session import Text


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its name at the platform, its message, arguments in their order, buttons."""

    name: str
    message: str
    params: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()  # choices of the state `premium`; they come back as words


ENDS = Template("seratus_perlindungan_habis", "template-ends", ("until",), ("how", "paid", "later"))
OVER = Template(
    "seratus_perlindungan_berakhir", "template-over", ("until",), ("how", "paid", "later")
)
SPONSOR = Template("seratus_tanggungan_selesai", "template-sponsor", ("until",), ("how",))
NEWS = Template("seratus_kabar_perlindungan", "template-news")
CLAIM = Template("seratus_kabar_santunan", "template-claim")
ANSWER = Template("seratus_balasan_petugas", "template-answer")
REMINDERS = (ENDS, OVER, SPONSOR, NEWS)  # any of these may be what a reminder needs
TEMPLATES = (*REMINDERS, CLAIM, ANSWER)
BY_MESSAGE: Mapping[str, Template] = {each.message: each for each in TEMPLATES}


def button(choice: str) -> Text:
    """The label of a template's button: words that the menu understands at any time."""
    return Text(f"state-premium.pick-{choice}")
