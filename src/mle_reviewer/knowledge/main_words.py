"""What headings say as their main words, and words that tell pages on a model from others."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mle_reviewer.knowledge import headings

# What drifts where it is the data, or what a model makes of them.
DRIFTING: Final = (
    *headings.MODELS,
    "data",
    "distribution*",
    "concept",
    "covariate*",
    "population*",
    "customer*",
    "calibration",
    "behavior*",
    "behaviour*",
    "season*",
    "pattern*",
    "domain",
    "market*",
    "policy",
    "rates",
    "feature*",
    "données",
    "datos",
    "dados",
    "daten",
    "数据",
    "데이터",
)
# Drift of which tools are asked, or that is none of the data's.
OTHER_DRIFT: Final = (
    "drift report*", "drift gate*", "drift detect*", "drift monitor*", "drift dashboard*", "evidently",
    "configuration drift", "config drift", "infrastructure drift", "terraform", "schema drift", "version drift",
    "documentation drift", "code drift", "feature drift across", "monitoring stack", "drift experiment*",
    "version drift", "label drift", "drift and performance monitor*", "drift alert*", "drift check*",
    "drift job*", "drift trigger*", "drift test*", "drift from plan", "repository drift", "scope drift",
    "drift pipeline*",
    "detects drift", "detect drift", "read only tool*",
)  # fmt: skip
# Sections that praise or list what a program does.
PRAISES: Final = (
    "feature",
    "features",
    "key features",
    "capabilit*",
    "highlight*",
    "what s new",
    "release*",
    "commands",
    "pipeline",
    "summary of changes",
    "tools",
    "workflow*",
)
# What somebody does on an answer, plainly enough to stand by itself.
ACTS_ALONE: Final = (
    *headings.DECIDES, "intervene", "intervention", "interventions", "triage", "outreach", "manual review",
    "take action",
    "inventory management", "staffing", "underwriting",
)  # fmt: skip
# What it costs to compute.
COMPUTES: Final = (
    "gpu hour*", "compute cost*", "cost of compute", "waste compute", "wastes compute", "wasted compute", "cloud cost*",
    "gpu cost*", "training cost*", "inference cost*",
)  # fmt: skip
# What is tried and left out to see what it does, and what is to be tried next.
ABLATES: Final = ("ablation*", "ablated", "étude d ablation", "ablación", "ablação", "ablationsstudie", "消融")
PLANS: Final = ("experiment*", "re run*", "rerun*", "retrain*", "ablation*", "compare", "évaluer", "comparar", "实验")
# What courses say of themselves.
TAUGHT: Final = (
    "student*", "course*", "lecture*", "assignment*", "bootcamp*", "zoomcamp", "capstone", "curriculum", "homework",
    "étudiant*", "estudiante*", "studierende*",
)  # fmt: skip

_MAIN_WORDS: Final = 7  # a heading of more words tells a story
_FEW_WORDS: Final = 4
_LONGEST: Final = 12
_LETTERS: Final = frozenset("abcdefgh")  # that sections are numbered with
_SIGNS: Final = 20  # of a script without blanks


@lru_cache(maxsize=20_000)
def heads(title: str, phrases: tuple[str, ...]) -> str:
    """The phrase that a heading, as words of `spoken`, says as its main words: it begins or ends with it, or is short.

    A word of a topic in the middle of a long title, of whatever language, opens no section on the topic.
    """
    found = headings.tells(title, phrases)
    parts = [one for one in title.split() if not one.isdigit()]
    if len(parts) > 1 and len(parts[0]) == 1 and parts[0] in _LETTERS:
        parts = parts[1:]  # `B. Error analysis`
    bare = " ".join(parts)
    if found and _MAIN_WORDS < len(parts) <= _LONGEST and any(" " in one and _begins(bare, one) for one in phrases):
        return found  # `Known limitation: …`
    if not found or len(parts) > _MAIN_WORDS:
        return ""
    if not found.isascii() and ord(max(found)) >= 0x2000:  # noqa: PLR2004 - scripts without blanks
        return found if len(bare) <= _SIGNS else ""
    if len(parts) <= _FEW_WORDS or any(_stands_at_an_end(bare, one) for one in phrases):
        return found
    return ""


def _begins(title: str, phrase: str) -> bool:
    some = phrase.lstrip("=").rstrip("*").rstrip()
    return title.startswith(some if phrase.endswith("*") else f"{some} ")


def _stands_at_an_end(title: str, phrase: str) -> bool:
    some = phrase.lstrip("=")
    if some.endswith("*"):
        some = some.rstrip("*").rstrip()
        return title.startswith(some) or title.rpartition(" ")[2].startswith(some)
    return f"{title} ".startswith(f"{some} ") or f" {title}".endswith(f" {some}")
