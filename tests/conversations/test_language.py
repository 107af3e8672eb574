"""The language of a talk: chosen at any time, kept, and nothing is lost by choosing."""

from datetime import date

import pytest

from conversations import lint, translations, words
from conversations.book import BOOK
from conversations.happened import ConsentAnswered
from conversations.lint import problems
from conversations.session import LANGUAGES, Chose, Rupiah, Said, Text, Turn
from conversations.translations import OFFICIAL, patterns, problems_of, reads, untranslated
from conversations.understanding.languages import read_language, read_language_name
from conversations.words import SOURCE, Catalogue, MissingMessage, sources
from tests.conversations.player import Player, replies

WHO = "orang"
OTHERS = [each for each in LANGUAGES if each != SOURCE]
REVIEW = "# Perlu ditinjau penutur asli"

ASKS = [
    # one language, with what people say around it
    ("bahasa jawa", "jv"),
    ("Basa Jawa", "jv"),
    ("boso jowo", "jv"),
    ("pakai bahasa jawa saja", "jv"),
    ("bisa bahasa jawa?", "jv"),
    ("bisa bahasa jawa gak", "jv"),
    ("basa jawa mawon nggih", "jv"),
    ("tolong ganti ke bahasa banjar ya pak", "bjn"),
    ("bisa basa banjar kah", "bjn"),
    ("BAHASA INDONESIA", "id"),
    ("kembali ke bahasa indonesia", "id"),
    ("pakai jawa aja", "jv"),
    # another one, not said which
    ("bahasa", "ask"),
    ("basa", "ask"),
    ("ganti bahasa", "ask"),
    ("gantos basa", "ask"),
    ("bahasa apa saja", "ask"),
    ("bahasa jawa apa bahasa banjar", "ask"),
    # something else
    ("jawa", None),  # a name, or where somebody was born
    ("saya orang jawa", None),
    ("tidak bisa bahasa indonesia", None),  # says which not
    ("bahasa inggris", None),
    ("guru bahasa jawa di sekolah dasar", None),
    ("daftar", None),
    ("", None),
    ("tidak", None),
]


@pytest.mark.parametrize(("text", "expected"), ASKS)
def test_a_wish_for_a_language_is_read(text: str, expected: str | None) -> None:
    """Only a message that wants a language and nothing else is read as that."""
    assert read_language(text) == expected


NAMED = [("jawa", "jv"), ("yang banjar", "bjn"), ("Indonesia", "id"), ("jawa banjar", None)]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_name_is_enough_where_languages_are_asked_for(text: str, expected: str | None) -> None:
    """One name chooses, two leave it open."""
    assert read_language_name(text) == expected


# --- in a talk -----------------------------------------------------------------------------


def _talk(*texts: str) -> Player:
    player = Player()
    for each in texts:
        player.play(WHO, Said(each))
    return player


def _asked(turn: Turn) -> str:
    return replies(turn)[-1].text


INTO_THE_FORM = ("daftar", "ya", "saya sendiri", "belum")


@pytest.mark.parametrize("language", OTHERS)
def test_the_open_question_is_asked_again(language: str) -> None:
    """A switch in a form loses nothing: the same question, the same answers, the same draft."""
    player = _talk(*INTO_THE_FORM)
    before = player.session(WHO)
    asked = player.play(WHO, Said("ganti bahasa"))
    assert asked.asks == "language.choice"
    turn = player.play(WHO, Chose(f"{asked.says[-1].prompt}.{language}"))
    after = player.session(WHO)
    assert (after.language, after.state) == (language, "form")
    assert after.draft == before.draft
    assert turn.asks == "registration.nik"
    assert Catalogue(language).text(Text("state-language.changed")) in _asked(turn)
    assert _asked(turn) != _asked(player.play(WHO, Said("bahasa indonesia")))


def test_a_question_beside_the_form_comes_back_as_it_was() -> None:
    """What a state was about is kept while the language is asked."""
    player = _talk(*INTO_THE_FORM, "batal")
    assert player.session(WHO).state == "cancel"
    turn = player.play(WHO, Said("bahasa jawa"))
    assert (player.session(WHO).state, turn.asks) == ("cancel", "cancel.choice")
    player.play(WHO, Said("bahasa"))
    turn = player.play(WHO, Said("banjar"))
    assert (player.session(WHO).state, turn.asks) == ("cancel", "cancel.choice")


def test_asking_twice_does_not_forget_the_place() -> None:
    """ "Bahasa" said again while it is asked leads back to the form, not to the question."""
    player = _talk(*INTO_THE_FORM, "bahasa", "ganti bahasa", "basa")
    assert player.play(WHO, Said("jawa")).asks == "registration.nik"


def test_the_summary_is_in_the_language_that_was_just_chosen() -> None:
    """Lines that a step renders itself are in the new language in the turn of the switch."""
    player = _talk(*INTO_THE_FORM, "6310 0145 0875 9003", "ya", "Siti Aminah", "lewati", "lewati")
    for each in ("segumbang", "tidak punya hp", "petani", "menunggu desa", "lewati", "lewati"):
        player.play(WHO, Said(each))
    turn = player.play(WHO, Said("bahasa jawa"))
    assert turn.asks == "registration.summary"
    assert "Asma: Siti Aminah" in _asked(turn)
    assert "Nama: " not in _asked(turn)


def test_a_late_button_still_chooses_a_language() -> None:
    """The names mean the same whenever they are tapped."""
    player = Player()
    asked = player.play(WHO, Said("bahasa"))
    for each in ("menu", *INTO_THE_FORM):
        player.play(WHO, Said(each))
    turn = player.play(WHO, Chose(f"{asked.says[-1].prompt}.jv"))
    assert (player.session(WHO).language, turn.asks) == ("jv", "registration.nik")


LABELS = [
    # in Javanese
    ("Ndaftar", "registration.consent"),
    ("gantos basa", "language.choice"),
    # in Indonesian, after the talk became Javanese
    ("Daftar", "registration.consent"),
    ("bahasa / basa", "language.choice"),
    # by number
    ("1", "registration.consent"),
    ("5", "language.choice"),
]


@pytest.mark.parametrize(("label", "then"), LABELS)
def test_labels_are_understood_in_both_languages(label: str, then: str) -> None:
    """A label typed back counts in the language of the talk and in Indonesian."""
    assert _talk("bahasa jawa").play(WHO, Said(label)).asks == then


TYPED = ["Mboten gadhah HP", "Tidak punya HP", "1"]


@pytest.mark.parametrize("label", TYPED)
def test_labels_are_understood_in_forms(label: str) -> None:
    """Also where a form asks, and only the newest question's."""
    player = _talk(*INTO_THE_FORM, "6310 0145 0875 9003", "ya", "Siti Aminah", "lewati", "lewati")
    for each in ("segumbang", "bahasa jawa"):
        player.play(WHO, Said(each))
    assert player.session(WHO).open_prompt is not None
    assert player.play(WHO, Said(label)).asks == "registration.occupation"
    held = [each.labels for each in player.session(WHO).prompts]
    assert not any(held[:-1])


def test_consent_is_given_in_the_language_of_the_words() -> None:
    """The turn that records it ends in the language that the question was shown in."""
    turn = _talk("bahasa jawa", "daftar").play(WHO, Said("nggih"))
    assert any(isinstance(each, ConsentAnswered) and each.given for each in turn.happened)
    assert turn.session.language == "jv"


MOVED = [
    # chosen on the old phone only
    ((), "jv"),
    # chosen on the new one too, while it is asked whether to go on there
    (("bahasa banjar",), "bjn"),
]


@pytest.mark.parametrize(("chosen", "expected"), MOVED, ids=[each[1] for each in MOVED])
def test_a_talk_that_moves_keeps_its_language(chosen: tuple[str, ...], expected: str) -> None:
    """Who goes on elsewhere is spoken to as before, unless another language was chosen there."""
    player = Player()
    player.facts.phones = {WHO: "+6281200000001", "lain": "+6281200000001"}
    for each in ("bahasa jawa", "daftar"):
        player.play(WHO, Said(each))
    for each in ("halo", *chosen, "ya"):
        player.play("lain", Said(each))
    session = player.session("lain")
    assert (session.language, session.state) == (expected, "resume")


# --- words ---------------------------------------------------------------------------------


def test_texts_fall_back_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing message or attribute is Indonesian, also one that a translation refers to."""
    files = {
        SOURCE: "a = satu\n    .x = dua\n    .y = tiga\nb = { c } empat\nc = lima\n",
        "xx": "a =\n    .x = loro\nd = tanpa\nb = { c } papat\n",
    }
    monkeypatch.setattr(words, "sources", lambda name: {"f.ftl": files.get(name, "")})
    for kept in (words.bundle, words.pieces, words.catalogue):
        kept.cache_clear()
    try:
        catalogue = Catalogue("xx")
        expected = {"a": "satu", "a.x": "loro", "a.y": "tiga", "b": "lima papat", "c": "lima"}
        assert {name: catalogue.text(Text(name)) for name in expected} == expected
        assert [Catalogue().text(Text(name)) for name in ("b", "a.x")] == ["lima empat", "dua"]
        with pytest.raises(MissingMessage):
            catalogue.text(Text("e"))
    finally:
        for kept in (words.bundle, words.pieces, words.catalogue):
            kept.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_and_dates_are_written_the_same_way(language: str) -> None:
    """Rp16.800 and "5 Agustus 1975" in every language: Babel's Javanese agrees."""
    catalogue = Catalogue(language)
    shown = catalogue.text(Text("repair-value", {"value": Rupiah(16800)}))
    assert shown == "Rp16.800"
    day = catalogue.text(Text("repair-value", {"value": date(1975, 8, 5)}))
    assert day == "5 Agustus 1975"


def test_other_words_come_with_the_same_clock() -> None:
    """A catalogue gives that of another language, itself for its own."""
    catalogue = Catalogue(zone="Asia/Jakarta")
    assert catalogue.speaking(SOURCE) is catalogue
    assert (catalogue.speaking("jv").language, catalogue.speaking("jv").zone) == (
        "jv",
        "Asia/Jakarta",
    )


@pytest.mark.parametrize("language", OTHERS)
def test_translated_messages_are_in_order(language: str) -> None:
    """They exist in the source, use its arguments only, and can be said with them."""
    assert [*problems_of(language)] == []
    source, own = patterns(SOURCE), patterns(language)
    for name in own:
        assert reads(own[name], {**source, **own}).all <= reads(source[name], source).all, name


WEIGHTY = (
    "registration-consent", "registration-consent.tell-more", "registration-subject-consent",
    "registration-summary", "registration-sent", "registration-not-covered", "state-death",
    "state-stopped", "state-erase", "state-withdraw", "state-cancel", "help-safe", "apology",
)  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_what_binds_is_said_in_the_language(language: str) -> None:
    """What somebody agrees to, sends or gives up never falls back; texts added later may."""
    assert [each for each in WEIGHTY if each not in patterns(language)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_files_are_marked_for_review(language: str) -> None:
    """No native reader has seen them yet, and each file says so in its first line."""
    files = sources(language)
    assert files
    assert all(source.startswith(REVIEW) for source in files.values())
    assert not OFFICIAL & files.keys()


WRONG = [
    # no such message
    ("x-y = Kosong", "jv/x-y: no such message in the source language"),
    # no such attribute
    ("apology = x\n    .y = z", "jv/apology.y: no such message in the source language"),
    # an argument that is never given
    ("repair-progress = { $n } { $m } { $of }", "jv/repair-progress: reads $m, which is never"),
    # an argument left out
    ("repair-progress = { $n }", "jv/repair-progress: leaves out $of"),
    # a label too long, also within a selector
    ("state-menu =\n    .pick-register = Dua puluh satu huruf!", "jv/state-menu.pick-register: a"),
    (
        "registration-ktp-photo =\n    .pick-skip = { $reader ->\n"
        "        [yes] Dua puluh satu huruf!\n       *[no] x\n    }",
        "jv/registration-ktp-photo.pick-skip: a label of 21 characters",
    ),
    # an official's word
    ("apology = Data diverifikasi", "jv/apology: an official's word: diverifikasi"),
    # a file that cannot be read
    ("apology = { $broken", "locales/jv/new.ftl: cannot be read: apology"),
]


@pytest.mark.parametrize(("source", "expected"), WRONG, ids=[each[1] for each in WRONG])
def test_wrong_translations_are_found(
    source: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The linter names the language, the message and what is wrong with it."""
    real = words.sources

    def changed(language: str) -> dict[str, str]:
        own = {**real(language)}
        return {**own, "new.ftl": f"{source}\n"} if language == "jv" else own

    monkeypatch.setattr(lint, "sources", changed)
    monkeypatch.setattr(translations, "sources", changed)
    found = [str(each) for each in problems(BOOK, Catalogue())]
    assert any(each.startswith(expected) for each in found), found


def test_what_is_missing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language without a text is no problem; the count says how far it is."""
    real = words.sources
    monkeypatch.setattr(
        translations, "sources", lambda language: real(language) if language == SOURCE else {}
    )
    assert untranslated("jv") == len(patterns(SOURCE))
    assert untranslated(SOURCE) == 0
    monkeypatch.undo()
    assert untranslated("jv") < len(patterns(SOURCE))
