"""Steps: the statements of a function in order, with loops, branches and handlers as blocks of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mle_reviewer.system.code.terms import Call, Step, Steps, Term, made_of


@dataclass(slots=True, eq=False)
class Assign(Step):
    """A name is bound."""

    name: str
    term: Term

    def terms(self) -> tuple[Term, ...]:
        """What is bound."""
        return (self.term,)


@dataclass(slots=True, eq=False)
class SetAttr(Step):
    """An attribute is bound."""

    of: Term
    name: str
    term: Term

    def terms(self) -> tuple[Term, ...]:
        """What is changed, and what is bound."""
        return self.of, self.term


@dataclass(slots=True, eq=False)
class SetItem(Step):
    """Something is put under a key."""

    of: Term
    key: Term
    term: Term

    def terms(self) -> tuple[Term, ...]:
        """What is changed, the key and what is put there."""
        return self.of, self.key, self.term


@dataclass(slots=True, eq=False)
class Return(Step):
    """The function ends with this (None: with nothing), or yields it."""

    term: Term | None
    yields: bool = False

    def terms(self) -> tuple[Term, ...]:
        """What is given back."""
        return () if self.term is None else (self.term,)


@dataclass(slots=True, eq=False)
class Raise(Step):
    """An exception is raised; "" where the one that is handled goes on. `status` is the one that it carries, or 0."""

    what: str
    status: int = 0


@dataclass(slots=True, eq=False)
class Assert(Step):
    """Something is claimed to hold."""

    term: Term

    def terms(self) -> tuple[Term, ...]:
        """What is claimed."""
        return (self.term,)


@dataclass(slots=True, eq=False)
class Leave(Step):
    """`break` or `continue`."""

    how: str


@dataclass(slots=True, eq=False)
class Branch(Step):
    """An `if`; several cases of a `match` stand as branches in each other's place."""

    test: Term
    then: Steps
    orelse: Steps

    def blocks(self) -> tuple[Steps, ...]:
        """Both arms."""
        return self.then, self.orelse

    def terms(self) -> tuple[Term, ...]:
        """What is asked."""
        return (self.test,)


@dataclass(slots=True, eq=False)
class Loop(Step):
    """A `for` (over something) or a `while` (as long as `test` holds)."""

    over: Term | None
    test: Term | None
    body: Steps
    orelse: Steps

    def blocks(self) -> tuple[Steps, ...]:
        """What is repeated, and what follows."""
        return self.body, self.orelse

    def terms(self) -> tuple[Term, ...]:
        """What is gone through, or asked each time."""
        return tuple(one for one in (self.over, self.test) if one is not None)


@dataclass(slots=True, eq=False)
class Handler:
    """An `except`: the types as they are spelled ("" for all) and what is done."""

    types: str
    name: str | None
    body: Steps


@dataclass(slots=True, eq=False)
class Attempt(Step):
    """A `try` with its handlers."""

    body: Steps
    handlers: tuple[Handler, ...]
    orelse: Steps
    final: Steps

    def blocks(self) -> tuple[Steps, ...]:
        """The attempt, its handlers and what follows."""
        return self.body, *(handler.body for handler in self.handlers), self.orelse, self.final


@dataclass(slots=True, eq=False)
class Within(Step):
    """A `with`."""

    context: Term
    body: Steps

    def blocks(self) -> tuple[Steps, ...]:
        """What stands in it."""
        return (self.body,)

    def terms(self) -> tuple[Term, ...]:
        """What is entered."""
        return (self.context,)


@dataclass(slots=True, eq=False)
class Routine:
    """A function, method or module level as steps. `function` is -1 for the module level of the document."""

    path: str
    function: int
    name: str
    pos: int
    steps: Steps
    names: dict[str, Term] = field(default_factory=dict)  # what names stand for at its end
    params: tuple[str, ...] = ()
    owner: int | None = None
    is_async: bool = False
    decorators: tuple[Term, ...] = ()
    elsewhere: frozenset[str] = frozenset()  # names that it binds in a scope around it
    _every: tuple[Step, ...] | None = field(default=None, init=False, repr=False)  # nearly every question asks for them
    _returned: tuple[Term, ...] | None = field(default=None, init=False, repr=False)
    _calls: tuple[Call, ...] | None = field(default=None, init=False, repr=False)
    _spoken: tuple[tuple[Term, Step], ...] | None = field(default=None, init=False, repr=False)

    def every(self) -> Iterator[Step]:
        """All steps in order, those in blocks as well."""
        if self._every is None:
            self._every = tuple(every(self.steps))
        return iter(self._every)

    def returned(self) -> Iterator[Term]:
        """What it gives back, one for each `return` and `yield`."""
        if self._returned is None:
            given = (step.term for step in self.every() if isinstance(step, Return))
            self._returned = tuple(term for term in given if term is not None)
        return iter(self._returned)

    def calls(self) -> Iterator[Call]:
        """All calls in order."""
        if self._calls is None:
            self._calls = tuple(step for step in self.every() if isinstance(step, Call))
        return iter(self._calls)

    def spoken(self) -> Iterator[tuple[Term, Step]]:
        """Every term of it once, with the first step that names it or something made of it."""
        if self._spoken is None:
            found: dict[int, tuple[Term, Step]] = {}
            for step in self.every():
                waiting = [one for one in step.terms() if id(one) not in found]
                while waiting:
                    one = waiting.pop()
                    if id(one) not in found:
                        found[id(one)] = one, step
                        waiting += [inner for inner in made_of(one) if id(inner) not in found]
            self._spoken = tuple(found.values())
        return iter(self._spoken)


__all__ = ["Call", "Step", "Steps"]  # they stand beside the terms, which name them


def every(steps: Steps) -> Iterator[Step]:
    """All steps in order, those in blocks behind the step that holds them."""
    for step in steps:
        yield step
        for block in step.blocks():
            yield from every(block)


def calls_in(steps: Steps) -> Iterator[Call]:
    """All calls of a block."""
    return (step for step in every(steps) if isinstance(step, Call))


def following(steps: Steps, wanted: Step) -> Steps:
    """The steps behind one in its block, and behind the blocks that hold it."""
    for place, one in enumerate(steps):
        if one is wanted:
            return steps[place + 1 :]
        for block in one.blocks():
            if any(each is wanted for each in every(block)):
                return (*following(block, wanted), *steps[place + 1 :])
    return ()
