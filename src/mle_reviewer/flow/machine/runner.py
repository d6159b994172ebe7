"""What the handlers of instructions need of the machine that runs them: blocks run, branches forked, modules found."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.values import Module, Value

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.bodies import Body
    from mle_reviewer.flow.tree.project import Project
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import Block


class Runner(Context):
    """Runs blocks of instructions of one project."""

    def __init__(self, project: Project, table: Table) -> None:
        super().__init__(table)
        self.project = project
        self.bodies: dict[int, Body] = {}  # what the bodies of loops do to names
        self.repeated: list[tuple[Frame, Body]] = []  # the bodies of the running loops, and the frames they run in
        self.first_asked: dict[Hashable, tuple[object, ...]] = {}  # conditions, and what they asked about at first

    @abstractmethod
    def run(self, frame: Frame, block: Block) -> int:
        """Runs a block; returns what it ended with."""

    @abstractmethod
    def run_module(self, module: Module) -> None:
        """Runs a module's top level once."""

    @abstractmethod
    def described(self, path: str) -> bool:
        """Whether knowledge says what something of a library does."""

    @abstractmethod
    def library_names(self, module: str) -> dict[str, Value]:
        """What `from library import *` binds."""

    @abstractmethod
    def truth(self, value: Value) -> bool | None:
        """Whether a value is true, where that is known."""

    @abstractmethod
    def condition(self, value: Value) -> tuple[Hashable, bool]:
        """What identifies a condition, and whether `value` is it or its opposite."""

    @abstractmethod
    def give_back(self, frame: Frame, value: Value, arm: tuple[Hashable, bool] | None) -> None:
        """Adds a returned value to what the function may return."""
