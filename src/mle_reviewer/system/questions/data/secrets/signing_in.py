"""Public halves of credentials: what an address shows under which a person signs in, anybody may read there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.data.searching import searched
from mle_reviewer.system.questions.data.secrets.documents import is_text

if TYPE_CHECKING:
    from mle_reviewer.system.questions.data.secrets.secret import Secret
    from mle_reviewer.system.system import System

_MAY_BE: Final = frozenset({"key", "apikey", "token"})  # a secret and a password are not shown
# The address of a page to sign in on (RFC 6749, 4.1.1), and what it is given as the name of the program that asks.
_GIVEN: Final = (b"client_id=", b"app_id=", b"api_key=")
_ADDRESS: Final = re.compile(
    rb"(?:login|sign-?in|authori[sz]|oauth)[^\s\"'`<>]{0,200}?[?&](?:client_id|app_id|api_key)="
    rb"(?:\$?\{|[\"'`]\s{0,2}\+\s{0,2}(?:str\()?)?(?:self\.|this\.)?(?P<held>[0-9A-Za-z_.-]{3,200})",
    re.IGNORECASE,
)


def public_halves(system: System, found: Iterable[Secret]) -> frozenset[str]:
    """The values among credentials under names that an address to sign in on holds, or takes by the same name.

    The documents are read only where there is a value that may be one, each of them once for all values.
    """
    left = [one for one in found if one.name and one.proof == "named" and words(one.name)[-1] in _MAY_BE]
    shown: set[str] = set()
    for document in searched(system, [path for path in system.paths if is_text(path)]) if left else ():
        if not any(one in document.data for one in _GIVEN):
            continue
        held = {one["held"].decode("ascii", "replace") for one in _ADDRESS.finditer(document.data)}
        names = {one.rpartition(".")[2] for one in held}
        shown |= {one.value for one in left if one.value in held}
        shown |= {one.value for one in left if one.at.path == document.path and one.name in names}
    return frozenset(shown)
