"""All that a change alters of what others rely on: packages, endpoints and fields, settings, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.questions.changes.callables import callables
from mle_reviewer.system.questions.changes.endpoints import endpoints
from mle_reviewer.system.questions.changes.packages import packages
from mle_reviewer.system.questions.changes.settings import settings

if TYPE_CHECKING:
    from mle_reviewer.findings.alteration import Alteration
    from mle_reviewer.system.changed import Systems


def altered(systems: Systems) -> tuple[Alteration, ...]:
    """The alterations, each kind in the order of its documents."""
    return (*packages(systems), *endpoints(systems), *settings(systems), *callables(systems))
