"""Services that are started with the server of their framework alone, which is made for development."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import FOR_DEVELOPMENT, SERVERS
from mle_reviewer.sources.document import TEXT_KINDS, kind_of
from mle_reviewer.system.questions.data.searching import searched

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_NAMED: Final = re.compile("|".join(map(re.escape, SERVERS)).encode(), re.IGNORECASE)
_NAMES: Final = frozenset({"Procfile", "Dockerfile"})


def served_for_development(system: System) -> bool:
    """Whether Flask's own server is the only one that a repository starts or names anywhere."""
    return system.once(_only_flask)


def _only_flask(system: System) -> bool:
    some = system.signed("serve")
    if not some or any(one.name != FOR_DEVELOPMENT for one in some):
        return False
    paths = [one for one in system.paths if kind_of(one) in TEXT_KINDS or one.rpartition("/")[2] in _NAMES]
    return not any(_NAMED.search(document.data) for document in searched(system, paths))
