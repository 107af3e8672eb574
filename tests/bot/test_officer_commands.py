"""`seratus officer …` on the machine: the first account, and help for the last admin."""

from __future__ import annotations

import pytest

from tests.bot.commands import Seratus, seratus

__all__ = ["seratus"]

ADD = ("officer", "add", "siti", "--name", "Siti Aminah", "--role")
LINK = "http://127.0.0.1:8000/meja/undangan/"


def test_the_first_account_is_made_here(seratus: Seratus) -> None:
    """Its link stands alone on a line; the list shows the account, not the link."""
    assert "no officer is known" in seratus("officer", "list").out
    ended = seratus(*ADD, "admin")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(LINK)
    token = ended.out.strip().removeprefix(LINK)
    assert len(token) == 43
    listed = seratus("officer", "list").out
    assert listed == "siti  admin  invited  never  all  Siti Aminah\n"


@pytest.mark.parametrize(
    ("given", "settings", "begin"),
    [
        (("--address", "https://seratus.example/"), {}, "https://seratus.example/meja/undangan/"),
        ((), {"HOST": "0.0.0.0", "PORT": "8123"}, "http://127.0.0.1:8123/meja/"),
        ((), {"HOST": "::1"}, "http://[::1]:8000/meja/"),
    ],
)
def test_the_link_is_one_that_opens(
    given: tuple[str, ...], settings: dict[str, str], begin: str, seratus: Seratus
) -> None:
    """An address that was given, else where this machine serves."""
    assert seratus(*ADD, "admin", *given, **settings).out.startswith(begin)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*ADD, "desa"), "--region: give the code of at least one desa"),
        ((*ADD, "desa", "--region", "63.10"), "--region: give the code of at least one desa"),
        ((*ADD, "branch", "--region", "63.10.01"), "at least one kabupaten"),
        ((*ADD, "admin", "--region", "63.10"), "--region: an admin works everywhere"),
        ((*ADD, "king"), "'king'"),
        (("officer", "add", "S!", "--name", "Siti", "--role", "admin"), "LOGIN needs"),
        (("officer", "add", "siti", "--name", "S", "--role", "admin"), "--name needs"),
        (("officer", "reset", "siapa"), "nobody has that login name"),
        (("officer", "disable", "siapa"), "nobody has that login name"),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], said: str, seratus: Seratus) -> None:
    """It names the option, ends with 2, and changes nothing."""
    ended = seratus(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err
    assert "no officer is known" in seratus("officer", "list").out


def test_several_regions(seratus: Seratus) -> None:
    """An officer who works in two villages."""
    seratus(*ADD, "desa", "--region", "63.10.01.2005", "--region", "63.10.01.2006")
    assert "63.10.01.2005,63.10.01.2006" in seratus("officer", "list").out
    assert "is taken" in seratus(*ADD, "admin").err


def test_an_account_is_ended_and_opened_again(seratus: Seratus) -> None:
    """By a new link, also for the last admin."""
    first = seratus(*ADD, "admin").out
    assert seratus("officer", "disable", "siti").out == (
        "the account is ended, its sessions too; 0 talks are back in the queue\n"
    )
    assert "disabled" in seratus("officer", "list").out
    again = seratus("officer", "reset", "siti")
    assert again.out.startswith(LINK)
    assert again.out != first
    assert "invited" in seratus("officer", "list").out
