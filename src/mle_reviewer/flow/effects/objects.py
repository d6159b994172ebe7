"""What a fitted thing is: its role, its parts, and what fitting it would learn."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal
from mle_reviewer.flow.effects import data_modules
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, UNKNOWN, Box, Data, Learned, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import records
from mle_reviewer.flow.operations.call import Call, argument_of
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.knowledge.vocabulary import LEARNS
from mle_reviewer.program.arguments import argument_at

MODELS: Final = frozenset({"estimator", "clusterer", "search", "meta", "network", "trainer"})


_OF_NUMBERS: Final = frozenset({"scale", "statistic", "spectrum", "power", "distribution"})  # of numbers alone
_DEEPEST: Final = 4  # models that hold models
TRANSFORMERS: Final = frozenset({"transformer", "selector", "union", "layer", "resampler"})


def parts(owner: Obj) -> list[Obj]:
    """The objects that a composite is made of: steps, transformers, wrapped models."""
    found: list[Obj] = []
    named = owner.entry.making.slots if isinstance(owner.entry, ClassEntry) else {}
    for slot in ("steps", "transformers", "estimators", "estimator", "final"):
        value = argument_of(owner, slot) if slot in named else None
        if value is None and slot == "steps":
            value = owner.attrs.get("(steps")
        if value is not None:
            found.extend(objects_in(value))
    return found


def objects_in(value: Value, depth: int = 0) -> list[Obj]:
    """The objects that a value is or holds, in containers too."""
    inner = state(value)
    if isinstance(inner, Obj):
        return [inner]
    if isinstance(inner, Seq) and depth < 3:
        items = inner.items if inner.rest is None else (*inner.items, inner.rest)
        return [obj for item in items for obj in objects_in(item, depth + 1)]
    if isinstance(inner, Map) and depth < 3:
        return [obj for item in inner.items.values() for obj in objects_in(item, depth + 1)]
    return []


def holds_model(value: Value | None, depth: int = 0) -> bool:
    """Whether a value is an object of the repository that was fitted, or that holds what was."""
    owner = state(value or UNKNOWN)
    if not isinstance(owner, Obj) or (owner.cls is None and depth == 0):
        return False
    if owner.fits or depth >= _DEEPEST:
        return bool(owner.fits)
    return any(holds_model(one, depth + 1) for held in owner.attrs.values() for one in objects_in(held))


def role_of(owner: Obj) -> str:
    """The role of an object; of a pipeline, that of its last step."""
    if not isinstance(owner.entry, ClassEntry):
        return ""
    role = owner.entry.role
    if role == "pipeline":
        steps = parts(owner)
        last = role_of(steps[-1]) if steps else ""
        return last if last == "clusterer" else "meta" if last in MODELS else "union"
    if role == "plain" and owner.cls is not None:
        return ""
    return role


def learned_kinds(owner: Obj, depth: int = 0) -> list[tuple[str, bool]]:
    """What fitting an object learns, and whether from the labels: its own kind, or those of its parts."""
    if not isinstance(owner.entry, ClassEntry) or depth > 4:
        return []
    if owner.entry.role in {"pipeline", "union"}:
        learners = [one for one in parts(owner) if role_of(one) == "clusterer" or role_of(one) not in MODELS]
        return [kind for one in learners for kind in learned_kinds(one, depth + 1)]
    what = owner.entry.learns
    if what is None or LEARNS.get(what, ("strong", ""))[0] != "strong" or owner.entry.slots.get("weak"):
        return []
    if stateless(owner):
        return []
    supervised = owner.entry.role == "selector" or what in {"selection", "target-encoding"}
    return [(what, supervised or bool(owner.entry.slots.get("supervised")))]


def prepared_kinds(owner: Obj, depth: int = 0) -> dict[str, frozenset[str]]:
    """The models that end the pipelines of an object, each with what the steps before it learn."""
    if not isinstance(owner.entry, ClassEntry) or depth > 4:
        return {}
    made_of = parts(owner)
    if owner.entry.role == "pipeline" and made_of:
        return {made_of[-1].path: frozenset(what for what, _supervised in learned_kinds(owner))}
    return {path: kinds for one in made_of for path, kinds in prepared_kinds(one, depth + 1).items()}


def stateless(owner: Obj) -> bool:
    """Whether the arguments given make it learn nothing."""
    says = owner.entry.slots.get("stateless") if isinstance(owner.entry, ClassEntry) else None
    if says is True:
        return True
    if isinstance(says, dict) and isinstance(owner.entry, ClassEntry):
        init = owner.entry.init
        for name, wanted in says.items():
            given = owner.attrs.get("(" + name)
            value = literal(given) if given is not None else (init.defaults.get(name) if init else None)
            if value != wanted:
                return False
        return True
    return False


def owner_of(call: Call) -> tuple[Box | None, Obj]:
    """The object a method works on; what is not known to be one becomes one."""
    receiver = call.receiver
    if type(receiver) is Box:
        inner = receiver.state
        return receiver, inner if type(inner) is Obj else Obj("?")
    return None, receiver if type(receiver) is Obj else Obj("?")


def plain_rows(call: Call) -> Data:
    """The rows given: what is asked of a data module, the slot, or what a first argument holds.

    An argument that was left out is the one of the same name that the object was made with.
    """
    if isinstance(methods := call.word("asks"), tuple):
        return data_modules.rows(call, str(methods[-1]))
    data = call.data("rows")
    if data is UNKNOWN and call.args:
        data = data_of(call.args[0])
    owner = owner_of(call)[1]
    entry = owner.entry
    says = call.word("rows")
    if isinstance(entry, ClassEntry) and data.rows and entry.slots.get("fields"):
        return records.table(call.cx, call.slot("rows") or (call.args[0] if call.args else UNKNOWN), data)
    if data is UNKNOWN and isinstance(says, str) and not call.given(says):
        data = data_of(owner.attrs.get(f"({says}"))
    texts = isinstance(entry, ClassEntry) and bool(entry.slots.get("texts"))
    return _of_texts(call, data) if texts and data.all_learned() else data


def _of_texts(call: Call, data: Data) -> Data:
    """Texts out of a table: what its numbers were scaled by is in none of them."""
    acts = call.cx.record.acts
    kept = frozenset(number for number in data.all_learned() if acts[number].what not in _OF_NUMBERS)
    return data.but(learned=kept, cols={}, column=data.column)


def unmoved(owner: Obj) -> frozenset[str]:
    """What may be learned of a column without moving what a model says: of every model that it is made of."""
    made_of = parts(owner)
    if made_of:
        return frozenset.intersection(*map(unmoved, made_of))
    says = owner.entry.slots.get("unmoved") if isinstance(owner.entry, ClassEntry) else None
    return frozenset(map(str, says)) if isinstance(says, tuple) else frozenset()


def stiff(owner: Obj) -> bool:
    """Whether a model says hardly better things of the rows it has seen: so do all models that it is made of."""
    made_of = [one for one in parts(owner) if role_of(one) in MODELS]
    if made_of:
        return all(map(stiff, made_of))
    return isinstance(owner.entry, ClassEntry) and bool(owner.entry.slots.get("stiff"))


def argument_place(cx: Context, frame: Frame, pos: int, says: object) -> Place:
    """Where a call is given the argument that knowledge names, so that a call over many lines is told by that line."""
    names = says if isinstance(says, tuple) else (says,)
    found = [argument_at(frame.code, pos, name) for name in names if isinstance(name, str)]
    return cx.place(frame, next((at for at in found if at is not None), pos))


def driven(call: Call) -> tuple[Box, Obj] | None:
    """The model that a trainer or an evaluator drives, if it is another object than the one that is called."""
    for value in (call.slot("model"), call.of_object("model")):
        if isinstance(value, Box) and value is not call.receiver and isinstance(value.state, Obj):
            return value, value.state
    return None


def layers_learned(owner: Obj, depth: int = 0) -> frozenset[int]:
    """What layers inside a network had learned before it was trained (adapted normalisation, vocabularies)."""
    if depth > 2 or not isinstance(owner.entry, ClassEntry) or owner.entry.role != "network":
        return NOTHING_LEARNED
    found = NOTHING_LEARNED
    for value in owner.attrs.values():
        found |= data_of(value).all_learned()
        for part in objects_in(value):
            found |= part.learned | layers_learned(part, depth + 1)
    return found


def carried(value: Value, depth: int = 0) -> frozenset[int]:
    """What a transform given to a data set knows: what it learned, and what its own arguments had."""
    found = NOTHING_LEARNED
    if depth > 3:
        return found
    for one in objects_in(value):
        found |= one.learned
        for held in one.attrs.values():
            found |= data_of(held).all_learned() | carried(held, depth + 1)
    return found


def settings_of(call: Call, owner: Obj, depth: int = 0) -> Learned:
    """The searches that the constructor arguments of an object, or of its parts, come from."""
    found: set[int] = set()
    for name, value in owner.attrs.items():
        if name[:1] == "(":
            found.update(n for n in data_of(value).all_learned() if call.cx.record.acts[n].what == "tuning")
    if depth < 3:
        for one in parts(owner):
            found |= settings_of(call, one, depth + 1)
    return frozenset(found)


def tuning(call: Call, owner: Obj) -> Learned:
    """The choice of settings that a finished search stands for."""
    if role_of(owner) not in {"search", "plain"}:
        return owner.learned
    return as_projection(call, owner, "tuning", "chooses settings")


def as_projection(
    call: Call, owner: Obj, what: str = "projection", says: str = "learns a projection"
) -> frozenset[int]:
    """What a fitted model adds when it transforms or ranks columns, learned where it was fitted."""
    found: set[int] = set()
    for number in owner.learned:
        act = call.cx.record.acts[number]
        if act.what != "model":
            found.add(number)
            continue
        again = call.cx.record.add(
            "learn", act.place, key=(what, act.rows), rows=act.rows, what=what, strong=True,
            supervised=True, words=act.words.replace("fits a model", says), untyped=act.untyped,
        )  # fmt: skip
        found.add(again.number)
    return frozenset(found)
