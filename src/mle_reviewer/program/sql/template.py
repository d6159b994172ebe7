"""Templates in SQL: what Jinja and string formatting leave open is filled so that lines and columns stay in place."""

from __future__ import annotations

import re
from typing import Final

Arms = str  # which arms of `{% if %}` stay: "first", "none" (those with an else keep it), "last"
ARMS: Final[tuple[Arms, ...]] = ("first", "last", "none")
PLACEHOLDER: Final = "_mle_"

_INSIDE: Final = r"""(?:'[^']*'|"[^"]*"|[^'"])*?"""  # a tag's end does not count inside a string
_TAG: Final = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*(?P<word>\w*)(?P<rest>" + _INSIDE + r")[-+]?%\}|\{\{-?(?P<value>" + _INSIDE + r")-?\}\}",
    re.DOTALL,
)
_OPEN: Final = re.compile(r"\{[{%#]")
_REF: Final = re.compile(r"^\s*ref\s*\(\s*(?:['\"][\w.-]+['\"]\s*,\s*)?['\"](?P<name>[\w.-]+)['\"]")
_SOURCE: Final = re.compile(r"^\s*source\s*\(\s*['\"](?P<schema>[\w.-]+)['\"]\s*,\s*['\"](?P<name>[\w.-]+)['\"]")
_VAR: Final = re.compile(r"^\s*(?:var|env_var)\s*\(\s*['\"][\w.-]+['\"]\s*,\s*['\"]?(?P<default>[\w.:-]+)['\"]?\s*\)")
_SILENT: Final = re.compile(r"^\s*(?:config|log|print|do|snapshot_config|depends_on)\s*\(")
_WHOLE: Final = re.compile(r"\bstar\s*\(")
_CUT: Final = frozenset({"macro", "set", "call", "test", "docs", "materialization", "filter"})
_FORMATS: Final = re.compile(
    r"%\(\w+\)[sdf]|(?<![%\w])%[sdf](?!\w)|\[[A-Za-z]\w*-[\w-]+\](?=\.)|\$?\{[A-Za-z_][\w.]*\}|(?<![\w:])\?(?=\s*[,)]|\s*$|\s+(?:and|or)\b|::)",
    re.IGNORECASE,
)

_MAYBE: Final = re.compile(r"[%?{]|\[[A-Za-z]\w*-")


class TemplateError(ValueError):
    """A template that cannot be told apart into text and tags; `line` is where."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def is_templated(text: str) -> bool:
    """Whether a text holds Jinja."""
    return _OPEN.search(text) is not None


def filled(text: str, arms: Arms = "first") -> str:
    """The text as SQL that can be parsed: every character that stays keeps its line and, mostly, its column."""
    return without_formats(_without_jinja(text, arms) if is_templated(text) else text)


def without_formats(text: str) -> str:
    """Placeholders of database drivers and string formatting become names."""
    return _FORMATS.sub(lambda found: _name(len(found[0])), text) if _MAYBE.search(text) else text


def is_left_open(name: str) -> bool:
    """Whether a name or text stands for a value that is filled in when the query is run."""
    return bool(name) and not name.removeprefix(PLACEHOLDER[: len(name)]).strip("_")


def _name(length: int) -> str:
    return (PLACEHOLDER + "_" * length)[: max(length, 2)] if length > 1 else "_"


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_jinja(text: str, arms: Arms) -> str:
    out: list[str] = []
    at = 0
    stack: list[_Block] = []
    while (opened := _OPEN.search(text, at)) is not None:
        found = _TAG.match(text, opened.start())
        if found is None:
            raise TemplateError("a Jinja tag that does not end", text.count("\n", 0, opened.start()) + 1)
        between = text[at : found.start()]
        out.append(between if _visible(stack) else _blank(between))
        at = found.end()
        if found["value"] is not None:
            out.append(_value(found[0], found["value"]) if _visible(stack) else _blank(found[0]))
            continue
        out.append(_blank(found[0]))
        if found["word"] is not None:
            _control(stack, found["word"], found["rest"], arms, text.count("\n", 0, found.start()) + 1)
    if stack:
        raise TemplateError(f"a Jinja block `{stack[-1].word}` that does not end", stack[-1].line)
    out.append(text[at:])
    return "".join(out)


class _Block:
    """A Jinja block that is open: whether what stands in it is kept now, and whether an arm has been kept."""

    def __init__(self, word: str, line: int, *, shown: bool) -> None:
        self.word = word
        self.line = line
        self.shown = shown
        self.taken = shown


def _visible(stack: list[_Block]) -> bool:
    return all(block.shown for block in stack)


def _control(stack: list[_Block], word: str, rest: str, arms: Arms, line: int) -> None:
    if word in {"if", "for"}:
        # The last round of a loop is the one that is written out: what stands between rounds falls away.
        between = word == "if" and "loop.last" in rest and "not" in rest
        shown = word == "for" or (arms == "first" and not between)
        stack.append(_Block(word, line, shown=shown))
    elif word in _CUT and not (word == "set" and "=" in rest):
        stack.append(_Block(word, line, shown=False))
    elif word in {"snapshot", "raw", "autoescape", "block"}:
        stack.append(_Block(word, line, shown=True))
    elif word in {"elif", "else"} and stack:
        block = stack[-1]
        block.shown = block.word == "if" and not block.taken and word == "else" and arms != "none"
        block.taken = block.taken or block.shown
    elif word.startswith("end"):
        if not stack or stack[-1].word != word.removeprefix("end"):
            raise TemplateError(f"`{word}` without its begin", line)
        stack.pop()


def _value(whole: str, value: str) -> str:
    """What stands for `{{ value }}`: a table's name, a default, or a name of the same length."""
    if (found := _REF.match(value)) is not None:
        return _padded(found["name"], whole)
    if (found := _SOURCE.match(value)) is not None:
        return _padded(f"{found['schema']}.{found['name']}", whole)
    if _SILENT.match(value) is not None:
        return _blank(whole)
    if (found := _VAR.match(value)) is not None:
        return _padded(found["default"], whole)
    if _WHOLE.search(value) is not None:
        return _padded("*", whole)
    first, _, rest = whole.partition("\n")
    return _name(max(len(first), 2)) + ("\n" + _blank(rest) if rest or "\n" in whole else "")


def _padded(text: str, whole: str) -> str:
    """`text` in the place of `whole`, with its line breaks after it."""
    breaks = whole.count("\n")
    return text.ljust(len(whole)) if not breaks else text + "\n" * breaks


__all__ = ["ARMS", "PLACEHOLDER", "TemplateError", "filled", "is_left_open", "is_templated", "without_formats"]
