"""MI3: whether the alerts have a threshold and somebody who is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.program.codeowners import read_codeowners
from mle_reviewer.system.questions.hidden import hidden
from mle_reviewer.system.questions.signals import metrics_in
from mle_reviewer.system.questions.telling import told
from mle_reviewer.system.questions.watching import serves_a_model

if TYPE_CHECKING:
    from mle_reviewer.program.codeowners import Owners
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

ITEM = "MI3"
_COMPARED: Final = re.compile(r"[<>]|==|!=|\babsent\b")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PROCESSORS: Final = frozenset({
    "cpu", "memory", "disk", "utilization", "utilisation", "percentage", "percent", "usage", "used", "free", "average",
    "space", "bytes", "reserved", "working", "set", "working_set",
})  # fmt: skip
_MACHINES: Final = ("node_", "kube_", "kubelet_", "container_", "machine_", "etcd_")


def answer(system: System) -> Answer:
    """Evidence are alerts of the application with a threshold and an owner; machines alone do not count."""
    if serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    alerts = [one for one in system.manifests.get("alert", ()) if not _of_machines(one)]
    owners, routed = _owners(system), _routed(system)
    vague = [one.name for one in alerts if not _threshold(one)]
    alone = [one.name for one in alerts if not routed and not _owner(one, owners)]
    by_code = told(system)
    missing = []
    if not alerts and by_code and not any(one.person for one in by_code):
        missing.append("an owner: whom it tells is a setting")
    if by_code and not alerts and not any(one.limit for one in by_code):
        missing.append("a threshold for what code tells")
    if by_code and not alerts and not any(one.scheduled for one in by_code):
        missing.append("something that runs the code that tells")
    if (silent := _unrouted(system)) and not routed:
        missing.append(f"somebody who is told: `{silent}` names no Alertmanager")
    if alerts and all(_of_processors(one) for one in alerts) and not by_code:
        missing.append("an alert on the answers: those that there are watch processors, memory and disks alone")
    if vague:
        missing.append(f"a threshold: {_named(vague)}")
    if alone:
        missing.append(f"an owner or a receiver: {_named(alone)}")
    return Answer(
        ITEM,
        evidence=(
            *(evidence(ITEM, one.at, _says(one)) for one in alerts[:8]),
            *(evidence(ITEM, one.at, f"`{one.by}` tells somebody what was seen of the model") for one in by_code),
        ),
        missing=tuple(missing),
        unread=hidden(system, "alert"),
        looked_for="alert rules of Prometheus, Grafana and clouds, their labels, receivers, owners of their files; "
        "messages that code sends",
        next_step="Add `labels: {severity: …, team: …}` to each rule."
        if alerts or by_code
        else "Write one alert on the predictions, with `for`, severity and team.",
    )


def _named(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - names that a line holds
    return f"{', '.join(names[:3])}{more}"


def _says(one: Manifest) -> str:
    return f"the alert `{one.name}` states its threshold" if _threshold(one) else f"the alert `{one.name}`"


def _unrouted(system: System) -> str:
    """The configuration of a Prometheus that has rules and tells nobody; "" where there is none, or it tells."""
    silent = ""
    for path in {one.path for one in system.manifests.get("scrape", ()) if one.entry.get("job_name") is not None}:
        for root in system.roots(path):
            if root.get("scrape_configs") is not None and root.get("rule_files") is not None:
                if root.get("alerting") is not None:
                    return ""
                silent = silent or path
    return silent


def _of_processors(one: Manifest) -> bool:
    names = [name for entry in one.all("condition") for name in _WORD.findall(entry.text() or "")]
    return bool(names) and {name.lower() for name in names} <= _PROCESSORS


def _of_machines(one: Manifest) -> bool:
    names = metrics_in(one.text("condition"))
    return bool(names) and all(name.startswith(_MACHINES) for name in names)


def _threshold(one: Manifest) -> bool:
    return one.one("threshold") is not None or any(
        _COMPARED.search(entry.text() or "") or isinstance(entry.value, (int, float)) for entry in one.all("condition")
    )


def _owner(one: Manifest, owners: Owners | None) -> bool:
    if one.one("owner") is not None:
        return True
    told = [entry.text() or "" for entry in one.all("receivers")]
    if any("@" in text or one.known.slots.get("receivers") != ("message",) for text in told if text):
        return True
    return owners is not None and bool(owners.owners(one.path))


def _owners(system: System) -> Owners | None:
    for path in system.paths:
        if path in {"CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"}:
            document = system.document(path)
            return read_codeowners(document)[0] if document is not None else None
    return None


def _routed(system: System) -> bool:
    """Whether alerts go to somebody by default, or everything has an owner in a catalogue."""
    for one in system.manifests.get("alert-routing", ()):
        for receiver in one.all("receivers"):
            if any(key not in {"name", "uid"} and inner.value not in (None, [], {}) for key, inner in receiver.items()):
                return True
    return any(one.text("owner") for one in system.manifests.get("owner", ()))
