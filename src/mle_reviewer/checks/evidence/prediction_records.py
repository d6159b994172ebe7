"""MI2: whether predictions are recorded with what joins them to labels that come later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.monitoring.signals import words_of
from mle_reviewer.system.questions.monitoring.watching import serves_a_model
from mle_reviewer.system.questions.recording.kept_answers import KeptAnswer, kept_answers
from mle_reviewer.system.questions.recording.row_names import (
    names_entity,
    names_key,
    names_prediction,
    names_time,
    names_version,
)
from mle_reviewer.system.questions.recording.unused_records import unused

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

ITEM = "MI2"
_NEXT: Final = (
    "Write one row for each prediction: an id that is returned too, the time, the version of the model, the score."
)
_LOOKED: Final = (
    "writes of predictions to a table, a queue, a file or the log, on the way of each request and in batch jobs"
)
_SWITCHES: Final = frozenset({"EnableCapture", "enable_capture"})
_CLOSEST: Final = frozenset({
    "prediction", "request", "inference", "transaction", "event", "trace", "correlation", "model", "predicted",
    "created", "timestamp",
})  # fmt: skip
# What is named of a record, with how many names of each kind are enough.
_TELLING: Final = ((names_key, 2), (names_entity, 2), (names_version, 2), (names_time, 1), (names_prediction, 2))


def answer(system: System) -> Answer:
    """Evidence are records of predictions; open is what a join with labels needs and none of them is seen to hold."""
    kept = kept_answers(system)
    if not kept and serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    stored = [one for one in kept if one.kind == "store"]
    platform = _captured(system)
    if platform is not None and not any(one.has_key for one in stored):
        return Answer(
            ITEM,
            evidence=(evidence(ITEM, platform, "the platform keeps what is asked and answered"),),
            missing=("an id or key that is sent with each request, by which labels are joined",),
            looked_for=_LOOKED,
            next_step="Send an id with each request (`InferenceId`, a field of the instance) and keep it.",
        )
    if not kept and (idle := unused(system)):
        routine, call = idle[0]
        return Answer(
            ITEM,
            evidence=(evidence(ITEM, system.at(routine, call.pos), f"`{routine.name}` would write a prediction down"),),
            missing=(f"what calls `{routine.name}`: nothing in the repository does",),
            looked_for=_LOOKED,
            next_step=f"Call `{routine.name}` where requests are answered.",
        )
    return Answer(
        ITEM,
        evidence=tuple(evidence(ITEM, system.at(one.routine, one.call.pos), _says(one)) for one in kept[:3]),
        missing=_open(kept[0]) if kept else (),
        looked_for=_LOOKED,
        next_step=_NEXT,
    )


def _open(best: KeptAnswer) -> tuple[str, ...]:
    found = []
    if not best.has_key:
        found.append("an id or key of what was predicted for")
    if not best.has_version:
        found.append("the version of the model")
    if not best.has_time and best.kind == "store":
        found.append("the time")
    if best.kind == "log":
        found.append("a store that labels can be joined to: this is a line of the log")
    if not best.scheduled:
        found.append("what runs it: only a person was seen to")
    return tuple(found)


def _captured(system: System) -> Location | None:
    """Where a platform is told to keep what is asked and answered."""
    for sign in system.signed("capture"):
        enabled = sign.given("enabled")
        off = isinstance(enabled, Const) and not enabled.value
        if enabled is not None and not off and system.reached.how(sign.routine) is not None:
            return system.where(sign.path, sign.pos)
    for one in system.manifests.get("service", ()):
        kept = one.one("capture")
        switch = next((inner for key, inner in kept.items() if key in _SWITCHES), None) if kept is not None else None
        if kept is not None and (switch is None or (switch.text() or "").lower() != "false"):
            return one.place(kept)
    return None


def _says(record: KeptAnswer) -> str:
    plain = (name for name in record.names if name.isidentifier() and not name.endswith("_"))
    shown = sorted(plain, key=lambda name: (not words_of(name) & _CLOSEST, name))
    ranked = [name for kind, most in _TELLING for name in list(filter(kind, shown))[:most]]
    named = ", ".join(f"`{name}`" for name in dict.fromkeys(ranked))
    if not named:
        return "predictions are written to a file, a table or a queue"
    where = "to the log " if record.kind == "log" else ""
    return f"predictions are written {where}with {named}"[:200]
