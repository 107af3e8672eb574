"""What the preview's walk says: how talks begin, and what is written at each kind of question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.preview_paths import NIK
from bot.preview_world import CODE, VILLAGE
from conversations import claim_fields, fields, heir_fields
from conversations.fields import Field
from conversations.session import (
    CameBy,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    Unreadable,
)

# What is written at each kind of question: answers, and what is none.
WRITTEN: Mapping[type[Field], tuple[str, ...]] = {
    fields.NikField: (NIK, "631001450875", "dua"),
    fields.PersonName: ("Siti Aminah", "?"),
    fields.BirthDate: ("5 Agustus 1975", "1-2-1950", "3/4/2015", "31-2-1980", "5 agustus", "?"),
    fields.BirthPlace: ("Kotabaru",),
    fields.MotherName: ("Zubaidah", "?"),
    fields.Village: ("segumbang", "Sari Mulya", "Atlantis"),
    fields.District: ("batulicin", "Atlantis"),
    fields.Phone: ("0812 3456 7890", "0812", "0511 123456"),
    fields.Occupation: ("penyadap karet", "?"),
    fields.Income: ("2 juta", "1.500", "?"),
    fields.Months: ("3", "99"),
    fields.ContactName: ("Rahmat, anak, 0813 4567 8901", "Rahmat", "?"),
    fields.ContactPhone: ("0813 4567 8901", "0812"),
    fields.FreeText: ("Jalan Melati", "x" * 300),
    claim_fields.SubjectName: ("Ahmad Yani", "?"),
    claim_fields.SubjectVillage: ("segumbang", "Sari Mulya", "Atlantis"),
    claim_fields.SubjectDistrict: ("batulicin", "Atlantis"),
    claim_fields.BirthYear: ("1956", "?"),
    claim_fields.MemberNumber: (NIK, "12"),
    claim_fields.PastDay: ("kemarin", "besok", "1-1-1990", "?"),
    claim_fields.ReportText: ("jatuh dari pohon", "x" * 600),
    heir_fields.Account: ("012345678901234", "12"),
    heir_fields.Children: ("2", "?"),
}
IN_STATES: Mapping[str, tuple[str, ...]] = {
    "ahead": ("3", "99"),
    "remind": ("jumat", "besok", "1-1-2020"),
    "listed_birth": ("5 Agustus 1975", "1-1-1980"),
    "broadcast": ("Senin jam 9 pagi ada petugas di balai desa.", "Transfer ke rekening saya"),
    "edit": ("nama",),
}  # what is written in states that hear more than their buttons
NO_ANSWER = "???"
BESIDE = ("bantuan", "kembali")  # what works beside every question
BEGIN = "assalamualaikum daftar"
OPENINGS: tuple[Event, ...] = (
    *map(
        Said,
        (
            *("halo", BEGIN, "daftarkan tetangga", "status", "iuran", "klaim"),
            *("cara bayar", "sudah bayar", "masih terlindungi?", "belum bisa bayar", "bahasa"),
            *("bapak saya meninggal", "saya kecelakaan", "petugas", "pindah", "berhenti"),
            *(
                "lihat data saya",
                "data saya",
                "tarik persetujuan",
                "salin data saya",
                "hapus data saya",
                "batalkan pendaftaran",
                "ubah data",
                "matikan pengingat",
            ),
            *("ingatkan jumat", "berapa iurannya?", "ini penipuan?", "apa manfaatnya?", "bantuan"),
            *("terima kasih", "kartu bpjs kesehatan", "siaran", "jht", "cek petugas", NO_ANSWER),
            *("1234 5678", CODE, "menunggu desa", "daftarkan beberapa orang"),
            *("salah orang", "daftar atau iuran", "anjing kamu"),
        ),
    ),
    CameBy("village", VILLAGE),
    CameBy("receipt", CODE),
    CameBy("officer", "12345678"),
    CameBy("broken"),
    SentPhoto("m1"),
    SentDocument("m1", "daftar.xlsx"),
    SentLocation(-3.45, 115.99),
    Unreadable("voice"),
)
REFUSALS: Mapping[str, tuple[str, ...]] = {
    "ktp": ("blurred", "no_card"),
    "read_sheet": ("password", "empty"),
}  # codes of why the work could not be done, by its kind
PHOTO_REFUSALS = ("too_large", "not_a_picture")
CARD_READ = {"values": {"nik": NIK.replace(" ", ""), "name": "SITI AMINAH"}, "unsure": ["name"]}
SHEET = {
    "headers": ["Nama", "NIK", "Desa"],
    "header_at": 1,
    "rows": [["Siti Aminah", NIK, "Segumbang"], ["Budi", "631001", "Segumbang"]],
    "at": [2, 3],
}
RESULTS: Mapping[str, dict[str, Any]] = {"ktp": CARD_READ, "read_sheet": SHEET}
