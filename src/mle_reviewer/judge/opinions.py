"""A model's answer, read as data and held to the repository: what it cannot quote, it has not said."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from mle_reviewer.findings.evidence import VERDICTS, VerdictWord
from mle_reviewer.findings.finding import Step
from mle_reviewer.findings.redact import redacted
from mle_reviewer.judge.dossier import Page
from mle_reviewer.sources.location import Location

_LONGEST: Final = 400  # characters of a sentence
_LONGEST_FIX: Final = 600
_MOST: Final = 5  # grounds of one verdict
_SHORTEST_QUOTE: Final = 4
_NEEDS_GROUNDS: Final[frozenset[VerdictWord]] = frozenset({"violated", "partial", "satisfied"})
_REFUSED: Final[frozenset[VerdictWord]] = frozenset({"not-scanned"})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model says of one item, its grounds found again in the repository."""

    item: str
    verdict: VerdictWord
    says: str
    grounds: tuple[Step, ...]
    next_step: str
    fix: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An item of which the model's answer was not taken, and why."""

    item: str
    why: str


def opinions(reply: str, items: Collection[str], pages: Mapping[str, Page]) -> tuple[list[Opinion], list[Refused]]:
    """The opinions in a reply, in the order of `items`; each item once, and nothing that was not asked for."""
    entries = {entry["item"]: entry for entry in reversed(list(_entries(reply))) if entry.get("item") in items}
    taken: list[Opinion] = []
    refused: list[Refused] = []
    for item in items:
        if item not in entries:
            refused.append(Refused(item, "it gave no verdict in the form that was asked for"))
            continue
        read = _opinion(item, entries[item], pages)
        (taken.append if isinstance(read, Opinion) else refused.append)(read)  # type: ignore[arg-type]
    return taken, refused


def _entries(reply: str) -> Iterator[dict[str, Any]]:
    """The entries of the JSON object in a reply, whatever stands around it."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        record = json.loads(reply[start : end + 1], strict=False)
    except (ValueError, RecursionError):
        return
    listed = record.get("verdicts") if isinstance(record, dict) else None
    yield from (one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()


def _opinion(item: str, entry: Mapping[str, Any], pages: Mapping[str, Page]) -> Opinion | Refused:
    word = entry.get("verdict")
    if word not in VERDICTS or word in _REFUSED:
        return Refused(item, "its verdict is none of those there are")
    verdict = cast("VerdictWord", word)
    said = entry.get("grounds")
    grounds = tuple(dict.fromkeys(_grounds(said if isinstance(said, list) else [], pages)))[:_MOST]
    if verdict in _NEEDS_GROUNDS and not grounds:
        return Refused(item, f"what it quotes for {verdict} does not stand in the repository")
    says = _sentence(entry.get("says"), _LONGEST)
    if not says:
        return Refused(item, "it gave no reason")
    return Opinion(
        item,
        verdict,
        says,
        grounds,
        _sentence(entry.get("next_step"), _LONGEST),
        _sentence(entry.get("fix"), _LONGEST_FIX),
    )


def _grounds(said: list[Any], pages: Mapping[str, Page]) -> Iterator[Step]:
    for ground in said:
        if not isinstance(ground, dict):
            continue
        page = pages.get(str(ground.get("path")))
        at = None if page is None else _found(page, ground)
        says = _sentence(ground.get("says"), _LONGEST)
        if at is not None and says:
            yield Step(at, says)


def _found(page: Page, ground: Mapping[str, Any]) -> Location | None:
    """The place of a quote: the line nearest to the one named that really holds it."""
    quote = _plain(str(ground.get("quote") or ""))
    if len(quote) < _SHORTEST_QUOTE:
        return None
    cell, line = _number(ground.get("cell")) or None, _number(ground.get("line"))
    holding = [place for place, text in page.lines.items() if quote in _plain(text)]
    if not holding:
        return None
    within, at = min(holding, key=lambda place: (place[0] != cell, abs(place[1] - line), place[0] or 0, place[1]))
    raw = page.raw.get(within, ()) if within is not None else ()
    return Location(page.path, at, end_line=at, cell=within, raw_line=raw[at - 1] if at <= len(raw) else at)


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _plain(text: str) -> str:
    """A line as it is compared: what was masked or spaced otherwise is the same line."""
    return " ".join(redacted(text).split())


def _sentence(value: Any, longest: int) -> str:
    text = " ".join(redacted(value).split()) if isinstance(value, str) else ""
    return text if len(text) <= longest else f"{text[: longest - 2].rstrip()} …"
