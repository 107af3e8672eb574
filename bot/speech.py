"""Says in words: renders a say with its language's messages, ready for a channel to fit."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels import Message
from conversations.session import Card, Say, Text
from conversations.templates import BY_MESSAGE
from conversations.words import SOURCE, Catalogue

OPEN_LIST = "list-open"  # what opens a list
SHARE_CONTACT = "share-contact"  # the button that shares one's own number


def spoken(say: Say, words: Catalogue, frees_keyboard: bool = False) -> Message:
    """The say as a message: paragraphs, labels, the card's words."""
    texts = [words.text(each) for each in say.texts]
    if say.lead:
        texts[-1] = f"{words.text(say.lead)} {texts[-1]}"
    choices = tuple((_token(say, each.id), words.text(each.label)) for each in say.choices)
    return Message(
        say.id,
        "\n\n".join(filter(None, texts)),
        choices,
        card_words(say.card, words) if say.card else None,
        say.asks,
        words.text(Text(OPEN_LIST)),
        words.text(Text(SHARE_CONTACT)) if say.shares == "contact" else "",
        frees_keyboard,
        _template(say.template, words) if say.template else None,
        say.file,
    )


def _template(template: Text, words: Catalogue) -> tuple[str, tuple[str, ...]]:
    """Its name at the platform, and its parameters in words."""
    found = BY_MESSAGE[template.id]
    told = (Text("repair-value", {"value": template.args[each]}) for each in found.params)
    return found.name, tuple(words.speaking(SOURCE).text(each) for each in told)


def _token(say: Say, choice: str) -> str:
    return f"{say.prompt}.{choice}" if say.prompt else choice


CARD_WORDS = ("title", "subtitle", "note", "name", "nik", "village", "state", "code")


def card_words(card: Card, words: Catalogue) -> Mapping[str, str]:
    """Everything that stands on the receipt's picture: words as `word_…`, and the person's data."""
    return {
        **{f"word_{each}": words.text(Text(f"card.{each}")) for each in CARD_WORDS},
        "name": card.name,
        "nik": card.nik,
        "village": card.village,
        "state": card.state,
        "code": card.code,
    }


def picture(card: Mapping[str, str]) -> bytes:
    """The card drawn as PNG."""
    from bot.cards import Card as Drawn
    from bot.cards import Labels, draw_card

    words = {each: card[f"word_{each}"] for each in CARD_WORDS}
    labels = Labels(**{each: words[each] for each in ("name", "nik", "village", "state", "code")})
    return draw_card(
        Drawn(
            title=words["title"],
            subtitle=words["subtitle"],
            name=card["name"],
            nik_masked=card["nik"],
            village=card["village"],
            state=card["state"],
            code=card["code"],
            qr=card["code"],
            note=words["note"],
            labels=labels,
        )
    )
