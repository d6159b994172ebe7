"""Effects that pass rows on as they are, and those that only count them."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal, mix, names_in
from mle_reviewer.flow.effects.adding import of_one_row
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.rows import one_element
from mle_reviewer.flow.facts.values import (
    AROUND,
    COLUMNWISE,
    HITS,
    NONE,
    PARTNER,
    TURNED,
    UNKNOWN,
    Bound,
    Box,
    Const,
    Data,
    Lib,
    Map,
    Obj,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    applying,
    codes,
    fills,
    frames,
    records,
    scattering,
    sets,
    slices,
    so_far,
    standing,
    taught,
    written_out,
)
from mle_reviewer.flow.operations.arithmetic import counted
from mle_reviewer.flow.operations.call import Call, Effect, expressed_column, kind_of, truthy
from mle_reviewer.flow.operations.loops import single_element


def keep(call: Call) -> Value:
    """Row-wise: the rows and statistics of what goes in."""
    slots = call.entry.slots
    if "rows" in slots:
        rows = call.slot("rows")
        given = data = records.listed(call.cx, rows, data_of(rows))
        handed = [*call.args, *call.kwargs.values()] if call.args or call.kwargs else ()
        if "size" in slots and (size := call.slot("size")) is not None:
            handed = [value for value in handed if value is not size]  # a length to pad to is no value of the rows
        others = [one for value in handed if (one := data_of(value)) is not UNKNOWN]
        if others:
            applying.noted(call.cx, [data, *others])
            others = taught.among(call.cx, data, others) if call.cx.lots else others
        known = data.all_learned()
        learned = known.union(*[other.all_learned() for other in others]) if others else known
        if learned != known:
            data = data.but(learned=learned, cols={})
        elif data is UNKNOWN and kind_of(call.cx, str(call.word("type"))) == "frame":
            given = data = written_out.table(call, rows) or data
        if not data.rows and data.learned:
            data = mix([data, *others])
    else:
        values = [_field(call, value) for value in (*_by_name(call), *call.kwargs.values())]
        if call.receiver is not None:
            values.insert(0, call.receiver)
        inner = state(values[0]) if len(values) == 1 else None
        if isinstance(inner, (Seq, Map)) and "type" not in slots:
            return values[0]
        held = [data_of(value) for value in values]
        applying.noted(call.cx, held)
        given = data = mix(taught.among(call.cx, mix(held), held) if call.cx.lots else held)
        if len(values) != 1 and data.column is not None:
            data = data.but(column=None)
    if "inplace" in slots and truthy(call.slot("inplace")) and isinstance(call.receiver and state(call.receiver), Data):
        return in_place(call, data)
    names = names_in(call.slot("columns")) if "columns" in slots else None
    if names is not None:
        data = data.but(only=names, gone=frozenset(), cols={})
    if slots.get("stacks"):
        if _of_models(call) or _columnwise(call):
            data = data.but(traits=data.traits | {TURNED})
        if windows.are_cut(data.traits) and not windows.are_stacked(data.traits):
            inner = state(call.slot("rows") or UNKNOWN)
            data = slices.put_beneath(call.cx, data, several=isinstance(inner, Seq), stacks=True)
    if slots.get("returns") == "pair":  # what each row is, and the values there are
        return Seq((_anew(call, data, given), call.cx.fresh(UNKNOWN)))
    if data.kind == "row" and _of_row(call):
        return call.cx.fresh(call.typed(data).but(kind="row"))  # one row in another form is still one row
    if data.kind == "indices" and data.picks and "rows" in slots and call.receiver is None:
        return call.cx.fresh(data.but())  # and numbers of rows are still numbers of rows
    return _anew(call, data, given)


def _anew(call: Call, data: Data, given: Data) -> Value:
    """A new value that holds `data`, with the type that it has then; what was `given` is not changed by that."""
    if data is UNKNOWN:
        return UNKNOWN
    made = call.typed(data)
    return call.cx.fresh(made.but() if made is given else made)


def times(call: Call) -> Value:
    """A product with what another value says of each row: summed up, it says how the columns go with that."""
    own, other, made = data_of(call.receiver), call.data("other"), keep(call)
    product = state(made)
    by_row = own.kind == "series" or literal(call.slot("axis")) in {0, "index"}
    if not isinstance(product, Data) or not by_row or not (own.rows and other.rows) or own.fits or other.fits:
        return made
    if own is other:
        return made
    call.cx.partners.append(other)
    told = (PARTNER, str(len(call.cx.partners) - 1))
    return call.cx.fresh(product.but(traits=product.traits | {told}))


def _field(call: Call, value: Value) -> Value:
    """A value as it is; what was taken for a method of a row is a field when it is handed on."""
    row = data_of(value.receiver) if isinstance(value, Bound) else UNKNOWN
    if not isinstance(value, Bound) or row.kind != "row" or row.type is not None:
        return value
    return frames.column(call.cx, row, value.name, None)


def _by_name(call: Call) -> list[Value]:
    """The arguments, of which some texts may name columns of a table still to come."""
    which = call.word("by_name")
    named = len(call.args) if which == "all" else 1 if which == "first" else 0
    return [
        expressed_column(call, value) if number < named and isinstance(literal(value), str) else value
        for number, value in enumerate(call.args)
    ]


def hashed(call: Call) -> Value:
    """Row-wise: a number that tells equal values to be equal, and nothing else of them."""
    kept = keep(call)
    data = state(kept)
    return call.cx.fresh(scattering.hashed(data)) if isinstance(data, Data) and data.rows else kept


def _of_models(call: Call) -> bool:
    """Whether what is made an array are the predictions of several models, one beside the other."""
    given = state(call.slot("rows") or UNKNOWN)
    if not isinstance(given, Seq) or given.rest is not None or len(given.items) < 2:
        return False
    said = [data_of(item) for item in given.items]
    return all(one.kind == "predictions" and one.fits and one.rows for one in said)


def _of_row(call: Call) -> bool:
    """Whether what goes in is one row itself, or a list of what it holds, not a list of rows."""
    given = call.receiver if call.receiver is not None else call.slot("rows") or (call.args[0] if call.args else None)
    if given is None:
        return False
    inner = state(given)
    if not isinstance(inner, Seq):
        return isinstance(inner, Data)
    if inner.rest is not None or not inner.items or any(isinstance(state(item), Seq) for item in inner.items):
        return False
    return single_element(call.cx, data_of(inner).rows) or of_one_row(call.cx, data_of(inner), given)


def _columnwise(call: Call) -> bool:
    """Whether what is made an array is a list of columns: its rows stand beside each other."""
    given = state(call.slot("rows") or UNKNOWN)
    return isinstance(given, Seq) and given.kind == COLUMNWISE


def reshape(call: Call) -> Value:
    """Other lengths: where an element becomes a block of rows, what was said of single rows no longer holds."""
    kept = codes.again(call.cx, call.receiver, keep(call))
    lengths = [value for value in call.args if state(value) is not call.receiver]
    inner = state(lengths[0]) if len(lengths) == 1 else None
    sizes = inner.items if isinstance(inner, Seq) else tuple(lengths)
    data = state(kept)
    if isinstance(data, Data) and len(sizes) > 2 and (data.traits or data.learned):
        # What was learned of each group stays within the block that the group has become.
        learned = frozenset(n for n in data.all_learned() if not call.cx.record.acts[n].detail.get("per"))
        return call.cx.fresh(data.but(traits=frozenset(), learned=learned, cols={}))
    return kept


def rows_of(call: Call) -> Value:
    """The rows of a table one after the other, no table any more; `layout: pairs` where each comes with its label.

    `keyed` is a dict of the values of one column under their labels.
    """
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    orient = call.slot("how")
    if data.kind == "stat" and not data.rows:  # a statistic of each column, under the column's name
        each = data.but(learned=data.all_learned(), cols={}, column=None, type=None)
        return (
            Seq((), Seq((UNKNOWN, each)), "generator")
            if call.word("layout") == "pairs"
            else call.cx.fresh(Map({}, each))
        )
    if call.word("layout") == "keyed":
        if data.kind != "series" or not any(trait[0] == "latest" for trait in data.traits):
            return keep(call)
        from mle_reviewer.flow.operations.iteration import element

        one = element(call.cx, call.frame, data, call.pos)  # the value of each key's last row, under its key
        return call.cx.fresh(Map({}, one, data.but(kind="index", column=None)))
    if orient is not None and str(literal(orient))[:1] not in {"r", "i", "s"}:
        return keep(call)  # columns by name
    listed = data.but(kind="array", type=None, column=None, picks=None)
    labelled = call.slot("index")  # whether the label of each row stands before its fields
    if labelled is None:
        listed = standing.as_asked(listed)
    elif literal(labelled) is False:
        listed = standing.as_listed(data, listed)
    if call.word("layout") != "pairs":
        return call.cx.fresh(listed)
    from mle_reviewer.flow.operations.iteration import element

    return Seq((), Seq((UNKNOWN, element(call.cx, call.frame, listed, call.pos))), "generator")


def in_place(call: Call, data: Data) -> Value:
    """Writes a result into the receiver, and through it into the table it is a column of."""
    receiver = call.receiver
    if isinstance(receiver, Box) and isinstance(receiver.state, Data):
        frames.write_through(call.cx, receiver.state, data)
        call.cx.write(receiver, data.but(view=receiver.state.view))
    elif isinstance(receiver, Data):
        frames.write_through(call.cx, receiver, data)
    return NONE


def copy(call: Call) -> Value:
    """The same rows in a new object."""
    inner = state(call.receiver) if call.receiver is not None else state(call.args[0]) if call.args else UNKNOWN
    if isinstance(inner, Data):
        return call.cx.fresh(inner.but())
    if isinstance(inner, (Seq, Map)):
        return call.cx.fresh(inner)
    if isinstance(inner, Obj):
        # A clone is not fitted; a deep copy is. Only clones of estimators lose what they learned.
        return call.cx.fresh(inner.but(fits=frozenset(), learned=frozenset()) if "model" in call.entry.slots else inner)
    return UNKNOWN


def itself(call: Call) -> Value:
    """Returns the receiver; of a library's builder, the builder."""
    return call.receiver if call.receiver is not None else Lib(call.entry.path.rpartition(".")[0])


def nothing(_call: Call) -> Value:
    """A result without rows."""
    return UNKNOWN


def blank(call: Call) -> Value:
    """An object without rows yet, which code fills place by place."""
    return fills.noted(call.cx, call.cx.fresh(UNKNOWN), call.slot("value"), call.slot("n"))


def length(call: Call) -> Value:
    """How many rows: a symbol equal for equal rows; a number for a container."""
    from mle_reviewer.flow.operations.containers import lib_value

    value = call.receiver if call.receiver is not None else call.args[0] if call.args else UNKNOWN
    if isinstance(value, Lib):
        value = lib_value(call.cx, call.frame, value, call.pos) or value
    inner = state(value)
    if (number := so_far.length(call.cx, value)) is not None:
        return number
    if isinstance(inner, Seq) and inner.rest is None and not (isinstance(value, Box) and value.number in call.cx.grown):
        return Const(len(inner.items))
    data = data_of(value)
    if isinstance(inner, Const):
        return UNKNOWN
    if (right := sets.number(data)) is not None:
        return call.cx.fresh(right)
    if isinstance(inner, Seq) and HITS in data.traits and data.fits and data.rows and data.kind == "mask":
        return call.cx.fresh(counted(call.cx, call.frame, UNKNOWN, data, call.pos))
    if AROUND in data.traits and one_element(data.rows):
        return call.cx.fresh(data.but(kind="array", type=None, column=None, parts=None, traits=data.traits - {AROUND}))
    if data.kind == "indices" and data.order and not data.rows:  # numbers in an order that was drawn: told by the draw
        return Const(Symbol(("count", ("order", data.order, call.cx.number(data.picks)))))
    return call.cx.length(data.rows) if data.rows else Const(Symbol(("count", call.cx.identity(value))))


def shape(call: Call) -> Value:
    """(rows, …)."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    return Seq((call.cx.length(data.rows), Const(Symbol(("width", call.cx.identity(data))))))


EFFECTS: Final[dict[str, Effect]] = {
    "keep": keep,
    "times": times,
    "hash": hashed,
    "reshape": reshape,
    "copy": copy,
    "self": itself,
    "nothing": nothing,
    "missing-value": nothing,
    "types-only": nothing,
    "blank": blank,
    "batch": keep,
    "rows-of": rows_of,
    "length": length,
    "shape": shape,
    "constant": nothing,
}
