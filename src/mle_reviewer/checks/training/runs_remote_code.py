"""Code that stands beside a model on a hub is run, whatever its owner puts there next."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Code of a hub is run",
    items=("SD5",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
    security=True,
    lane="security-reviewer",
    read=(6, 14),
)


def find(system: System) -> Iterator[Finding]:
    """Models of others by name, told to run the code beside them, with no revision that says which code.

    Whoever pins one load of a model in a document pins them all: they are told together.
    """
    found = [(named, sign) for sign in system.signed("load-pretrained") if (named := _trusted(system, sign))]
    for some in by_cause(found, lambda each: (each[0], each[1].path)):
        yield _finding(system, some[0][0], *(sign for _, sign in some))


def _trusted(system: System, sign: Sign) -> str:
    """The model of a hub whose code a load runs, whatever it is; "" where it runs none, or a revision says which."""
    trusts, revision, name = sign.given("trusts"), sign.given("revision"), sign.given("name")
    if not (isinstance(trusts, Const) and trusts.value is True) or revision is not None:
        return ""
    texts = system.spelled.spelled(name)  # a folder, or what whoever calls chooses, is no model of a hub
    return next((text for text in texts if text.count("/") == 1 and text[0].isalnum() and "?" not in text), "")


def _finding(system: System, named: str, sign: Sign, *others: Sign) -> Finding:
    words = Words(
        title=f"Whatever code `{named}` holds today is run",
        issue=f"`{sign.name}` is told to run the Python files that stand beside the model, and no revision says "
        "which: the owner of that repository, or whoever takes it over, runs code here with the next start, and "
        "the model's answers may change with it.",
        fix="Pass `revision=` with a commit that was read, or copy the code into this repository and leave "
        "`trust_remote_code` out.",
    )
    trace = [step_at(system, sign, f"`{named}` is fetched and its code trusted")]
    trace += again((place(system, one), one.name) for one in others)
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
