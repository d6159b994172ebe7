"""What the cells of a notebook printed: texts and tables, without the images that make most of its size."""

from __future__ import annotations

from typing import Final

_IMAGE: Final = '"image/'


def without_images(text: str) -> str:
    """The JSON text of a notebook with the data of its images cut out; every line stays in its place."""
    parts: list[str] = []
    taken = 0
    at = text.find(_IMAGE)
    while at >= 0:
        start = text.find('"', text.find(":", at)) + 1  # of the value; where it is a list, of its first line
        end = text.find('"', start)
        if start <= 0 or end < 0:
            break
        if "\n" not in text[at:start]:
            parts.append(text[taken:start])
            taken = end
        at = text.find(_IMAGE, end)
    parts.append(text[taken:])
    return "".join(parts)
