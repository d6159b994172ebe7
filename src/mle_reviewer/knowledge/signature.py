"""Signatures of knowledge pages, written as Python writes them: "(X, y=None, *, seed=0, **options)"."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 4_000


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameters by position and by keyword; `defaults` holds plain constants, `optional` everything with a default."""

    params: tuple[str, ...]
    keywords: tuple[str, ...]
    star: str | None
    kwargs: str | None
    defaults: Mapping[str, object]
    optional: frozenset[str]

    def knows(self, name: str) -> bool:
        """Whether a slot may name this: a parameter, `*star`, `**kwargs` or `self`."""
        if name == "self" or name in self.params or name in self.keywords:
            return True
        starred = self.star is not None and name == f"*{self.star}"
        return starred or (self.kwargs is not None and name == f"**{self.kwargs}")


# What an entry without `call` accepts: anything, named by nothing.
ANYTHING = Signature((), (), "arguments", "options", {}, frozenset())


def parse_signature(text: str) -> Signature:
    """Read one signature; a default that is not a plain constant is written `...`. ValueError says what is wrong."""
    if not (text.startswith("(") and text.endswith(")")):
        raise ValueError("a signature is written in parentheses")
    if len(text) > LONGEST:
        raise ValueError(f"a signature is at most {LONGEST} characters long")
    try:
        tree = ast.parse(f"def f{text}: pass")
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError("not a Python signature") from error
    function = tree.body[0]
    if len(tree.body) != 1 or not isinstance(function, ast.FunctionDef):
        raise ValueError("not a Python signature")
    args = function.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, *filter(None, (args.vararg, args.kwarg))]
    if function.returns is not None or any(arg.annotation is not None for arg in every):
        raise ValueError("a signature of a page has no types")
    if len({arg.arg for arg in every}) < len(every):
        raise ValueError("a signature names each parameter once")
    positional = tuple(a.arg for a in (*args.posonlyargs, *args.args))
    if positional[:1] == ("self",):
        raise ValueError("`self` is left out")
    with_default = positional[len(positional) - len(args.defaults) :]
    pairs = [*zip(with_default, args.defaults, strict=True)]
    pairs += [(a.arg, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None]
    return Signature(
        params=positional,
        keywords=tuple(a.arg for a in args.kwonlyargs),
        star=args.vararg.arg if args.vararg else None,
        kwargs=args.kwarg.arg if args.kwarg else None,
        defaults={name: value for name, node in pairs for value in _constants(node)},
        optional=frozenset(name for name, _ in pairs),
    )


def _constants(node: ast.expr) -> tuple[object, ...]:
    """The constant a default is, as a tuple of one; empty for `...` and anything computed."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, RecursionError):
        return ()
    return (value,) if _is_plain(value) else ()


def _is_plain(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_plain(item) for item in value)
    return value is None or isinstance(value, bool | int | float | str)
