"""The budget of one project: how many instructions may be followed in all, by one entry, and in one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.flow.facts.values import Func

ENTRY: Final = 400_000  # by one script, module or notebook
ALONE: Final = 100_000  # by one function that nobody calls
FUNCTION: Final = 250_000  # in one function itself, over all its calls
QUIET: Final = (
    20_000  # the same where none of its calls ever brought an act about; with what it calls if it gives nothing
)
PROJECT: Final = 4_000_000  # by all scripts and modules of a tree
IDLE: Final = 2_000_000  # by those of them in which nothing is fitted
NOTEBOOK: Final = 2_000_000  # by what is followed for notebooks alone
_SHARE: Final = 16  # no unit takes more than this part of what is left, so that the first cannot starve the last
_LEAST: Final = 2_000  # but always as many


class Budget:
    """Counts instructions. What is spent is a gap that names the place, never a silent end."""

    def __init__(self, most: int | None = None) -> None:
        self._left = PROJECT if most is None else most
        self._idle = IDLE  # what is left to units in which nothing is fitted
        self.inside = 0  # what the functions called by the running one took
        self.gave_up: dict[tuple[str, int], str] = {}  # where a function stands that is not entered any more → its name
        self._taken: dict[int, int] = {}
        self._reached: dict[int, int] = {}  # the same with all that their calls took
        self._telling: set[int] = set()  # functions in which something happened that checks may ask about
        self._giving: set[int] = set()  # those that gave their callers something

    @property
    def left(self) -> int:
        """What is left to the next unit."""
        return min(self._left, self._idle)

    def allot(self, most: int) -> int:
        """What a unit may take; 0 when nothing is left."""
        self.inside = 0
        return min(most, self.left, max(self._left // _SHARE, _LEAST))

    def spend(self, count: int, *, idle: bool) -> None:
        """A unit has taken as many; nothing was fitted in an `idle` one."""
        self._left -= count
        if idle:
            self._idle -= count

    def tired(self, func: Func) -> bool:
        """Whether a function has taken all that it may; its calls then count as calls of something unknown."""
        code = id(func.code)
        taken = self._taken.get(code, 0)
        if taken < FUNCTION and (code in self._telling or self._quiet(code, taken) < QUIET):
            return False
        self.gave_up[(func.module.path, func.code.pos)] = func.code.qualname
        return True

    def _quiet(self, code: int, taken: int) -> int:
        """What counts of a function that tells nothing: its own steps if its callers go on with what it gives."""
        return taken if code in self._giving else self._reached.get(code, 0)

    def took(self, func: Func, count: int, outside: int, *, telling: bool, giving: bool) -> None:
        """A call has ended: `count` with what it called, `outside` taken by its caller's calls so far.

        `telling`: something happened that checks may ask about; `giving`: it gave something else than None.
        """
        code = id(func.code)
        self._taken[code] = self._taken.get(code, 0) + count - self.inside
        self._reached[code] = self._reached.get(code, 0) + count
        self.inside = outside + count
        if telling:
            self._telling.add(code)
        if giving:
            self._giving.add(code)
