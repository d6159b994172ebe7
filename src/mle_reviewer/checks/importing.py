"""The imports that a text may hold, found without parsing it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import Final

_NAME: Final = re.compile(r"[\w.]+")
_FROM: Final = re.compile(r"\bfrom\b([\s.\w]*)$")
_COMMENT: Final = re.compile(r"#[^\n]*")
_LONGEST_LIST: Final = 20_000
_LONGEST_LINE: Final = 120


def imports(text: str) -> tuple[str, ...]:
    """The imports that a text may hold, spelled `a.b` or `..a:name`; rather one too many than one too few."""
    found: list[tuple[str, ...]] = []
    at = text.find("import")
    while at >= 0:
        begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        line = text[begin:end]
        plain = len(line) < _LONGEST_LINE and "(" not in line
        found.append(_known_on_line(line) if plain else _on_line(line, text[begin : end + _LONGEST_LIST]))
        at = text.find("import", end)
    return tuple(dict.fromkeys(chain.from_iterable(found)))


@lru_cache(maxsize=4_000)  # most documents import the same as others do
def _known_on_line(line: str) -> tuple[str, ...]:
    return _on_line(line, line)


def _on_line(line: str, text: str) -> tuple[str, ...]:
    """The imports that a line may hold; a list in brackets goes on in the text that begins with it."""
    found: list[str] = []
    at = line.find("import")
    while at >= 0:
        behind = at + len("import")
        rest = _COMMENT.sub("", line[behind:]).partition(";")[0]
        base = _FROM.search(line[:at])
        if base is None:
            found += _first_names(rest)
        else:
            if rest.lstrip().startswith("("):
                rest = _COMMENT.sub("", text[behind : behind + _LONGEST_LIST]).partition(")")[0]
            module = "".join(base[1].split())
            found += [f"{module}:{name}" for name in ("*", *_first_names(rest))]
        at = line.find("import", behind)
    return tuple(found)


def _first_names(listed: str) -> list[str]:
    """`a, b as c` → a, b."""
    return [match[0] for part in listed.split(",") if (match := _NAME.search(part)) is not None]
