"""MI3: whether the alerts have a threshold and somebody who is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.program.codeowners import read_codeowners
from mle_reviewer.system.questions.hidden import hidden
from mle_reviewer.system.questions.watching import metrics_in, serves_a_model

if TYPE_CHECKING:
    from mle_reviewer.program.codeowners import Owners
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

ITEM = "MI3"
_COMPARED: Final = re.compile(r"[<>]|==|!=|\babsent\b")
_MACHINES: Final = ("node_", "kube_", "kubelet_", "container_", "machine_", "etcd_")


def answer(system: System) -> Answer:
    """Evidence are alerts of the application with a threshold and an owner; machines alone do not count."""
    if serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    alerts = [one for one in system.manifests.get("alert", ()) if not _of_machines(one)]
    owners, routed = _owners(system), _routed(system)
    vague = [one.name for one in alerts if not _threshold(one)]
    alone = [one.name for one in alerts if not routed and not _owner(one, owners)]
    missing = []
    if vague:
        missing.append(f"a threshold: {_named(vague)}")
    if alone:
        missing.append(f"an owner or a receiver: {_named(alone)}")
    return Answer(
        ITEM,
        evidence=tuple(evidence(ITEM, one.at, f"the alert `{one.name}` states its threshold") for one in alerts[:8]),
        missing=tuple(missing),
        unread=hidden(system, "alert"),
        looked_for="alert rules of Prometheus, Grafana and clouds, their labels, receivers, and owners of their files",
        next_step="Add `labels: {severity: …, team: …}` to each rule."
        if alerts
        else "Write one alert on the predictions, with `for`, severity and team.",
    )


def _named(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - names that a line holds
    return f"{', '.join(names[:3])}{more}"


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
