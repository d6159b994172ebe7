"""Which columns of a table reach the model inside a pipeline: all, or those that transformers by column take."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import literal, names_in
from mle_reviewer.flow.effects.objects import parts
from mle_reviewer.flow.facts.values import BY_TYPE, UNKNOWN, Const, Data, Learned, Obj, Seq, Value, state
from mle_reviewer.flow.operations import frames
from mle_reviewer.flow.operations.call import argument_of
from mle_reviewer.knowledge.table import ClassEntry

_DEEPEST: Final = 4


def taken(owner: Obj, data: Data, depth: int = 0) -> Data | None:
    """The columns of `data` that reach a model; None where it, or repository code in it, chooses out of sight."""
    role = owner.entry.role if isinstance(owner.entry, ClassEntry) else ""
    if depth > _DEEPEST or role == "" or owner.cls is not None:
        return None
    transformers = argument_of(owner, "transformers") if role == "union" else None
    if transformers is not None:
        passed = literal(argument_of(owner, "remainder")) == "passthrough"
        return _by_lists(data, transformers, everything=passed)
    for part in parts(owner):
        found = taken(part, data, depth + 1)
        if found is None:
            return None
        data = found
    return data


def reaching(owner: Obj, data: Data) -> Learned:
    """What the columns of `data` have learned that a model, or what comes out of transformers, is made of.

    Lists name columns of the table that is given: behind a step that gives them other names, nobody knows which.
    """
    learned = data.all_learned()
    fields = _lists(owner) if learned and data.kind == "frame" else None
    if not fields:
        return learned
    chosen = [names for field in fields if (names := _names_of(field)) is not None]
    if len(chosen) < len(fields):
        return learned
    return frozenset[int]().union(*(frames.by_columns(data, names).all_learned() for names in chosen))


def _lists(owner: Obj, depth: int = 0) -> list[Value] | None:
    """The lists of columns that transformers take, which come first and leave all others out; None of any other."""
    making = owner.entry.making.slots if isinstance(owner.entry, ClassEntry) and owner.cls is None else {}
    if depth > _DEEPEST or not making:
        return None
    if "remainder" not in making:
        made_of = parts(owner)
        first = made_of[:1] if owner.entry.role == "pipeline" else made_of
        return _lists(first[0], depth + 1) if len(first) == 1 else None
    groups = state(argument_of(owner, "transformers") or UNKNOWN)
    if not isinstance(groups, Seq) or groups.rest is not None:
        return None
    if literal(argument_of(owner, "remainder")) not in {None, "drop"}:
        return None
    each = [inner.items if isinstance(inner := state(group), Seq) else () for group in groups.items]
    dropped = [any(isinstance(field, Const) and field.value == "drop" for field in fields) for fields in each]
    if not all(each):
        return None
    return [fields[-1] for fields, drop in zip(each, dropped, strict=True) if not drop]


def _names_of(field: Value) -> Data | None:
    """The names of columns that a list gives, or the name of one; None where they are chosen otherwise."""
    inner = state(field)
    if isinstance(inner, Data):
        return inner if inner.kind == "columns" else None
    names = names_in(field)
    return None if names is None else Data(kind="columns").but(only=names)


def fed(owner: Obj, model: Obj) -> frozenset[str] | None:
    """The columns of the table that a model reads by name, through steps that write columns from others by name."""
    made: dict[str, frozenset[str]] = {}
    for step in parts(owner):
        written, read = names_in(argument_of(step, "column")), names_in(argument_of(step, "columns"))
        if step is not model and written and read:
            made.update(dict.fromkeys(written, read))
    names = names_in(argument_of(model, "columns"))
    if names is None or not made:
        return None
    for _round in range(_DEEPEST):
        names = frozenset[str]().union(*(made.get(name, frozenset([name])) for name in names))
    return names


def _by_lists(data: Data, transformers: Value, *, everything: bool) -> Data | None:
    """What transformers by column take: the lists that name columns; by two kinds of type it is all there are."""
    names: set[str] = set()
    gone: set[str] = set()
    but: set[str] | None = None  # what lists of all other columns leave out
    typed = 0
    groups = state(transformers)
    if not isinstance(groups, Seq) or groups.rest is not None:
        return data if everything else None
    for group in groups.items:
        fields = [state(field) for field in state(group).items] if isinstance(state(group), Seq) else []
        listed = next((n for field in reversed(fields) if (n := _listed(field)) is not None), None)
        if listed is not None:
            dropped = any(isinstance(field, Const) and field.value == "drop" for field in fields)
            (gone if dropped else names).update(listed)
        elif (others := next((field for field in fields if _all_but(field, data)), None)) is not None:
            but = set(others.gone) if but is None else but & others.gone
        elif any(map(_typed, fields)):
            typed += 1
        elif not everything:
            return None
    if everything or typed > 1:
        return frames.without(data, frozenset(gone)) if gone else data
    if but is not None:
        return frames.without(data, frozenset(but - names | gone))
    return frames.columns(data, frozenset(names if data.only is None else names & data.only)) if names else None


def _listed(field: Value) -> frozenset[str] | None:
    """The columns that a list names; a text alone is the name of a step or of one column."""
    return None if isinstance(field, Const) else names_in(field)


def _all_but(field: Value, data: Data) -> bool:
    """Whether a list names all columns of a table but some that are known."""
    return (
        isinstance(field, Data) and field.kind == "columns" and field.only is None and not field.learned
        and BY_TYPE not in field.traits and field.source == data.source != 0
    )  # fmt: skip


def _typed(field: Value) -> bool:
    """Whether columns are chosen by the type of their values."""
    if isinstance(field, Data):
        return BY_TYPE in field.traits
    return isinstance(field, Obj) and isinstance(field.entry, ClassEntry) and bool(field.entry.slots.get("by_type"))
