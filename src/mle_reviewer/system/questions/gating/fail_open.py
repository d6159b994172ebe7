"""Ways in which a gate lets through what it could not judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import better, is_incumbent, is_measure
from mle_reviewer.system.code.steps import Attempt, Branch, Handler, Raise, Return, Routine, Step, every, following
from mle_reviewer.system.code.terms import Call, Choice, Const, Lib, Op, Result, Term, within
from mle_reviewer.system.questions.gating.gates import Gate, Gates
from mle_reviewer.system.questions.measuring.measures import named
from mle_reviewer.system.questions.values.ways import entered

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ALL: Final = frozenset({"", "Exception", "BaseException"})
_TRUE: Final = {"<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b}
_MIRROR: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Opening:
    """One way round a gate, where it stands, and the places that show it."""

    kind: str
    routine: Routine
    pos: int
    title: str
    why: str
    steps: tuple[tuple[Routine, int, str], ...]


def openings(system: System) -> Iterator[Opening]:
    """Every way round a gate that is seen in code."""
    gates = system.once(Gates)
    for routine in system.routines():
        some = list(gates.of(routine))
        for gate in some:
            if gate.then or gate.orelse:
                yield from _default(gates, gate)
                yield from _both(gate)
                yield from _nan(system, gate)
        yield from _nothing(gates, routine)
        yield from _swallowed(gates, routine)
        yield from _ignored(gates, routine)


def _passes(gate: Gate, held: bool) -> bool:  # noqa: FBT001 - the one thing that is asked
    """Whether the model passes where the test holds, or does not."""
    taken, other = (gate.then, gate.orelse) if held else (gate.orelse, gate.then)
    if "stops" in taken:
        return False
    return "promotes" in taken or "stops" in other


def _default(gates: Gates, gate: Gate) -> Iterator[Opening]:
    """`metrics.get("auc", 1.0) < 0.8`: what is not there passes."""
    held: dict[int, list[tuple[Call, Op, int]]] = {}  # by the call that asks, the comparisons that it stands in
    for op in gate.compared:
        for place, side in enumerate(op.terms[:2]):
            for one in within(side):
                if isinstance(one, Result):
                    held.setdefault(id(one.call), []).append((one.call, op, place))
    for some in held.values():
        call = some[0][0]
        found = _usual(gates, call)
        # `score < 300 or score > 850` refuses a default of 0 by its first
        if found is None or not all(_lets_through(gates, gate, op, place, *found) for _, op, place in some):
            continue
        name, usual = found
        says = f"where `{name}` is missing, {usual} stands for it"
        yield Opening(
            "default",
            gate.routine,
            call.pos,
            f"A missing `{name}` passes the gate",
            f"`{name}` is taken as {usual} where the report does not hold it, and that passes.",
            ((gate.routine, call.pos, says), (gate.routine, gate.step.pos, "and that passes here")),
        )


def _usual(gates: Gates, call: Call) -> tuple[str, float] | None:
    """The name of a figure that is asked for with a number as its default."""
    if call.method != "get" or gates.world.own(call):
        return None
    name, usual = call.given("key", 0), call.given("default", 1)
    if not isinstance(name, Const) or not isinstance(name.value, str) or not is_measure(name.value):
        return None
    number = _number(usual)
    return None if number is None else (name.value, number)


def _number(term: Term | None) -> float | None:
    if isinstance(term, Const) and isinstance(term.value, (int, float)) and not isinstance(term.value, bool):
        return float(term.value)
    if isinstance(term, Op) and term.op == "-" and len(term.terms) == 1:
        inner = _number(term.terms[0])
        return None if inner is None else -inner
    if isinstance(term, Result) and len(term.call.args) == 1 and isinstance(term.call.callee, Lib):
        text = term.call.args[0]
        if term.call.callee.path == "builtins.float" and isinstance(text, Const) and isinstance(text.value, str):
            return {"inf": float("inf"), "-inf": float("-inf")}.get(text.value.strip("+"))
    return None


def _lets_through(gates: Gates, gate: Gate, op: Op, place: int, name: str, usual: float) -> bool:
    bound = op.terms[1 - place]
    number = _number(bound)
    sign = op.op if place == 0 else _MIRROR[op.op]
    if number is not None:
        return _passes(gate, _TRUE[sign](usual, number))
    good = usual <= 0 if better(name) == "lower" else usual >= 1
    higher = sign in {">", ">="}
    held = higher if better(name) != "lower" else not higher
    return good and not gates.of_the_used(bound) and _passes(gate, held)


def _nothing(gates: Gates, routine: Routine) -> Iterator[Opening]:
    """`if auc is None: promote()`: what was never measured passes."""
    for branch in (one for one in routine.every() if isinstance(one, Branch)):
        test = branch.test
        if not isinstance(test, Op) or test.op not in {"is", "=="} or len(test.terms) != 2:  # noqa: PLR2004 - both sides
            continue
        side, other = test.terms
        if not isinstance(other, Const) or other.value is not None or not gates.measures.measured(side):
            continue
        name = named([routine], side)
        if gates.of_the_used(side) or is_incumbent(name) or "stops" in gates.outcomes(branch.then):
            continue
        if "promotes" in gates.outcomes(branch.then):
            yield Opening(
                "nothing",
                routine,
                branch.pos,
                f"A missing {f'`{name}`' if name else 'figure'} promotes the model",
                "Where the figure is None, the model is promoted without any comparison.",
                ((routine, branch.pos, "nothing was measured, and the model is promoted"),),
            )


def _both(gate: Gate) -> Iterator[Opening]:
    if "promotes" not in gate.then or "promotes" not in gate.orelse or not isinstance(gate.step, Branch):
        return
    if "stops" in gate.then | gate.orelse or not _same_promotion(gate.step):
        return
    yield Opening(
        "both",
        gate.routine,
        gate.step.pos,
        "The model goes on whether it passes or not",
        "Both arms of the comparison promote the model the same way.",
        ((gate.routine, gate.step.pos, "either arm promotes"),),
    )


def _same_promotion(branch: Branch) -> bool:
    """Whether both arms make the same calls with the same constants."""

    def said(steps: tuple[Step, ...]) -> set[tuple[object, ...]]:
        return {
            (one.method, *(arg.value for arg in arguments(one) if isinstance(arg, Const)))
            for one in every(steps)
            if isinstance(one, Call) and not one.used and one.method is not None
        }

    return bool(said(branch.then) & said(branch.orelse))


def arguments(call: Call) -> list[Term]:
    """What a call is given."""
    return [*call.args, *(value for _, value in call.kwargs)]


def _nan(system: System, gate: Gate) -> Iterator[Opening]:
    """A figure that may be NaN, in a test that stops where it holds: no comparison with NaN ever holds."""
    if "stops" not in gate.then or gate.orelse:
        return
    for op in gate.compared:
        if op not in _conditions(gate.step):
            continue
        for side in op.terms:
            at = next((one for one in within(side, calls=False) if _is_nan(system, one)), None)
            if at is not None and isinstance(side, Choice):
                yield Opening(
                    "nan",
                    gate.routine,
                    gate.step.pos,
                    "A figure that is NaN passes the gate",
                    "The figure may be NaN, no comparison with NaN holds, and the test only stops where it holds.",
                    ((gate.routine, gate.step.pos, "NaN passes: the comparison does not hold"),),
                )


def _conditions(step: Step) -> tuple[Term, ...]:
    test = step.test if isinstance(step, Branch) else None
    return () if test is None else (test, *(test.terms if isinstance(test, Op) and test.op == "or" else ()))


def _is_nan(system: System, term: Term) -> bool:
    if isinstance(term, Lib):
        entry = system.conventions.call(term.path)
        return entry is not None and entry.sign == "nan"
    if isinstance(term, Result) and isinstance(term.call.callee, Lib) and term.call.callee.path == "builtins.float":
        text = term.call.args[0] if term.call.args else None
        return isinstance(text, Const) and str(text.value).lower() == "nan"
    return False


def _swallowed(gates: Gates, routine: Routine) -> Iterator[Opening]:
    """A gate that raises, in a `try` that catches it and goes on, with a promotion behind."""
    for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
        raised = _raises_in(gates, routine, attempt)
        handler = None if raised is None else _catching(attempt.handlers, raised[1])
        if raised is None or handler is None or _stops(gates, handler.body):
            continue
        after = following(routine.steps, attempt)
        if "promotes" not in gates.outcomes((*attempt.final, *after)):
            continue
        gate = raised[0]
        yield Opening(
            "swallowed",
            routine,
            attempt.pos,
            "What the gate raises is caught, and the model is promoted all the same",
            f"The gate raises, `except {handler.types or ''}`".rstrip(" `") + "` goes on, and what follows promotes.",
            ((gate.routine, gate.step.pos, "raises here"), (routine, attempt.pos, "caught here, and nothing stops")),
        )


def _raises_in(gates: Gates, routine: Routine, attempt: Attempt) -> tuple[Gate, str] | None:
    for one, step in entered(gates.world, attempt.body, 2):
        if isinstance(step, Branch):
            holder = one or routine
            for gate in gates.of(holder):
                if gate.step is step and "stops" in gate.then | gate.orelse:
                    raised = next((inner.what for inner in every((step,)) if isinstance(inner, Raise)), None)
                    if raised is not None:
                        return gate, raised.partition("(")[0].rpartition(".")[2]
    return None


def _catching(handlers: tuple[Handler, ...], raised: str) -> Handler | None:
    for handler in handlers:
        types = {part.strip(" ()").rpartition(".")[2] for part in handler.types.split(",")}
        if types & _ALL and (raised != "SystemExit" or types & {"", "BaseException"}):
            return handler
        if raised in types:
            return handler
    return None


def _stops(gates: Gates, steps: tuple[Step, ...]) -> bool:
    return "stops" in gates.outcomes(steps) or any(isinstance(one, Return) for one in every(steps))


def _ignored(gates: Gates, routine: Routine) -> Iterator[Opening]:
    """A function that only says whether the model passed, asked by nobody, with a promotion behind."""
    for call in routine.calls():
        if call.used:
            continue
        for one in gates.world.own(call):
            said = [step.term for step in one.every() if isinstance(step, Return) and step.term is not None]
            compared = [op for term in said for op in gates.measures.comparisons(term)]
            if not compared or "stops" in gates.outcomes(one.steps) or not all(_is_verdict(term) for term in said):
                continue
            if "promotes" in gates.outcomes(following(routine.steps, call)):
                yield Opening(
                    "ignored",
                    routine,
                    call.pos,
                    f"Nobody looks at what `{one.name}` says",
                    f"`{one.name}` gives back whether the model passed, and the answer is dropped.",
                    ((one, compared[0].pos, "compared here"), (routine, call.pos, "the answer is dropped")),
                )


def _is_verdict(term: Term) -> bool:
    if isinstance(term, Const):
        return isinstance(term.value, bool)
    return isinstance(term, Op) and term.op in {"<", ">", "<=", ">=", "and", "or", "not"}
