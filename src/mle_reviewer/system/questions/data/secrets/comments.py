"""Lines that are commented out: what they put under a name is set by nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mle_reviewer.sources.document import kind_of

_HASH_KINDS: Final = frozenset({
    "python", "notebook", "yaml", "toml", "hcl", "dockerfile", "makefile", "requirements", "shell", "prototext",
})  # fmt: skip
_HASHES: Final = re.compile(
    r"\.(?:cfg|ini|conf|properties|r|rmd|qmd|rb|php|jl|ps1|service|npmrc|pypirc|netrc)$|(?:^|/)\.?env(?:\.[a-z]+)?$"
    r"|\.env$"
)
_SLASHES: Final = re.compile(
    r"\.(?:js|mjs|jsx|ts|tsx|vue|java|kt|scala|go|cs|php|groovy|proto|json|hcl|tf|tfvars)$|(?:^|/)jenkinsfile$"
)
_SEMICOLONS: Final = re.compile(r"\.(?:cfg|ini|conf|npmrc|pypirc)$")
_MARKUP: Final = re.compile(r"\.(?:vue|php|jinja|j2)$")


def is_commented(path: str, text: str, start: int, line: str) -> bool:
    """Whether a place of a document, in this line, is commented out by what its language begins such lines with."""
    lower, kind = path.lower(), kind_of(path)
    begins = line.lstrip(" \t\"'" if kind == "notebook" else " \t")  # a notebook keeps its lines as texts
    if begins.startswith(tuple(_signs(lower, kind))):
        return True
    return bool(_MARKUP.search(lower)) and text.rfind("<!--", 0, start) > text.rfind("-->", 0, start)


def _signs(lower: str, kind: str | None) -> Sequence[str]:
    """What begins a line that is commented out; nothing where it may begin another (`--token` of a command)."""
    signs = ["#"] if kind in _HASH_KINDS or _HASHES.search(lower) else []
    signs += ["//"] if _SLASHES.search(lower) else []
    signs += ["--"] if kind == "sql" else []
    return [*signs, ";"] if _SEMICOLONS.search(lower) else signs
