"""doc-updater: documents that say something of what a change alters, and what it brings that none of them names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.documents import Documents, Said, first
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane

if TYPE_CHECKING:
    from mle_reviewer.findings.alteration import Alteration, AlterationKind

_TOLD_ABOUT: Final = ("gate", "metric", "service", "alert", "dashboard", "monitor", "deployment", "registry", "dataset")
_SAYS: Final = {
    "gate": "a gate stands here",
    "metric": "a metric is worked out here",
    "service": "callers are answered here",
    "alert": "an alert stands here",
    "dashboard": "a dashboard stands here",
    "monitor": "a monitor stands here",
    "deployment": "a deployment is described here",
    "registry": "models are registered here",
    "dataset": "data others may read are kept here",
}
# What documents have to follow, the gravest first: a reader who trusts them is wrong, then one who misses something.
_KINDS: Final[tuple[AlterationKind, ...]] = (
    "endpoint removed", "field removed", "setting", "constant", "path", "endpoint added", "field added", "package",
)  # fmt: skip
_BROUGHT: Final = frozenset({"endpoint added", "field added"})
_BACK: Final = re.compile(r"(?i)^#+.*\broll(?:ing)?[- ]?back\b")
_ENVIRONMENT: Final = re.compile(r"(?:^|/)(?:\.env[^/]*|README[^/]*)$", re.IGNORECASE)
_MOST: Final = 8
_MOST_OF_A_LINE: Final = 3


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    if errand.whole:  # documents are left behind by changes
        return ()
    found = [Step(one.at, f"`{one.name}` {one.says}") for one in _altered(errand) if one.kind != "package"]
    seen = {str(step.at) for step in found}
    for node in errand.near(*_TOLD_ABOUT):
        if str(node.at) not in seen:
            seen.add(str(node.at))
            found.append(Step(node.at, _SAYS[node.role]))
    return tuple(found[:_MOST])


def _altered(errand: Errand) -> list[Alteration]:
    """What the change alters, the gravest first; what only tests and examples hold is in no document."""
    some = errand.alterations(*_KINDS)
    return sorted(some, key=lambda one: _KINDS.index(one.kind))


def _asks(errand: Errand) -> tuple[str, ...]:
    documents = Documents(errand)
    return tuple(dict.fromkeys((*_left_behind(errand, documents), *_parts(errand, documents))))[:_MOST]


def _left_behind(errand: Errand, documents: Documents) -> Iterator[str]:
    """The lines of documents that name what is altered, each once; then what is new and named in none."""
    lines: dict[str, tuple[Said, list[Alteration]]] = {}
    new: list[Alteration] = []
    for one in _altered(errand):
        if one.kind == "package" and not one.was:
            continue
        if one.kind in _BROUGHT or (one.kind == "setting" and one.says.endswith("environment now")):
            if not documents.named(one.words):
                new.append(one)
            continue
        said = first(documents.saying(one.words, one.was))
        if said is not None and (said.value or one.kind != "package"):
            lines.setdefault(str(said.at), (said, []))[1].append(one)
    ordered = sorted(lines.values(), key=lambda pair: not pair[0].value)
    for said, some in ordered:
        told = "; ".join(f"`{one.name}` {one.says} ({one.at})" for one in some[:_MOST_OF_A_LINE])
        more = f", and {len(some) - _MOST_OF_A_LINE} more" if len(some) > _MOST_OF_A_LINE else ""
        still = "gives the value of before" if said.value else "speaks of it"
        yield f"{said.at} {still} (“{said.quoted}”): {told}{more}. Does the line still hold?"
    yield from _unnamed(documents, new)


def _unnamed(documents: Documents, new: list[Alteration]) -> Iterator[str]:
    """What callers and operators cannot learn of: beside which line it would be looked for."""
    for kind in ("endpoint added", "field added", "setting"):
        some = [one for one in new if one.kind == kind]
        if not some:
            continue
        names = ", ".join(f"`{one.name}` ({one.at})" for one in some[:_MOST_OF_A_LINE])
        more = f" and {len(some) - _MOST_OF_A_LINE} more" if len(some) > _MOST_OF_A_LINE else ""
        beside = _beside(documents, some[0])
        where = f"{beside.at} is where a reader looks (“{beside.quoted}”)" if beside is not None else ""
        what = {
            "endpoint added": "answered now", "field added": "in requests or answers now",
            "setting": "asked of the environment now",
        }[kind]  # fmt: skip
        yield f"{names}{more}: {what}, and no document names it. " + (
            f"{where}: is it told there?" if where else "Where do those who call or run this learn of it?"
        )


def _beside(documents: Documents, one: Alteration) -> Said | None:
    """The line that tells of something of the same kind: the endpoint of a field, the others beside an endpoint."""
    if one.kind == "field added":
        return first(documents.saying((one.of.rpartition(" ")[2],)))
    if one.kind == "endpoint added":
        return documents.matching(re.compile(r"\b(?:GET|POST|PUT|DELETE|PATCH)\b[`* |]*\s*`?/\w"))
    return documents.matching(re.compile(r"^\s*(?:export\s+)?[A-Z][A-Z0-9]*_[A-Z0-9_]+="), _ENVIRONMENT)


def _parts(errand: Errand, documents: Documents) -> Iterator[str]:
    """Gates, alerts and deployments at the lines of the change, by what documents say of them."""
    untold = []
    for node in errand.near("gate", "metric", "alert", "monitor", "dashboard"):
        if node.role == "metric" and not errand.is_near(node.at, 0):
            continue
        said = first(documents.saying(node.name.split(", ")))
        if said is not None:
            yield f"{said.at} speaks of `{node.name}` (“{said.quoted}”), changed at {node.at}: does it still hold?"
        elif node.role == "alert":
            untold.append(node)
    if untold:
        named = ", ".join(f"`{node.name}` ({node.at})" for node in untold[:_MOST_OF_A_LINE])
        more = f" and {len(untold) - _MOST_OF_A_LINE} more" if len(untold) > _MOST_OF_A_LINE else ""
        yield f"No document names {named}{more}: where does who is called look when it fires?"
    deployed = errand.near("deployment", "registry")[:1]
    back = documents.matching(_BACK) if deployed else None
    if back is not None:
        yield f"{back.at} tells the way back (“{back.quoted}”): does it still work for what {deployed[0].at} deploys?"


LANE: Final = Lane("doc-updater", _comes_up, _asks, always_briefs=True)
