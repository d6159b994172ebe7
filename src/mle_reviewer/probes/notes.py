"""What a reading of an artifact writes down: names, calls, and what it could not follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.limits import LONGEST_NAME
from mle_reviewer.probes.values import Value

How = Literal["called", "handed", "imported", "hidden", "brought", "spelled", "layer"]
_MOST: Final = 2_000  # names, and runs, that are kept of one artifact


@dataclass(frozen=True, slots=True)
class Run:
    """Something in an artifact that runs code: the name, how it is used, what it does, the member and the byte."""

    name: str
    how: How
    why: str
    member: str
    offset: int


@dataclass(slots=True)
class Notes:
    """The notes on one artifact, whatever it is packed in; `member` is the part that is being read."""

    member: str = ""
    runs: dict[tuple[str, str, str], Run] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    tops: list[Value] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    brings_code: bool = False

    def run(self, name: str, how: How, why: str, offset: int) -> None:
        """Notes something that runs code, once for each name and use."""
        name = name[:LONGEST_NAME]
        if len(self.runs) < _MOST:
            self.runs.setdefault((name, how, self.member), Run(name, how, why, self.member, offset))

    def imported(self, path: str, offset: int) -> None:
        """Notes a name that is imported."""
        if len(self.names) < _MOST:
            self.names[path[:LONGEST_NAME]] = None
        if unpickling.by_value(path):
            self.brings_code = True
        if why := unpickling.runs(path):
            self.run(path, "imported", why, offset)

    def incomplete(self, why: str) -> None:
        """Notes what was not read."""
        words = f"{self.member}: {why}" if self.member else why
        if words not in self.unread and len(self.unread) < _MOST:
            self.unread.append(words)

    def kept(self) -> tuple[Run, ...]:
        """What runs code, each name by its strongest use; a name that only a function in the file mentions is none."""
        order: tuple[How, ...] = ("called", "handed", "hidden", "layer", "brought", "imported", "spelled")
        best: dict[tuple[str, str], Run] = {}
        for run in sorted(self.runs.values(), key=lambda one: (order.index(one.how), one.offset)):
            if run.how == "imported" and self.brings_code:
                continue
            best.setdefault((run.member, run.name), run)
        return tuple(best.values())
