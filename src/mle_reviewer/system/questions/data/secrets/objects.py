"""Secrets of a cluster that are committed with their values: whoever reads the repository has them."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.credentials.issued import digest
from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.secrets.documents import is_form
from mle_reviewer.system.questions.data.secrets.secret import Secret
from mle_reviewer.system.questions.data.secrets.telling import telling
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.system import System

_HELD: Final = ("stringData", "data")
_LEAST: Final = 6
_LOCAL: Final = frozenset({"local", "dev", "development", "kind", "minikube", "k3d", "sandbox", "demo", "templates"})
_OPEN: Final = re.compile(
    r"[<>{}$()\s]|x{4,}|\*{3,}|change|replace|placeholder|example|sample|dummy|fake|todo|your|insert|redacted|set[-_]|"
    r"base64|none|null|local|test|put[-_]|fill|vault:|arn:|ref\+|enc\[",
    re.IGNORECASE,
)


def secret_objects(system: System) -> Iterator[Secret]:
    """The telling values that objects of the kind `Secret` hold; of what is open or for one's own machine none."""
    for path in system.of_kind("yaml"):
        if tier(path) != "code" or is_form(path) or _LOCAL & set(words(path)):
            continue
        document = system.document(path)
        if document is None or b"kind: Secret" not in document.data:
            continue
        for root in system.roots(path):
            yield from _of(path, root)


def _of(path: str, root: Entry) -> Iterator[Secret]:
    members = dict(root.items())
    kind = members.get("kind")
    if kind is None or kind.text() != "Secret":
        return
    for under in _HELD:
        held = members.get(under)
        some = [(name, entry, entry.text() or "") for name, entry in held.items()] if held is not None else []
        said = [(name, entry, _decoded(value) if under == "data" else value) for name, entry, value in some]
        open_ = Counter(plain.lower() for _, _, plain in said)
        for name, entry, plain in said:
            if not telling(name) or len(plain) < _LEAST or _OPEN.search(plain):
                continue
            if open_[plain.lower()] == 1 and plain.lower() != name.lower():  # not the name of the user once more
                at = Location(path, entry.line, raw_line=entry.line)
                about = f"the value of `{name}` of a cluster's secret"
                yield Secret(about, "named", at, "***", name, same=digest(plain), literal=plain)


def _decoded(value: str) -> str:
    """What an encoded value says; "" where it is no text that somebody encoded."""
    try:
        return base64.b64decode(value, validate=True).decode("utf-8")
    except ValueError:
        return ""
