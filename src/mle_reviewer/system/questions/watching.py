"""What is watched of a served model: which of the six signals an alert, dashboard, metric or job is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.groups import NUMBERS
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.served import served

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

SIGNALS: Final = (
    "service health", "feature drift", "prediction drift", "label arrival", "delayed quality", "business guardrails",
)  # fmt: skip
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_NAME: Final = re.compile(r"(?<![\w.])[A-Za-z_:][A-Za-z0-9_:]*")
_SELECTED: Final = re.compile(r"\{[^{}]{0,2000}\}|\"[^\"]{0,2000}\"|\[[^\[\]]{0,60}\]")
_GROUPED: Final = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]{0,2000}\)")
_LANGUAGE: Final = frozenset({
    "and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf", "nan", "sum", "avg", "min",
    "max", "group_left", "group_right", "select", "from", "where", "group", "order", "count", "as", "desc", "asc",
    "limit", "between", "not", "null",
})  # fmt: skip
_DRIFT: Final = frozenset({"drift", "psi", "kl", "js", "ks", "wasserstein", "divergence", "skew", "shift", "ood"})
_OUTPUT: Final = frozenset({"prediction", "predictions", "predicted", "output", "outputs", "target", "score", "scores"})
_LABELS: Final = frozenset({"label", "labels", "actual", "actuals", "truth", "outcome", "outcomes", "feedback"})
_QUALITY: Final = frozenset({
    "accuracy", "f1", "auc", "auroc", "precision", "recall", "rmse", "mae", "mape", "smape", "wape", "brier",
    "calibration", "ece", "quality", "logloss", "r2", "ndcg", "mrr", "relevance", "hallucination",
})  # fmt: skip
_BUSINESS: Final = frozenset({
    "revenue", "conversion", "conversions", "chargeback", "chargebacks", "cost", "costs", "spend", "budget", "savings",
    "approval", "approvals", "churn", "ctr", "clicks", "sales", "block", "profit", "margin", "guardrail", "guardrails",
})  # fmt: skip
_SPREAD: Final = frozenset({
    "distribution", "mean", "average", "avg", "share", "ratio", "confidence", "entropy", "disagreement", "class",
    "disagreements", "value", "values", "histogram", "bucket",
})  # fmt: skip
_MEASURES: Final = frozenset(
    {"latency", "duration", "seconds", "ms", "milliseconds", "errors", "error", "failures", "failed"}
)


@dataclass(frozen=True, slots=True)
class Watched:
    """Something that is watched: the signal, where that is said, in which words, and by what ("alert", "code" …)."""

    signal: str
    at: Location
    says: str
    by: str
    scheduled: bool = True
    exported: bool = False  # a metric that code exports, which is no alert and no panel yet


def metrics_in(condition: str) -> tuple[str, ...]:
    """The names of metrics in a query, without functions, labels, durations and words of the language."""
    bare = _GROUPED.sub(" ", _SELECTED.sub(" ", condition[:20_000]))
    found: list[str] = []
    for match in _NAME.finditer(bare):
        after = bare[match.end() : match.end() + 40].lstrip()
        before = bare[match.start() - 1 : match.start()]
        if not after.startswith("(") and match[0].lower() not in _LANGUAGE and before not in {"$", ".", "'"}:
            found.append(match[0])
    return tuple(dict.fromkeys(found))


def signal_of(*names: str) -> str:
    """The signal that names of metrics, alerts or panels are about: a model's where one of them says so."""
    words = {word.lower() for name in names for word in _WORD.findall(name.replace("_", " "))}
    if words & _DRIFT and not words & {"clock"}:
        output = words & (_OUTPUT - {"score", "scores"}) and not words & {"feature", "features"}
        return "prediction drift" if output else "feature drift"
    if words & _LABELS and words - _LABELS - _MEASURES and not words & {"http", "request", "requests"}:
        return "delayed quality" if words & _QUALITY else "label arrival"
    if words & _QUALITY:
        return "delayed quality"
    if words & _OUTPUT and words & _SPREAD and not words & _MEASURES:
        return "prediction drift"
    return "business guardrails" if words & _BUSINESS else "service health"


@lru_cache(maxsize=2)
def watched(system: System) -> tuple[Watched, ...]:
    """Everything that is watched, what is declared first."""
    return (*_declared(system), *_called(system))


def _declared(system: System) -> Iterator[Watched]:
    for one in system.manifests.get("alert", ()):
        names = [name for entry in one.all("condition") for name in metrics_in(entry.text() or "")]
        yield Watched(signal_of(one.name, *names), one.at, f"the alert `{one.name}`", "alert")
    for one in system.manifests.get("dashboard", ()):
        for entry in one.all("queries"):
            names = list(metrics_in(entry.text() or ""))
            if names:
                says = f"the dashboard `{one.name}` shows {names[0]}"
                yield Watched(signal_of(*names), one.place(entry), says, "dashboard")
    for one in system.manifests.get("monitor", ()):
        kind = one.text("kind")
        signal = "delayed quality" if "Quality" in kind and "Data" not in kind else "feature drift"
        scheduled = one.one("schedule") is not None or "Definition" in kind
        yield Watched(signal, one.at, f"{one.about} monitors {one.name}", "monitor", scheduled)
    for one in system.manifests.get("slo", ()):
        yield Watched("service health", one.at, f"the objective {one.name}", "objective")


_WRITTEN: Final = frozenset({"drift", "psi", "divergence"})
_BY_SIGN: Final = {"quality": "delayed quality", "drift": "feature drift", "service-metric": "service health"}


def _called(system: System) -> Iterator[Watched]:
    for sign in system.signed("drift", "quality", "service-metric"):
        if system.reached.how(sign.routine) is None:
            continue
        at = system.where(sign.path, sign.pos)
        what, name = sign.given("what"), metric_name(system, sign)
        signal = _BY_SIGN[sign.sign]
        if sign.sign == "service-metric":
            signal = signal_of(name) if name else signal
        elif isinstance(what, Const) and what.value == "prediction":
            signal = "prediction drift"
        scheduled = sign.sign == "service-metric" or system.reached.how(sign.routine) == "run"
        exported = sign.sign == "service-metric"
        yield Watched(signal, at, f"`{name or sign.name}` in code", "code", scheduled, exported)
    yield from _written(system)


def _written(system: System) -> Iterator[Watched]:
    """Functions of the repository that work out a drift by themselves: called so, and made of numbers."""
    for routine in system.routines():
        words = {word.lower() for word in _WORD.findall(routine.name.replace("_", " "))}
        how = system.reached.how(routine)
        if routine.function < 0 or not words & _WRITTEN or how is None:
            continue
        reached = [routine, *(one for call in routine.calls() for one in system.indexed.own(call))]
        names = (name for one in reached for call in one.calls() for name in system.indexed.names(call))
        if any(name.startswith(NUMBERS) for name in names):
            at = system.at(routine, routine.pos)
            yield Watched(signal_of(routine.name), at, f"the function `{routine.name}`", "code", how == "run")


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


def only_uptime(system: System) -> tuple[Watched, ...]:
    """The alerts of a system in which everything that is watched is the health of the service; () otherwise.

    A signal that only a metric in code has counts too: somebody may alert on it elsewhere.
    """
    found = watched(system)
    alerts = tuple(one for one in found if one.by == "alert")
    return alerts if alerts and all(one.signal == "service health" for one in found) else ()


def serves_a_model(system: System) -> Step | None:
    """What shows that the repository serves a model."""
    role = next((one for one in system.roles.serves if one.where != "notebook"), None)
    if role is not None:
        return Step(role.at, role.says)
    return next((one.proof for one in served(system)), None)
