"""An alert asks about a metric of the application that no code of the repository exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.monitoring.signals import metrics_in
from mle_reviewer.system.questions.monitoring.watching import metric_name

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Alert on a metric that nobody exports",
    items=("MI1", "MI3"),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    confidence=Confidence.MEDIUM,
    sees="system",
)
_SUFFIX: Final = re.compile(r"_(?:total|bucket|count|sum|created|info)$")
_FEW: Final = 3  # metrics that must share a namespace before it counts as the application's own


def find(system: System) -> Iterator[Finding]:
    """Names within the application's own namespace that nothing registers, records or takes from a variable."""
    signs = [sign for sign in system.signed("service-metric") if sign.given("name") is not None]
    named = [(metric_name(system, sign), sign) for sign in signs]
    if not named or not all(name for name, _sign in named):
        return  # some names are known only when the code runs
    known = {_bare(name) for name, _sign in named}
    known |= {_bare(one.name) for one in system.manifests.get("recorded", ())}
    spaces = _namespaces(known)
    for one in system.manifests.get("alert", ()):
        condition = one.one("condition")
        names = metrics_in((condition.text() or "") if condition is not None else "")
        own = [name for name in names if _bare(name) not in known and _space(name, spaces)]
        missing = [name for name in own if not _spelled(system, name)]
        if not missing:
            continue
        at = one.place(condition)
        space = _space(missing[0], spaces)
        like, sign = next(pair for pair in named if _space(pair[0], spaces) == space)
        words = Words(
            title=f"The alert `{one.name}` waits for `{missing[0]}`, which nothing exports",
            issue="A query about a metric that does not exist is empty, and an empty result never fires: the alert "
            "looks like protection and is none.",
            fix="Name the metric as the code registers it, or register it; try the query where the metrics are.",
        )
        trace = [
            Step(system.where(sign.path, sign.pos), f"the code exports `{like}` and {len(known) - 1} others"),
            Step(at, f"asks about `{missing[0]}`, which none of them is"),
        ]
        yield stated(CARD, at, words, trace, context=f"alert {one.name} on {missing[0]}")


def _bare(name: str) -> str:
    return _SUFFIX.sub("", name)


def _namespaces(known: set[str]) -> frozenset[str]:
    """The first words that several metrics of the code share."""
    firsts = [name.partition("_")[0] for name in known]
    return frozenset(one for one in firsts if firsts.count(one) >= _FEW and one not in _SHARED)


# First words that exporters and frameworks use as well.
_SHARED: Final = frozenset({
    "http", "process", "python", "up", "kube", "container", "node", "go", "prometheus", "grpc", "redis", "pg", "nv",
    "vllm", "istio", "envoy", "nginx", "kafka", "rabbitmq", "celery", "ray", "job", "machine", "api", "request",
    "requests",
})  # fmt: skip


def _space(name: str, spaces: frozenset[str]) -> str:
    first = name.partition("_")[0]
    return first if first in spaces and "_" in name else ""


def _spelled(system: System, name: str) -> bool:
    """Whether the code or a setting spells the metric in some other way, a collector say."""
    bare = _bare(name).encode()
    for path, data in system.reader.plain([*system.code, *system.of_kind("shell", "sql")]):
        if bare in data and path:
            return True
    return False
