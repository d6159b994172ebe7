"""Effects of retrieval and prompts: what stands in an index or an example was seen before the question came."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, mix, symbol
from mle_reviewer.flow.effects.objects import owner_of, plain_rows
from mle_reviewer.flow.effects.storage import given_back, keep
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import union
from mle_reviewer.flow.facts.values import HITS, UNKNOWN, Data, Obj, Seq, Value, state
from mle_reviewer.flow.operations import prompts
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import ClassEntry

_KEPT_AS: Final = "(kept as"  # the attribute of an index that holds the name it is kept under
ANSWER: Final = "answer"  # the kind of what an index or a language model gives for each question
_TEXT: Final = "text"  # the trait that names the column which an embedding was made of


def index(call: Call) -> Value:
    """Puts rows into an index: from now on it has seen them."""
    data = plain_rows(call)
    box, owner = owner_of(call)
    path = call.word("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    if box is None and isinstance(entry, ClassEntry):
        owner = Obj(entry.path, entry)
    if data.rows:
        owner = owner.but(fits=owner.fits | {_seen(call, data, owner.path, "index", f"{call.name} indexes").number})
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
    if not rows:
        return frozenset()
    return frozenset([_seen(call, Data(rows), "prompt", "prompt", "the prompt shows examples").number])


def _seen(call: Call, data: Data, name: str, role: str, words: str) -> Act:
    cx = call.cx
    act = cx.record.add(
        "fit", cx.place(call.frame, call.pos), key=(role, data.rows, call.frame.chain), rows=data.rows,
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
    made.fits = frozenset(n for n in owner_of(call)[1].fits if _same_text(acts[n].detail.get("features"), query))
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
    inner = state(call.slot("rows") or UNKNOWN)
    messages = [data_of(inner)]
    if isinstance(inner, Seq):
        messages = [data_of(one) for one in ((inner.rest,) if inner.rest is not None else ()) + inner.items]
    told = [one for one in (data_of(call.slot("initial")), *messages) if one.rows]
    if not told:
        return call.cx.fresh(UNKNOWN)
    question = told[-1]
    examples = mix([one for one in told[:-1] if _are_examples(one, question)])
    rows = union(examples.rows, prompts.shown(call.cx, question))
    made = Data(question.rows, question.all_learned(), ANSWER)
    made.traits = frozenset(trait for trait in question.traits if trait[0] != prompts.SHOWN)
    made.fits = frozenset[int]().union(*(one.fits for one in told))
    if rows:
        there = examples if examples.rows == rows else Data(rows, examples.all_learned())
        made.fits |= {_seen(call, there, "prompt", "prompt", "the prompt shows examples").number}
    return call.cx.fresh(made)


def _are_examples(told: Data, question: Data) -> bool:
    """Whether what is told beside a question is of other rows: neither of its own row nor found for it."""
    if prompts.passages(told, question):
        return False
    return told.kind != ANSWER and not told.fits and (told.rows != question.rows or prompts.JOINED in told.traits)


EFFECTS: Final[dict[str, Effect]] = {
    "index-rows": index, "open-index": open_index, "search": search, "ask": ask, "similarity": similarity,
}  # fmt: skip
