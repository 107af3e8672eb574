"""Key files: made once, owner-only, never overwritten, and a mistaken one is a clear error."""

import base64
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import key_sources
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.key_ring import Key
from storage.keys import (
    KeysError,
    export,
    load_door,
    load_or_create,
    restore,
    rotate,
    rotate_index,
    switch_index,
)

NOW = datetime(2026, 8, 5, 9, 0, tzinfo=UTC)
NAMES = ("seratus.keys", "seratus.inbox.keys", "seratus.door.keys")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a" / "keys" / "seratus.keys"


def made(path: Path) -> Path:
    load_or_create(path, NOW, may_create=True)
    return path


def test_first_start_makes_three_owner_only_files(path: Path) -> None:
    """The first start makes three files of 0600 in a folder of 0700, and nothing else."""
    made(path)
    assert {file.name for file in path.parent.iterdir()} == set(NAMES)
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_second_start_reads_the_same_keys(path: Path) -> None:
    """Another start reads the same keys and leaves the files as they are."""
    first = load_or_create(path, NOW, may_create=True)
    before = {name: (path.parent / name).read_bytes() for name in NAMES}
    assert load_or_create(path, NOW, may_create=True) == first
    assert load_or_create(path, NOW, may_create=False) == first
    assert {name: (path.parent / name).read_bytes() for name in NAMES} == before
    assert first.masters[0].created == NOW


def test_what_was_sealed_opens_after_a_restart(path: Path) -> None:
    """Data sealed before a restart opens after it, columns and inbox rows."""
    keys = load_or_create(path, NOW, may_create=True)
    sealed = Sealer(keys).seal_text("Siti", "participants", "mother", "1")
    row = InboxSealer(load_door(path), lambda: 0.0).seal(b"{}", "telegram", "main", b"e")
    again = load_or_create(path, NOW, may_create=False)
    assert Sealer(again).open_text(sealed, "participants", "mother", "1") == "Siti"
    assert InboxOpener(again).open(row, "telegram", "main", b"e") == b"{}"


def test_keys_show_no_secret(path: Path) -> None:
    """No secret, in any writing, occurs in what keys print as."""
    keys = load_or_create(path, NOW, may_create=True)
    door = load_door(path)
    secrets = [key.secret for key in (*keys.masters, *keys.indexes, *keys.inboxes)]
    shown = f"{keys!r} {keys.masters!r} {door!r} {Sealer(keys)!r} {keys.fingerprint()}"
    for secret in (*secrets, door.lookup):
        assert repr(secret)[2:-1] not in shown
        assert secret.hex()[:16] not in shown


def test_door_loads_alone_and_holds_no_other_key(path: Path) -> None:
    """The door needs only its own file, and that holds no secret of the others."""
    keys = load_or_create(path, NOW, may_create=True)
    door_file = path.parent / NAMES[2]
    others = [path, path.parent / NAMES[1]]
    texts = [each for file in others for each in secrets_in(json.loads(file.read_text()))]
    assert len(texts) == 3
    assert not [text for text in texts if text in door_file.read_text()]
    for file in others:
        file.unlink()
    assert load_door(path) == keys.door()


def secrets_in(content: object) -> list[str]:
    if isinstance(content, list):
        return [each for item in content for each in secrets_in(item)]
    if isinstance(content, dict):
        own = [content["secret"]] if "secret" in content else []
        return own + [each for item in content.values() for each in secrets_in(item)]
    return []


def emptied(path: Path) -> None:
    path.write_text("")


def cut(path: Path) -> None:
    path.write_text(path.read_text()[:-20])


def listed(path: Path) -> None:
    path.write_text("[]")


def newer(path: Path) -> None:
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))


def opened(path: Path) -> None:
    path.chmod(0o640)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def shortened_secret(path: Path) -> None:
    path.write_text(path.read_text().replace('=="', '"').replace('="', '"'))


HARMS = [
    # what happened to a file, what the error says
    (emptied, "not a whole key file"),
    (cut, "not a whole key file"),
    (listed, "not a whole key file"),
    (newer, "not a whole key file"),
    (shortened_secret, "not a whole key file"),
    (opened, r"open to others \(rights 0640\).*chmod 600"),
    (made_a_folder, "cannot be read"),
    (Path.unlink, "missing"),
]


@pytest.mark.parametrize("name", NAMES[:2])
@pytest.mark.parametrize(("harm", "says"), HARMS)
def test_harmed_file_is_a_clear_error(
    path: Path, name: str, harm: Callable[[Path], None], says: str
) -> None:
    """A key file that is lost, harmed or open to others stops the start, naming the setting."""
    harm(made(path).parent / name)
    with pytest.raises(KeysError, match=says) as caught:
        load_or_create(path, NOW, may_create=False)
    assert str(caught.value).startswith("SERATUS_KEYS_FILE: ")
    assert name in caught.value.what
    assert caught.value.mend


@pytest.mark.parametrize(("harm", "says"), HARMS)
def test_harmed_door_file_is_a_clear_error(
    path: Path, harm: Callable[[Path], None], says: str
) -> None:
    """The door's own file is checked alike."""
    harm(made(path).parent / NAMES[2])
    with pytest.raises(KeysError, match=says):
        load_door(path)


def test_missing_door_file_is_made_again(path: Path) -> None:
    """The door's file is derived from the others, so losing it loses nothing."""
    before = load_door(made(path))
    (path.parent / NAMES[2]).unlink()
    load_or_create(path, NOW, may_create=False)
    assert load_door(path) == before


def test_error_holds_no_secret(path: Path) -> None:
    """An error about a broken file carries nothing of the file's text."""
    secret = secrets_in(json.loads(made(path).read_text()))[0]
    cut(path)
    with pytest.raises(KeysError) as caught:
        load_or_create(path, NOW, may_create=False)
    error: BaseException = caught.value
    assert secret not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_edited_keys_are_refused(path: Path) -> None:
    """A key that was changed by hand is noticed, though it looks like a key."""
    content = json.loads(made(path).read_text())
    content["masters"][0]["secret"] = content["indexes"][0]["secret"]
    path.write_text(json.dumps(content))
    with pytest.raises(KeysError, match="not a whole key file"):
        load_or_create(path, NOW, may_create=False)


def test_sealed_data_without_keys_makes_no_new_keys(path: Path) -> None:
    """When the database holds sealed data, missing keys are an error and none are made."""
    with pytest.raises(KeysError, match="missing, but the database already holds sealed data"):
        load_or_create(path, NOW, may_create=False)
    assert not path.parent.exists()


def test_half_lost_keys_are_not_begun_anew(path: Path) -> None:
    """New keys are not mixed with what is left of old ones."""
    made(path).unlink()
    with pytest.raises(KeysError, match=r"seratus\.inbox\.keys and seratus\.door\.keys beside"):
        load_or_create(path, NOW, may_create=True)


def test_first_start_that_was_cut_off_goes_on(path: Path) -> None:
    """A first start killed between two files is finished by the next one."""
    keys = load_or_create(path, NOW, may_create=True)
    (path.parent / NAMES[1]).unlink()
    (path.parent / NAMES[2]).unlink()
    again = load_or_create(path, NOW, may_create=True)
    assert (again.masters, again.indexes) == (keys.masters, keys.indexes)
    assert load_door(path) == again.door()


def test_loser_of_the_first_start_takes_the_winners_keys(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two first starts at once, the later reads what the earlier made."""
    winner = load_or_create(path, NOW, may_create=True)
    monkeypatch.setattr(Path, "exists", lambda _: False)  # as it looked before the winner wrote
    assert load_or_create(path, NOW, may_create=True) == winner


def test_foreign_door_file_is_refused(path: Path, tmp_path: Path) -> None:
    """A door file of another store stops the start, before rows are sealed for nobody."""
    other = made(tmp_path / "other" / "seratus.keys")
    made(path)
    (other.parent / NAMES[2]).replace(path.parent / NAMES[2])
    with pytest.raises(KeysError, match="does not belong to"):
        load_or_create(path, NOW, may_create=False)


def test_unwritable_folder_is_a_clear_error(tmp_path: Path) -> None:
    """A folder that cannot be made is named with the setting."""
    (tmp_path / "file").write_text("")
    with pytest.raises(KeysError, match="cannot be made"):
        load_or_create(tmp_path / "file" / "seratus.keys", NOW, may_create=True)


def test_rotation_keeps_the_old_key_for_reading(path: Path) -> None:
    """After a rotation old values open, new ones name the new key, the database still matches."""
    keys = load_or_create(path, NOW, may_create=True)
    old = Sealer(keys).seal(b"old", "t", "c", "r")
    rotated = rotate(path, NOW)
    assert rotated == load_or_create(path, NOW, may_create=False)
    assert [key.id for key in rotated.masters] == [1, 2]
    assert Sealer(rotated).open(old, "t", "c", "r") == b"old"
    assert Sealer(rotated).seal(b"", "t", "c", "r")[1:3] == b"\0\2"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rotated.check_fingerprint(keys.fingerprint())
    assert rotated.fingerprint() != keys.fingerprint()


def test_rotation_without_keys_is_an_error(path: Path) -> None:
    """There is nothing to rotate before the first start."""
    with pytest.raises(KeysError, match="cannot be read"):
        rotate(path, NOW)


def test_other_keys_do_not_match_the_database(path: Path, tmp_path: Path) -> None:
    """Keys of another store, or from before a rotation, are refused and the lacking one named."""
    keys = load_or_create(path, NOW, may_create=True)
    keys.check_fingerprint(None)
    keys.check_fingerprint(keys.fingerprint())
    other = load_or_create(tmp_path / "other" / "seratus.keys", NOW, may_create=True)
    with pytest.raises(KeysError, match=r"do not match the database .*: i1, m1, x1\)"):
        other.check_fingerprint(keys.fingerprint())
    with pytest.raises(KeysError, match=r": m2\)"):
        keys.check_fingerprint(rotate(path, NOW).fingerprint())


def test_next_index_key_is_read(path: Path) -> None:
    """An index key that is being rotated in is kept in the file and in the fingerprint."""
    keys = load_or_create(path, NOW, may_create=True)
    key = Key(2, NOW, os.urandom(32))
    content = json.loads(path.read_text())
    secret = base64.b64encode(key.secret).decode()
    content["index_next"] = {"id": 2, "created": NOW.isoformat(), "secret": secret}
    waiting = replace(keys, index_next=key)
    content["fingerprint"] = replace(waiting, inboxes=()).fingerprint()
    path.write_text(json.dumps(content))
    assert load_or_create(path, NOW, may_create=False) == waiting
    assert rotate(path, NOW).index_next == key
    switched = replace(waiting, indexes=(*keys.indexes, key), index_next=None)
    assert waiting.fingerprint() == switched.fingerprint()
    assert waiting.door() == switched.door() == keys.door()


def test_export_restores_everything(path: Path, tmp_path: Path) -> None:
    """The copy holds all that is needed to write the three files again."""
    keys = load_or_create(path, NOW, may_create=True)
    keys = rotate(path, NOW)
    copy = tmp_path / "safe" / "copy.json"
    export(path, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    elsewhere = tmp_path / "new" / "seratus.keys"
    assert restore(copy, elsewhere) == keys
    assert load_or_create(elsewhere, NOW, may_create=False) == keys


def test_export_and_restore_never_overwrite(path: Path, tmp_path: Path) -> None:
    """Neither a copy nor a key file that exists is written over."""
    copy = tmp_path / "copy.json"
    export(made(path), copy)
    before = copy.read_bytes(), path.read_bytes()
    with pytest.raises(KeysError, match=r"copy\.json exists already"):
        export(path, copy)
    with pytest.raises(KeysError, match=r"seratus\.keys exists already"):
        restore(copy, path)
    assert (copy.read_bytes(), path.read_bytes()) == before


def copied(path: Path, tmp_path: Path) -> tuple[str, Path]:
    """An exported copy of new keys as text, and a place where no key file is."""
    export(made(path), tmp_path / "copy")
    return (tmp_path / "copy").read_text(), tmp_path / "nowhere" / "seratus.keys"


def test_given_keys_stand_for_the_files(path: Path, tmp_path: Path) -> None:
    """From the environment or a command: the same keys, also the door's; no file is made."""
    text, place = copied(path, tmp_path)
    command = f"cat '{tmp_path / 'copy'}'"
    for given, setting in (
        (text, key_sources.ENVIRONMENT),
        (key_sources.from_command(command), key_sources.COMMAND),
    ):
        key_sources.take(place, given, setting)
        try:
            assert load_or_create(place, NOW, may_create=True) == load_or_create(path, NOW, False)
            assert load_door(place) == load_door(path)
            for change in (rotate, rotate_index, switch_index):
                with pytest.raises(KeysError, match=f"^{setting}: keys that are given cannot"):
                    change(place, NOW)
            assert not place.parent.exists()
        finally:
            key_sources.forget(place)


SECRET_WORD = "rahasia-sekali"


@pytest.mark.parametrize(
    "given",
    [
        "",  # an empty variable of a template
        SECRET_WORD,  # a password in the place of the keys
        "[" * 100_000,  # nested without end
        f'{{"version": 1, "main": "{SECRET_WORD}"}}',  # half a copy
        f'{{"version": 2, "main": {{}}, "inbox": {{}}, "x": "{SECRET_WORD}"}}',  # a newer form
    ],
)
def test_a_wrong_given_copy_is_refused_by_its_setting(given: str, tmp_path: Path) -> None:
    """The error names the setting and what to give, and quotes nothing."""
    place = tmp_path / "seratus.keys"

    def start() -> None:
        key_sources.take(place, given, key_sources.ENVIRONMENT)
        load_or_create(place, NOW, may_create=True)

    try:
        with pytest.raises(KeysError) as caught:
            start()
    finally:
        key_sources.forget(place)
    assert str(caught.value).startswith("SERATUS_KEYS: gave no copy")
    assert "seratus keys export" in str(caught.value)
    assert SECRET_WORD not in str(caught.value)
    assert not place.exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("no-such-program-here x", "cannot be run"),  # a wrong path
        ("", "cannot be run"),  # nothing
        ("sh 'unclosed", "cannot be run"),  # a quote left open
        (f"sh -c 'echo {SECRET_WORD}; echo {SECRET_WORD} >&2; exit 3'", "ended with 3"),  # a safe
        ("tail -f /dev/null", "took over"),  # a safe that asks for its word and waits
    ],
)
def test_a_command_without_keys_is_refused(
    command: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends badly or not at all: a line that names the setting and none of its output."""
    monkeypatch.setattr(key_sources, "SECONDS", 2.0 if "sh -c" in command else 0.05)
    with pytest.raises(KeysError) as caught:
        key_sources.from_command(command)
    assert str(caught.value).startswith("SERATUS_KEYS_COMMAND: ")
    assert told in str(caught.value)
    assert SECRET_WORD not in str(caught.value)
