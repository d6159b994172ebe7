"""Expressions of the SQL parser as our own: columns, windows, aggregates, times and conditions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from sqlglot import exp

from mle_reviewer.program.code import pack
from mle_reviewer.program.sql.facts import Bound, Expr, Window

_DATE: Final = re.compile(r"^\d{4}-\d{2}(?:-\d{2})?(?:[ T].*)?$|^\d{8}$")
_COMPARISONS: Final[dict[type[exp.Expression], str]] = {
    exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=", exp.EQ: "=", exp.NEQ: "<>", exp.NullSafeEQ: "=",
}  # fmt: skip
_TIME_TYPES: Final = frozenset({"DATE", "DATE32", "DATETIME", "DATETIME2", "DATETIME64", "SMALLDATETIME", "TIMESTAMP",
                                "TIMESTAMPTZ", "TIMESTAMPLTZ", "TIMESTAMPNTZ", "TIMESTAMP_S", "TIMESTAMP_MS",
                                "TIMESTAMP_NS"})  # fmt: skip
_DAYS: Final = {
    "second": 1 / 86_400, "minute": 1 / 1_440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0,
    "quarter": 91.0, "year": 365.0,
}  # fmt: skip
# Functions of times by the names of their classes: what gives a time again, and what gives a number.
_TIME_WORDS: Final = ("Date", "Time", "Timestamp", "Datetime", "Unix", "TsOrDs", "LastDay")
_NUMBERS: Final = frozenset({
    "DateDiff", "DatetimeDiff", "TimestampDiff", "TimeDiff", "TsOrDsDiff", "Extract", "DayOfWeek", "DayOfMonth",
    "DayOfYear", "WeekOfYear", "Day", "Month", "Quarter", "Year", "Week", "Hour", "Minute", "Second", "UnixDate",
    "UnixSeconds", "UnixMillis", "UnixMicros", "TimeToUnix", "DateToDi", "MonthsBetween", "DayOfWeekIso",
})  # fmt: skip
_NOT_TIMES: Final = frozenset({"TimeToStr", "DateToDateStr", "CurrentTime", "Time", "TimeUnit", "ToTimeStr"})
_NAMED_NUMBERS: Final = frozenset({"date_part", "datepart", "age", "julianday", "datediff", "date_diff", "months_between"})
_NAMED_TIMES: Final = frozenset({
    "dateadd", "date_add", "date_sub", "strftime", "date_bin", "toyyyymm", "todate", "todatetime", "to_date",
    "to_timestamp", "parse_date", "parse_timestamp", "timestamp_micros", "timestamp_millis", "timestamp_seconds",
    "add_months", "next_day", "time_bucket",
})  # fmt: skip
_NOW: Final = ("CurrentDate", "CurrentTimestamp", "CurrentDatetime", "CurrentTimestampLTZ")
_NAMED_NOW: Final = frozenset({"now", "getdate", "sysdate", "today", "unix_timestamp"})
_NAMED_AGGREGATES: Final = frozenset({"countif", "uniq", "uniqexact", "sumif", "avgif", "any_value", "mode", "median"})
_ORDERED: Final = frozenset({"rownumber", "rank", "denserank"})
ReadQuery = Callable[[Any], Any]


class Reading:
    """Turns expressions of one text; `query` reads a query that stands inside an expression."""

    def __init__(self, query: ReadQuery, windows: dict[str, exp.Expression] | None = None) -> None:
        self.query = query
        self.windows = windows or {}

    def expr(self, node: Any) -> Expr:
        """One expression."""
        if node is None:
            return Expr("unknown")
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            return handler(self, node)
        if isinstance(node, exp.Query):
            return Expr("query", position(node), query=self.query(node))
        if isinstance(node, exp.AggFunc):
            return self._aggregate(node, node.sql_name().lower())
        if isinstance(node, exp.Func):
            return self._function(node)
        if isinstance(node, exp.Condition):
            return Expr("operator", position(node), type(node).__name__.lower(), args=self._children(node))
        return Expr("unknown", position(node), args=self._children(node))

    def each(self, nodes: Any) -> tuple[Expr, ...]:
        """Several expressions."""
        return tuple(self.expr(node) for node in nodes or ())

    def conjuncts(self, node: Any) -> tuple[Expr, ...]:
        """What has to hold together, one by one."""
        if node is None:
            return ()
        if isinstance(node, (exp.Where, exp.Having, exp.Qualify)):
            return self.conjuncts(node.this)
        if isinstance(node, exp.Paren):
            return self.conjuncts(node.this)
        if isinstance(node, exp.And):
            return (*self.conjuncts(node.this), *self.conjuncts(node.expression))
        if isinstance(node, exp.Between):
            subject = self.expr(node.this)
            low, high = self._moment(node.args.get("low")), self._moment(node.args.get("high"))
            subject = _as_time(subject, low, high)
            pos = position(node)
            return (Expr("compare", pos, ">=", args=(subject, low)), Expr("compare", pos, "<=", args=(subject, high)))
        return (self.expr(node),)

    def ordered(self, node: Any) -> tuple[tuple[Expr, bool], ...]:
        """ORDER BY: what by, and whether downwards."""
        if node is None:
            return ()
        return tuple(
            (self.expr(one.this if isinstance(one, exp.Ordered) else one), bool(one.args.get("desc")))
            for one in node.expressions
        )

    def _children(self, node: exp.Expression) -> tuple[Expr, ...]:
        return tuple(self.expr(child) for child in node.iter_expressions() if _is_value(child))

    # --- leaves

    def _column(self, node: exp.Column) -> Expr:
        if isinstance(node.this, exp.Star):
            return self._star(node.this, node.table.lower())
        return Expr("column", position(node), node.name.lower(), node.table.lower())

    def _star(self, node: exp.Star, table: str = "") -> Expr:
        left_out = node.args.get("except_") or node.args.get("except") or ()
        names = frozenset(one.name.lower() for one in left_out)
        return Expr("star", position(node), "*", table, names=names)

    def _literal(self, node: exp.Literal) -> Expr:
        if node.is_string:
            return Expr("literal", position(node), value=node.this)
        try:
            return Expr("literal", position(node), value=float(node.this))
        except ValueError:
            return Expr("literal", position(node), value=node.this)

    def _moment(self, node: Any) -> Expr:
        """A value that a time is compared with: a string that reads like a date is one."""
        found = self.expr(node)
        if found.kind == "literal" and isinstance(found.value, str) and _DATE.match(found.value):
            return Expr("moment", found.pos, value=found.value)
        return found

    def _interval(self, node: exp.Interval) -> Expr:
        return Expr("interval", position(node), value=_days(node.this, node.args.get("unit")))

    def _cast(self, node: exp.Expression) -> Expr:
        to = node.args.get("to")
        name = getattr(getattr(to, "this", None), "name", "") if isinstance(to, exp.DataType) else ""
        inner = self.expr(node.this)
        if name not in _TIME_TYPES:
            return Expr("operator", inner.pos or position(node), "cast", args=(inner,))
        if inner.kind == "literal" and isinstance(inner.value, str):
            if inner.value.lower() in {"now", "today"}:
                return Expr("moment", inner.pos, value="now")
            return Expr("moment", inner.pos, value=inner.value) if _DATE.match(inner.value) else Expr("unknown")
        return Expr("time", inner.pos or position(node), "cast", args=(inner,))

    # --- functions

    def _aggregate(self, node: exp.Expression, name: str) -> Expr:
        return Expr("aggregate", position(node), name, args=self._children(node))

    def _function(self, node: exp.Func) -> Expr:
        kind = type(node).__name__
        anonymous = isinstance(node, exp.Anonymous)
        name = str(node.this).lower() if anonymous else kind.lower()
        if kind in _NOW or (anonymous and name in _NAMED_NOW):
            return Expr("moment", position(node), value="now")
        args = self._children(node)
        if anonymous and name in _NAMED_AGGREGATES:
            return Expr("aggregate", position(node), name, args=args)
        if kind in {"DateAdd", "TimestampAdd", "DatetimeAdd", "TsOrDsAdd", "DateSub", "TimestampSub", "DatetimeSub"}:
            days = _days(node.expression, node.args.get("unit"))
            if kind.endswith("Sub") and days is not None:
                days = -days
            return Expr("shifted", position(node), "+", args=(self._moment(node.this), Expr("interval", value=days)))
        if kind in _NUMBERS or (anonymous and name in _NAMED_NUMBERS):
            return Expr("since", position(node), name, args=tuple(_dated(arg) for arg in args))
        if (kind.startswith(_TIME_WORDS) or kind.endswith(("ToTime", "ToDate", "ToUnix", "Trunc"))) and (
            kind not in _NOT_TIMES
        ):
            return Expr("time", position(node), name, args=tuple(_dated(arg) for arg in args))
        if anonymous and name in _NAMED_TIMES:
            return Expr("time", position(node), name, args=tuple(_dated(arg) for arg in args))
        return Expr("call", position(node), name, args=args)

    def _filtered(self, node: exp.Filter) -> Expr:
        inner = self.expr(node.this)
        condition = node.expression.this if isinstance(node.expression, exp.Where) else node.expression
        return Expr(inner.kind, inner.pos, inner.name, args=inner.args, condition=self.expr(condition))

    def _window(self, node: exp.Window) -> Expr:
        what = self.expr(node.this)
        return Expr("window", what.pos or position(node), args=(what,), window=self.window(node))

    def window(self, node: exp.Window) -> Window:
        """The rows of a window: its own words over those of the named window it refers to."""
        named = node.args.get("alias")
        base: Window | None = None
        if named is not None and named.name.lower() in self.windows:
            again = self.windows[named.name.lower()]
            base = self.window(again) if isinstance(again, exp.Window) and again is not node else None
        partition = self.each(node.args.get("partition_by"))
        order = self.ordered(node.args.get("order"))
        spec = node.args.get("spec")
        start = end = None
        pos = 0
        if spec is not None:
            start = _bound(spec.args.get("start"), spec.args.get("start_side"))
            end = _bound(spec.args.get("end"), spec.args.get("end_side")) or Bound("current")
            pos = _last_position(spec) or _last_position(node)
        if base is not None:
            return Window(
                partition or base.partition, order or base.order, start or base.start, end or base.end, pos or base.pos
            )
        return Window(partition, order, start, end, pos)

    def _ignoring(self, node: exp.Expression) -> Expr:
        return self.expr(node.this)

    # --- conditions

    def _both(self, node: exp.Expression) -> Expr:
        return Expr("and", position(node), args=self.conjuncts(node))

    def _either(self, node: exp.Expression) -> Expr:
        return Expr("or", position(node), args=(self.expr(node.this), self.expr(node.expression)))

    def _between(self, node: exp.Between) -> Expr:
        return Expr("and", position(node), args=self.conjuncts(node))

    def _negated(self, node: exp.Expression) -> Expr:
        return Expr("not", position(node), args=(self.expr(node.this),))

    def _comparison(self, node: exp.Expression) -> Expr:
        left, right = self._moment(node.this), self._moment(node.expression)
        left, right = _as_time(left, right), _as_time(right, left)
        return Expr("compare", position(node), _COMPARISONS[type(node)], args=(left, right))

    def _member(self, node: exp.In) -> Expr:
        inner = node.args.get("query")
        query = None
        if inner is not None:
            query = self.query(inner.this if isinstance(inner, exp.Subquery) else inner)
        args = (self.expr(node.this), *self.each(node.expressions))
        return Expr("member", position(node), args=args, query=query)

    def _case(self, node: exp.Case) -> Expr:
        subject = self.expr(node.this) if node.this is not None else None
        args: list[Expr] = []
        for one in node.args.get("ifs") or ():
            condition = self.expr(one.this)
            if subject is not None:
                condition = Expr("compare", condition.pos, "=", args=(subject, condition))
            args += [condition, self.expr(one.args.get("true"))]
        default = node.args.get("default")
        if default is not None:
            args.append(self.expr(default))
        return Expr("case", position(node), args=tuple(args))

    def _if(self, node: exp.If) -> Expr:
        args = [self.expr(node.this), self.expr(node.args.get("true"))]
        if node.args.get("false") is not None:
            args.append(self.expr(node.args["false"]))
        return Expr("case", position(node), args=tuple(args))

    def _sum(self, node: exp.Expression) -> Expr:
        left, right = self._moment(node.this), self._moment(node.expression)
        name = "+" if isinstance(node, exp.Add) else "-"
        if right.kind == "interval":
            days = right.value if isinstance(right.value, float) else None
            if name == "-" and days is not None:
                days = -days
            shift = Expr("interval", right.pos, value=days)
            return Expr("shifted", position(node), "+", args=(_dated(left), shift))
        if left.kind == "interval" and name == "+":
            return Expr("shifted", position(node), "+", args=(_dated(right), left))
        if name == "-" and _is_time(left) and _is_time(right):
            return Expr("since", position(node), "difference", args=(left, right))
        return Expr("operator", position(node), name, args=(left, right))

    def _paren(self, node: exp.Expression) -> Expr:
        return self.expr(node.this)

    def _subquery(self, node: exp.Subquery) -> Expr:
        return Expr("query", position(node), query=self.query(node))

    def _exists(self, node: exp.Exists) -> Expr:
        return Expr("query", position(node), "exists", query=self.query(node.this))

    def _dot(self, node: exp.Dot) -> Expr:
        last = node.expression
        if isinstance(last, exp.Func):
            return self.expr(last)
        parts = [one.name.lower() for one in node.parts]
        return Expr("column", position(node), parts[-1], parts[-2] if len(parts) > 1 else "")

    def _placeholder(self, node: exp.Expression) -> Expr:
        return Expr("unknown", position(node), name="placeholder", value=node.name)


def position(node: Any) -> int:
    """The packed place of the first word of an expression that has one, 0 if none has."""
    for inner in node.walk(bfs=False):
        meta = inner._meta  # noqa: SLF001 - `meta` would make an empty one on every node
        if meta and "line" in meta:
            return pack(meta["line"], max(meta["col"] - (meta["end"] - meta["start"]) - 1, 0))
    return 0


def _last_position(node: Any) -> int:
    found = 0
    for inner in node.walk(bfs=False):
        meta = inner._meta  # noqa: SLF001 - as above
        if meta and "line" in meta:
            found = max(found, pack(meta["line"], max(meta["col"] - (meta["end"] - meta["start"]) - 1, 0)))
    return found


def _is_value(node: Any) -> bool:
    return isinstance(node, (exp.Condition, exp.Query, exp.Interval, exp.Distinct, exp.Order, exp.Star)) and not (
        isinstance(node, (exp.DataType, exp.Var, exp.Identifier))
    )


def _is_time(expr: Expr) -> bool:
    return expr.kind in {"moment", "time", "shifted"}


def _dated(expr: Expr) -> Expr:
    """A column that a function of times is given is a time."""
    if expr.kind == "column":
        return Expr("time", expr.pos, "used", args=(expr,))
    if expr.kind == "literal" and isinstance(expr.value, str) and _DATE.match(expr.value):
        return Expr("moment", expr.pos, value=expr.value)
    return expr


def _as_time(expr: Expr, *others: Expr) -> Expr:
    """A column that is compared with a time is one."""
    return _dated(expr) if expr.kind == "column" and any(_is_time(one) for one in others) else expr


def _bound(value: Any, side: Any) -> Bound | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else ""
    if text.upper() == "CURRENT ROW":
        return Bound("current")
    where = "following" if str(side).upper() == "FOLLOWING" else "preceding"
    if text.upper() == "UNBOUNDED":
        return Bound("following" if where == "following" else "preceding", None)
    amount = -1.0
    if isinstance(value, exp.Literal):
        try:
            amount = float(value.this)
        except ValueError:
            amount = -1.0
    elif isinstance(value, exp.Interval):
        amount = _days(value.this, value.args.get("unit")) or -1.0
    if amount == 0:
        return Bound("current")
    return Bound("following" if where == "following" else "preceding", amount)


def _days(value: Any, unit: Any) -> float | None:
    """The length of an interval in days, None if it is not a plain number."""
    if isinstance(value, exp.Interval):
        return _days(value.this, value.args.get("unit"))
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


def _distinct(self: Reading, node: exp.Distinct) -> Expr:
    args = self.each(node.expressions)
    return args[0] if len(args) == 1 else Expr("operator", position(node), "distinct", args=args)


_HANDLERS: Final[dict[type[exp.Expression], Callable[..., Expr]]] = {
    exp.Column: Reading._column, exp.Star: Reading._star, exp.Literal: Reading._literal,
    exp.Interval: Reading._interval, exp.Cast: Reading._cast, exp.TryCast: Reading._cast,
    exp.Filter: Reading._filtered, exp.Window: Reading._window, exp.IgnoreNulls: Reading._ignoring,
    exp.RespectNulls: Reading._ignoring, exp.And: Reading._both, exp.Or: Reading._either,
    exp.Between: Reading._between, exp.Not: Reading._negated, exp.In: Reading._member, exp.Case: Reading._case,
    exp.If: Reading._if, exp.Add: Reading._sum, exp.Sub: Reading._sum, exp.Paren: Reading._paren,
    exp.Subquery: Reading._subquery, exp.Exists: Reading._exists, exp.Dot: Reading._dot,
    exp.Placeholder: Reading._placeholder, exp.Parameter: Reading._placeholder, exp.Alias: Reading._ignoring,
    exp.Distinct: _distinct, exp.WithinGroup: Reading._ignoring,
    **dict.fromkeys(_COMPARISONS, Reading._comparison),
}  # fmt: skip
