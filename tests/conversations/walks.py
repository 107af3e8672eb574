"""Walks through talks: any events at random, and a person who answers every question validly."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from conversations.claim_form import CLAIM_FORMS
from conversations.happened import MoveCodeGiven, RegistrationSubmitted
from conversations.passes import show_pass
from conversations.session import (
    CameBy,
    Chose,
    Corrected,
    EffectDone,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
    TimerFired,
    Turn,
    Unreadable,
)
from tests.conversations.player import Player, rendered
from tests.conversations.world import Facts
from tests.transcripts import PACE

WHO = "orang"
OTHER = "lain"
PHONE = "+6281234567890"
MOTHER = "Zubaidah Qoriah"  # typed at the mother's name only, so it must never come back
LONG_NAME = "Siti " + "Khairunnisawati " * 4 + "Putri"
MOST_TURNS = 120  # to finish from anywhere; a registration with everything takes about 40
NIK_START = "631001450875"  # a woman born on 5 August 1975

# What is answered to each question: a choice's id if it is offered, else the words.
TEXTS = {
    "name": "Siti Aminah",
    "birth_date": "5 Agustus 1975",
    "birth_place": "Kotabaru",
    "mother_name": MOTHER,
    "village": "Sari Mulya",
    "phone": "0812 3456 7890",
    "occupation": "penyadap karet",
    "rt_rw": "rt 3",
    "street": "Jalan Melati",
    "workplace": "kebun",
    "second_occupation": "jualan kue",
    "heirs[0].name": "Rahmat, anak, 0813 4567 8901",
    "heirs[1].name": "Dewi",
    "heirs[2].name": "Agus",
    "heirs[1].phone": "0813 4567 8902",
}
STATES = {
    "resume": "continue", "cancel": "no", "erase": "no", "withdraw": "no", "officer": "again",
    "death": "no", "stopped": "nothing", "waiting": "village", "next_person": "finish",
    "who": "all", "elsewhere": "no", "still_you": "yes", "people": "no",
}  # fmt: skip
CHOICES = {
    "consent": "yes", "for_whom": "self", "helper_relation": "child", "subject_consent": "beside",
    "member_before": "no", "sex": "female", "payer": "village", "income": "1000000",
    "programmes": "jkk_jkm", "months": "3", "heirs.more": "no", "too_old": "date",
    "ktp_photo": "skip", "extras": "none", "summary": "send",
}  # fmt: skip


@dataclass
class Worker:
    """Somebody who answers validly, along one of several ways through the form."""

    player: Player
    way: dict[str, str] = field(default_factory=dict)
    niks: int = 0
    asks: str | None = None
    who: str = WHO

    def finish(self, until: str | None = None) -> Turn:
        """Goes on until something is sent, or until a question is asked."""
        turn = self.go(Said("menu"))
        for _ in range(MOST_TURNS):
            if any(isinstance(each, RegistrationSubmitted) for each in turn.happened):
                return turn
            if until and turn.asks == until:
                return turn
            turn = self.go(self.event(turn))
        raise AssertionError(f"not finished, still asked {turn.asks}")

    def go(self, event: Event) -> Turn:
        """One turn."""
        return self.player.play(self.who, event)

    def event(self, turn: Turn) -> Event:
        """What this person does now."""
        if waiting := self._pending():
            return EffectDone(waiting, {"file": "f1"})
        flow, _, name = (turn.asks or "").partition(".")
        offered = [each.id for say in turn.says for each in say.choices]
        if flow == "menu":
            return Chose("resume" if "resume" in offered else "register")
        if flow in STATES:
            return Chose(STATES[flow])
        if flow == "registration" or flow in CLAIM_FORMS:
            return self._answer(name, offered)
        return Said("kembali" if flow == "edit" else "menu")

    def _answer(self, name: str, offered: list[str]) -> Event:
        if name == "nik":
            self.niks += 1
            return Said(f"{NIK_START}{9000 + self.niks}")
        wanted = self.way.get(name) or CHOICES.get(name, "")
        if name == "ktp_photo" and wanted == "photo":
            return SentPhoto("m1")
        if wanted in offered:
            return Chose(wanted)
        if name in TEXTS and "keep" not in offered:
            return Said(self.way.get(name) or TEXTS[name])
        return Chose("keep" if "keep" in offered else offered[0]) if offered else Said("Kotabaru")

    def _pending(self) -> str | None:
        draft = self.player.session(self.who).draft
        answers = draft.answers.values() if draft else ()
        return next((each.effect for each in answers if hasattr(each, "effect")), None)


WAYS = st.fixed_dictionaries(
    {},
    optional={
        "for_whom": st.sampled_from(["self", "other"]),
        "payer": st.sampled_from(["self", "village", "unknown"]),
        "helper_relation": st.sampled_from(["child", "neighbour"]),
        "ktp_photo": st.sampled_from(["photo", "skip"]),
        "programmes": st.sampled_from(["jkk_jkm", "with_jht"]),
        "village": st.sampled_from(["segumbang", "Sari Mulya"]),
        "name": st.sampled_from(["Pak Darto", "Siti Aminah", "Bu Noor", LONG_NAME]),
    },
)

WORDS = st.sampled_from(
    "kembali,bantuan,ulangi,batal,menu,petugas,berhenti,ubah,ubah nama,ubah foto,ubah desa,lanjut,"
    "daftar,daftarkan tetangga,status,halo,assalamualaikum,terima kasih,hapus data saya,"
    "batalkan pendaftaran,bapak saya meninggal,saya kecelakaan,klaim,iuran,berapa iurannya?,"
    "ini penipuan?,ya,tidak,belum,lewati,nanti,1,2,3,9,10,Siti Aminah,pak darto,5 Agustus 1975,"
    "1-2-1950,3/4/2012,segumbang,Sari Mulya,Atlantis,0812 3456 7890,petani,menunggu desa,"
    "bayar sendiri,1,5,2 juta,Rahmah istri saya,tetap,lengkapi,kirim,selesai,mulai lagi,"
    '"menu",6310014508759003,6310010502509006,6310010502109006,631001450875,K7M-4TPA-9XQ,'
    "pindah,ganti hp,ganti nomor,1234 5678,pindah 12345678,semua,bukan,sudah bayar,cara bayar,"
    "belum bisa bayar,masih terlindungi?,matikan pengingat,ingatkan jumat,6 bulan".split(",")
)
MANY = "Siti Aminah 6310014508759003 lahir Pagatan 5-8-1975 desa Betung RT 3 tani"
LIST = """1. Pak Darto, 6310010502639006, desa Segumbang, nelayan
2. Budi Santoso 631001120580900 desa Segumbang
3. Bu Noor 6310014711709007 lahir Kotabaru 7-11-1970 dagang"""
REFS = st.sampled_from(["", "r1", "r2", "r3", "r4"])
ODD = st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C")), max_size=40)
LONG = st.builds(lambda words, times: words * times, ODD, st.integers(1, 200))


@dataclass(frozen=True)
class Tap:
    """A tap on one of the buttons shown so far, counted from the newest."""

    back: int


@dataclass(frozen=True)
class Answer:
    """A valid answer to the open question."""


@dataclass(frozen=True)
class Later:
    """Hours go by."""

    hours: int


@dataclass(frozen=True)
class Effects:
    """The newest effect ends."""

    refused: str | None


@dataclass(frozen=True)
class Forgotten:
    """The timer of the open or a shelved draft fires."""


@dataclass(frozen=True)
class Doubted:
    """The number may be in other hands from now on."""


@dataclass(frozen=True)
class SamePhone:
    """The channel vouches for the number, and somebody registers from another phone with it."""


@dataclass(frozen=True)
class Passed:
    """The other phone asks to move, and its code is written here."""


Move = Event | Tap | Answer | Later | Effects | Forgotten | Doubted | SamePhone | Passed
MOVES: st.SearchStrategy[Move] = st.one_of(
    st.builds(Answer),
    st.builds(Answer),
    st.builds(Said, WORDS, REFS),
    st.builds(Corrected, WORDS, REFS),
    st.builds(Corrected, ODD, REFS),
    st.builds(Tap, st.integers(0, 60)),
    st.builds(Said, ODD),
    st.builds(Said, LONG),
    st.builds(Chose, ODD),
    st.sampled_from(
        [
            SentPhoto("m"), SentDocument("m", "ktp.pdf"), SentLocation(-3.4, 115.9),
            SharedContact("+6281234567890", True), SharedContact("?"), Unreadable("voice"),
            Unreadable("\ud800"), Effects(None), Effects("too_large"), Forgotten(),
            Later(7), Later(960), TimerFired("unknown", "x"), EffectDone("gone"),
            SentPhoto("m", "a1"), SentPhoto("m", "a1", "daftar"), SentDocument("m", "x", "a2"),
            SentDocument("m", "ktp.pdf", "", "status"), SharedContact("+6281234567890"),
            CameBy(""), CameBy("village", "63.10.01.2005"), CameBy("village", "?"),
            CameBy("receipt", "K7M-4TPA-9XQ"), CameBy("officer", "12345678"), CameBy("broken"),
            CameBy("new"), Doubted(), SamePhone(), Passed(),
            Said(MANY, "r5"), Corrected(MANY, "r5"), Said(LIST), Chose("Ya, lanjutkan"),
            SentDocument("m", "daftar.xlsx"), SentDocument("m", "daftar.csv", "", "ini daftarnya"),
        ]
    ),
)  # fmt: skip
WALKS = st.lists(MOVES, max_size=18)


def walked(walk: list[Move], way: dict[str, str]) -> Worker:
    """A talk after a walk; every turn is checked."""
    worker = Worker(Player(Facts(niks_per_endpoint=10_000)), way)
    turn = check(worker, Said("halo"))
    for move in walk:
        event = _event(worker, move, turn)
        if event:
            turn = check(worker, event)
    return worker


def _event(worker: Worker, move: Move, turn: Turn) -> Event | None:
    player = worker.player
    match move:
        case Answer():
            return worker.event(turn)
        case Tap(back):
            tokens = [each for labels in player.shown.get(WHO, {}).values() for each in labels]
            return Chose(tokens[-1 - back % len(tokens)]) if tokens else None
        case Later(hours):
            player.now += PACE * 120 * hours
            return None
        case Effects(refused):
            result = {} if refused else {"file": "f1"}
            done = player.effects[-1:]
            return EffectDone(done[0][1], result, refused) if done else None
        case Forgotten():
            session = player.session(WHO)
            drafts = [each for each in (*session.shelf, session.draft) if each]
            return TimerFired("forget_draft", drafts[0].id) if drafts else None
        case Doubted():
            player.facts.doubted.add(WHO)
            return None
        case SamePhone():
            player.facts.phones |= {WHO: PHONE, OTHER: PHONE}
            player.play(OTHER, Said("daftar"))
            return None
        case Passed():
            return _pass(player)
        case _:
            return move


def _pass(player: Player) -> Event | None:
    """The other phone's code as it is written here."""
    player.play(OTHER, Said("daftar"))
    given = player.play(OTHER, Said("pindah")).happened
    codes = [each.code for each in given if isinstance(each, MoveCodeGiven)]
    return Said(show_pass(codes[0])) if codes else None


def check(worker: Worker, event: Event) -> Turn:
    """One turn, and what must hold of every turn."""
    album = worker.player.session(worker.who).album
    turn = worker.go(event)
    rest = isinstance(event, SentPhoto | SentDocument) and event.album == album != ""
    if not rest and not isinstance(event, TimerFired | EffectDone):
        assert turn.says, "nobody is left without a reply"
    drafts = [each.id for who in worker.player.saved for each in worker.player.session(who).drafts]
    assert len(set(drafts)) == len(drafts), "a draft is never open on two phones"
    assert len(turn.says) <= 2
    for say in turn.says:
        text = rendered(say)
        assert len(text) <= (1024 if say.choices else 4096), text
        assert MOTHER not in text
        assert not any(nik in _digits(text) for nik in _niks(worker))
        assert text.strip()
    return turn


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdecimal())


def _niks(worker: Worker) -> set[str]:
    return worker.player.facts.niks.get(WHO, set())
