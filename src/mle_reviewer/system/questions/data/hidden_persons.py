"""How code and pages treat personal data: what is hashed, hidden in logs or deleted in time, and what is said of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import data_words, headings
from mle_reviewer.knowledge.measures import words
from mle_reviewer.knowledge.person_words import names_person
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Attr, Const, Group, Item, Op, Pairs, Param, Result, Term, literals, within
from mle_reviewer.system.entries import under
from mle_reviewer.system.questions.commands.ci import runs, workflows
from mle_reviewer.system.questions.data.stated_data import plain, told
from mle_reviewer.system.questions.pages.notes import tables
from mle_reviewer.system.questions.pages.prose import spoken_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.questions.pages.prose import Statement
    from mle_reviewer.system.system import System

_AROUND: Final = 20  # words
_MOST: Final = 2  # statements of one kind
_WHO: Final = frozenset({"email", "identity", "caller", "submitter", "username", "msisdn", "visitor"})
_IDS: Final = frozenset({"id", "ids", "ip", "key", "addr", "address", "name"})
_OWNERS: Final = frozenset(
    {"user", "customer", "client", "patient", "session", "device", "visitor", "employee", "member", "peer"}
)
_NOT: Final = frozenset({"password", "passwd", "pwd", "token", "secret", "cache", "model", "file", "content", "api"})
_DELETES: Final = frozenset({"delete", "delete_many", "delete_one", "remove", "unlink", "rmtree", "purge"})
_PURGES: Final = re.compile(r"\bdelete\s{1,5}from\s{1,5}[\w.\"{}]{1,80}\s{1,5}where\b[^;]{0,300}<", re.IGNORECASE)
_FOUND: Final = re.compile(r"\bfind\s[^;|]{0,300}?-mtime\s{1,5}\+[^;|]{0,200}?-delete\b")
_KEPT_ASIDE: Final = frozenset({"model", "models", "pkl", "joblib", "cache", "tmp", "pycache"})
_LONGEST: Final = 20_000
_NUMBERS: Final = frozenset({"builtins.int", "builtins.int.from_bytes"})
_FEW: Final = 3  # names of which a digest of somebody is made
_HIDES: Final = frozenset({"redact", "redacted", "mask", "masked", "scrub", "censor", "pseudonymize", "anonymize"})
_OTHER: Final = frozenset({"attention", "padding", "image", "images", "tokens", "loss", "model", "array", "layer"})
_COLUMNS: Final = frozenset({"field", "fields", "column", "columns", "feature", "attribute", "variable"})
_PRIVATE: Final = frozenset({"privacy", "pii", "sensitivity", "sensitive", "classification", "personal"})
_ROWS: Final = 3
_HIDDEN: Final = re.compile(r"\[?\b(?:redacted|masked|filtered|removed)\b\]?|\*{3,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Treated:
    """One thing that is done or said, and where."""

    says: str
    at: Location


def hashed(system: System) -> Iterator[Treated]:
    """Where reached code turns what tells a person into a digest."""
    for sign in system.signed("hash"):
        what = sign.given("what")
        if what is None or not system.reached.how(sign.routine):
            continue
        named = set(_names(what))
        name = next((one for one in sorted(named) if _tells(one)), None)
        if name is not None and len(named) <= _FEW and not _drawn(sign.routine, sign.call):
            yield Treated(f"`{name}` is turned into a digest ({sign.name})", system.at(sign.routine, sign.pos))


def _drawn(routine: Routine, hashing: Call) -> bool:
    """Whether the digest becomes a number, by which somebody is given a share of a test: nothing is hidden by it."""
    return any(
        (call.method == "from_bytes" or str(getattr(call.callee, "path", "")) in _NUMBERS)
        and any(isinstance(one, Result) and one.call is hashing for term in call.args for one in within(term))
        for call in routine.calls()
    )


def _names(term: Term) -> Iterator[str]:
    for one in within(term):
        match one:
            case Param(name=name) | Attr(name=name) | Item(key=Const(value=str(name))):
                yield name


def _tells(name: str) -> bool:
    """Whether a name says who somebody is: `email`, `user_id`, `peer_ip`."""
    some = set(words(name))
    if some & _NOT:
        return False
    return bool(some & _WHO) or names_person(name) or bool(some & _OWNERS and some & _IDS)


def hidden_in_logs(system: System) -> Iterator[Treated]:
    """Filters of logs that put something else in the place of what they hide."""
    for shape in system.shapes.get("log-filter", ()):
        known = system.indexed.class_of(shape.thing)
        module = system.indexed.module(known.path) if known is not None and tier(known.path) == "code" else None
        for index in known.methods.values() if known is not None and module is not None else ():
            routine = module.routine(index) if module is not None else None
            if known is not None and routine is not None and any(map(_HIDDEN.search, _said_in(routine))):
                yield Treated(f"`{known.name}` hides values before they are logged", system.at(routine, routine.pos))
                break


def hidden_by_hand(system: System) -> Iterator[Treated]:
    """Functions that something calls and that put a mark in the place of what tells a person, by what they do."""
    for routine in system.routines("code"):
        named = set(words(routine.name.rpartition(".")[2]))
        if not named & _HIDES or named & _OTHER or system.reached.how(routine) is None:
            continue
        if any(_HIDDEN.search(text) for term in routine.returned() for text in literals(term)):
            says = f"`{routine.name}` puts a mark in the place of values that it hides"
            yield Treated(says, system.at(routine, routine.pos))


def _said_in(routine: Routine) -> Iterator[str]:
    return (text for call in routine.calls() for term in call.terms()[1:] for text in literals(term))


def deleted_in_time(system: System) -> Iterator[Treated]:
    """Where reached code deletes or empties what is older than a set time, and logs that are kept for one."""
    for routine in system.routines():
        if system.reached.how(routine) is None:
            continue
        for call in routine.calls():
            if any(map(_deletes_files, _said(call))):
                yield Treated("files that are older than a set time are deleted (`find`)", system.at(routine, call.pos))
                break
            if _deletes_old(call) or any(map(_PURGES.search, _said(call))):
                says = f"`{routine.name or routine.path}` deletes or empties what is older than a set time"
                yield Treated(says, system.at(routine, call.pos))
                break
    for sign in system.signed("keep-logs"):
        if sign.given("retention") is not None and system.reached.how(sign.routine):
            yield Treated(f"logs are kept for a set time ({sign.name})", system.at(sign.routine, sign.pos))


def _said(call: Call) -> Iterator[str]:
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for one in (term, *(term.items if isinstance(term, Group) else ())):
            if isinstance(one, Const) and isinstance(one.value, str):
                yield one.value


def _deletes_old(call: Call) -> bool:
    """Whether a chain that deletes rows, or empties them, asks for a time before a span ago."""
    chain = [call, *(one.call for one in within(call.callee) if isinstance(one, Result))]
    done = {one.method or _tail(one) for one in chain}
    emptied = "update" in done and any(map(_empties, chain))
    if not (done & _DELETES or emptied):
        return False
    asked = (term for one in chain for term in one.args)
    return any(
        isinstance(one, Op) and one.op in {"<", "<="} and any(map(_span, within(one)))
        for term in asked
        for one in within(term)
    )


def _deletes_files(text: str) -> bool:
    """Whether a shell deletes files that are older than a set time, and not models or what is only kept aside."""
    found = (set(re.findall(r"[a-z]{2,40}", one[0].lower())) for one in _FOUND.finditer(text[:_LONGEST]))
    return any(not one & _KEPT_ASIDE for one in found)


def _empties(call: Call) -> bool:
    """Whether a call sets nothing but empty values."""
    given = [value for _, value in call.kwargs]
    given += [value for term in call.args if isinstance(term, Pairs) for value in term.values]
    return bool(given) and all(isinstance(one, Const) and not one.value for one in given)


def _span(term: Term) -> bool:
    return isinstance(term, Result) and _tail(term.call) == "timedelta"


def _tail(call: Call) -> str:
    return str(getattr(call.callee, "path", "")).rpartition(".")[2]


def told_by_column(system: System) -> Iterator[Treated]:
    """Tables of a page that say of each column how private it is."""
    for path, table in tables(system):
        heads = [set(words(one)) for one in table.header]
        named = any(one & _COLUMNS for one in heads[:2])
        place = next((number for number, one in enumerate(heads) if one & _PRIVATE), None)
        if named and place and sum(bool(row.cells[place].strip(" -")) for row in table.rows) >= _ROWS:
            title = table.header[place].strip()
            at = Location(path, table.line, raw_line=table.line)
            yield Treated(f"a table says of each column how private it is (`{title}`)", at)


def scanned(system: System) -> Iterator[Treated]:
    """Where what is committed is searched for credentials: by CI, or by hooks."""
    for workflow in workflows(system):
        for job in workflow.jobs:
            for run in runs(system, workflow, job):
                if run.sign == "scan-secrets" and not run.forgiven:
                    yield Treated(f"CI searches for credentials (`{run.says}`)", run.at)
    for path in system.paths:
        if posixpath.basename(path) not in {".pre-commit-config.yaml", ".pre-commit-config.yml"}:
            continue
        for root in system.roots(path):
            for hook in under(root, "repos[].hooks[].id"):
                known = system.conventions.command(f"hook {hook.text()}")
                if known is not None and known.sign == "scan-secrets":
                    at = Location(path, hook.line, raw_line=hook.line)
                    yield Treated(f"a hook searches commits for credentials (`{hook.text()}`)", at)


def _near(one: Statement, phrases: tuple[str, ...]) -> bool:
    """Whether it is said beside the phrase how such data are treated, not somewhere in a long text."""
    some = one.said.split()
    first = headings.tells(one.said, phrases).split()
    starts = (place for place, word in enumerate(some) if first and word.startswith(first[0].rstrip("*")))
    return any(headings.tells(" ".join(some[max(at - _AROUND, 0) : at + _AROUND]), data_words.TREATED) for at in starts)


def spoken(system: System) -> Iterator[Treated]:
    """What pages say of personal data and of attributes that are sensitive."""
    for phrases in (data_words.SENSITIVE, data_words.PERSONAL):
        found = [one for one in spoken_of(system, phrases, data_words.TREATED) if plain(one) and _near(one, phrases)]
        for one in found[:_MOST]:
            at, said = told(one, phrases)
            yield Treated(f"a page speaks of personal or sensitive data: {said}", at)
