"""One handler for each instruction that holds blocks: branches, loops, try and with, comprehensions, match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.context import Frame, data_of, literal, returned_by, symbol
from mle_reviewer.flow.facts.rounds import Round
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import (
    HITS,
    LISTED,
    NO_NAMES,
    OPAQUE,
    UNKNOWN,
    Box,
    Const,
    Data,
    Default,
    Seq,
    Symbol,
    Value,
)
from mle_reviewer.flow.machine import calls, descending, moving, redrawing, rehearsing
from mle_reviewer.flow.machine.bodies import body_of
from mle_reviewer.flow.machine.changes import put, put_back, written
from mle_reviewer.flow.machine.endings import BROKE, CONTINUED, ON, RAISED, RETURNED
from mle_reviewer.flow.operations import (
    answers,
    arithmetic,
    comparing,
    containers,
    criteria,
    gaps,
    groups,
    iteration,
    numbers_asked,
    opaque,
    prompts,
    ranges,
    repeats,
    rewriting,
    totals,
)
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block, Instruction


_MOST_UNROLLED: Final = 12
_KEEPING: Final = frozenset({"update", "setdefault"})  # what a dict takes over
_BINDING: Final = frozenset({ir.STORE, ir.SETATTR, ir.SETITEM, ir.BREAK, ir.RETURN, ir.DELETE})


def _if(machine: Runner, frame: Frame, ins: Instruction) -> int:
    cond = frame.regs[ins[2]]
    truth = machine.truth(cond)
    if truth is not None:
        return machine.run(frame, ins[3] if truth else ins[4])
    judged = data_of(cond)
    if judged.scores and (_binds(ins[3]) or _binds(ins[4])):
        calls.chosen(machine, frame, cond, ins[1])
    if not (judged.fits and judged.rows) or judged.scores:
        return machine.fork(frame, cond, (lambda: machine.run(frame, ins[3]), lambda: machine.run(frame, ins[4])))
    if HITS in judged.traits and any(map(_counts, (ins[3], ins[4]))):
        arithmetic.counted(machine, frame, UNKNOWN, judged, ins[1])  # into a table of answers
    lists = [frame.env[name] for block in (ins[3], ins[4]) for name in _filled(block) if name in frame.env]
    either = [frame.env[name] for name in _filled(ins[3], 1) if name in _filled(ins[4], 1) and name in frame.env]
    written = {one[2] for block in (ins[3], ins[4]) for one in block if one[0] == ir.STORE}
    before, returned = {name: frame.env.get(name, UNKNOWN) for name in written}, frame.returned
    ended = machine.fork(frame, cond, (lambda: machine.run(frame, ins[3]), lambda: machine.run(frame, ins[4])))
    if isinstance(frame.returned, Const) and frame.returned is not returned:
        frame.returned = containers.by_prediction(judged)  # a word of the code that stands for what was said
    if HITS in judged.traits:
        for listed in lists:
            repeats.of_hits(machine, listed, judged)
    else:
        for listed in either:
            repeats.of_words(machine, listed, containers.by_prediction(judged))
    for name, old in before.items():
        frame.env[name] = _by_prediction(machine, frame, judged, old, frame.env.get(name, UNKNOWN), ins[1])
    return ended


def _counts(block: Block) -> bool:
    """Whether a block adds a constant number to what stands under a key."""
    numbers = {one[2] for one in block if one[0] == ir.CONST and type(one[3]) in {int, float}}
    sums = {one[2] for one in block if one[0] == ir.BINARY and one[3] == "+=" and one[5] in numbers}
    return any(one[0] == ir.SETITEM and one[4] in sums for one in block)


def _filled(block: Block, within: int = 0) -> list[str]:
    """The names of the lists that a block puts something into, or (`within`) the branches in it."""
    names = {one[2]: one[3] for one in block if one[0] == ir.NAME}
    own = [names[one[3]] for one in block if one[0] == ir.METHOD and one[4] == "append" and one[3] in names]
    branches = [part for one in block if one[0] == ir.IF for part in _blocks(one)] if within else []
    return own + [name for part in branches for name in _filled(part, within)]


def _by_prediction(machine: Runner, frame: Frame, judged: Data, old: Value, new: Value, pos: int) -> Value:
    """A name that was written under a condition on predictions: a count of right ones, or what was picked by them."""
    count = old.value if isinstance(old, Const) else None
    counts = isinstance(count, (int, float)) and not isinstance(count, bool)
    so_far = old if isinstance(old, Data) else UNKNOWN
    if HITS in judged.traits and (counts or so_far.kind == "score") and new is not old:
        return arithmetic.counted(machine, frame, so_far, judged, pos)
    if new is UNKNOWN or isinstance(new, Const):
        return containers.by_prediction(judged)
    return new


def _if_expression(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, _pos, dst, cond_reg, then, then_reg, orelse, orelse_reg = ins
    cond = frame.regs[cond_reg]
    truth = machine.truth(cond)
    if truth is not None:
        ended = machine.run(frame, then if truth else orelse)
        frame.regs[dst] = frame.regs[then_reg if truth else orelse_reg]
        return ended
    machine.run(frame, then)
    machine.run(frame, orelse)
    key, positive = machine.condition(cond)
    machine.asked[key] = (cond, positive)
    one, two = frame.regs[then_reg], frame.regs[orelse_reg]
    if data_of(cond).scores and not (_says_only(one) and _says_only(two)):
        calls.chosen(machine, frame, cond, ins[1])
    one, two = gaps.either(machine, cond, one, two)
    joined = machine.store.join(one if positive else two, two if positive else one, key)
    frame.regs[dst] = containers.influenced(machine, joined, cond)
    return ON


def _says_only(value: Value) -> bool:
    """Whether a value is a constant, or a score itself: what stands for a score in a text chooses nothing."""
    data = data_of(value)
    return literal(value) is not None or (bool(data.scores) and not data.rows)


def _for(machine: Runner, frame: Frame, ins: Instruction) -> int:
    began = machine.store.begin()
    machine.loops.append(began)
    machine.rounds.append(_round(machine, frame, began, ins[4]))
    try:
        return _rounds(machine, frame, ins)
    finally:
        machine.rounds.pop()
        machine.loops.pop()
        _ended(machine, began)


def _round(machine: Runner, frame: Frame, began: int, body: Block) -> Round:
    does = body_of(machine.bodies, body)
    texts = frozenset(name for name in does.adds if isinstance(literal(frame.env.get(name)), str))
    return Round(frame, began, does.resets, texts)


def _ended(machine: Runner, began: int) -> None:
    """A loop is over: what it took one by one is no element of a running loop any more."""
    for step in [step for step, count in machine.began.items() if count >= began]:
        del machine.began[step]
    if machine.carried:
        totals.settle(machine)


def _rounds(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, iterable, element, body, orelse = ins
    held = frame.regs[iterable]
    elements = iteration.iterate(machine, frame, held, pos)
    began = machine.rounds[-1].began
    env = frame.env
    before = {name: env[name] for name in body_of(machine.bodies, body).stored if name in env}
    for value in elements[:_MOST_UNROLLED]:
        one = machine.rounds[-1].element = rewriting.as_object(machine, held, folder(value, element, body))
        frame.regs[element], row = one, one.state if type(one) is Box else None
        if len(elements) == 1:
            moving.begun(machine, frame, body, pos)
            rehearsing.rehearse(machine, frame, one, body, pos)
        known, since, empty = len(machine.arms), redrawing.mark(machine), moving.not_begun(machine, frame, body)
        ended = machine.run(frame, body)
        alone = len(elements) == 1
        drawn = alone and ended in {ON, CONTINUED} and redrawing.goes_on(machine, frame, began, since)
        on = alone and ended == ON and moving.goes_on(machine, frame, empty)
        if drawn or on or (alone and ended in {ON, CONTINUED} and descending.goes_on(machine, frame, body, pos)):
            frame.regs[element] = redrawing.next_one(one) if drawn else one
            ended = machine.run(frame, body)
        del machine.arms[known:]
        rewriting.write_back(machine, held, row, one)
        if ended == BROKE:
            return ON  # what stands under `else` is for a loop that ran to its end
        if ended == RETURNED or (ended == RAISED and len(elements) == 1):
            return ended
    prompts.grown_texts(before, frame.env)
    return _ran_out(machine, frame, ins, body, orelse)


def folder(value: Value, register: int, body: Block) -> Value:
    """A listed row under the name of the loop that goes over the listing: what its files will be grouped by."""
    if isinstance(value, Seq):
        names = next((ins[3] for ins in body[:1] if ins[0] == ir.UNPACK and ins[2] == register), ())
        if len(names) != len(value.items):
            return value
        items = tuple(folder(item, reg, body) for item, reg in zip(value.items, names, strict=True))
        return value if items == value.items else Seq(items, value.rest, value.kind)
    if type(value) is not Data or LISTED not in value.traits:
        return value
    name = next((ins[2] for ins in body[:6] if ins[0] == ir.STORE and ins[3] == register), None)
    return value if name is None else value.but(traits=value.traits | {("folder", name)})


def _while(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, test_block, test, body, orelse = ins
    moving.begun(machine, frame, body, pos, counts=True)
    machine.run(frame, test_block)
    if machine.truth(frame.regs[test]) is not False:
        ended = _as_long_as(machine, frame, body, pos)
        if ended == RETURNED:
            return ended
        if ended == BROKE:
            return ON
    return _ran_out(machine, frame, ins, body, orelse)


def _as_long_as(machine: Runner, frame: Frame, body: Block, pos: int) -> int:
    """The rounds of a loop that runs as long as a condition holds: one, or two where the second says more."""
    began, since = machine.store.begin(), redrawing.mark(machine)
    machine.whiles.append(began)
    try:
        ended = machine.run(frame, body)
        again = redrawing.goes_on(machine, frame, began, since) or descending.goes_on(machine, frame, body, pos)
        return machine.run(frame, body) if ended in {ON, CONTINUED} and again else ended
    finally:
        machine.whiles.pop()


def _ran_out(machine: Runner, frame: Frame, ins: Instruction, body: Block, orelse: Block) -> int:
    """What stands under `else` of a loop: it runs only if no `break` did, and which it was is not known."""
    if not orelse:
        return ON
    if not _may_break(body):
        return machine.run(frame, orelse)
    cond = Const(Symbol(("ran out", ins[1], frame.chain)))
    return machine.fork(frame, cond, (lambda: machine.run(frame, orelse), lambda: ON))


def _binds(block: Block) -> bool:
    """Whether a block keeps something or ends something: one that only prints, logs or raises chooses nothing."""
    return any(
        ins[0] in _BINDING or (ins[0] == ir.METHOD and ins[4] in _KEEPING) or any(_binds(part) for part in _blocks(ins))
        for ins in block
    )


def _may_break(block: Block) -> bool:
    """Whether a `break` of this very loop stands in its body."""
    return any(
        ins[0] == ir.BREAK or (ins[0] not in {ir.FOR, ir.WHILE} and any(_may_break(part) for part in _blocks(ins)))
        for ins in block
    )


def _blocks(ins: Instruction) -> list[Block]:
    if ins[0] == ir.IF:
        return [ins[3], ins[4]]
    if ins[0] == ir.TRY:
        return [ins[2], *(block for _types, _name, block in ins[3]), ins[4], ins[5]]
    return [ins[4]] if ins[0] == ir.WITH else []


def _try(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, _pos, body, handlers, orelse, final = ins
    before = dict(frame.env)
    ended = machine.run(frame, body)
    if not ended and orelse:
        ended = machine.run(frame, orelse)
    if handlers and not final and all(_trivial(block) for _types, _name, block in handlers):
        return ended if ended != RAISED else ON
    env = frame.env
    for types, name, block in handlers:
        tried = written(before, env)
        put_back(env, tried, before)
        mark = machine.store.branch()
        value = frame.returned
        frame.returned = None
        if name:
            env[name] = UNKNOWN
        failed = machine.run(frame, block)
        handled = written(before, env)
        changed = machine.store.take_back(mark)
        other, frame.returned = returned_by(frame), value
        put_back(env, handled, before)
        put(env, tried)
        if other is not None:
            machine.give_back(frame, other, None)
        if failed:
            continue
        key = ("try", ins[1], types)
        if ended in {RETURNED, RAISED}:
            put_back(env, tried, before)
            put(env, handled)
            machine.store.join_arms(changed, None, key)
            ended = ON
            continue
        machine.store.join_arms({}, changed, key)
        for variable in {**handled, **tried}:
            first, second = env.get(variable), handled.get(variable, before.get(variable))
            if first is not second and second is not None:
                env[variable] = machine.store.join(first, second, key)
    if final:
        finished = machine.run(frame, final)
        return finished or ended
    return ended


def _trivial(block: Block) -> bool:
    return all(ins[0] in {ir.RAISE, ir.NAME, ir.CONST, ir.ATTR, ir.FORMAT} for ins in block)


def _with(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, context, value, body = ins
    manager = frame.regs[context]
    frame.regs[value] = calls.entered_context(machine, frame, manager, pos)
    return machine.run(frame, body)


def _comprehension(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, pos, dst, kind, iterable, element, body, conditions, key, value, nested = ins
    began = machine.store.begin()
    machine.rounds.append(Round(frame, began, NO_NAMES, NO_NAMES))
    over = ranges.told(machine, frame.regs[iterable], body)
    elements = iteration.iterate(machine, frame, over, pos)
    all_seen = len(elements) <= _MOST_UNROLLED
    exact = iteration.exact(over) and (all_seen or not conditions)
    results: list[tuple[Value | None, Value]] = []
    some = False
    for each in elements[:_MOST_UNROLLED]:
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
        results.append((called, made))
    machine.here = machine.place(frame, pos)
    frame.regs[dst] = iteration.comprehended(machine, kind, results, began, exact=exact, nested=nested, some=some)
    machine.rounds.pop()
    _ended(machine, began)
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
        return repeats.narrowed(machine, iteration.collected(machine, made, began), *sure), True
    if not told:
        return repeats.left_over(machine, made, conditions), False
    made = repeats.narrowed(machine, iteration.collected(machine, made, began), *steps)
    return numbers_asked.left_over(machine, made, steps), True


def _match(machine: Runner, frame: Frame, ins: Instruction) -> int:
    _op, _pos, subject, cases = ins
    value = frame.regs[subject]
    if isinstance(value, Const) and not isinstance(value.value, Symbol) and type(value) is not Default:
        for literal, wildcard, block in cases:
            if wildcard or (literal is not None and literal == value.value):
                return machine.run(frame, block)
    return _cases(machine, frame, ins, cases)


def _cases(machine: Runner, frame: Frame, ins: Instruction, cases: Any) -> int:
    if not cases:
        return ON
    (told, wildcard, block), rest = cases[0], cases[1:]
    if wildcard:
        return machine.run(frame, block)
    subject = frame.regs[ins[2]]
    asked = ("compare", "==", symbol(subject)) if groups.is_called(subject) else ("case", machine.identity(subject))
    cond = Const(Symbol((*asked, told)))
    return machine.fork(frame, cond, (lambda: machine.run(frame, block), lambda: _cases(machine, frame, ins, rest)))


STRUCTURED: Final[dict[int, Any]] = {
    ir.IF: _if,
    ir.IFEXP: _if_expression,
    ir.FOR: _for,
    ir.WHILE: _while,
    ir.TRY: _try,
    ir.WITH: _with,
    ir.COMPREHENSION: _comprehension,
    ir.MATCH: _match,
}
