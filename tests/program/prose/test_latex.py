"""LaTeX as Markdown: headings, items, tables and citations on their lines, and nothing of formulas and settings."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.markdown import read_markdown
from mle_reviewer.program.prose.latex import as_markdown
from mle_reviewer.sources.document import Document

_PAPER = r"""\documentclass{article}
\title{Late \textbf{loans}}
\begin{document}
\section*{Methods} % to be cut
\label{sec:m}
About 5\% are late~\cite{one_2019, two}.
\paragraph{Limits.} Only \emph{one} bank.
\begin{itemize}
  \item \textbf{First} thing
\end{itemize}
\begin{equation}
\section{not this}
\end{equation}
\begin{tabular}{ll}
trees \cite{one_2019} & slow \\
\end{tabular}
\begin{thebibliography}{9}
\bibitem{one} A. Body, Trees.
\end{thebibliography}
"""


def _lines(text: str) -> list[str]:
    return as_markdown(Document("paper.tex", "other", "", text.encode())).data.decode().split("\n")


def test_every_line_keeps_its_number() -> None:
    assert {number: line for number, line in enumerate(_lines(_PAPER), 1) if line} == {
        2: "# Late loans",
        4: "## Methods",
        6: "About 5% are late [@one_2019; @two].",
        7: "**Limits.** Only one bank.",
        9: "- **First** thing",
        15: "| trees  [@one_2019] | slow |",
        17: "## References",
        18: "- A. Body, Trees.",
    }


def test_it_is_a_page() -> None:
    page, gaps = read_markdown(as_markdown(Document("paper.tex", "other", "", _PAPER.encode())))
    assert [(one.title, one.level, one.line) for one in page.sections] == [
        ("Late loans", 1, 2),
        ("Methods", 2, 4),
        ("References", 2, 17),
    ]
    assert not gaps


@pytest.mark.parametrize("piece", ["\\cite[", "{", "\\textbf{", "\\item[", "\\label{x}{", "\\section{", "& "])
def test_hostile_lines_are_read_in_time(piece: str) -> None:
    began = time.monotonic()
    _lines((piece * 3000 + "\n") * 40)
    assert time.monotonic() - began < 5
