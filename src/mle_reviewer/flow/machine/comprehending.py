"""Comprehensions: what is made of each element, and which elements their conditions choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.context import Frame, data_of
from mle_reviewer.flow.facts.rounds import Round
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import NO_NAMES, OPAQUE, Const, Value
from mle_reviewer.flow.machine.endings import ON
from mle_reviewer.flow.machine.looping import MOST_UNROLLED, folder, leave
from mle_reviewer.flow.operations import (
    answers,
    comparing,
    containers,
    criteria,
    gathering,
    groups,
    iteration,
    names,
    numbers_asked,
    opaque,
    ranges,
    repeats,
)
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Instruction


def _comprehension(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, dst, kind, iterable, element, body, conditions, key, value, nested = ins
    began = machine.store.begin()
    machine.rounds.append(Round(frame, began, NO_NAMES, NO_NAMES))
    over = ranges.told(machine, frame.regs[iterable], body)
    elements = iteration.iterate(machine, frame, over, pos)
    all_seen = len(elements) <= MOST_UNROLLED
    exact = iteration.exact(over) and (all_seen or not conditions)
    results: list[tuple[Value | None, Value]] = []
    some = False
    of_columns = bool(conditions)  # by which of them a table has
    for each in elements[:MOST_UNROLLED]:
        frame.regs[element] = machine.rounds[-1].element = folder(each, element, body)
        machine.run(frame, body)
        made, called = frame.regs[value], None if key is None else frame.regs[key]
        if conditions:
            answers = [(frame.regs[condition], machine.truth(frame.regs[condition])) for condition in conditions]
            if all_seen and any(truth is False for _asked, truth in answers):
                continue
            asked = [one for one, truth in answers if truth is None]
            alike = called is not None and bool(rows := data_of(called).rows) and rows == data_of(made).rows
            made, told = _chosen(machine, made, asked, began, whole=nested)
            if alike and told and called is not None:  # of the element that the conditions chose
                called, _told = _chosen(machine, called, asked, began, whole=nested)
            exact, some = exact and not asked, some or not told
            of_columns = of_columns and all(names.asks_for_column(machine, one, made) for one in asked)
        results.append((called, made))
    machine.here = machine.place(frame, pos)
    there = names.of_those_there(results) if of_columns and not exact and not nested else None
    frame.regs[dst] = there or gathering.comprehended(
        machine, kind, results, began, exact=exact, nested=nested, some=some
    )
    machine.rounds.pop()
    leave(machine, began)
    return ON


def _chosen(machine: Runner, made: Value, conditions: list[Value], began: int, *, whole: bool) -> tuple[Value, bool]:
    """An element that conditions chose (`whole`: all that another loop makes of it), and whether these tell which."""
    steps: tuple[Step, ...] = ()
    sure: tuple[Step, ...] = ()  # those of the conditions that each tell for themselves
    told = True
    named = [(one, of_group) for one in conditions if (of_group := groups.asked(machine, one)) is not None]
    for _one, (group, chosen) in named:
        made = groups.taken(machine, made, group, chosen)
    conditions = [one for one in conditions if all(one is not other for other, _of_group in named)]
    for condition in conditions:
        made = containers.influenced(machine, made, condition)
        if (others := answers.but_itself(machine, made, condition)) is not None:
            made, told = others, False
            continue
        selected = () if whole else numbers_asked.among_numbers(machine, condition)
        selected = selected or comparing.selects(machine, condition)
        tells = bool(selected) and all(
            repeats.opposable(step) or criteria.read(machine.record, step, data_of(made)) for step in selected
        )
        told = told and tells
        steps += selected
        if tells and all(criteria.is_bound(step) for step in selected):
            sure += selected
    if not told and conditions and data_of(made).kind == OPAQUE:
        steps, told = (*sure, opaque.chosen(machine, conditions)), True
    if not told and sure and not whole:
        return repeats.narrowed(machine, gathering.collected(machine, made, began), *sure), True
    if not told:
        made = repeats.left_over(machine, made, conditions)
        return numbers_asked.chosen(machine, made, steps, conditions), False
    made = repeats.narrowed(machine, gathering.collected(machine, made, began), *steps)
    made = numbers_asked.left_over(machine, made, steps)
    return numbers_asked.chosen(machine, made, steps, conditions) if isinstance(made, Const) else made, True


COMPREHENSIONS: Final[dict[int, Any]] = {ir.COMPREHENSION: _comprehension}

__all__ = ["COMPREHENSIONS"]
