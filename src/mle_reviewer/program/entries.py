"""YAML, JSON and TOML documents as plain entries: each scalar, list or mapping with the line it stands on."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.program.entry import DEEPEST, Entry, Scalar, TooMuchError
from mle_reviewer.program.yaml_entries import NotYamlError, yaml_entries
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

__all__ = ["DEEPEST", "Entry", "Scalar", "read_entries"]

_COMMENTED: Final = (".jsonc", ".json5", ".code-workspace")


def read_entries(document: Document) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    """The values of a document: several for YAML of several documents, none and a gap where it cannot be read."""
    text = decode(document)
    if isinstance(text, Gap):
        return (), (text,)
    try:
        if document.kind == "json" or document.path.endswith(_COMMENTED):
            return (_json(text),), ()
        if document.kind == "toml":
            from mle_reviewer.program.toml_entries import toml_entry

            return (toml_entry(text),), ()
        return yaml_entries(text), ()
    except NotYamlError as error:
        return (), (Gap(document.path, error.line, "parse", f"not YAML: {error}{_template(text)}"),)
    except TooMuchError as error:
        return (), (Gap(document.path, error.lineno, "parse", str(error)),)
    except (ValueError, RecursionError) as error:
        return (), (_invalid(document, text, error),)


def _json(text: str) -> Entry:
    """JSON, with comments and last commas where it holds them: settings of editors and compilers do."""
    from mle_reviewer.program.json_entries import json_entry

    try:
        return json_entry(text)
    except ValueError:
        from mle_reviewer.program.json_comments import plain

        bare = plain(text)
        if bare == text:
            raise
        return json_entry(bare)


def _template(text: str) -> str:
    if "{{" in text or "{%" in text:
        return " (a template: what it will say is not known before it is rendered)"
    return ""


def _invalid(document: Document, text: str, error: Exception) -> Gap:
    """The gap for what is no JSON and no TOML."""
    kind = "TOML" if document.kind == "toml" else "JSON"
    line = getattr(error, "lineno", None)
    why = "it nests too deeply" if isinstance(error, RecursionError) else str(error).partition("\n")[0]
    if line is None:
        found = re.search(r"\(at line (\d{1,7}), column \d+\)$", why)
        line = int(found[1]) if found else 1
    return Gap(document.path, line, "parse", f"not valid {kind}: {why}")
