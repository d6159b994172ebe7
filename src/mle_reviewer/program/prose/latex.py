"""LaTeX as the Markdown that its headings, items, tables and citations stand for, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_LARGEST: Final = 1_000_000
_LONGEST: Final = 10_000  # characters of a line that are read
_MOST_ROUNDS: Final = 4  # commands within commands
_LEVELS: Final = {
    "title": 1, "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
}  # fmt: skip
_HEADING: Final = re.compile(
    r"\s*\\(title|part|chapter|section|subsection|subsubsection|paragraph|subparagraph)\*?\s*(?:\[[^\]\n]{0,200}\])?\{"
)
_OUTSIDE: Final = re.compile(r"\s*\\(begin|end)\s*\{([A-Za-z]{1,40})(\*?)\}")
# What stands between their marks is no prose.
_NO_PROSE: Final = frozenset({
    "equation", "align", "gather", "eqnarray", "displaymath", "verbatim", "lstlisting", "minted",
    "tikzpicture", "filecontents", "comment",
})  # fmt: skip
_TABLES: Final = frozenset({"tabular", "tabularx", "tabulary", "longtable"})
_NAMED: Final = {"abstract": "Abstract", "thebibliography": "References"}
_COMMENT: Final = re.compile(r"(?<!\\)%.*")
_CITED: Final = re.compile(
    r"~?\\(?:auto|text|paren|foot|super|full|no)?cite[a-z]{0,8}\*?\s*(?:\[[^\]\n]{0,200}\]){0,2}\{([^{}\n]{1,400})\}",
    re.IGNORECASE,
)
_UNSEEN: Final = re.compile(
    r"\\(?:label|ref|eqref|autoref|cref|Cref|pageref|input|include|includegraphics|usepackage|documentclass|bibliography"
    r"|bibliographystyle|addbibresource|newcommand|renewcommand|setlength|vspace|hspace|def|let|graphicspath"
    r"|definecolor|hypersetup|email|thanks|IEEEauthorblock[NA])\b\*?(?:\[[^\]\n]{0,300}\])?(?:\{[^{}\n]{0,300}\}){0,3}"
)
_BOLD: Final = re.compile(r"\\(?:textbf|textsc)\s*\{([^{}\n]{0,2000})\}")
_ITEM: Final = re.compile(
    r"\s*\\(?:item\b\s*(?:\[([^\]\n]{0,200})\])?|bibitem\s*(?:\[[^\]\n]{0,200}\])?\{[^{}\n]{0,200}\})"
)
_COMMAND: Final = re.compile(r"\\[A-Za-z]{1,40}\*?(?:\[[^\]\n]{0,200}\])?")
_ESCAPED: Final = re.compile(r"\\([%&$#_{}])")
_MATHS: Final = re.compile(r"(?<!\\)\$\$?")


def as_markdown(document: Document) -> Document:
    """The same document in Markdown; every line keeps its number, formulas, listings and settings are blank."""
    text = decode(document)
    if isinstance(text, Gap) or len(text) > _LARGEST:
        return replace(document, kind="markdown", data=b"")
    made: list[str] = []
    closing = ""
    tabled = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        bare = _COMMENT.sub("", line[:_LONGEST])
        mark = _OUTSIDE.match(bare)
        if closing:
            closing = "" if mark and mark[1] == "end" and mark[2] == closing else closing
            made.append("")
        elif mark:
            closing = mark[2] if mark[1] == "begin" and mark[2] in _NO_PROSE else ""
            tabled = mark[1] == "begin" if mark[2] in _TABLES else tabled
            named = _NAMED.get(mark[2], "") if mark[1] == "begin" else ""
            made.append(f"## {named}" if named else "")
        else:
            made.append(_line(bare, tabled=tabled))
    return replace(document, kind="markdown", data="\n".join(made).encode())


def _line(line: str, *, tabled: bool) -> str:
    heading = _HEADING.match(line)
    if heading is not None:
        title, behind = _braced(line, heading.end())
        rest = _plain(line[behind:]).strip()
        said = _plain(title).replace("**", "").strip()
        # What a paragraph's title stands before on one line is what it labels.
        return f"**{said}** {rest}" if rest else f"{'#' * _LEVELS[heading[1]]} {said}"
    item = _ITEM.match(line)
    if item is not None:
        label = f"**{_plain(item[1]).strip()}** " if item[1] else ""
        return f"- {label}{_plain(line[item.end() :]).strip()}"
    cells = re.split(r"(?<!\\)&", line.replace("\\\\", "")) if tabled else []
    if len(cells) > 1:
        return f"| {' | '.join(_plain(one).strip() for one in cells)} |"
    said = _plain(line).strip()
    return f"\\{said}" if said.startswith(("#", "|")) else said


def _braced(line: str, start: int) -> tuple[str, int]:
    """What stands in braces that are open at `start`, and where they are closed; to the end where nothing closes."""
    depth = 1
    for place in range(start, len(line)):
        depth += {"{": 1, "}": -1}.get(line[place], 0) if line[place - 1] != "\\" else 0
        if not depth:
            return line[start:place], place + 1
    return line[start:], len(line)


def _plain(text: str) -> str:
    """Words without commands; a citation is written as Markdown does it: `[@key]`."""
    said = _CITED.sub(lambda one: f" [{'; '.join('@' + key.strip() for key in one[1].split(','))}]", text)
    said = _UNSEEN.sub("", said)
    for _ in range(_MOST_ROUNDS):
        said, more = _BOLD.subn(r"**\1**", said)
        if not more:
            break
    said = _ESCAPED.sub(lambda one: one[1] if one[1] not in "{}" else "", _COMMAND.sub("", _MATHS.sub("", said)))
    return said.replace("{", "").replace("}", "").replace("\\\\", " ").replace("\\,", " ").replace("~", " ")
