"""A change writes figures by which the whole gets better and a named group of the examples gets worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.measuring.telling import paired, told_in, told_of
from mle_reviewer.system.questions.measuring.worsened import Pair, Worsened, worsened
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.document import Document

CARD = Card(
    area="EP",
    title="A group gets worse while the whole gets better",
    items=("EP3", "CB3"),
    severity=Severity.HIGH,
    risk="weak eval",
    sees="systems",
)
_MOST: Final = 60  # documents of one change
_PASSING: Final = frozenset({"passed", "passes", "promoted", "promote", "approved", "accepted", "deployed", "deploy"})
_DECIDING: Final = frozenset({"decision", "status", "verdict", "recommendation", "gate", "gates", "promotion", "stage"})
_SAYS_SO: Final = _PASSING | {"pass", "approve", "accept", "production", "go"}
_SETTINGS: Final = frozenset({"config", "settings", "constants"})
_IN_USE: Final = frozenset({"production", "prod", "champion", "promoted", "promotion", "registry", "released"})


def find(systems: Systems) -> Iterator[Finding]:
    """Documents of figures of both sides: the group that lost most where a figure of everything gained."""
    gates = {one.path for one in systems.after.manifests.get("gates", ())}
    told: dict[str, tuple[Document, tuple[Pair, ...]]] = {}
    for old, new in systems.modified("json", "yaml", "markdown", "data")[:_MOST]:
        both = systems.before.document(old), systems.after.document(new)
        if new in gates or tier(new) not in {"code", "docs"} or both[0] is None or both[1] is None:
            continue
        after = told_in(both[1])
        if after and told_of(both[0]) == told_of(both[1]):
            told[new] = both[1], paired(told_in(both[0]), after)
    for path, (document, pairs) in told.items():
        some = [*worsened((*pairs, *_beside(path, told)), by_mean=False)]
        if some:
            yield _finding(systems, path, document, max(some, key=lambda one: one.weight))


def _beside(path: str, told: dict[str, tuple[Document, tuple[Pair, ...]]]) -> Iterator[Pair]:
    """The figures of everything that a document of the same folder tells, where this one tells none."""
    if all(one.after.group for one in told[path][1]):
        folder = path.rpartition("/")[0]
        for other, (_, pairs) in told.items():
            if other != path and other.rpartition("/")[0] == folder and not any(one.after.group for one in pairs):
                yield from (replace(one, document=other) for one in pairs)


def _finding(systems: Systems, path: str, document: Document, one: Worsened) -> Finding:
    group, whole = one.group, one.whole
    old = systems.old_paths.get(path, path)
    name = group.after.group
    gained = "" if whole is None else f"`{whole.after.spelled}` of everything goes from {_went(whole)}. "
    also = f", and its {', '.join(one.also[:3])} with it" if one.also else ""
    others = f" ({one.worse} groups lose, {one.better} gain)" if one.worse > 1 else ""
    promoted = _promoted(systems, path, document)
    more = f" The same change lets it through: {promoted}." if promoted else ""
    said = Words(
        title=f"For `{name}` {group.measure.name} gets worse while that of everything gets better",
        issue=f"{gained}For `{name}` it goes from {_went(group)}{also}{others}. Whoever looks at the one figure sees a "
        f"gain, and this group gets a worse model.{more}",
        fix=f"Find out what the change does to `{name}`, hold the groups that matter to a limit of their own or to "
        "what the version in use reaches, or write down who accepts the loss and why.",
    )
    at = location(path, group.after.line)
    trace = [
        Step(location(old, group.before.line), f"{group.before.value:g} before"),
        Step(at, f"{group.after.value:g} now"),
    ]
    if whole is not None:
        beside = location(whole.document or path, whole.after.line)
        trace.append(Step(beside, f"everything: {_went(whole)}"))
    severity = Severity.HIGH if promoted else Severity.MEDIUM
    sure = Confidence.MEDIUM if group.after.support is None else Confidence.HIGH
    context = f"{group.measure.name} of {name}"
    return stated(CARD, at, said, trace, context=context, severity=severity, confidence=sure)


def _went(pair: Pair) -> str:
    return f"{pair.before.value:g} to {pair.after.value:g}"


def _promoted(systems: Systems, path: str, document: Document) -> str:
    """What in the change lets the model through: its report says so, or what is in use is written anew."""
    for root in systems.after.roots(path) if document.kind in {"json", "yaml"} else ():
        passing: list[int] = []
        for key, entry in root.walk():
            named = set(words(str(key[-1]))) if key else set[str]()
            text = set(words(entry.value)) if isinstance(entry.value, str) else set[str]()
            if named & _PASSING and entry.value is False:
                return ""  # one of its gates keeps it out
            if (named & _PASSING and entry.value is True) or (named & _DECIDING and text & _SAYS_SO):
                passing.append(entry.line)
        if passing:
            return f"`{path}:{passing[0]}` says so"
    for one in systems.files:
        named = set(words(one.path))
        kept = kind_of(one.path) in {"artifact", "json", "yaml", "toml"} or named & _SETTINGS
        if one.path != path and one.status != "deleted" and kept and named & _IN_USE:
            return f"`{one.path}` is written anew"
    return ""
