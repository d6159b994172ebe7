"""Texts to statements: splits a text at its semicolons and parses each part in the dialect that takes it."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from mle_reviewer.program.sql.facts import Script, Statement, Trouble
from mle_reviewer.program.sql.template import ARMS, TemplateError, filled, is_templated

LONGEST: Final = 300_000  # characters; beyond it a text holds data rather than queries
_DEEPEST: Final = 8_000
_MOST_PARSED: Final = 900_000  # characters, over all dialects and arms in which a text is tried
_MOST_CALLS: Final = 200  # of functions of models in one text
_LONGEST_CALL: Final = 20_000
_READS: Final = re.compile(r"\b(?:select|from|create\s+table|copy\s+[\w.\"`]+\s+to)\b", re.IGNORECASE)
_WORTH: Final = frozenset(
    {"SELECT", "WITH", "CREATE", "INSERT", "(", "FROM", "MERGE", "EXPLAIN", "REPLACE", "COPY", "EXPORT"}
)
# Functions that judge a model read like the one that predicts with it, in a name space of their own.
_OF_MODELS: Final = re.compile(r"\bML\.(?P<name>\w+)\s*\(\s*MODEL\b", re.IGNORECASE)
_JUDGING: Final = frozenset({"EVALUATE", "CONFUSION_MATRIX", "ROC_CURVE"})
_PREDICTING: Final = frozenset({"PREDICT", "EXPLAIN_PREDICT"})
_UNMARKED: Final = re.compile(  # Databricks lets AS be left out
    r"(\bcreate\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|view)\s+(?:if\s+not\s+exists\s+)?[\w.`\"{}$-]+)"
    r"(\s+)(?=(?:with|select)\b)",
    re.IGNORECASE,
)
_TOO_DEEP: Final = "SQL that nests too deeply"
_UNREAD: Final = "_mle_unread"
_HINTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("bigquery", re.compile(r"\bcreate\s+(?:or\s+replace\s+)?model\b|\bsafe_divide\b|\bML\.\w|`[\w-]+\.[\w.-]+`|"
                            r"\b(?:timestamp|date|datetime)_(?:sub|add|diff|trunc|micros)\s*\(|\bexcept\s*\(|"
                            r"\b_table_suffix\b|\bcountif\b|\bint64\b|\bfloat64\b", re.IGNORECASE)),
    ("snowflake", re.compile(r"\biff\s*\(|\bdateadd\s*\(|\bdatediff\s*\(|\bflatten\s*\(|:\w+::\w+", re.IGNORECASE)),
    ("spark", re.compile(r"\blateral\s+view\b|\bdatediff\s*\(|`\w+`|\busing\s+(?:delta|parquet)\b", re.IGNORECASE)),
    ("postgres", re.compile(r"::|\binterval\s+'|\bdistinct\s+on\b|\bilike\b", re.IGNORECASE)),
    ("tsql", re.compile(r"\b(?:from|into|join)\s+#\w|\btop\s+\d|\bgetdate\s*\(|\bnolock\b|\[\w+\]\.", re.IGNORECASE)),
)  # fmt: skip
_ORDER: Final = ("duckdb", "snowflake", "bigquery", "spark", "postgres", "tsql")


def parse(text: str, dialect: str = "") -> Script:
    """The statements of a text, its templates filled in; what cannot be parsed is a trouble, the rest stays."""
    if not _READS.search(text):
        return Script()
    if len(text) > LONGEST:
        return Script(troubles=(Trouble(1, f"SQL of more than {LONGEST // 1000} kB is not parsed"),))
    return _parsed(text, dialect)


@lru_cache(maxsize=512)
def _parsed(text: str, dialect: str) -> Script:
    best: Script | None = None
    try:
        for arms in ARMS if is_templated(text) else ARMS[:1]:
            found = _in_dialects(filled(text, arms), dialect)
            if best is None or len(found.troubles) < len(best.troubles):
                best = found
            if not best.troubles or len(text) * len(ARMS) * len(_ORDER) > _MOST_PARSED:
                break
    except TemplateError as error:
        return best or Script(troubles=(Trouble(error.line, str(error)),))
    return best or Script()


def _in_dialects(text: str, dialect: str) -> Script:
    best: Script | None = None
    text = _UNMARKED.sub(r"\1 AS\2", _with_models(text))
    for number, name in enumerate(_candidates(text, dialect)):
        if best is not None and (number + 1) * len(text) > _MOST_PARSED:
            break
        found = _in_dialect(text, name)
        if best is None or len(found.troubles) < len(best.troubles):
            best = found
        if not best.troubles or best.troubles[0].why == _TOO_DEEP:
            break
    return best or Script()


def _with_models(text: str) -> str:
    """The text with functions of models as the parser knows them; blanks keep every column in place."""
    for found in reversed([*islice(_OF_MODELS.finditer(text), _MOST_CALLS)]):
        name = found["name"].upper()
        opened = text.index("(", found.start())
        closed = _closing(text, opened)
        if name in _PREDICTING or (name in _JUDGING and "," in text[opened:closed]):
            known = "MJ.PREDICT" if name in _JUDGING else "ML.PREDICT"
            text = text[: found.start()] + known.ljust(opened - found.start()) + text[opened:]
        elif closed:  # on rows of its own, or with arguments in another order
            blank = re.sub(r"[^\n]", " ", text[found.start() + len(_UNREAD) : closed + 1])
            text = text[: found.start()] + _UNREAD + blank + text[closed + 1 :]
    return text


def _closing(text: str, opened: int) -> int:
    """Where the bracket that opens here closes, 0 if it does not."""
    depth = 0
    for at in range(opened, min(len(text), opened + _LONGEST_CALL)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    return 0


def _candidates(text: str, dialect: str) -> Iterator[str]:
    """The dialects to try a text in: the one it is said to be in, those that its words hint at, and the rest."""
    tried = {"", dialect}
    if dialect:
        yield dialect
    for name, pattern in (*_HINTS, *((one, None) for one in _ORDER)):
        if name not in tried and (pattern is None or pattern.search(text)):
            tried.add(name)
            yield name


def _in_dialect(text: str, name: str) -> Script:
    import logging

    import sqlglot
    from sqlglot.errors import SqlglotError

    limit = sys.getrecursionlimit()
    log = logging.getLogger("sqlglot")
    silent = log.disabled
    try:
        log.disabled = True
        sys.setrecursionlimit(max(limit, _DEEPEST))
        known = sqlglot.Dialect.get_or_raise(name)
        try:
            tokens = list(known.tokenize(text))
        except (SqlglotError, ValueError) as error:
            return Script(troubles=(Trouble(_line_of(error), f"not SQL that can be read: {_first_line(error)}"),))
        statements: list[Statement] = []
        troubles: list[Trouble] = []
        for part in _parts(tokens):
            found = _statement(known, part, text)
            if isinstance(found, Trouble):
                troubles.append(found)
            else:
                statements += found
        return Script(tuple(statements), tuple(troubles))
    finally:
        sys.setrecursionlimit(limit)
        log.disabled = silent


def _parts(tokens: Sequence[Any]) -> Iterator[list[Any]]:
    """The tokens of each statement that may read rows."""
    part: list[Any] = []
    for token in tokens:
        if token.text == ";" and token.token_type.name == "SEMICOLON":
            yield from _worth(part)
            part = []
        else:
            part.append(token)
    yield from _worth(part)


def _worth(part: list[Any]) -> Iterator[list[Any]]:
    words = {token.text.upper() for token in part}
    if not part or part[0].text.upper() not in _WORTH:
        return
    first = part[0].text.upper()
    if words & {"SELECT", "FROM"} or (first == "CREATE" and "TABLE" in words) or (first == "COPY" and "TO" in words):
        yield part


def _statement(known: Any, tokens: list[Any], text: str) -> list[Statement] | Trouble:
    from sqlglot.errors import SqlglotError

    from mle_reviewer.program.sql.statements import read_statement

    line = tokens[0].line
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            trees = known.parser().parse(tokens, text)
        return [found for tree in trees if tree is not None for found in read_statement(tree, line)]
    except SqlglotError as error:
        return Trouble(_line_of(error) or line, f"SQL that no dialect takes: {_first_line(error)}")
    except RecursionError:
        return Trouble(line, _TOO_DEEP)
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:  # of the parser, on broken input
        return Trouble(line, f"SQL that cannot be parsed: {type(error).__name__}: {_first_line(error)}")


def _line_of(error: Exception) -> int:
    errors = getattr(error, "errors", None) or ()
    for one in errors:
        if isinstance(one.get("line"), int):
            return int(one["line"])
    found = re.search(r"\bline (\d+)", str(error), re.IGNORECASE)
    return int(found[1]) if found else 1


def _first_line(error: Exception) -> str:
    words = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).split("\n", 1)[0]
    words = re.sub(r"<Token token_type: \S+ text: (\S*),.*", r"`\1`", words)
    return re.sub(r"<class '[\w.]*?(\w+)'>", r"\1", words)[:120].rstrip(". ")
