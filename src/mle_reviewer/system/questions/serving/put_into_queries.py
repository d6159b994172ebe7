"""What a request says where it is put into the text of a query, as the letters that somebody sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Branch
from mle_reviewer.system.code.terms import Attr, Choice, Element, Item, Lib, Op, Param, Result, Term, Text, within
from mle_reviewer.system.questions.data.spoken_queries import form_of

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.questions.answering.flowing import Flowing

_DEEPEST: Final = 7
_SAME: Final = frozenset({"strip", "lower", "upper", "title", "get", "decode", "lstrip", "rstrip", "capitalize"})
# Types of which no value holds a quote or a word of SQL.
_NUMBERS: Final = re.compile(
    r"\b(?:int|float|bool|UUID\d?|date|datetime|Decimal|Literal|conint|confloat|PositiveInt)\b"
)
_ANY_TEXT: Final = re.compile(r"\b(?:str|Any|dict|Dict)\b")


class Letters:
    """Whether values of one way of a request are the letters that somebody sent."""

    def __init__(self, flowing: Flowing) -> None:
        self.flowing = flowing
        self.system = flowing.system

    def sent(self, term: Term, depth: int = 0) -> str:
        """How what was sent is called that a term holds letter by letter; "" where it is checked, or something else."""
        if depth > _DEEPEST:
            return ""
        match term:
            case Param():
                return self._parameter(term, depth)
            case Attr(of=of, name=name):
                return name if self._letters(of, name) and self._whole(of, depth) else ""
            case Item(of=of) | Element(of=of):
                found = self.sent(of, depth + 1) or (self.flowing.whole(of) or "")
                key = getattr(getattr(term, "key", None), "value", "")
                return str(key) if found and isinstance(key, str) and key else found
            case Choice(test=Term() as test) if any(_picks(one) for one in within(test)):
                return ""  # `x if x in KNOWN else "id"`: only what is known goes on
            case Choice(terms=terms):
                return next((name for one in terms if (name := self.sent(one, depth + 1))), "")
            case Text(parts=parts):
                return next((n for one in parts if isinstance(one, Term) and (n := self.sent(one, depth + 1))), "")
            case Op(op="+" | "or", terms=terms):
                return next((name for one in terms if (name := self.sent(one, depth + 1))), "")
            case Result(call=call):
                return self._called(call, depth)
            case _:
                return ""

    def _parameter(self, term: Param, depth: int) -> str:
        spelled = self._annotated(term)
        if spelled and _NUMBERS.search(spelled) and not _ANY_TEXT.search(spelled):
            return ""
        if (term.path, term.function, term.name) in self.flowing.sent:
            return term.name if not spelled or _ANY_TEXT.search(spelled) else ""
        return next((name for one in self.flowing.given(term) if (name := self.sent(one, depth + 1))), "")

    def _annotated(self, term: Param) -> str:
        module = self.system.indexed.module(term.path)
        return module.code.functions[term.function].annotations.get(term.name, "") if module is not None else ""

    def _whole(self, of: Term, depth: int) -> bool:
        """Whether the fields of a term are those of what was sent."""
        if self.flowing.whole(of) is not None:
            return True
        given = self.flowing.given(of) if isinstance(of, Param) and depth < _DEEPEST else ()
        return any(self._whole(one, depth + 1) for one in given)

    def _letters(self, of: Term, name: str) -> bool:
        """Whether a field of a shape may hold any text; where nobody knows the shape, nothing is said."""
        for thing in self.system.indexed.things(of):
            known = self.system.indexed.class_of(thing) if isinstance(thing, OwnThing) else None
            spelled = known.annotations.get(name, "") if known is not None else ""
            if spelled and re.search(r"\bstr\b", spelled) and not _NUMBERS.search(spelled):
                return True
        return False

    def _called(self, call: Call, depth: int) -> str:
        entry = form_of(self.system, call)
        if entry is not None and entry.sign == "number":
            return ""
        if any(name == "type" for name, _ in call.kwargs):
            return ""  # turned into that type, or refused
        if call.method in _SAME:
            found = self.sent(call.callee, depth + 1)
            return found or self._of_whole(call.callee, call)
        if isinstance(call.callee, Lib):
            of, _, last = call.callee.path.rpartition(".")
            if last == "get" and self.flowing.whole(Lib(of)) is not None:
                return _key(call) or of
            if call.callee.path == "builtins.str" and call.args:
                return self.sent(call.args[0], depth + 1)
        return ""

    def _of_whole(self, of: Term, call: Call) -> str:
        found = self.flowing.whole(of)
        return (_key(call) or found) if call.method == "get" and found is not None else ""

    def guarded(self, routine: Routine, term: Term) -> bool:
        """Whether a function asks whether a value is among some, or of a pattern, before it goes on."""
        inner = {id(one) for one in within(term)}
        for step in routine.every():
            tests = step.terms() if isinstance(step, Branch) or type(step).__name__ == "Assert" else ()
            for test in tests:
                for one in within(test):
                    if _picks(one) and any(
                        id(part) in inner and isinstance(part, (Param, Attr, Item, Result)) for part in within(one)
                    ):
                        return True
        return False


def _picks(test: Term) -> bool:
    """Whether a condition asks if something is among some, or of a pattern."""
    return (isinstance(test, Op) and test.op in {"in", "not in"}) or (isinstance(test, Result) and _matches(test.call))


def _matches(call: Call) -> bool:
    named = call.method or getattr(call.callee, "path", "").rpartition(".")[2]
    return named in {"match", "fullmatch", "isalnum", "isdigit", "isidentifier", "isnumeric", "isdecimal"}


def _key(call: Call) -> str:
    key = call.args[0] if call.args else None
    value = getattr(key, "value", "")
    return value if isinstance(value, str) else ""
