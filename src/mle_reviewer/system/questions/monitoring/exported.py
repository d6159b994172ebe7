"""Which metrics the code of a repository exports, and which names of its own namespace nothing exports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_SUFFIX: Final = re.compile(r"_(?:total|bucket|count|sum|created|info)$")
_FEW: Final = 3  # metrics that must share a namespace before it counts as the application's own
# First words that exporters and frameworks use as well.
_SHARED: Final = frozenset({
    "http", "process", "python", "up", "kube", "container", "node", "go", "prometheus", "grpc", "redis", "pg", "nv",
    "vllm", "istio", "envoy", "nginx", "kafka", "rabbitmq", "celery", "ray", "job", "machine", "api", "request",
    "requests",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exports:
    """The metrics that code registers or rules record, and the first words that several of the code's share."""

    named: tuple[tuple[str, Sign], ...]
    known: frozenset[str]
    spaces: frozenset[str]

    def space(self, name: str) -> str:
        """The namespace of the application that a name is of; "" where it is of none."""
        first = name.partition("_")[0]
        return first if first in self.spaces and "_" in name else ""

    def lacks(self, name: str) -> bool:
        """Whether a name is of the application's own namespace, and nothing registers it."""
        return bool(self.space(name)) and bare_name(name) not in self.known


def exported(system: System) -> Exports | None:
    """What the code exports; None where some names are known only when it runs, or there are none."""
    return system.once(_exported)


def _exported(system: System) -> Exports | None:
    signs = [sign for sign in system.signed("service-metric") if sign.given("name") is not None]
    named = tuple((metric_name(system, sign), sign) for sign in signs)
    if not named or not all(name for name, _sign in named):
        return None
    known = {bare_name(name) for name, _sign in named}
    known |= {bare_name(one.name) for one in system.manifests.get("recorded", ())}
    firsts = [name.partition("_")[0] for name in known]
    spaces = frozenset(one for one in firsts if firsts.count(one) >= _FEW and one not in _SHARED)
    return Exports(named, frozenset(known), spaces)


def bare_name(name: str) -> str:
    """A metric without the endings that its kind adds."""
    return _SUFFIX.sub("", name)


def metric_name(system: System, sign: Sign) -> str:
    """The name of a metric that code registers, with its namespace; "" where it is not constant."""
    parts: list[str] = []
    for slot in ("namespace", "subsystem", "name"):
        term = sign.given(slot)
        known = system.indexed.constants(term) if term is not None else ()
        if term is not None and not (len(known) == 1 and isinstance(known[0], str)):
            return ""
        if known and known[0]:
            parts.append(str(known[0]))
    return "_".join(parts)
