"""Trouble of a platform account: what operators are told, and when it rests."""

from __future__ import annotations

from bot.carriers import Account
from bot.errors import UNAUTHORIZED, UNKNOWN, UNREACHABLE, SendError
from bot.logs import log

HELD_SECONDS = 60.0  # an account whose token is refused rests, then one row tries it again
SILENT = 3  # so many requests in a row without an answer: the platform is away
SILENCES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds it then rests, longer each time


class Trouble:
    """Sets `account.trouble` and lets its limiter rest."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._silent = 0  # requests in a row without an answer
        self._silences = 0  # rests in a row

    def answered(self) -> None:
        """The platform answered and knows us."""
        self._silent = self._silences = 0
        if self._account.trouble:
            log.info("account_well", channel=self._account.channel, account=self._account.name)
            self._account.trouble = None

    def failed(self, error: SendError) -> None:
        """A request failed."""
        if error is UNAUTHORIZED:
            self.tell(error)
            self._account.limiter.rest(HELD_SECONDS)
        elif error is UNREACHABLE:
            self._unanswered()
        elif error is not UNKNOWN:
            self.answered()

    def tell(self, error: SendError) -> None:
        """Notes what is wrong with the account."""
        trouble = "the platform cannot be reached; look at the network"
        if error is UNAUTHORIZED:
            trouble = f"the platform refuses this account; look at {self._account.settings}"
        if self._account.trouble != trouble:
            log.error("account_trouble", channel=self._account.channel, trouble=trouble)
        self._account.trouble = trouble

    def _unanswered(self) -> None:
        """Several requests that were under way together count as one silence."""
        self._silent += 1
        if self._silent < SILENT or self._account.limiter.resting:
            return
        self.tell(UNREACHABLE)
        self._account.limiter.rest(SILENCES[min(self._silences, len(SILENCES) - 1)])
        self._silences += 1
