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
_FEWEST_SIGNS: Final = 6
_TOLD_BY: Final = 200  # signs of a long value that say whether it holds a place


def is_placeholder(value: str) -> bool:
    """Whether what looks like a secret only holds its place: words that say so, or hardly any different signs."""
    value = value[:_TOLD_BY]
    few = len(set(value.lower())) < min(_FEWEST_SIGNS, len(value))
    return few or bool(_PLACEHOLDERS.search(value)) or is_counted(value) or is_sequenced(value)
