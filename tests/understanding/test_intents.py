"""Commands, wishes, greetings and questions."""

import pytest
from hypothesis import given, settings

from conversations.understanding.intents import (
    COMMANDS,
    read_command,
    read_edit_target,
    read_greeting,
    read_intent,
    read_question,
)
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
        ("bapak berhenti kerja", None),  # no stop
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


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("mau daftar", "register"),
        ("daftarkan saya", "register"),
        ("assalamualaikum mau daftar bpjs", "register"),
        ("mau daftarkan tetangga", "register_other"),
        ("daftar untuk ibu", "register_other"),
        ("tidak mau daftar", None),  # denied
        ("status", "status"),
        ("brp iuran", "premium"),
        ("sdh bayar", "paid"),
        ("belum bayar", None),  # denied
        ("jadi peserta ga saya", "covered"),
        ("bapak ulun maninggal", "death"),
        ("suami saya meniggal dunia", "death"),  # a typing mistake
        ("bapak saya mati", "death"),
        ("bapak sudah almarhum", "death"),
        ("alm. Siti", None),  # a name
        ("almh Siti Aminah", None),  # a name
        ("belum meninggal", None),  # denied
        ("hp saya mati", None),  # a phone
        ("sapi mati", None),  # cattle
        ("meninggalkan rumah", None),  # left
        ("saya tinggal di betung", None),  # lives
        ("menunggak iuran", "premium"),  # arrears
        ("kalau meninggal dapat berapa", "other_question"),  # nobody died
        ("mau klaim santunan", "claim"),
        ("kecelakaan kerja", "accident"),
        ("daftar bpjs kesehatan", "health_bpjs"),
        ("kartu hilang", "card"),
        ("mau bicara dengan petugas desa", "officer"),
        ("hapus data saya", "delete_data"),
        ("batalkan pendaftaran", "withdraw"),
        ("mau berhenti jadi peserta", "withdraw"),
        ("lanjut", "continue"),
        ("assalamualaikum", "greeting"),
        ("terima kasih", "thanks"),
        ("bahasa banjar", "language"),
        ("apa kabar", "other_question"),
        ("Siti Aminah", None),  # a name
    ],
)
def test_intents(typed: str, intent: str | None) -> None:
    """A wish at the menu is read; death first, denied wishes not at all."""
    assert read_intent(typed) == intent


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Assalamu'alaikum wr wb", "salam"),
        ("as salamu alaikum", "salam"),
        ("aslamualaikum pak", "salam"),
        ("om swastiastu", "swastiastu"),
        ("Shalom", "shalom"),
        ("selamat pagi pak", "morning"),
        ("slmt siang", "noon"),
        ("sore", "afternoon"),
        ("sugeng dalu", "evening"),
        ("haloo", "hello"),
        ("permisi mau tanya", "hello"),
        ("tes", "hello"),
        ("Halim", None),  # a name
        ("Salamah", None),  # a name
        ("Tessa", None),  # a name
    ],
)
def test_greetings(typed: str, kind: str | None) -> None:
    """A greeting is told by its kind, a name like one is not."""
    assert read_greeting(typed) == kind


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("brp iuran", "cost"),
        ("berapa bayarnya?", "cost"),
        ("gratis ga", "free"),
        ("cara bayar gimana", "how_pay"),
        ("dapat apa", "benefits"),
        ("apa manfaatnya", "benefits"),
        ("bpjs ketenagakerjaan itu apa", "what_is"),
        ("ini bpjs kesehatan ya?", "health"),
        ("bisa buat berobat?", "health"),
        ("aman ga", "safe"),
        ("data saya buat apa", "safe"),
        ("ini penipuan ya", "safe"),
        ("siapa yang bayar", "who_pays"),
        ("kantornya dimana", "where_office"),
        ("berapa lama", "how_long"),
        ("nik itu apa", "nik_where"),
        ("nik dimana", "nik_where"),
        ("ga punya ktp", "not_in_ktp"),
        ("saya ga punya hp", "no_phone"),
        ("umur berapa maksimal", "age_limit"),
        ("kalau kecelakaan gimana", "accident"),
        ("kalau meninggal dapat berapa", "death_benefit"),
        ("ini robot?", "bot"),
        ("setelah daftar lalu apa", "after"),
        ("Siti Aminah", None),  # names
        ("Untung", None),
        ("Siti?", None),
        ("Bu Aman", None),
        ("Betung", None),  # villages
        ("Pasar Lama", None),
        ("Kampung Bayar", None),
        ("nelayan", None),  # an occupation
        ("1,5 juta", None),  # a sum
        ("umur 45 tahun", None),  # an age
        ("bayar sendiri", None),  # an answer
        ("iuran", None),  # no question
    ],
)
def test_questions(typed: str, key: str | None) -> None:
    """A question in the middle of a form is told by its shape, never by one word."""
    assert read_question(typed) == key


def test_no_phrase_is_two_commands() -> None:
    """A phrase belongs to one command."""
    assert sum(map(len, COMMANDS.values())) == len(frozenset().union(*COMMANDS.values()))


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    """Any text is read by every reader without an exception."""
    assert read_command(text) in (*COMMANDS, "edit", None)
    for reader in (read_edit_target, read_intent, read_greeting, read_question):
        assert reader(text) is None or reader(text)
