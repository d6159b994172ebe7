"""Effects of retrieval and prompts: what stands in an index or an example was seen before the question came."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, mix, symbol
from mle_reviewer.flow.effects.objects import owner_of, plain_rows
from mle_reviewer.flow.effects.storage import given_back, keep
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import each, each_since, is_element, union
from mle_reviewer.flow.facts.values import ANSWER, HITS, UNKNOWN, Data, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import opaque, prompts
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import ClassEntry

_KEPT_AS: Final = "(kept as"  # the attribute of an index that holds the name it is kept under
_COLLECTION: Final = "inside"  # the slot of a call that names the one among several indexes of a store
_TEXT: Final = "text"  # the trait that names the column which an embedding was made of


def index(call: Call) -> Value:
    """Puts rows into an index: from now on it has seen them."""
    data = plain_rows(call)
    if any(map(is_element, (step for _root, steps, _arms in data.rows for step in steps[-1:]))):
        data = data.but(rows=each(data.rows), column=data.column)  # batch after batch, and all of them stay there
    box, owner = owner_of(call)
    path = call.word("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    if box is None and isinstance(entry, ClassEntry):
        owner = Obj(entry.path, entry)
    if data.rows:
        seen = _seen(call.cx, call.frame, call.pos, data, (owner.path, "index", f"{call.name} indexes"))
        seen.detail[_COLLECTION] = symbol(call.slot(_COLLECTION))
        owner = owner.but(fits=owner.fits | {seen.number})
    if box is None:
        box = call.cx.fresh(owner)
    else:
        call.cx.write(box, owner)
    kept_as = owner.attrs.get(_KEPT_AS)
    if kept_as is not None:
        keep(call, ("index", symbol(kept_as)), box, f"{call.name}")
    return box


def open_index(call: Call) -> Value:
    """An index by its name: what this program or another put into it."""
    cx = call.cx
    name = symbol(call.slot("path"))
    kept = cx.storage.read(cx.unit, ("index", name)) if name is not None else None
    if kept is not None:
        return given_back(call, kept, ("index", name))
    path = call.word("type")
    entry = cx.table.find(path) if isinstance(path, str) else None
    attrs: dict[str, Value] = {} if name is None else {_KEPT_AS: call.slot("path") or UNKNOWN}
    return cx.fresh(Obj(str(path), entry, None, attrs))


def similarity(call: Call) -> Value:
    """How near two texts are: of an answer and what it should be, how good the answer is."""
    one, other = call.data("prediction"), call.data("truth")
    made = mix([one, other])
    if bool(one.fits) != bool(other.fits) and one.rows and other.rows:
        made = made.but(traits=made.traits | {HITS}, kind="array")
    return call.cx.fresh(made.but(column=None, picks=None)) if made is not UNKNOWN else UNKNOWN


def example_fits(call: Call, data: Data) -> frozenset[int]:
    """The acts by which a text shows examples to whatever model it is given to."""
    rows = prompts.shown(call.cx, data)
    return frozenset([_prompted(call.cx, call.frame, call.pos, Data(rows)).number]) if rows else frozenset()


def asked_fits(cx: Context, frame: Frame, pos: int) -> frozenset[int]:
    """The act by which a model came to answer that learned nothing of any row here: what is said of it is a score."""
    act = cx.record.add("fit", cx.place(frame, pos), key="asked", words="a model that was there is asked")
    act.detail.update(labels=UNKNOWN, features=UNKNOWN, validation=UNKNOWN, name="asked", role=prompts.ASKED)
    return frozenset([act.number])


def _prompted(cx: Context, frame: Frame, pos: int, data: Data) -> Act:
    return _seen(cx, frame, pos, data, ("prompt", "prompt", "the prompt shows examples"))


def _seen(cx: Context, frame: Frame, pos: int, data: Data, says: tuple[str, str, str]) -> Act:
    """The act by which rows were seen: what saw them, in which role, and the words for it."""
    name, role, words = says
    act = cx.record.add(
        "fit", cx.place(frame, pos), key=(role, data.rows, frame.chain), rows=data.rows,
        learned=data.all_learned(), words=words,
    )  # fmt: skip
    act.detail.update(labels=UNKNOWN, features=data, validation=UNKNOWN, name=name, role=role)
    return act


def search(call: Call) -> Value:
    """Asks an index: it has seen a question only where the same text was indexed, not where another column was."""
    query = plain_rows(call)
    if query is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    acts = call.cx.record.acts
    made = Data(query.rows, query.all_learned(), ANSWER)
    made.traits = query.traits
    asked = symbol(call.slot(_COLLECTION))
    made.fits = frozenset(
        n for n in owner_of(call)[1].fits
        if acts[n].detail.get(_COLLECTION) == asked and _same_text(acts[n].detail.get("features"), query)
    )  # fmt: skip
    return call.cx.fresh(made)


def texts(data: Data) -> frozenset[str]:
    """The columns that a text or its embedding was made of, as far as they are known."""
    named = frozenset(trait[1] for trait in data.traits if trait[0] == _TEXT)
    return named or data.only or frozenset()


def embedded(data: Data) -> frozenset[tuple[str, ...]]:
    """The traits of an embedding: those of the rows, and the names of the columns that went in."""
    return data.traits | frozenset((_TEXT, name) for name in texts(data))


def _same_text(indexed: object, query: Data) -> bool:
    if not isinstance(indexed, Data):
        return False
    one, other = texts(indexed), texts(query)
    return not one.isdisjoint(other) if one or other else True


def ask(call: Call) -> Value:
    """Asks a language model: the last message is the question, those before it are what it is shown."""
    told = [one for one in (data_of(call.slot("initial")), *_messages(call.slot("rows"))) if one.rows]
    if not told:
        return call.cx.fresh(UNKNOWN)
    question = told[-1]
    examples = mix([_all_told(call.cx, one) for one in told[:-1] if _are_examples(one, question)])
    rows = union(examples.rows, prompts.shown(call.cx, question))
    made = Data(question.rows, question.all_learned(), ANSWER)
    made.traits = frozenset(trait for trait in question.traits if trait[0] != prompts.SHOWN)
    made.fits = frozenset[int]().union(*(one.fits for one in told))
    tuned = state(call.slot("model") or UNKNOWN)
    if isinstance(tuned, Obj):  # one that was trained further on examples of one's own
        made.fits |= tuned.fits
    if rows:
        there = examples if examples.rows == rows else Data(rows, examples.all_learned())
        made.fits |= {_prompted(call.cx, call.frame, call.pos, there).number}
    if not made.fits:
        made.fits = asked_fits(call.cx, call.frame, call.pos)
    return call.cx.fresh(made)


def send(call: Call) -> Value:
    """Sends a request to a service: with rows in it, the reply is what the service says of them."""
    if not any(one.rows for one in _messages(call.slot("rows"))):
        named = mix([data_of(value) for value in (*call.args, *call.kwargs.values())])
        if named.rows:  # what stands at an address that a row names, or what a request was answered
            return call.cx.fresh(named.but(column=None, picks=None, parts=None))
        name = call.entry.path.rpartition(".")[2]
        return opaque.made(call.cx, call.frame, name, [*call.args, *call.kwargs.values()], call.pos)
    return ask(call)


def _messages(value: Value | None) -> list[Data]:
    """The texts that a model is sent, in order: of a request, what stands in its fields and in their lists."""
    inner = state(value or UNKNOWN)
    if isinstance(inner, Map):
        held = inner.items.values() if inner.rest is None else (inner.rest, *inner.items.values())
        return [text for one in held for text in (_messages(one) if isinstance(state(one), Seq) else [data_of(one)])]
    if isinstance(inner, Seq):
        return [data_of(one) for one in ((inner.rest,) if inner.rest is not None else ()) + inner.items]
    return [data_of(inner)]


def answered(cx: Context, frame: Frame, pos: int, prompt: Data) -> Data:
    """What a call of something unknown gives for a text that shows examples: the answer of whatever reads it."""
    shown = prompts.shown(cx, prompt)
    traits = frozenset(trait for trait in prompt.traits if trait[0] != prompts.SHOWN)
    seen = _prompted(cx, frame, pos, Data(shown))
    return Data(prompt.rows, prompt.all_learned(), ANSWER).but(traits=traits, fits=prompt.fits | {seen.number})


def _all_told(cx: Context, told: Data) -> Data:
    """What was told in every round of a loop that is over: something of all that it went over."""
    return told.but(rows=each_since(told.rows, cx.began, cx.store.count + 1))


def _are_examples(told: Data, question: Data) -> bool:
    """Whether what is told beside a question is of other rows: neither of its own row nor found for it."""
    if prompts.passages(told, question):
        return False
    return told.kind != ANSWER and not told.fits and (told.rows != question.rows or prompts.JOINED in told.traits)


EFFECTS: Final[dict[str, Effect]] = {
    "index-rows": index, "open-index": open_index, "search": search, "ask": ask, "send": send, "similarity": similarity,
}  # fmt: skip
