"""What mistakes and decisions cost, as sentences say it and as code reckons with it by names and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings, main_words
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assign, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Param, Result, Term
from mle_reviewer.system.questions.gating.budgets import KINDS
from mle_reviewer.system.questions.pages.prose import Statement, spoken_of

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_WRONG: Final = frozenset({"fn", "fp", "fns", "fps"})
_SIDES: Final = frozenset({"positive", "positives", "negative", "negatives", "alarm", "alarms"})
_PRICES: Final = frozenset({"cost", "costs", "price", "penalty", "loss", "value", "weight", "benefit", "profit"})
_JUDGED: Final = (*headings.MODELS, "threshold*", "churn*", "default*", "fraud*", "approve*")
_WEIGHED: Final = (
    *headings.COSTS,
    *headings.DECIDES,
    "threshold*",
    "profit*",
    "rule",
    "rules",
    "minimi*",
    "maximi*",
    "roi layer",
)
_MONEY: Final = re.compile(r"[$€£¥]|\busd\b|\beur\b|\bcosts?\b|profit|revenue|saving|investment")
UNRUN: Final = ", and nothing seen runs it"
_MOST: Final = 3
_WORDS: Final = 4
_WRONGS: Final = (*headings.MISSES, *headings.ALARMS)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_AMOUNT: Final = re.compile(r"[$€£¥]\s?\d|\w\s?[=:≈]\s?\d|\d\s?[\u00d7x$€£%]")


def spoken_costs(system: System) -> tuple[tuple[tuple[str, ...], Statement], ...]:
    """Sentences on what a mistake or a decision costs, with the kinds of mistakes that they name."""
    found: list[tuple[tuple[str, ...], Statement]] = []
    seen: set[str] = set()
    for said, one in (*_mistakes(system), *_prices(system)):
        kinds = tuple(
            kind
            for kind, phrases in ((KINDS[0], headings.MISSES), (KINDS[1], headings.ALARMS))
            if headings.tells(said, phrases)
        )
        if not found or set(kinds) - seen:
            seen |= set(kinds)
            found.append((kinds, one))
    return tuple(found[:_MOST])


def _mistakes(system: System) -> Iterator[tuple[str, Statement]]:
    """Sentences that say of a kind of mistake what it costs; the name of a figure alone is none."""
    for one in spoken_of(system, _WRONGS, headings.COSTS):
        aside = one.links or one.planned or one.text.rstrip().endswith(":")
        said = "" if aside else one.together(_WRONGS, headings.COSTS).replace(" at the cost of ", " ")
        if headings.tells(said, headings.COSTS) and (len(_WORD.findall(said)) > _WORDS or _AMOUNT.search(one.text)):
            yield said, one


def _prices(system: System) -> Iterator[tuple[str, Statement]]:
    """Sentences on the profit or cost of acting on what a model says."""
    for one in spoken_of(system, headings.PRICES):
        said = one.together(headings.PRICES, _JUDGED)
        if not said or one.links or one.planned or one.near(main_words.PRAISES):
            continue
        if headings.tells(said, headings.PRICES) == "roi" and not (_MONEY.search(said) or " action" in said):
            continue  # a region of interest
        weighed = headings.tells(said, _WEIGHED) or any(sign.isdigit() for sign in said)
        if weighed and len(said.split()) >= _WORDS:
            yield said, one


def priced(system: System) -> tuple[tuple[Location, str], ...]:
    """Where code that something runs multiplies mistakes by what they cost; what nothing runs is said to be so."""
    return system.once(_priced)


def _priced(system: System) -> tuple[tuple[Location, str], ...]:
    found: list[tuple[bool, Location, str]] = []
    for routine in system.routines():
        op = _product(routine)
        if op is not None:
            run = system.reached.how(routine) is not None
            name = f"`{routine.name}`" if routine.name.strip("_<>") else "the code"
            says = f"{name} counts mistakes by what they cost" + ("" if run else UNRUN)
            found.append((not run, system.at(routine, op.pos or routine.pos), says))
    found.sort(key=lambda one: one[0])
    return tuple((at, says) for _, at, says in found)


def _product(routine: Routine) -> Op | None:
    """The first product of a count of mistakes and a price; F-scores and correlations are products of neither."""
    named = {id(step.term): step.name for step in routine.every() if isinstance(step, Assign)}
    for one, _ in routine.spoken():
        if isinstance(one, Op) and one.op == "*" and len(one.terms) == 2:  # noqa: PLR2004 - two factors
            left, right = one.terms
            if _pays(left, right, named) or _pays(right, left, named):
                return one
    return None


def _pays(count: Term, price: Term, named: dict[int, str]) -> bool:
    if not any(_is_wrong(_name(one, named)) for one in _near(count)):
        return False
    if isinstance(price, Const):
        value = price.value
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 2  # noqa: PLR2004 - F1 counts twice
    return any(set(words(_name(one, named))) & _PRICES for one in _near(price))


def _near(term: Term) -> Iterator[Term]:
    """A factor, and what a call in its place is given: `len(missed)`, `fn.sum()`, `float(cost)`."""
    yield term
    if isinstance(term, Result):
        yield from term.call.args[:2]
        if term.call.method is not None:
            yield term.call.callee


def _name(term: Term, named: dict[int, str]) -> str:
    if isinstance(term, (Param, Attr)):
        return term.name
    if isinstance(term, Item) and isinstance(term.key, Const) and isinstance(term.key.value, str):
        return term.key.value
    if isinstance(term, Result):
        return named.get(id(term), "") or term.call.method or ""
    return named.get(id(term), "")


def _is_wrong(name: str) -> bool:
    some = frozenset(words(name))
    return bool(some & _WRONG) or ("false" in some and bool(some & _SIDES))
