"""The facts of Python code: a compact register IR with structured blocks, and the records that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

# An instruction is a flat tuple (op, pos, …); `pos` packs line and column (see `pack`). Registers are small ints,
# a starred argument is written as ~register, "no register" is None. A block is a tuple of instructions.
Instruction = tuple[Any, ...]
Block = tuple[Instruction, ...]

(
    CONST,  # dst value
    TEXT,  # dst value span      (a text that may be a query; span: lines of source after its first)
    NAME,  # dst name
    STORE,  # name src
    DELETE,  # name
    ATTR,  # dst obj attr
    SETATTR,  # obj attr src
    ITEM,  # dst obj index
    SETITEM,  # obj index src
    DELITEM,  # obj index
    SLICE,  # dst low high step
    TUPLE,  # dst regs
    LIST,  # dst regs
    SET,  # dst regs
    DICT,  # dst keys values      (key None: a ** mapping)
    CALL,  # dst func args kwargs      (kwargs: ((name | None, reg), …))
    METHOD,  # dst obj name args kwargs
    BINARY,  # dst op left right
    UNARY,  # dst op operand
    COMPARE,  # dst op left right
    BOOLEAN,  # dst op regs
    FORMAT,  # dst parts span      (parts: str or register; span as above)
    FUNCTION,  # dst index defaults kwdefaults decorators
    CLASS,  # dst index bases decorators
    IF,  # cond then orelse
    IFEXP,  # dst cond then then_reg orelse orelse_reg
    FOR,  # iterable element body orelse
    WHILE,  # test_block test body orelse
    TRY,  # body handlers orelse final      (handlers: ((types, name, block), …))
    WITH,  # context value body
    COMPREHENSION,  # dst kind iterable element body conditions key value  nested
    RETURN,  # src
    YIELD,  # dst src
    YIELD_FROM,  # dst src
    RAISE,  # what, status   (its name as it is spelled, "" where it is raised again; the status it carries, or 0)
    BREAK,
    CONTINUE,
    UNPACK,  # src dsts star_index
    IMPORT,  # dst module bound_to_top
    IMPORT_FROM,  # dst module name level
    IMPORT_STAR,  # module level
    GLOBAL,  # names
    NONLOCAL,  # names
    MATCH,  # subject cases      (cases: blocks)
    CARRY,  # obj key src      (what was just assigned carries on what it replaces; obj None: the name `key`)
    ASSERT,  # src
) = range(46)

_NESTED: Final[dict[int, tuple[int, ...]]] = {
    IF: (3, 4), IFEXP: (4, 6), FOR: (4, 5), WHILE: (2, 4, 5), WITH: (4,), COMPREHENSION: (6,),
}  # fmt: skip
HOLDING: Final = frozenset({*_NESTED, TRY, MATCH})
LINE_SHIFT: Final = 12
COLUMN_MASK: Final = (1 << LINE_SHIFT) - 1


def pack(line: int, column: int) -> int:
    """Line (from 1) and column (from 0, capped at 4095) in one int."""
    return (line << LINE_SHIFT) | (column if column < COLUMN_MASK else COLUMN_MASK)


def line_of(pos: int) -> int:
    """The line that `pack` put in."""
    return pos >> LINE_SHIFT


def column_of(pos: int) -> int:
    """The column, from 0, that `pack` put in."""
    return pos & COLUMN_MASK


def inner_blocks(ins: Instruction) -> tuple[Block, ...]:
    """The blocks that an instruction holds, in the order they are written in."""
    places = _NESTED.get(ins[0])
    if places is not None:
        return tuple([ins[place] for place in places])
    if ins[0] == TRY:
        return (ins[2], *[block for _types, _name, block in ins[3]], ins[4], ins[5])
    return tuple([block for _told, _wildcard, block in ins[3]]) if ins[0] == MATCH else ()


def blocks(block: Block) -> Iterator[Block]:
    """A block and all blocks within it."""
    yield block
    for ins in block:
        if ins[0] in HOLDING:
            for inner in inner_blocks(ins):
                yield from blocks(inner)


def every(block: Block) -> list[Instruction]:
    """All instructions of a block, those of inner blocks as well, in the order they are written in."""
    found: list[Instruction] = []
    for ins in block:
        if ins[0] in HOLDING:
            for inner in inner_blocks(ins):
                found += every(inner)
        found.append(ins)
    return found


@dataclass(slots=True)
class FunctionCode:
    """One function, lambda or method: its parameters, its block and the names it mentions."""

    name: str
    qualname: str
    pos: int
    end_line: int
    params: tuple[str, ...]
    posonly: int
    vararg: str | None
    kwonly: tuple[str, ...]
    kwarg: str | None
    annotations: dict[str, str]
    body: Block
    registers: int
    generator: bool
    locals: frozenset[str]
    mentions: frozenset[str]
    decorators: tuple[str, ...] = ()
    owner: int | None = None
    returns: str = ""
    is_async: bool = False


@dataclass(slots=True)
class ClassCode:
    """One class: its body runs as a block that binds the methods."""

    name: str
    qualname: str
    pos: int
    body: Block
    registers: int
    bases: tuple[str, ...]
    methods: dict[str, int]
    fields: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    annotations: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CellCode:
    """One runnable unit at module level: the whole file, or one notebook cell."""

    cell: int | None
    cell_id: str | None
    execution_count: int | None
    first_line: int
    lines: int
    body: Block
    registers: int


@dataclass(slots=True)
class ModuleCode:
    """All that one Python document or notebook states."""

    path: str
    cells: tuple[CellCode, ...]
    functions: tuple[FunctionCode, ...]
    classes: tuple[ClassCode, ...]
    imports: frozenset[str]
    mentions: frozenset[str]
    spans: dict[int, int] = field(default_factory=dict)
    written: tuple[tuple[str, ModuleCode], ...] = ()  # files that cells write (%%writefile), in order, each by its path

    def recorded(self) -> tuple[CellCode, ...] | None:
        """The cells in the order in which they were last run; None where that is the order they stand in, or not known.

        Counts that are missing or stand twice come from several sessions, whose order cannot be told.
        """
        counts = [cell.execution_count for cell in self.cells if cell.body]
        known = [count for count in counts if count is not None]
        if len(known) < len(counts) or len(set(known)) < len(known) or known == sorted(known):
            return None
        return tuple(sorted((cell for cell in self.cells if cell.body), key=lambda cell: cell.execution_count or 0))

    def cell_at(self, line: int) -> CellCode:
        """The unit whose lines contain `line` (lines of notebooks run on through all code cells)."""
        units = (*self.cells, *(cell for _, code in self.written for cell in code.cells))
        before = [cell for cell in units if cell.first_line <= line]
        return max(before or units[:1], key=lambda cell: cell.first_line)
