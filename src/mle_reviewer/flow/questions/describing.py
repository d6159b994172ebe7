"""What flow knows, in words: acts with their rows and what had been learned, for `why`."""

from __future__ import annotations

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows, Step
from mle_reviewer.flow.machine.following import Flow


def described(flow: Flow, act: Act) -> str:
    """One act: what happens, on which rows, and what those rows' features had learned before."""
    parts = [act.words or act.kind]
    if act.rows:
        parts.append(f"rows: {rows(flow, act.rows)}")
    known = [f"{flow.acts[n].words} ({flow.locate(flow.acts[n].place)})" for n in sorted(act.learned)]
    if known:
        parts.append("features carry: " + "; ".join(known))
    if act.fits:
        places = sorted({str(flow.locate(flow.acts[n].place)) for n in act.fits})
        parts.append("judges what was trained at " + ", ".join(places))
    return f"[{act.kind}] " + " | ".join(parts)


def rows(flow: Flow, held: Rows) -> str:
    """Which examples a value holds."""
    return " and ".join(sorted({_atom(flow, root, steps) for root, steps, _arms in held}))


def _atom(flow: Flow, root: int, steps: tuple[Step, ...]) -> str:
    origin = flow.record.by_root.get(root)
    text = f"{origin.words} ({flow.locate(origin.place)})" if origin is not None else "unknown rows"
    return ", ".join([text, *(_step(flow, step) for step in steps)])


def _step(flow: Flow, step: Step) -> str:
    kind = step[0]
    if kind in {"side", "grown"} and isinstance(step[1], int):
        at = flow.locate(flow.acts[step[1]].place)
        return f"side {step[2]} of the split at {at}" if kind == "side" else f"grown at {at}"
    if kind == "where":
        return f"where {step[1]} {step[2]} {step[3][-1]!r}"
    if kind == "slice":
        return "a slice"
    return {"mask": "selected by a mask", "some": "some of them", "not": "the others", "groups": "one per group"}.get(
        kind, str(step[1] if len(step) > 1 else kind)
    )
