"""What is watched of a served model: which of the six signals an alert, dashboard, metric or job is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import within
from mle_reviewer.system.questions.monitoring.exported import exported, metric_name
from mle_reviewer.system.questions.monitoring.loaded_rules import loaded_alerts
from mle_reviewer.system.questions.monitoring.looking import looks
from mle_reviewer.system.questions.monitoring.signals import MACHINES, by_answer, columns_in, metrics_in, signal_of
from mle_reviewer.system.questions.serving.served import served

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_OF_MACHINES: Final = ("kube_", "container_", "node_", "kubelet_", "machine_", "cluster:", "namespace_")
_NEAR: Final = 4  # lines between a query and its legend


@dataclass(frozen=True, slots=True)
class Watched:
    """Something that is watched: the signal, where that is said, in which words, and by what ("alert", "code" …)."""

    signal: str
    at: Location
    says: str
    by: str
    scheduled: bool = True
    exported: bool = False  # a metric that code exports, which is no alert and no panel yet


@lru_cache(maxsize=2)
def watched(system: System) -> tuple[Watched, ...]:
    """Everything that is watched, what is declared first."""
    return (*_declared(system), *_called(system))


def _declared(system: System) -> Iterator[Watched]:
    for one in loaded_alerts(system):
        names = [name for entry in one.all("condition") for name in metrics_in(entry.text() or "")]
        if _nobody_exports(system, names):
            continue
        yield Watched(signal_of(one.name, *names), one.at, f"the alert `{one.name}`", "alert")
    for one in system.manifests.get("dashboard", ()):
        legends = one.all("legends")
        for entry in one.all("queries"):
            names = [name for name in columns_in(entry.text() or "") if not name.startswith(_OF_MACHINES)]
            if names and not _nobody_exports(system, names):
                says = f"the dashboard `{one.name}` shows {names[0]}"
                beside = [leg.text() or "" for leg in legends if 0 <= leg.line - entry.line <= _NEAR]
                told = by_answer(" ".join([entry.text() or "", *beside]))
                signal = "prediction drift" if told else signal_of(*names)
                yield Watched(signal, one.place(entry), says, "dashboard")
    for one in system.manifests.get("monitor", ()):
        kind = one.text("kind")
        signal = "delayed quality" if "Quality" in kind and "Data" not in kind else "feature drift"
        scheduled = one.one("schedule") is not None or "Definition" in kind
        yield Watched(signal, one.at, f"{one.about} monitors {one.name}", "monitor", scheduled)
    for run in served(system):  # what runs the service asks it again and again, and acts on what it says
        probes = run.manifest.one("probes")
        if probes is not None and probes.value not in ({}, [], None):
            says = f"{run.manifest.about} asks {run.manifest.name or 'the service'} for its health"
            yield Watched("service health", run.manifest.place(probes), says, "probe")
    for one in system.manifests.get("slo", ()):
        yield Watched("service health", one.at, f"the objective {one.name}", "objective")


def _nobody_exports(system: System, names: Sequence[str]) -> bool:
    """Whether a query is about metrics of the application alone, and none of them is exported."""
    exports = exported(system)
    return exports is not None and bool(names) and all(exports.lacks(name) for name in names)


def _called(system: System) -> Iterator[Watched]:
    for sign in system.signed("service-metric"):
        if system.reached.how(sign.routine) is not None:
            name = metric_name(system, sign)
            signal = signal_of(name) if name else "service health"
            yield Watched(
                signal, system.where(sign.path, sign.pos), f"`{name or sign.name}` in code", "code", exported=True
            )
    for sign, names in code_alarms(system):
        says = f"the alarm `{names[0] if names else sign.name}`"
        how = system.reached.how(sign.routine)
        yield Watched(signal_of(*names), system.where(sign.path, sign.pos), says, "code", how == "run")
    for one in looks(system):
        yield Watched(one.signal, system.at(one.routine, one.pos), one.says, "code", one.scheduled)


def code_alarms(system: System) -> tuple[tuple[Sign, tuple[str, ...]], ...]:
    """The alarms that reached code makes, each with the names of its own and of its metric."""
    found = []
    for sign in system.signed("alarm"):
        if system.reached.how(sign.routine) is None:
            continue
        slots = [term for slot in ("name", "metric") if (term := sign.given(slot)) is not None]
        known = (value for term in slots for one in within(term) for value in system.indexed.constants(one))
        names = [value for value in known if isinstance(value, str)]
        found.append((sign, tuple(names[:4])))
    return tuple(found)


def only_uptime(system: System) -> tuple[Watched, ...]:
    """The alerts of a system in which everything that is watched is the health of the service; () otherwise.

    A signal that only a metric in code has counts too: somebody may alert on it elsewhere.
    """
    found = watched(system)
    alerts = tuple(one for one in found if one.by == "alert")
    return alerts if alerts and all(one.signal in {"service health", MACHINES} for one in found) else ()


def serves_a_model(system: System) -> Step | None:
    """What shows that the repository serves a model."""
    role = next((one for one in system.roles.serves if one.where != "notebook"), None)
    if role is not None:
        return Step(role.at, role.says)
    return next((one.proof for one in served(system)), None)
