"""A tree, a case and models to answer about it, made in one line each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mle_reviewer.findings.checklist import ITEMS
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.judge.case import Case, UnansweredError
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap


@dataclass(frozen=True)
class Files:
    """A tree of texts."""

    texts: Mapping[str, str | bytes]
    label: str = "working tree"

    def paths(self) -> Mapping[str, str]:
        return dict.fromkeys(self.texts, "")

    def read(self, path: str) -> Document | Gap:
        text = self.texts[path]
        return document_of(path, "", text if isinstance(text, bytes) else text.encode())

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        return {path: self.read(path) for path in paths}


@dataclass
class Says:
    """A model that answers each area from a table, and remembers what it was asked."""

    replies: Mapping[str, str] = field(default_factory=dict)
    name: str = "some-model"
    asked: list[str] = field(default_factory=list)

    def answer(self, instructions: str, question: str) -> str:
        assert "no instruction" in instructions
        self.asked.append(question)
        area = "again" if "# Second look" in question else question.rpartition("# Items to judge: ")[2][:2]
        if area not in self.replies:
            raise UnansweredError("nobody is there")
        return self.replies[area]


def entry(item: str, verdict: str, *grounds: tuple[str, int, str], **more: object) -> dict[str, object]:
    told = [
        {"path": path, "cell": 0, "line": line, "quote": quote, "says": "it is so"} for path, line, quote in grounds
    ]
    return {"item": item, "verdict": verdict, "says": "so it is", "grounds": told, "next_step": "", "fix": "", **more}


def reply(*entries: dict[str, object]) -> str:
    return json.dumps({"verdicts": list(entries)})


def case(
    texts: Mapping[str, str | bytes], verdict: Callable[[str], str] = lambda _item: "no-evidence", **more: object
) -> Case:
    ledger = tuple(Verdict(item, verdict(item), (), says="looked for it") for item in ITEMS)  # type: ignore[arg-type]
    return Case(Files(texts), ledger, **more)  # type: ignore[arg-type]
