"""The yardstick process P: `ast.parse` over the files listed in the given file and nothing else, cyclic GC off.

Notebooks are decoded and parsed cell by cell; lines that only IPython understands become `pass`, as cheaply as can be.
It imports nothing of the reviewer, so that the figures of two versions divide by the same work.
"""

import ast
import gc
import json
import sys
import warnings


def main(listing: str) -> None:
    """Parses every listed file; what does not parse is skipped, as the reviewer makes a gap of it."""
    gc.disable()
    warnings.simplefilter("ignore")
    with open(listing, encoding="utf-8") as lines:  # noqa: PTH123 - pathlib would be part of the measured start-up
        paths = lines.read().splitlines()
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123 - the same
            data = file.read()
        for source in cells(data) if path.endswith(".ipynb") else (data,):
            try:
                ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue


def cells(data: bytes) -> list[str]:
    """The sources of a notebook's code cells."""
    try:
        found = [cell["source"] for cell in json.loads(data)["cells"] if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        return []
    return [plain("".join(source)) for source in found]


def plain(source: str) -> str:
    """The source with magics and shell escapes replaced, at their own indentation."""
    if "%" not in source and "!" not in source:
        return source
    lines = source.split("\n")
    return "\n".join(
        line[: len(line) - len(line.lstrip())] + "pass" if line.lstrip().startswith(("%", "!")) else line
        for line in lines
    )


if __name__ == "__main__":
    main(sys.argv[1])
