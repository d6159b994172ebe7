"""Credentials that open little: one's own machine, a practice ground, or what every visitor of a page is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.data.secrets.certificates import is_for_this_machine
from mle_reviewer.system.questions.data.secrets.documents import is_env
from mle_reviewer.system.questions.data.secrets.handed import taking
from mle_reviewer.system.questions.data.secrets.here import is_for_here
from mle_reviewer.system.questions.data.secrets.local import of_own_machine
from mle_reviewer.system.questions.data.secrets.practice import opens_practice
from mle_reviewer.system.questions.data.secrets.secret import Opens
from mle_reviewer.system.questions.data.secrets.telling import is_for_visitors

if TYPE_CHECKING:
    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.questions.data.secrets.texts import Credential
    from mle_reviewer.system.system import System

_PRIVATE_KEY: Final = "a private key"


def opens(system: System, document: Document, text: str, lines: Sequence[str], one: Credential) -> Opens:
    """What a credential opens that is not worth as much as it looks; "all" where nothing says that it opens little."""
    value = text[one.start : one.end]
    if not one.name:
        certified = one.about == _PRIVATE_KEY and is_for_this_machine(system, document.path)
        return "own machine" if certified else "all"
    if is_for_visitors(one.name):
        return "page"
    calls = taking(system, document.path, value)
    if opens_practice(document.path, one.name, value, text, calls):
        return "practice"
    if is_env(document.path):
        mine = of_own_machine(system, lines, one.name, value)
    else:
        mine = is_for_here(system, calls)
    return "own machine" if mine else "all"
