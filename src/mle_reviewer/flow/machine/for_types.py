"""What stands under `if TYPE_CHECKING`: names for annotations, which no program binds when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.table import CallEntry
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.context import Frame
    from mle_reviewer.flow.facts.values import Lib
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block, Instruction

_IMPORTS: Final = frozenset({ir.IMPORT, ir.IMPORT_FROM, ir.IMPORT_STAR})


def says_so(machine: Runner, condition: Lib) -> bool:
    """Whether a condition holds for type checkers alone."""
    entry = machine.table.find(condition.path)
    return isinstance(entry, CallEntry) and entry.effect == "types-only"


def bind(machine: Runner, frame: Frame, block: Block) -> None:
    """Binds the names, but runs none of the repository's modules for them: who asks the module for one gets it then.

    Modules may import each other so that could not while they run: they would find each other half done.
    """
    left: list[Instruction] = []
    late: dict[int, tuple[str, str, int] | None] = {}
    for ins in block:
        if ins[0] in _IMPORTS and _is_own(machine, frame, ins):
            if ins[0] != ir.IMPORT_STAR:
                late[ins[2]] = ins[3:6] if ins[0] == ir.IMPORT_FROM else None
        elif ins[0] == ir.STORE and ins[3] in late:
            said = late[ins[3]]
            if said is not None and frame.env is frame.module.names:
                frame.module.late[ins[2]] = said
        else:
            left.append(ins)
    machine.run(frame, tuple(left))


def _is_own(machine: Runner, frame: Frame, ins: Instruction) -> bool:
    """Whether an import means a module of the repository."""
    if ins[0] == ir.IMPORT:
        return machine.project.resolve(frame.module.path, ins[3], 0) is not None
    dotted, level = (ins[3], ins[5]) if ins[0] == ir.IMPORT_FROM else ins[2:4]
    return bool(level) or machine.project.resolve(frame.module.path, dotted, 0) is not None
