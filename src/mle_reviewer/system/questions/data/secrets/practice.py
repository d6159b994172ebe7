"""Keys of practice grounds (test networks, sandboxes, paper trading): what they open is nobody's money or data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.data.secrets.telling import is_for_practice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.system.code.terms import Call

_VALUE: Final = re.compile(
    r"[A-Za-z]{2,12}[_-](?:test|TEST|sandbox|SANDBOX)[_-].{12,}"
)  # `rzp_test_…`, `CHASECK_TEST-…`
_FILE: Final = re.compile(r"(?:^|[/._-])(?:testnet|sandbox)(?:[._-]|$)", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:https?|wss?)://(?P<host>[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5})", re.IGNORECASE)
_GROUND: Final = frozenset({"testnet", "sandbox", "paper", "practice", "fxpractice", "demo"})
_BESIDE: Final = frozenset({"www", "docs", "doc", "data", "stream", "app", "developer", "developers", "support"})
_SWITCHES: Final = frozenset(
    {"testnet", "sandbox", "paper", "practice", "demo", "is_paper", "is_testnet", "use_testnet"}
)
_CALLS: Final = frozenset({"api", "apikey"})  # of a key that something is asked with
# Words of a name that tell of no service.
_PLAIN: Final = frozenset({
    "api", "key", "secret", "access", "token", "id", "client", "app", "private", "my", "the", "self", "default", "auth",
    "password", "config", "settings", "trading", "trade", "broker", "exchange", "account", "apikey",
})  # fmt: skip


def opens_practice(path: str, name: str, value: str, text: str, calls: Sequence[Call]) -> bool:
    """Whether a value opens a practice ground: it, its name, its document, or all it goes with says so.

    What it is handed over with are the switches of the `calls` that take it (`testnet=True`), or the addresses of its
    service in the document. Pages and feeds of the same service beside them are the same for both.
    """
    return (
        is_for_practice(name)
        or _VALUE.fullmatch(value) is not None
        or _FILE.search(path) is not None
        or (bool(calls) and all(map(_is_switched, calls)))
        or _addressed(name, text)
    )


def _is_switched(call: Call) -> bool:
    return any(key in _SWITCHES and isinstance(term, Const) and term.value is True for key, term in call.kwargs)


def _addressed(name: str, text: str) -> bool:
    """Whether a document names the practice ground of the service that a name is of, and no other address of it."""
    grounds: set[str] = set()
    others: set[str] = set()
    for found in _HOST.finditer(text):
        *labels, domain, ending = found["host"].lower().split(".")
        parts = {part for label in labels for part in label.split("-")}
        if parts & _GROUND:
            grounds.add(f"{domain}.{ending}")
        elif parts - _BESIDE:
            others.add(f"{domain}.{ending}")
    some = set(words(name))
    said = some - _PLAIN
    if not said and not some & _CALLS:
        return False
    return any(not said or any(one in service for one in said) for service in grounds - others)
