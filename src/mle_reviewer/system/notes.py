"""Design notes of a repository: documents that are one by their form, with what stands in their fields and sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from mle_reviewer.program.markdown import Page, Section, read_markdown
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.location import Location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry

Kind = Literal["iteration", "decision record", "model card", "brief", "template", "readme"]

_MOST: Final = 600  # documents that are looked at
_LARGEST: Final = 400_000
_ITERATION: Final = frozenset({
    "decided_by", "stakeholders", "mistake_budget", "costs", "primary_metric", "guardrails", "assumptions",
    "constraints", "open_questions", "prior_art", "risks", "next_experiment", "lessons",
})  # fmt: skip
_CARD_FRONT: Final = frozenset({"library_name", "pipeline_tag", "model_index", "base_model"})
_CARD: Final = frozenset({
    "intended use", "intended uses", "intended uses & limitations", "uses", "direct use", "out-of-scope use",
    "out-of-scope uses", "limitations", "bias, risks, and limitations", "limitations and bias", "training data",
    "training details", "training procedure", "evaluation", "evaluation data", "evaluation results", "metrics",
    "ethical considerations", "caveats and recommendations", "model details", "model description", "factors",
    "quantitative analyses", "environmental impact",
})  # fmt: skip
_CARD_HEART: Final = ("intended use", "direct use", "out-of-scope use")
_RECORD: Final = (
    ("context", "context and problem statement"),
    ("decision", "decision outcome"),
    ("consequences", "considered options", "options considered", "alternatives considered"),
)
_BRIEF: Final = (
    "problem", "problem statement", "goals", "goals and non-goals", "objectives", "non-goals", "success metrics",
    "success criteria", "stakeholders", "users", "assumptions", "constraints", "risks", "open questions",
    "requirements", "alternatives considered", "scope", "out of scope", "the decision", "decision",
)  # fmt: skip
_MOST_ALIKE: Final = 3
_NUMBERED: Final = re.compile(r"^(?:\W|\d|section )*", re.IGNORECASE)
_LABEL: Final = re.compile(r"\*\*[^*]{1,80}\*\*:?")  # a bold line alone heads what follows
_TEMPLATE: Final = re.compile(r"(?:^|/)(?:pull_request_template|issue_template|templates?)(?:[/.]|$)|template[^/]*$")


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a note says: which field or section, in what words, and where; `text` is "" for a placeholder."""

    name: str
    text: str
    at: Location
    entry: Entry | None = None
    section: Section | None = None

    @property
    def filled(self) -> bool:
        """Whether it holds more than a placeholder."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Note:
    """One design note. A template is the form of one: what stands in it was written for nobody's model."""

    kind: Kind
    path: str
    page: Page

    @property
    def at(self) -> Location:
        """The note as a whole."""
        return place(self.path, 1)

    def fields(self, *names: str) -> Iterator[Said]:
        """Fields of the front matter by these names (`a.b` one below another), filled or not."""
        for name in names:
            entry = _under(self.page.front_matter, name)
            if entry is not None:
                yield Said(name, _written(entry), place(self.path, entry.named or entry.line), entry)

    def sections(self, *titles: str) -> Iterator[Said]:
        """Sections with one of these titles, whatever their case and number."""
        for section in self.page.sections:
            if section.level and bare(section.title) in titles:
                text = (_first_words(self.page, section) or "code or a table") if section.filled else ""
                yield Said(section.title, text, place(self.path, section.line), None, section)

    def labels(self, *names: str) -> Iterator[Said]:
        """`**Name:** words` anywhere in the text."""
        for section in self.page.sections:
            for one in section.fields:
                if bare(one.name) in names:
                    yield Said(one.name, "" if empty(one.value) else one.value, place(self.path, one.line))


class Known(Protocol):
    """What is asked of a system."""

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""

    def document(self, path: str) -> Document | None:
        """A document."""


def notes_of(system: Known, cards: frozenset[str] = frozenset()) -> Iterator[Note]:
    """The design notes of a tree, in the order of their paths; those of examples and tests left out.

    `cards` are documents that the team calls model cards, whatever their form.
    """
    for path in system.of_kind("markdown")[:_MOST]:
        if tier(path) not in {"code", "docs"}:
            continue
        document = system.document(path)
        if document is None or len(document.data) > _LARGEST:
            continue
        page, _ = read_markdown(document)
        kind = "model card" if path in cards else kind_of_note(path, page)
        if kind is not None:
            yield Note(kind, path, page)


def kind_of_note(path: str, page: Page) -> Kind | None:
    """Which form of a note a page has; None where it is none."""
    lower = path.lower()
    name = lower.rpartition("/")[2]
    titles = [bare(one.title) for one in page.sections if one.level]
    front = frozenset(key.replace("-", "_") for key, _ in page.front_matter.items()) if page.front_matter else ()
    kind = _form(lower, name, titles, frozenset(front))
    if kind is not None and kind != "readme" and _TEMPLATE.search(lower):
        return "template"
    return "template" if name == "pull_request_template.md" else kind


def _form(path: str, name: str, titles: list[str], front: frozenset[str]) -> Kind | None:
    if "decision" in front and front & _ITERATION:
        return "iteration"
    readme = name.startswith("readme")
    if _is_card(name, titles, front, readme=readme):
        return "model card"
    if readme:
        return "readme"
    if _is_record(path, titles):
        return "decision record"
    return "brief" if sum(title in _BRIEF for title in dict.fromkeys(titles)) >= _MOST_ALIKE else None


def _is_card(name: str, titles: list[str], front: frozenset[str], *, readme: bool) -> bool:
    known = len({title for title in titles if title in _CARD})
    if name.startswith(("model_card", "model-card", "modelcard")):
        return known > 0
    if readme:
        return bool(front & _CARD_FRONT) and known > 0
    return known >= _MOST_ALIKE and any(title.startswith(_CARD_HEART) for title in titles)


def _is_record(path: str, titles: list[str]) -> bool:
    found = sum(any(title in some for title in titles) for some in _RECORD)
    foldered = re.search(r"(?:^|/)(?:adrs?|decisions?|decision-records?)/", path) is not None
    return found == len(_RECORD) or (foldered and found > 1)


def bare(title: str) -> str:
    """A title in small letters, without the number, sign or colon around it."""
    return _NUMBERED.sub("", title.casefold().strip()).rstrip(" :.")


def place(path: str, line: int) -> Location:
    """A line of a document."""
    return Location(path, max(line, 1), raw_line=max(line, 1))


def said(notes: Iterable[Note], *, fields: tuple[str, ...] = (), titles: tuple[str, ...] = ()) -> list[Said]:
    """What notes say in these fields and sections, placeholders left out."""
    return [
        one
        for note in notes
        for one in (*note.fields(*fields), *note.sections(*titles), *note.labels(*titles))
        if one.filled
    ]


def _under(front: Entry | None, name: str) -> Entry | None:
    entry = front
    for key in name.split("."):
        if entry is None:
            return None
        entry = next((inner for spelled, inner in entry.items() if spelled.lower().replace("-", "_") == key), None)
    return entry


def _written(entry: Entry) -> str:
    """The first scalar of an entry that is no placeholder."""
    for _, one in entry.walk():
        text = one.text()
        if text is not None and not empty(text):
            return text.strip().partition("\n")[0]
    return ""


def _first_words(page: Page, section: Section) -> str:
    for one in (section, *page.under(section)):
        for line in one.text.split("\n"):
            if not empty(line) and not line.lstrip().startswith("|") and not _LABEL.fullmatch(line.strip()):
                return line.replace("**", "").replace("__", "").strip().lstrip("-*> ").strip()
        for table in one.tables:
            for row in table.rows:
                if any(not empty(cell) for cell in row.cells):
                    return " | ".join(row.cells)
    return ""
