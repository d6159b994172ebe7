"""What a test claims, and whether it may fail by it: types, names and existence say nothing of behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assert, Attempt, Call, Raise, Routine, Step, Steps, every
from mle_reviewer.system.code.terms import Attr, Const, Global, Group, Lib, Op, Param, Result, Term, within

_ORDERING: Final = frozenset({"<", ">", "<=", ">="})
_ALL: Final = frozenset({"", "Exception", "BaseException", "AssertionError"})
_ERRORS: Final = frozenset({"raises", "assertRaises", "assertRaisesRegex"})
_FAILING: Final = frozenset({"fail", "warns"})
_SHAPELESS: Final = frozenset({"assertIsInstance", "assertIsNotNone", "assertIsNone", "assertHasAttr"})
_EXISTING: Final = frozenset(
    {"isinstance", "issubclass", "hasattr", "callable", "exists", "is_file", "is_dir", "isfile"}
)
_TRUTH: Final = frozenset({"assertTrue", "assertFalse", "assert_"})
_KEYS: Final = frozenset({"keys", "columns", "ndim", "dtype", "__name__"})
_LOSS: Final = frozenset({"loss"})
_REFUSED: Final = range(400, 600)
_STRANGERS: Final = frozenset({401, 403})  # who may ask says nothing of what is answered


@dataclass(frozen=True, slots=True)
class Claims:
    """How many things a test claims; of these, what says something of behaviour, and what says that something fails.

    `errors`: an error has to come. `refused`: an answer of the service has to be a refusal.
    """

    all: int = 0
    telling: int = 0
    errors: int = 0
    refused: int = 0


def claims_of(routine: Routine) -> Claims:
    """What a test claims, where nothing catches what its claims raise."""
    lost, cases = set(swallowed(routine.steps)), _of_cases(routine)
    found = telling = errors = refused = 0
    for step in routine.every():
        if isinstance(step, Assert):
            found += 1
            if id(step) not in lost and (not _says_little(step.term) or _is_answer(step.term, cases)):
                telling += 1
                refused += _is_refusal(step.term)
        elif isinstance(step, Call):
            name = step.method or getattr(step.callee, "path", "").rpartition(".")[2]
            if not name.startswith("assert") and name not in _ERRORS | _FAILING:
                continue
            found += 1
            if id(step) not in lost and not _is_little(name, step):
                telling += 1
                errors += name in _ERRORS
                refused += any(_is_status(one) for one in step.args[1:2]) and _asks_status(step.args[0])
    return Claims(found, telling, errors, refused)


def swallowed(steps: Steps) -> Iterator[int]:
    """What stands in a `try` that catches any error, or a claim that failed, and lets the test pass."""
    for attempt in (one for one in every(steps) if isinstance(one, Attempt)):
        for handler in attempt.handlers:
            types = {part.strip(" ()").rpartition(".")[2] for part in handler.types.split(",")}
            if types & _ALL and not any(_fails(one) for one in every(handler.body)):
                yield from (id(one) for one in every(attempt.body))


def _fails(step: Step) -> bool:
    if isinstance(step, (Raise, Assert)):
        return True
    if not isinstance(step, Call):
        return False
    name = step.method or getattr(step.callee, "path", "").rpartition(".")[2]
    return name.startswith("assert") or name in {"fail", "skip", "skipTest", "exit", "xfail"}


def _is_little(name: str, call: Call) -> bool:
    """Whether a method that asserts says only that something has a type, is there or was called."""
    if name in _SHAPELESS or (
        name.startswith("assert_") and call.method is not None and not call.args and name != "assert_"
    ):
        return True
    if name.startswith(("assert_called", "assert_any_call", "assert_has_calls", "assert_not_called", "assert_awaited")):
        return True
    if name in {"assertIn", "assertNotIn"} and len(call.args) > 1:
        return _is_membership(call.args[0], call.args[1])
    if name == "assertGreater" and len(call.args) > 1:
        return _is_some(">", call.args[0], call.args[1])
    return name in _TRUTH and bool(call.args) and _says_little(call.args[0])


def _says_little(term: Term) -> bool:
    """Whether a claim is met by anything of the right type, with the right names, or that is there at all."""
    if _of_a_loss(term) or _turns_away(term):
        return True
    if isinstance(term, Op):
        if term.op in {"and", "or"}:
            return all(map(_says_little, term.terms)) if term.op == "and" else any(map(_says_little, term.terms))
        if term.op == "not" and term.terms:
            return _says_little(term.terms[0])
        if term.op in {"is", "is not"}:
            return any(isinstance(one, Const) and one.value is None for one in term.terms)
        if len(term.terms) == 2:  # noqa: PLR2004 - both sides
            one, other = term.terms
            if term.op in {"in", "not in"}:
                return _is_membership(one, other)
            if term.op in _ORDERING and _is_some(term.op, one, other):
                return True
            return any(_is_of_keys(side) for side in term.terms)
        return False
    if isinstance(term, Const):
        return True
    if isinstance(term, Result):
        name = term.call.method or getattr(term.call.callee, "path", "").rpartition(".")[2]
        if name in {"all", "any"} and term.call.method is None and term.call.args:
            return all(_says_little(one) for one in _values(term.call.args[0]))
        return name in _EXISTING
    return False


def _values(term: Term) -> tuple[Term, ...]:
    value = getattr(term, "value", None)
    return (value,) if isinstance(value, Term) else (term,)


def _is_membership(one: Term, other: Term) -> bool:
    """Whether only a name is looked up in something; a value that has to be one of a few says more."""
    if isinstance(other, Group):
        return False
    return not isinstance(one, Const) or isinstance(one.value, str)


def _is_some(op: str, one: Term, other: Term) -> bool:
    """Whether something only has to be not empty."""
    least = isinstance(other, Const) and ((op == ">" and other.value == 0) or (op == ">=" and other.value == 1))
    return least and isinstance(one, Result) and getattr(one.call.callee, "path", "") == "builtins.len"


def _is_of_keys(term: Term) -> bool:
    """Whether it is the names in something, or its type."""
    while isinstance(term, Result) and isinstance(term.call.callee, Lib) and term.call.args:
        if term.call.callee.path == "builtins.type":
            return True
        if term.call.callee.path not in {"builtins.set", "builtins.list", "builtins.sorted"}:
            return False
        term = term.call.args[0]
    name = term.call.method if isinstance(term, Result) else term.name if isinstance(term, Attr) else ""
    return name in _KEYS


def _of_cases(routine: Routine) -> frozenset[str]:
    """The parameters of a test that are something else in each of its cases."""
    found: set[str] = set()
    for one in routine.decorators:
        call = one.call if isinstance(one, Result) else None
        if call is None or getattr(call.callee, "path", "") != "pytest.mark.parametrize":
            continue
        named = call.given("argnames", 0)
        for name in named.items if isinstance(named, Group) else (named,):
            if isinstance(name, Const) and isinstance(name.value, str):
                found |= {part.strip() for part in name.value.split(",")}
    return frozenset(found)


def _is_answer(term: Term, cases: frozenset[str]) -> bool:
    """Whether keys have to be those of the case: what is answered stands in them, and they are no fixed names."""
    if not isinstance(term, Op) or term.op != "==" or len(term.terms) != 2:  # noqa: PLR2004 - both sides
        return False
    one, other = term.terms
    return any(
        isinstance(said, Param) and said.name in cases and _asks_keys(side)
        for side, said in ((one, other), (other, one))
    )


def _asks_keys(term: Term) -> bool:
    calls = (one.call for one in within(term) if isinstance(one, Result))
    return _is_of_keys(term) and any(call.method == "keys" for call in calls)


def _of_a_loss(term: Term) -> bool:
    """Whether it is the loss itself that is held against something: a figure of training, no answer."""
    for one in within(term, calls=False):
        name = one.name if isinstance(one, (Attr, Param, Global)) else ""
        if isinstance(one, Result):
            inner = (one.call.callee, *one.call.args)
            name = one.call.method or getattr(one.call.callee, "path", "").rpartition(".")[2]
            if any(isinstance(side, Result) and side is not one and _of_a_loss(side) for side in inner):
                return True
        if name and set(words(name)) & _LOSS:
            return True
    return False


def _is_refusal(term: Term) -> bool:
    """Whether a claim is that the service refuses."""
    for one in within(term, calls=False):
        if isinstance(one, Op) and one.op in {"==", "in"} and len(one.terms) == 2:  # noqa: PLR2004 - both sides
            side, other = one.terms
            if _asks_status(side) and _is_status(other):
                return True
    return False


def _turns_away(term: Term) -> bool:
    """Whether a claim is that the service does not know who asks."""
    if not isinstance(term, Op) or term.op not in {"==", "in"} or len(term.terms) != 2:  # noqa: PLR2004 - both sides
        return False
    side, other = term.terms
    return _asks_status(side) and bool(some := _codes(other)) and set(some) <= _STRANGERS


def _asks_status(term: Term) -> bool:
    return isinstance(term, Attr) and term.name in {"status_code", "status"}


def _is_status(term: Term) -> bool:
    codes = _codes(term)
    return bool(codes) and all(isinstance(one, int) and one in _REFUSED for one in codes)


def _codes(term: Term) -> list[object]:
    """The numbers that a status is held against."""
    some = term.items if isinstance(term, Group) else (term,)
    return [one.value if isinstance(one, Const) else _code(one) for one in some]


def _code(term: Term) -> int | None:
    """The number in the name of a status (`HTTP_422_UNPROCESSABLE_ENTITY`)."""
    name = term.name if isinstance(term, Attr) else getattr(term, "path", "")
    parts = [one for one in name.split("_") if one.isdigit()]
    return int(parts[0]) if parts else None
