"""Sentences that say who does what, or which question is decided, on what a model answers."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.knowledge import headings

_LONG: Final = 190  # characters: what is decided mostly stands at the end
_STOP: Final = re.compile(r"(?<=[.!?])\s+(?=\S)")
# Companies at large are praised to in every introduction; who decides is somebody in one.
_WHO: Final = (
    r"(?:teams?|managers?|departments?|staff|planners?|operators?|analysts?|officers?|underwriters?|clinicians?|"
    r"doctors?|physicians?|nurses?|buyers?|dispatchers?|agents|reviewers?|investigators?|marketers?|recruiters?)"
)
_ACTS: Final = (
    r"(?:decide|deciding|contact|call|reach out|prioriti[sz]e|allocate|order|reorder|replenish|approve|reject|"
    r"intervene|schedule|target|retain|keep|review|block|dispatch|rebalance|investigate|escalate|offer|stock|"
    r"hedge|staff|price|act\b|act on|take action|choose|select which|set (?:the )?(?:price|rate|limit))"
)
# `so that the retention team can call them`; `helps underwriters decide`; `deciding whether to pay customers`.
_SAYS: Final = (
    re.compile(rf"\b(?:so that|so|allow(?:s|ing)?|enabl(?:es?|ing)|help(?:s|ing)?|let(?:s|ting)?) (?:\w+ ){{0,4}}"
               rf"{_WHO} (?:\w+ ){{0,3}}?{_ACTS}"),
    re.compile(rf"\b(?:{_WHO} (?:\w+ ){{0,3}}?decides?|deciding|decisions? (?:on|about)) (?:\w+ ){{0,4}}"
               r"(?:whether|which|how much|how many|when to|whom|who to)\b"),
    re.compile(r"\bpara que (?:\w+ ){0,4}(?:equipos?|gestores?|analistas|gerentes|times?|equipes?|área) (?:\w+ ){0,3}"
               r"(?:pueda\w*|possa\w*|contact\w+|actú\w+|intervenga\w*)"),
    re.compile(r"\b(?:afin que|pour que|permet(?:tant)? (?:à|aux)) (?:\w+ ){0,4}"
               r"(?:équipes?|conseillers?|gestionnaires?|agents?|médecins?) (?:\w+ ){0,4}"
               r"(?:déci\w+|contact\w+|prioris\w+|interv\w+|agi\w*)"),
    re.compile(r"\bdamit (?:\w+ ){0,4}(?:teams?|abteilung|mitarbeiter\w*|disponenten|planer) (?:\w+ ){0,6}"
               r"(?:entscheid\w+|kontaktier\w+|priorisier\w+|eingreif\w+|können)"),
    re.compile(r"\bđể (?:bộ phận|đội|nhóm|nhân viên|phòng) (?:\w+ ){0,8}"
               r"(?:liên hệ|giữ chân|quyết định|ưu tiên|can thiệp)"),
)  # fmt: skip
# What a pipeline, a team of the model itself or a reader of the page decides is no decision that the model is for.
_OF_ITSELF: Final = (
    "promote", "promotes",
    "promotion", "deploy*", "retrain*", "rollback", "roll back", "pipeline", "workflow*", "ci", "architecture*",
    "library",
    "framework*", "tool", "tools", "hyperparameter*", "this project", "repository", "developer*", "data scientist*",
    "ml engineer*", "ml team*", "data team*", "canary", "champion", "challenger", "threshold to use", "which model",
    "experiment*", "dashboard*", "mlops", "feature store", "infrastructure", "engineers",
)  # fmt: skip


def leads(text: str) -> str:
    """The first sentence of a text that says so; "" where none does."""
    for part in _STOP.split(" ".join(text.split())):
        said = headings.spoken(part)
        if any(form.search(said) for form in _SAYS) and not headings.tells(said, _OF_ITSELF):
            return part if len(part) <= _LONG else f"… {part[-_LONG:].partition(' ')[2]}"
    return ""
