"""Scaffolds a check: the query and, beside it, its page; their tests fail until both are written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHECKS = Path(__file__).resolve().parent.parent / "src" / "mle_reviewer" / "checks"
# folder -> (area of the checklist, primary risk, what the folder is about)
AREAS = {
    "data": ("DL", "data leakage", "Data contract and leakage"),
    "evaluation": ("EP", "weak eval", "Evaluation and promotion"),
    "framing": ("PF", "other", "Problem framing and decision quality"),
    "metrics": ("ME", "weak eval", "Metrics, thresholds and error analysis"),
    "monitoring": ("MI", "missing monitoring", "Monitoring and incident response"),
    "serving": ("SD", "unsafe serving", "Serving and deployment"),
    "start": ("SH", "other", "Whether the change can be reviewed"),
    "training": ("TR", "irreproducible training", "Training reproducibility"),
}

QUERY = '''\
"""<What the code does, in one sentence>."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow

CARD = Card(
    area="{area}", title="<The fault, as a headline>", items=("{area}1",), severity=Severity.MEDIUM, risk="{risk}"
)


def find(flow: Flow) -> Iterator[Finding]:
    """<Which acts, and what must hold between them.>"""
    for act in flow.acts:
        if act.kind == "fit" and act.words == "<the query>":
            words = Words(
                title="<The fault at this place>",
                issue="<What happens, then what follows in production.>",
                fix="<The correction.>",
            )
            yield finding(flow, CARD, act.place, words, [step(flow, act, "<what happens here>")])
'''

QUERY_OF_A_CHANGE = '''\
"""<What the change did, in one sentence>."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Training

CARD = Card(
    area="{area}",
    title="<The fault, as a headline>",
    items=("{area}1",),
    severity=Severity.MEDIUM,
    risk="{risk}",
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """<Which deeds of base, and what they no longer do in head.>"""
    for base, head in changed.of(Training):
        if base.words == "<the query>":
            words = Words(
                title="<The fault at this place>",
                issue="<What happens, then what follows in production.>",
                fix="<The correction.>",
            )
            trace = (before(base.at, "<what happened>"), now(head.at, "<what happens>"))
            yield lost(changed, CARD, head.at, words, trace)
'''

PAGE = """\
# {check}

<What this check finds, in one sentence.>

## Why

<What happens, then what follows in production. Name the source: a paper, a documentation page.>

## Bad

```python train.py
model = fit(rows)  # expect: {check}
```

## Good

```python train.py
model = fit(training_rows)
```

## Stays quiet

<A look-alike, and why it is fine.>

```python train.py
model = load()
```

## References

- <where a reader learns more>
"""
BLOCK = "```python train.py\n"


def page_of_a_change(page: str) -> str:
    """The same page, each block after the same file as it was before the change."""
    was = "```python train.py before\nmodel = fit(rows, shuffle=False)\n```\n\n"
    return page.replace(BLOCK, f"{was}{BLOCK}")


def scaffold(area: str, name: str, kind: str = "") -> tuple[Path, Path]:
    """Write the two files and return them; `kind` is tree or change ("" is tree).

    Raises ValueError, with the way out, when they cannot be written.
    """
    if area not in AREAS:
        raise ValueError(f"AREA is one of {', '.join(AREAS)}, not {area!r}")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", name):
        raise ValueError(f"NAME is the fault, as a module of two words or more (fit_before_split), not {name!r}")
    if kind not in {"", "tree", "change"}:
        raise ValueError(f"KIND is tree (what stands in the code) or change (what a change took away), not {kind!r}")
    letters, risk, about = AREAS[area]
    folder = CHECKS / area
    query, page = folder / f"{name}.py", folder / f"{name}.md"
    taken = sorted(path.relative_to(CHECKS).as_posix() for path in CHECKS.glob(f"*/{name}.*"))
    if taken:
        raise ValueError(f"the id is taken: {', '.join(taken)}")
    folder.mkdir(exist_ok=True)
    if not (folder / "__init__.py").exists():
        (folder / "__init__.py").write_text(f'"""{about}."""\n', encoding="utf-8")
    template = QUERY_OF_A_CHANGE if kind == "change" else QUERY
    text = PAGE.format(check=name.replace("_", "-"))
    query.write_text(template.format(area=letters, risk=risk), encoding="utf-8")
    page.write_text(page_of_a_change(text) if kind == "change" else text, encoding="utf-8")
    return query, page


def main(arguments: list[str]) -> int:
    """Scaffold from the arguments, and say which files to write next."""
    try:
        query, page = scaffold(*arguments)
    except (TypeError, ValueError) as error:
        usage = "usage: make new-check AREA=data NAME=fit_before_split [KIND=change]"
        print(f"new-check: {error}\n{usage}" if isinstance(error, ValueError) else usage, file=sys.stderr)
        return 2
    print(f"Write the page first: {page}\nThen the query:       {query}\nThen run:             pytest -k {query.stem}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
