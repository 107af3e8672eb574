"""Claims: the board, and one page a claim with papers, timeline, signs and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from conversations.claim_facts import CLAIM_REASONS, PAPER_REASONS
from conversations.claim_papers import PAPERS
from conversations.understanding.text import fold
from desk import claims_acts, claims_counter
from desk.ask import HOME, Ask, Missing
from desk.claims_words import next_step, tools
from desk.guard import Way, get, post
from desk.people_find import found
from storage import claim_acts, claim_board
from storage.claim_board import ACCOUNT_REASONS, ClaimChanged, Look, NoAccount
from storage.claim_cards import OVER, STATES
from storage.claim_papers import PaperGone
from storage.claims import NotNow
from storage.contributions import office_day
from storage.crypto import SealBroken

LIST = f"{HOME}/klaim"
SHOWN_TYPE = "image/jpeg"  # as our own process writes pictures anew
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
LONGEST_SEARCH = 80


async def show_board(ask: Ask) -> Response:
    """All claims by state, and one's own tasks about them."""
    trial, by = ask.query("latihan") == "1", ask.by
    board = await ask.write(lambda conn: claim_board.board(conn, ask.office.sealer, by, trial))
    return ask.page(
        "claims_board.html", board=board, states=STATES, over=OVER, trial=trial, **_tools(ask)
    )


async def by_code(ask: Ask) -> Response:
    """The claim of a code on paper."""
    by, code = ask.by, fold(ask.text("code"))
    which = await ask.read(lambda conn: claim_board.by_code(conn, by, code))
    return ask.to(f"{LIST}/{which}") if which else ask.to(LIST, "claims-no-code")


async def show(ask: Ask) -> Response:
    """One claim."""
    return await _page(ask, ask.part("id"))


async def folder(ask: Ask) -> Response:
    """The family's folder on one sheet of paper."""
    by, which = ask.by, ask.part("id")
    look = await ask.write(
        lambda conn: claim_board.look(conn, ask.office.sealer, by, which, "claim_printed")
    )
    return ask.page("claims_folder.html", look=look, **_tools(ask))


async def picture(ask: Ask) -> Response:
    """A paper's picture: written anew by us, kept apart from our pages, its look noted."""
    by, which, file = ask.by, ask.part("id"), ask.part("file")
    media = await ask.write(lambda conn: claim_board.picture(conn, by, which, file))
    return shown(ask, file, media)


def shown(ask: Ask, file: str, media: str) -> Response:
    """A stored picture as an answer of its own. Raises Missing."""
    try:
        content = ask.office.files.read(file)
    except (FileNotFoundError, SealBroken):
        raise Missing from None
    plain = media == SHOWN_TYPE
    headers = {
        "Content-Security-Policy": ALONE,
        "Content-Disposition": "inline" if plain else "attachment",
    }
    kind = SHOWN_TYPE if plain else "application/octet-stream"
    return Response(content, media_type=kind, headers=headers)


async def act(ask: Ask) -> Response:
    """One act; what hinders it is said on the claim's page."""
    which, name = ask.part("id"), ask.part("act")
    if name not in claims_acts.ACTS:
        raise Missing
    try:
        on = await ask.write(lambda conn: claims_acts.act(conn, ask, which, name))
    except ClaimChanged:
        return await _page(ask, which, "changed")
    except NotNow:
        return await _page(ask, which, "not-now")
    except claim_acts.NotReady:
        return await _page(ask, which, "not-ready")
    except PaperGone:
        return await _page(ask, which, "paper-gone")
    except ValueError:
        return await _page(ask, which, "form")
    return ask.to(f"{LIST}/{on}", f"claims-{name}")


async def account(ask: Ask) -> Response:
    """The whole account number, shown once on its page."""
    by, which, reason = ask.by, ask.part("id"), ask.text("reason")
    try:
        number = await ask.write(
            lambda conn: claim_board.account(conn, ask.office.sealer, by, which, reason)
        )
    except ValueError:
        return await _page(ask, which, "form")
    except NoAccount:
        return await _page(ask, which, "no-account")
    return await _page(ask, which, number=number)


async def seek(ask: Ask) -> Response:
    """People whom the claim may be about."""
    typed, by, which = ask.text("q")[:LONGEST_SEARCH], ask.by, ask.part("id")
    look = await ask.write(
        lambda conn: claim_board.look(conn, ask.office.sealer, by, which, "claim_seen")
    )
    page = await ask.write(lambda conn: found(conn, ask, ask.scope, typed))
    people = [each for each in page.people if each.trial == look.claim.trial]
    return ask.page("claims_match.html", look=look, people=people, typed=typed, **_tools(ask))


async def _page(ask: Ask, which: str, wrong: str = "", number: str = "") -> Response:
    by = ask.by
    look = await ask.write(lambda conn: claim_board.look(conn, ask.office.sealer, by, which))
    return ask.page(
        "claims_one.html",
        422 if wrong else 200,
        look=look,
        wrong=wrong,
        number=number,
        step=next_step(look),
        may=_may(look),
        checks=sorted(claim_acts.CHECKS),
        paper_reasons=PAPER_REASONS,
        claim_reasons=CLAIM_REASONS,
        back_reasons=sorted(claim_acts.TAKEN_BACK - {"joined"}),
        account_reasons=ACCOUNT_REASONS,
        all_papers=PAPERS,
        done_tasks=claims_acts.DONE_TASKS,
        **_tools(ask),
    )


def _may(look: Look) -> set[str]:
    """The steps that the state allows."""
    return {act for act, states in claim_acts.FROM.items() if look.claim.state in states}


def _tools(ask: Ask) -> dict[str, Any]:
    return tools(office_day(ask.office.now()), ask.office.zone)


WAYS: Sequence[Way] = (
    get("/klaim", show_board),
    post("/klaim/kode", by_code),
    *claims_counter.WAYS,
    get("/klaim/{id}", show),
    get("/klaim/{id}/map", folder),
    get("/klaim/{id}/surat/{file}", picture),
    post("/klaim/{id}/rekening", account, confirmed=True),
    post("/klaim/{id}/cari", seek),
    post("/klaim/{id}/{act}", act),
)
