"""`mle-reviewer map`: the machine-learning system of a repository as text, Mermaid, SVG or JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final

from mle_reviewer.checks.mapping import map_of_tree
from mle_reviewer.faces.streams import print_error, print_out, save
from mle_reviewer.findings.map import Map
from mle_reviewer.findings.redact import redacted
from mle_reviewer.reports.contract import map_as_json
from mle_reviewer.reports.map_folding import folded_map
from mle_reviewer.reports.map_mermaid import map_as_mermaid
from mle_reviewer.reports.map_svg import map_as_svg
from mle_reviewer.reports.map_text import map_as_text
from mle_reviewer.reports.wording import gap_words
from mle_reviewer.sources.reading import read_change

_FORMS: Final[dict[str, Callable[[Map], str]]] = {
    "text": lambda drawn: map_as_text(folded_map(drawn)),
    "mermaid": lambda drawn: map_as_mermaid(folded_map(drawn)),
    "svg": lambda drawn: map_as_svg(folded_map(drawn)),
    "json": map_as_json,
}
_MOST: Final = 10


def run(arguments: Namespace) -> int:
    """Draw the map of the working tree; what could not be read is said on stderr."""
    change = read_change(arguments.path, all_files=True)
    drawn, gaps = map_of_tree(change.head)
    text = redacted(_FORMS[arguments.format](drawn))
    if arguments.output:
        save(text, arguments.output)
    else:
        print_out(text)
    for gap in gaps[:_MOST]:
        print_error(f"not read: {gap_words(gap)}")
    if len(gaps) > _MOST:
        print_error(f"not read: {len(gaps) - _MOST:,} more (see `review --all`)")
    return 0
