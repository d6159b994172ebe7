"""Documents in which a credential may stand: which are read, and which are programs, settings, forms or a key."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.sources.document import TEXT_KINDS, kind_of

_OTHER: Final = (
    ".cfg", ".ini", ".conf", ".properties", ".groovy", "jenkinsfile", ".js", ".ts", ".jsx", ".tsx", ".vue", ".txt",
    ".r", ".rmd", ".qmd", ".scala", ".java", ".kt", ".go", ".rb", ".php", ".cs", ".jl", ".rst", ".html", ".htm", ".xml",
    ".log", ".csv", ".tsv", ".jsonl", ".ndjson", ".pem", ".key", ".ps1", ".bat", ".env", ".jinja", ".j2", ".tex",
    ".prompt", ".npmrc", ".pypirc", ".netrc", ".pgpass", ".git-credentials", ".dockercfg", ".service", ".proto", ".pub",
)  # fmt: skip
_PROGRAM_KINDS: Final = frozenset({"python", "notebook", "shell"})
_PROGRAMS: Final = (
    ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue", ".r", ".rmd", ".qmd", ".scala", ".java", ".kt", ".go", ".rb",
    ".php", ".cs", ".jl", ".ps1", ".bat", ".groovy",
)  # fmt: skip
_COMPONENTS: Final = (".jsx", ".tsx", ".vue", ".svelte")
_OF_PAGES: Final = re.compile(  # what a server hands out as it is, or is built into a page
    r"(?:^|/)(?:static|public|assets|www|wwwroot|(?:front-?end|client|webapp)[^/]*/(?:[^/]+/)?src)/(?:.*/)?[^/]+"
    r"\.(?:m?js|ts)$"
)
_LOCKS: Final = (".lock", "lock.json", "lock.yaml", "lock.yml", ".ipynb_checkpoints", ".sum")
_FORMS: Final = re.compile(
    r"example|sample|template|\.dist$|\.tpl$|\.j2$|(?:^|[./_-])(?:tests?|mock|fixtures?)(?:[./_-]|$)"
)
_ENV: Final = re.compile(r"(?:^|/)\.env(?:\.[a-z]+)?$")
_ALONE: Final = re.compile(
    r"(?:^|/)\.?(?:[a-z0-9]{1,20}[_-])?(?:api|secret|access|private)[_-]?(?:key|token)(?:\.txt)?$"
)


def is_form(path: str) -> bool:
    """Whether a document is named as an example or a form to fill in."""
    return bool(_FORMS.search(path.lower()))


def is_searched(path: str) -> bool:
    """Whether credentials are searched for in a document: a text that is no form."""
    return is_text(path) and not is_form(path)


def is_key_itself(path: str) -> bool:
    """Whether a file is called a key: what it holds is one."""
    return bool(_ALONE.search(path.lower()))


def is_text(path: str) -> bool:
    """Whether a document is written by people or for them, so that a credential may stand in it."""
    lower = path.lower()
    if lower.endswith(_LOCKS):
        return False
    return kind_of(path) in TEXT_KINDS or lower.endswith(_OTHER) or bool(_ENV.search(lower)) or is_key_itself(path)


def is_env(path: str) -> bool:
    """Whether a file holds settings of an environment: `.env`, `.env.production`, and no form of one."""
    return bool(_ENV.search(path.lower())) and not _FORMS.search(path.lower())


def is_program(path: str) -> bool:
    """Whether a document is a program, and no settings, data or text."""
    return kind_of(path) in _PROGRAM_KINDS or path.lower().endswith(_PROGRAMS)


def is_component(path: str) -> bool:
    """Whether a document is a component or a script of a page: what it holds is sent to every visitor."""
    lower = path.lower()
    return lower.endswith(_COMPONENTS) or _OF_PAGES.search(lower) is not None
