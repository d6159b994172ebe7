"""Values that only hold a place: words that say so, hardly any different signs, counters and sequences."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.credentials.made_up import is_counted
from mle_reviewer.findings.credentials.sequences import is_sequenced

_PLACEHOLDERS: Final = re.compile(
    r"x{4,}|\*{3,}|\.{3,}|[•●∙⋅◦█▪]{2,}|…|_{4,}|0{6,}|1234|abcdef|example|sample|dummy|fake|mock|placeholder|changeme|change[_-]me|"
    r"change[_-](?:this|it|in|before|for)(?![a-z])|replace|your|insert|todo|redacted|removed|hidden|secret[_-]?key|password|passwd|my[_-]|"
    r"pass_?123|default|minioadmin|foobar|none|null|undefined|<|>|\$\{|\{\{|%\(",
    re.IGNORECASE,
)
_SIGNS_FOR_LETTERS: Final = str.maketrans("@4301$57", "aaeoisst")
_DISGUISED: Final = re.compile(
    r"change[^a-z]{0,2}(?:me|this|it|in|before)(?![a-z])|replace[^a-z]{0,2}(?:me|this)(?![a-z])|placeholder"
    r"|(?<![a-z])change[^a-z]{0,2}$"
)
_FEWEST_SIGNS: Final = 6
_TOLD_BY: Final = 200  # signs of a long value that say whether it holds a place


def is_placeholder(value: str) -> bool:
    """Whether what looks like a secret only holds its place: words that say so, or hardly any different signs."""
    value = value[:_TOLD_BY]
    few = len(set(value.lower())) < min(_FEWEST_SIGNS, len(value))
    return few or bool(_PLACEHOLDERS.search(value)) or _is_disguised(value) or is_counted(value) or is_sequenced(value)


def _is_disguised(value: str) -> bool:
    """Whether the words stand there with digits and signs for letters, as rules for passwords ask for: `Ch@ng3M3!`."""
    return bool(_DISGUISED.search(value.lower().translate(_SIGNS_FOR_LETTERS)))
