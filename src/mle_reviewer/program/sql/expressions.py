"""Expressions of the SQL parser as our own: columns, windows, aggregates, times and conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlglot import exp

from mle_reviewer.program.code import COLUMN_MASK, pack
from mle_reviewer.program.sql.facts import Bound, Expr, Window
from mle_reviewer.program.sql.template import is_left_open
from mle_reviewer.program.sql.times import (
    DATE,
    NAMED_NOW,
    NAMED_NUMBERS,
    NAMED_TIMES,
    NOT_TIMES,
    NOW,
    NUMBERS,
    TIME_TYPES,
    TIME_WORDS,
    as_time,
    dated,
    days_of,
    is_time,
)

_COMPARISONS: Final[dict[type[exp.Expression], str]] = {
    exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=", exp.EQ: "=", exp.NEQ: "<>", exp.NullSafeEQ: "=",
}  # fmt: skip
_NAMED_AGGREGATES: Final = frozenset({"countif", "uniq", "uniqexact", "sumif", "avgif", "any_value", "mode", "median"})
ReadQuery = Callable[[Any], Any]


class Reading:
    """Turns expressions of one text; `query` reads a query that stands inside an expression."""

    def __init__(self, query: ReadQuery, windows: Mapping[str, Any] | None = None) -> None:
        self.query = query
        self.windows = windows or {}

    def expr(self, node: Any) -> Expr:
        """One expression."""
        if node is None:
            return Expr("unknown")
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            found: Expr = getattr(self, f"_{handler}")(node)
            return found
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
        found: list[Expr] = []
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, (exp.Where, exp.Having, exp.Qualify, exp.Paren)):
                waiting.append(one.this)
            elif isinstance(one, exp.And):
                waiting += [one.expression, one.this]
            elif isinstance(one, exp.Between):
                found += self._bounds(one)
            elif one is not None:
                found.append(self.expr(one))
        return tuple(found)

    def _bounds(self, node: exp.Between) -> tuple[Expr, Expr]:
        low, high = self._moment(node.args.get("low")), self._moment(node.args.get("high"))
        subject = as_time(self.expr(node.this), low, high)
        pos = position(node)
        behind = pos + (pos & COLUMN_MASK < COLUMN_MASK)  # two bounds are two places, that are filled in one by one
        return (Expr("compare", pos, ">=", args=(subject, low)), Expr("compare", behind, "<=", args=(subject, high)))

    def ordered(self, node: Any) -> tuple[tuple[Expr, bool], ...]:
        """ORDER BY: what by, and whether downwards."""
        if node is None:
            return ()
        return tuple(
            (self.expr(one.this if isinstance(one, exp.Ordered) else one), bool(one.args.get("desc")))
            for one in node.expressions
        )

    def _children(self, node: Any) -> tuple[Expr, ...]:
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
        if found.kind != "literal" or not isinstance(found.value, str):
            return found
        if is_left_open(found.value):
            return Expr("unknown", found.pos, "placeholder")
        return Expr("moment", found.pos, value=found.value) if DATE.match(found.value) else found

    def _interval(self, node: exp.Interval) -> Expr:
        return Expr("interval", position(node), value=days_of(node.this, node.args.get("unit")))

    def _cast(self, node: exp.Expression) -> Expr:
        to = node.args.get("to")
        name = getattr(getattr(to, "this", None), "name", "") if isinstance(to, exp.DataType) else ""
        inner = self.expr(node.this)
        if name not in TIME_TYPES:
            return Expr("operator", inner.pos or position(node), "cast", args=(inner,))
        if inner.kind == "literal" and isinstance(inner.value, str):
            if inner.value.lower() in {"now", "today"}:
                return Expr("moment", inner.pos, value="now")
            if is_left_open(inner.value):
                return Expr("unknown", inner.pos, "placeholder")
            return Expr("moment", inner.pos, value=inner.value) if DATE.match(inner.value) else Expr("unknown")
        return Expr("time", inner.pos or position(node), "cast", args=(inner,))

    # --- functions

    def _aggregate(self, node: Any, name: str) -> Expr:
        once = frozenset({"distinct"}) if isinstance(node.this, exp.Distinct) else frozenset[str]()
        return Expr("aggregate", position(node), name, args=self._children(node), names=once)

    def _function(self, node: exp.Func) -> Expr:
        kind = type(node).__name__
        anonymous = isinstance(node, exp.Anonymous)
        name = str(node.this).lower() if anonymous else kind.lower()
        if kind in NOW or (anonymous and name in NAMED_NOW):
            return Expr("moment", position(node), value="now")
        args = self._children(node)
        if anonymous and name in _NAMED_AGGREGATES:
            return Expr("aggregate", position(node), name, args=args)
        if kind in {"DateAdd", "TimestampAdd", "DatetimeAdd", "TsOrDsAdd", "DateSub", "TimestampSub", "DatetimeSub"}:
            days = days_of(node.expression, node.args.get("unit"))
            if kind.endswith("Sub") and days is not None:
                days = -days
            return Expr("shifted", position(node), "+", args=(self._moment(node.this), Expr("interval", value=days)))
        if isinstance(node, exp.Extract) and node.this.name.upper() in TIME_TYPES:  # the day of a time is one
            return Expr("time", position(node), name, args=(dated(self.expr(node.expression)),))
        if kind in NUMBERS or (anonymous and name in NAMED_NUMBERS):
            return Expr("since", position(node), name, args=tuple(dated(arg) for arg in args))
        if (kind.startswith(TIME_WORDS) or kind.endswith(("ToTime", "ToDate", "ToUnix", "Trunc"))) and (
            kind not in NOT_TIMES
        ):
            return Expr("time", position(node), name, args=tuple(dated(arg) for arg in args))
        if anonymous and name in NAMED_TIMES:
            return Expr("time", position(node), name, args=tuple(dated(arg) for arg in args))
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
            pos = last_position(spec) or last_position(node)
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

    def _negated(self, node: exp.Expression) -> Expr:
        return Expr("not", position(node), args=(self.expr(node.this),))

    def _comparison(self, node: exp.Expression) -> Expr:
        left, right = self._moment(node.this), self._moment(node.expression)
        left, right = as_time(left, right), as_time(right, left)
        return Expr("compare", position(node), _COMPARISONS[type(node)], args=(left, right))

    def _member(self, node: exp.In) -> Expr:
        inner = node.args.get("query")
        query = None
        if inner is not None:
            query = self.query(inner.this if isinstance(inner, exp.Subquery) else inner)
        field = node.args.get("field")  # what a driver fills a whole list into: `town IN %s`
        args = (self.expr(node.this), *self.each(node.expressions if field is None else [field]))
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
            return Expr("shifted", position(node), "+", args=(dated(left), shift))
        if left.kind == "interval" and name == "+":
            return Expr("shifted", position(node), "+", args=(dated(right), left))
        if name == "-" and is_time(left) and is_time(right):
            return Expr("since", position(node), "difference", args=(left, right))
        return Expr("operator", position(node), name, args=(left, right))

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

    def _distinct(self, node: exp.Distinct) -> Expr:
        args = self.each(node.expressions)
        return args[0] if len(args) == 1 else Expr("operator", position(node), "distinct", args=args)

    def _placeholder(self, node: exp.Expression) -> Expr:
        return Expr("unknown", position(node), name="placeholder", value=node.name)


def position(node: Any) -> int:
    """The packed place of the first word of an expression that has one, 0 if none has."""
    for inner in node.walk(bfs=False):
        meta = inner._meta  # noqa: SLF001 - `meta` would make an empty one on every node
        if meta and "line" in meta:
            return pack(meta["line"], max(meta["col"] - (meta["end"] - meta["start"]) - 1, 0))
    return 0


def last_position(node: Any) -> int:
    """The packed place of the last word of an expression that has one, 0 if none has."""
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
        amount = days_of(value.this, value.args.get("unit")) or -1.0
    if amount == 0:
        return Bound("current")
    return Bound("following" if where == "following" else "preceding", amount)


_HANDLERS: Final[dict[type[exp.Expression], str]] = {
    exp.Column: "column", exp.Star: "star", exp.Literal: "literal", exp.Interval: "interval", exp.Cast: "cast",
    exp.TryCast: "cast", exp.Filter: "filtered", exp.Window: "window", exp.IgnoreNulls: "ignoring",
    exp.RespectNulls: "ignoring", exp.WithinGroup: "ignoring", exp.Alias: "ignoring", exp.Paren: "ignoring",
    exp.And: "both", exp.Between: "both", exp.Or: "either", exp.Not: "negated", exp.In: "member", exp.Case: "case",
    exp.If: "if", exp.Add: "sum", exp.Sub: "sum", exp.Subquery: "subquery", exp.Exists: "exists", exp.Dot: "dot",
    exp.Placeholder: "placeholder", exp.Parameter: "placeholder", exp.Distinct: "distinct",
    **dict.fromkeys(_COMPARISONS, "comparison"),
}  # fmt: skip
