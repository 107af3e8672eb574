"""Commands: whole short messages, and what "ubah …" is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.commands import COMMANDS, read_command, read_edit_target
from tests.understanding.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("kembali", "back"),
        ("Balik pak", "back"),
        ("bantuan", "help"),
        ("tolong bantu", "help"),
        ("?", "help"),
        ("bantuan sosial desa", None),  # something else
        ("ulangi", "repeat"),
        ("BATAL", "cancel"),
        ("gak jadi", "cancel"),
        ("batalkan pendaftaran", None),  # a wish, not the command
        ("menu", "menu"),
        ("petugas", "officer"),
        ("hubungi petugas dong", "officer"),
        ("berhenti", "stop"),
        ("STOP!!", "stop"),
        ("setop", "stop"),
        ("unsubscribe", "stop"),
        ("jangan kirim lagi", "stop"),
        ("sudah cukup", "stop"),
        ("mandheg", "stop"),
        ("berhnti", "stop"),  # a vowel dropped
        ("Berhenti ya pak", "stop"),  # politely
        ("tolong jangan kirim lagi", "stop"),  # politely
        ("ojo kirim maneh", "stop"),  # Javanese
        ("jgn kirim2 pesan lagi", "stop"),  # shortened
        ("jangan hubungi saya lagi pak", "stop"),  # politely
        ("ga usah diingatkan", None),  # said of reminders: asked again
        ("tidak usah ingatkan saya lagi", "stop"),  # of reminders
        ("jangan hubungi suami saya", None),  # of somebody else
        ("ampih", "stop"),  # Banjar
        ("bapak berhenti kerja", None),  # no stop
        ("berhenti merokok", None),  # no stop
        ("cukup", None),  # enough of what?
        ("Baranti", None),  # a village
        ("Mandeh", None),  # a village
        ("menu makan siang", None),  # food
        ("petugas kebersihan", None),  # an occupation
        ("mau berhenti jadi peserta", None),  # no stop
        ("saya berhenti sekolah", None),  # no stop
        ("jangan berhenti", None),  # the opposite
        ("ubah nama", "edit"),
        ("ganti nik", "edit"),
        ("perbaiki", "edit"),
        ("nama salah", "edit"),
        ("Siti Aminah", None),  # a name
        ("Sungai Balik", None),  # a village
        ("", None),  # nothing
    ],
)
def test_commands(typed: str, command: str | None) -> None:
    """Only a whole short message is a command."""
    assert read_command(typed) == command


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ubah nama", "name"),
        ("ubah nama ibu", "mother_name"),
        ("ganti nik", "nik"),
        ("saya mau ubah tanggal lahir", "birth_date"),
        ("ubah tempat lahir", "birth_place"),
        ("ganti desa", "village"),
        ("ganti nomor hp", "phone"),
        ("ubah pekerjaan saya", "occupation"),
        ("ubah penghasilan", "income"),
        ("ubah siapa yang bayar", "payer"),
        ("ganti ahli waris", "heirs"),
        ("ubah foto ktp", "photo"),
        ("ubah", None),  # which?
        ("ganti oli motor", None),  # something else
        ("nama", None),  # no verb
    ],
)
def test_edit_targets(typed: str, key: str | None) -> None:
    """The answer to change is named by its key."""
    assert read_edit_target(typed) == key


def test_no_phrase_is_two_commands() -> None:
    """A phrase belongs to one command."""
    assert sum(map(len, COMMANDS.values())) == len(frozenset().union(*COMMANDS.values()))


SUBJECTS = st.sampled_from(["bapak", "suami saya", "hujan", "mesin", "anak ulun", "kami", "iuran"])
ENDS = st.sampled_from(["kerja", "sekolah", "melaut", "jadi peserta", "sejak kemarin", "bertani"])


@given(SUBJECTS, st.sampled_from(["berhenti", "stop", "setop", "mandheg"]), ENDS)
@settings(max_examples=100, deadline=None)
def test_a_longer_sentence_is_no_stop(who: str, stops: str, what: str) -> None:
    """Somebody or something stopped: the news go on."""
    assert read_command(f"{who} {stops} {what}") is None
    assert read_command(f"{stops} {what}") is None


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text is a command, something to change, or neither; nothing raises."""
    assert read_command(text) in (*COMMANDS, "edit", None)
    assert read_edit_target(text) is None or read_edit_target(text)
