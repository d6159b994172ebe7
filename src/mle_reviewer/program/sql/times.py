"""Times in SQL: types, functions and literals that say that a value is one, and the lengths of intervals."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlglot import exp

from mle_reviewer.program.sql.facts import Expr

DATE: Final = re.compile(r"^\d{4}-\d{2}(?:-\d{2})?(?:[ T].*)?$|^\d{8}$")
TIME_TYPES: Final = frozenset({"DATE", "DATE32", "DATETIME", "DATETIME2", "DATETIME64", "SMALLDATETIME", "TIMESTAMP",
                                "TIMESTAMPTZ", "TIMESTAMPLTZ", "TIMESTAMPNTZ", "TIMESTAMP_S", "TIMESTAMP_MS",
                                "TIMESTAMP_NS"})  # fmt: skip
_DAYS: Final = {
    "second": 1 / 86_400, "minute": 1 / 1_440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0,
    "quarter": 91.0, "year": 365.0,
}  # fmt: skip
# Functions of times by the names of their classes: what gives a time again, and what gives a number.
TIME_WORDS: Final = ("Date", "Time", "Timestamp", "Datetime", "Unix", "TsOrDs", "LastDay")
NUMBERS: Final = frozenset({
    "DateDiff", "DatetimeDiff", "TimestampDiff", "TimeDiff", "TsOrDsDiff", "Extract", "DayOfWeek", "DayOfMonth",
    "DayOfYear", "WeekOfYear", "Day", "Month", "Quarter", "Year", "Week", "Hour", "Minute", "Second", "UnixDate",
    "UnixSeconds", "UnixMillis", "UnixMicros", "TimeToUnix", "DateToDi", "MonthsBetween", "DayOfWeekIso",
})  # fmt: skip
NOT_TIMES: Final = frozenset({"TimeToStr", "DateToDateStr", "CurrentTime", "Time", "TimeUnit", "ToTimeStr"})
NAMED_NUMBERS: Final = frozenset(
    {"date_part", "datepart", "age", "julianday", "datediff", "date_diff", "months_between"}
)
NAMED_TIMES: Final = frozenset({
    "dateadd", "date_add", "date_sub", "strftime", "date_bin", "toyyyymm", "todate", "todatetime", "to_date",
    "to_timestamp", "parse_date", "parse_timestamp", "timestamp_micros", "timestamp_millis", "timestamp_seconds",
    "add_months", "next_day", "time_bucket",
})  # fmt: skip
NOW: Final = ("CurrentDate", "CurrentTimestamp", "CurrentDatetime", "CurrentTimestampLTZ")
NAMED_NOW: Final = frozenset({"now", "getdate", "sysdate", "today", "unix_timestamp"})


def is_time(expr: Expr) -> bool:
    """Whether an expression is a time by its form."""
    return expr.kind in {"moment", "time", "shifted"}


def dated(expr: Expr) -> Expr:
    """A column that a function of times is given is a time."""
    if expr.kind == "column":
        return Expr("time", expr.pos, "used", args=(expr,))
    if expr.kind == "literal" and isinstance(expr.value, str) and DATE.match(expr.value):
        return Expr("moment", expr.pos, value=expr.value)
    return expr


def as_time(expr: Expr, *others: Expr) -> Expr:
    """A column that is compared with a time is one."""
    return dated(expr) if expr.kind == "column" and any(is_time(one) for one in others) else expr


def days_of(value: Any, unit: Any) -> float | None:
    """The length of an interval in days, None if it is not a plain number."""
    if isinstance(value, exp.Interval):
        return days_of(value.this, value.args.get("unit"))
    negative = isinstance(value, exp.Neg)
    if negative:
        value = value.this
    if not isinstance(value, exp.Literal):
        return None
    words = str(value.this).lower().split()
    name = str(getattr(unit, "name", unit) or "").lower()
    if len(words) == 2:
        name = words[1]
    try:
        number = float(words[0])
    except (ValueError, IndexError):
        return None
    scale = _DAYS.get(name.removesuffix("s") or "day")
    if scale is None:
        return None
    return -number * scale if negative else number * scale
