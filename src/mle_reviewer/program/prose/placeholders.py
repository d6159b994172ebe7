"""Whether a line of prose says something, or only holds a place for it."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.program.prose.parts import label_of, unlisted

# What stands where somebody should still write: alone, or with an instruction behind it.
_OPEN: Final = re.compile(
    r"(?:todo|tbd|tba|tbc|fixme|xxx|wip|t\.b\.d\.?|to be (?:added|announced|completed|confirmed|decided|defined|"
    r"determined|done|filled(?: in)?|written)|coming soon|work in progress|lorem ipsum|more information needed|"
    r"insert (?:text )?here|your (?:text|answer|description) here|placeholder|fill (?:this )?in)\b",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"(?:n\s?/\s?a|not applicable|\?+|\.{2,}|-+|_+)\.?", re.IGNORECASE)
_MARKS: Final = "*_`~ \t"
_PAIRS: Final = {"[": "]", "<": ">", "{": "}", "(": ")"}


def says(line: str, defined: frozenset[str] = frozenset()) -> bool:
    """Whether a line holds words of its own; `defined` are the names that `[name]` may link to."""
    text = unlisted(line)[1].lstrip("> ")
    label = label_of(text)
    return not empty(text, defined) and (label is None or not empty(label[1], defined))


def empty(text: str, defined: frozenset[str] = frozenset()) -> bool:
    """Whether a value is blank or a placeholder (`TBD`, `N/A`, `{{ name }}`, `<who>`, `[More Information Needed]`)."""
    bare = without_templates(text).strip(_MARKS)
    if not any(one.isalnum() for one in bare) and not _picture(bare):
        return True
    if _OPEN.match(bare) or _NOTHING.fullmatch(bare):
        return True
    if _PAIRS.get(bare[0]) == bare[-1]:
        inner = bare[1:-1]
        if bare[0] == "[":
            return "]" not in inner and inner.casefold() not in defined
        if bare[0] == "<":
            return ">" not in inner and "://" not in inner and "@" not in inner
        return (bare[0] == "{" and "}" not in inner) or bool(_OPEN.match(inner.strip()) or _NOTHING.fullmatch(inner))
    return False


def without_templates(text: str) -> str:
    """The text without `{{ … }}` and `{% … %}`."""
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        if opening not in text:
            continue
        kept: list[str] = []
        at = 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            kept.append(text[at:start])
            at = end + 2
        text = "".join([*kept, text[at:]])
    return text


def _picture(text: str) -> bool:
    return "](" in text or any(ord(one) > 0x2190 for one in text)  # signs such as a check mark are an answer
