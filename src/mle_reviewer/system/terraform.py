"""HCL documents in the form of other configuration: `resource.<type>.<name>`, with inner blocks as lists."""

from __future__ import annotations

from dataclasses import replace

from mle_reviewer.program.entry import DEEPEST, Entry
from mle_reviewer.program.hcl import Block, Configuration


def entry_of(configuration: Configuration) -> Entry:
    """One entry for a document. What an expression says is a text in `${}`, as it stands within strings."""
    root: dict[str, Entry] = dict(configuration.attributes)
    for block in configuration.blocks:
        at = root
        for name in (block.type, *block.labels)[:-1]:
            inner = at.setdefault(name, Entry({}, block.line, named=block.line))
            if not isinstance(inner.value, dict):
                break
            at = inner.value
        else:
            last = (block.type, *block.labels)[-1]
            at.setdefault(last, _body(block, 0))
    return Entry(root, 1)


def _body(block: Block, depth: int) -> Entry:
    made = {
        name: replace(one, value=_spelled(one.value)) if name in block.expressions else one
        for name, one in block.attributes.items()
    }
    for inner in block.blocks if depth < DEEPEST else ():
        kind = inner.labels[0] if inner.type == "dynamic" and inner.labels else inner.type
        body = _body(inner, depth + 1)
        content = body.get("content") if inner.type == "dynamic" else None
        held = content.value[0] if content is not None and isinstance(content.value, list) and content.value else body
        known = made.setdefault(kind, Entry([], inner.line, named=inner.line))
        if isinstance(known.value, list):
            known.value.append(held)
    return Entry(made, block.line, named=block.line)


def _spelled(value: object) -> str:
    text = str(value)
    return text if "${" in text else f"${{{text}}}"
