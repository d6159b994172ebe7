"""Bodies: what the instructions of a loop's body set, carry on, keep and move, read off them once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mle_reviewer.flow.operations import totals
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.program.code import Block, Instruction

_FILLING: Final = frozenset({"append", "appendleft", "extend", "insert"})
_TOUCHING: Final = frozenset({ir.NAME, ir.STORE, ir.ITEM, ir.METHOD, ir.SETITEM})
_SIGNS: Final = {"+": 1, "+=": 1, "-": -1, "-=": -1}


class Moved(NamedTuple):
    """A name that a body sets to itself and a number more or less (`day += step`)."""

    name: str
    sign: int
    amount: Block  # what works the number out
    register: int  # where it then stands


class Body:
    """What a loop's body does to names; the block is kept, so that its identity stays its own."""

    __slots__ = ("_every", "_given", "_kept", "_moved", "_set", "adds", "block", "carries", "resets", "stored")

    def __init__(self, block: Block) -> None:
        self.block = block
        self._every = ir.every(block)
        self.stored = dict.fromkeys([ins[2] for ins in block if ins[0] == ir.STORE])  # not those in inner blocks
        self.carries: list[Instruction] = [ins for ins in self._every if ins[0] == ir.CARRY]
        self.adds = frozenset([ins[3] for ins in block if ins[0] == ir.CARRY and ins[2] is None])
        self.resets = totals.resets(block)  # what is set anew, whatever stood there before
        self._given: dict[str, frozenset[object] | None] | None = None
        self._set: frozenset[str] | None = None
        self._moved: tuple[Moved, ...] | None = None
        self._kept: tuple[frozenset[str], frozenset[str]] | None = None

    def set(self) -> frozenset[str]:
        """All names that it sets, in inner blocks too."""
        if self._set is None:
            self._set = frozenset([ins[2] for ins in self._every if ins[0] == ir.STORE])
        return self._set

    def given(self) -> dict[str, frozenset[object] | None]:
        """The constants that it sets each name to, in inner blocks too; None where it sets it to anything else."""
        if self._given is None:
            self._given = _given(self._every)
        return self._given

    def moved(self) -> tuple[Moved, ...]:
        """The names that each round moves on."""
        if self._moved is None:
            self._moved = tuple(_moved(self.block))
        return self._moved

    def kept(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names that it looks up before it sets them anew, and the lists that it both fills and reads."""
        if self._kept is None:
            self._kept = _kept(self._every)
        return self._kept


def body_of(known: dict[int, Body], block: Block) -> Body:
    """What a block does as the body of a loop; `known` holds those that were read before."""
    body = known.get(id(block))
    if body is None:
        body = known[id(block)] = Body(block)
    return body


def _given(flat: list[Instruction]) -> dict[str, frozenset[object] | None]:
    constants: dict[Any, object] = {ins[2]: ins[3] for ins in flat if ins[0] == ir.CONST}
    unpacked: dict[Any, Any] = {}  # `how, keys = 4, ["day"]`
    parts = {ins[2]: ins[3] for ins in flat if ins[0] == ir.TUPLE}
    for ins in flat:
        if ins[0] == ir.UNPACK and ins[4] is None and len(held := parts.get(ins[2], ())) == len(ins[3]):
            unpacked.update(zip(ins[3], held, strict=True))
    given: dict[str, frozenset[object] | None] = {}
    for ins in flat:
        if ins[0] == ir.STORE:
            source, before = unpacked.get(ins[3], ins[3]), given.get(ins[2], frozenset())
            given[ins[2]] = before | {constants[source]} if before is not None and source in constants else None
    return given


def _moved(block: Block) -> Iterator[Moved]:
    for end in [n for n, ins in enumerate(block[:-1]) if ins[0] == ir.BINARY and ins[3] in _SIGNS]:
        ins, kept = block[end : end + 2]
        if kept[0] != ir.STORE or kept[3] != ins[2]:
            continue
        start = next((n for n in range(end) if block[n][:1] == (ir.NAME,) and block[n][2:4] == (ins[4], kept[2])), None)
        if start is not None:
            yield Moved(kept[2], _SIGNS[ins[3]], block[start + 1 : end], ins[5])


def _kept(flat: list[Instruction]) -> tuple[frozenset[str], frozenset[str]]:
    read: dict[str, int] = {}
    filled: dict[str, int] = {}
    kept: set[str] = set()
    stored: set[str] = set()
    asked: set[str] = set()  # dicts of which is asked what stands under a key, if anything does
    written: set[str] = set()  # dicts that something is put into under a key
    regs: dict[int, str] = {}
    for number, ins in enumerate(flat):
        if ins[0] not in _TOUCHING:
            continue
        if ins[0] == ir.NAME:
            regs[ins[2]] = ins[3]
            read[ins[3]] = read.get(ins[3], 0) + 1
        elif ins[0] == ir.STORE:
            carries = number + 1 < len(flat) and flat[number + 1][0] == ir.CARRY
            if ins[2] in read and ins[2] not in stored and not carries:
                kept.add(ins[2])
            stored.add(ins[2])
        elif ins[0] == ir.ITEM and ins[3] in regs:
            regs[ins[2]] = name = f"{regs[ins[3]]}[]"
            read[name] = read.get(name, 0) + 1
        elif ins[0] == ir.METHOD and ins[4] in _FILLING and ins[3] in regs:
            filled[regs[ins[3]]] = filled.get(regs[ins[3]], 0) + 1
        elif ins[0] == ir.METHOD and ins[4] == "get" and ins[3] in regs:
            asked.add(regs[ins[3]])
        elif ins[0] == ir.SETITEM and ins[2] in regs:
            carries = number + 1 < len(flat) and flat[number + 1][0] == ir.CARRY
            (stored if carries else written).add(regs[ins[2]])
        elif ins[0] == ir.METHOD and ins[4] == "clear" and ins[3] in regs:
            stored.add(regs[ins[3]])
    lists = {name for name, count in filled.items() if read[name] > count and name not in stored}
    made = {name[:-2] for name, count in read.items() if name.endswith("[]") and count > filled.get(name, 0)}
    lists |= {name for name in made if name not in written} | (asked & written - stored)
    return frozenset(kept), frozenset(lists)


__all__ = ["Body", "Moved", "body_of"]
