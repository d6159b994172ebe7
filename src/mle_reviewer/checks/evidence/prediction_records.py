"""MI2: whether predictions are recorded with what joins them to labels that come later."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.predicting import predictions
from mle_reviewer.system.questions.records import KEY, PREDICTION, TIME, VERSION, Record, records
from mle_reviewer.system.questions.unused_records import unused
from mle_reviewer.system.questions.watching import serves_a_model
from mle_reviewer.system.system import System

ITEM = "MI2"
_NEXT = "Write one row for each prediction: an id that is returned too, the time, the version of the model, the score."
_LOOKED = "writes of predictions to a table, a queue, a file or the log, on the way of each request"
_SPOKEN = (PREDICTION, KEY, VERSION, TIME)


def answer(system: System) -> Answer:
    """Evidence are records of predictions; missing is what a join with labels needs and none of them holds."""
    served = predictions(system)
    if not served and serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    kept = sorted(records(system), key=_worth, reverse=True)
    missing: list[str] = []
    if kept and kept[0].open and not (kept[0].says(KEY, beside=True) and kept[0].says(TIME, beside=True)):
        missing = ["what the record holds: it is filled elsewhere"]
    elif kept and not kept[0].open:
        best = kept[0]
        lacks = (
            ("an id or key of what was predicted for", KEY),
            ("the version of the model", VERSION),
            ("the time", TIME),
        )
        missing = [words for words, pattern in lacks if not best.says(pattern, beside=True)]
        if best.kind == "log":
            missing.append("a store that labels can be joined to: only the log holds predictions")
    if not any(one.kind == "store" for one in kept) and (platform := _captured(system)) is not None:
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
            missing=(f"a call of `{routine.name}`: nothing in the repository calls it",),
            looked_for=_LOOKED,
            next_step=f"Call `{routine.name}` where requests are answered.",
        )
    return Answer(
        ITEM,
        evidence=tuple(
            evidence(ITEM, system.at(one.asked.routine, one.asked.call.pos), _says(one)) for one in kept[:3]
        ),
        missing=tuple(missing),
        looked_for=_LOOKED,
        next_step=_NEXT,
    )


def _captured(system: System) -> Location | None:
    """Where a platform is told to keep what is asked and answered."""
    for sign in system.signed("capture"):
        enabled = sign.given("enabled")
        off = isinstance(enabled, Const) and not enabled.value
        if enabled is not None and not off and system.reached.how(sign.routine) is not None:
            return system.where(sign.path, sign.pos)
    return None


def _worth(record: Record) -> tuple[bool, int]:
    joined = sum(record.says(pattern, beside=True) for pattern in (KEY, VERSION, TIME))
    return record.kind == "store", 3 if record.open else joined


def _says(record: Record) -> str:
    telling = (name for name in sorted(record.names) if any(one.search(name.lower()) for one in _SPOKEN))
    named = ", ".join(f"`{name}`" for name in telling if name.isidentifier())
    return f"the prediction is written down with {named or 'an object of its own'}"[:200]
