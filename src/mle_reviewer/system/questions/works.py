"""Works of others that pages name, and options that a model was chosen among."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings
from mle_reviewer.system.questions.notes import pages
from mle_reviewer.system.questions.prose import Statement, beneath, first_of_each, statements

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LINK: Final = re.compile(r"https?://([^\s/)\]>\"']{3,100})(/[^\s)\]>\"']{0,300})?")
_MOST: Final = 3
# Addresses where works and the pages of tools stand side by side; the words around them tell which is which.
_OPEN: Final = ("github.com", "medium.com", "towardsdatascience.com", "kaggle.com", "wikipedia.org", "huggingface.co")
_STUDIED: Final = (
    "taken from", "based on", "paper*", "article*", "study", "studies", "approach*", "method*", "methodology",
    "solution*", "inspired",
    "technique*", "winning", "notebook*", "course*", "chapter*", "book", "thesis", "survey*", "competition*",
    "benchmark*", "experiment*", "architecture*", "artigo*", "artículo*", "étude*", "ansatz", "论文", "논문",
)  # fmt: skip
_INSPIRED: Final = (
    "inspired by",
    "adapted from",
    "as proposed in",
    "based on the paper",
    "following the paper",
    "inspiré*",
)
_NOT_STUDIED: Final = ("model card*", "dataset*", "data set", "data source*", "white paper*")
_OF_ITSELF: Final = ("citation*", "citing", "cite")  # how the repository itself is to be cited
_YEAR: Final = re.compile(r"\bet al\.?,?\s*\(?(?:19|20)\d\d")
_MODELLING: Final = (
    "classifier*", "linear regression", "regressor*", "random forest*", "xgboost", "lightgbm", "catboost",
    "gradient boosting", "neural network*", "lstm*", "transformers", "feature selection", "feature elimination",
    "logistic", "scorecard*", "boosted trees", "decision tree*", "svm", "arima", "sarima*", "prophet", "cnn*", "bert*",
    "naive bayes", "knn", "isolation forest", "autoencoder*", "collaborative filtering", "matrix factorization",
    "language model*", "llm*", "embedding model*", "resnet*",
)  # fmt: skip


def works(system: System) -> tuple[Statement, ...]:
    """Papers by their address, entries of bibliographies, and known solutions under headings on works."""
    own = _own(system)
    cited = [one for one in statements(system) if _is_paper(one)]
    listed = [one for one in beneath(system, headings.WORKS) if _is_read(one, own)]
    fenced = list(_bibliographies(system))
    return tuple(dict.fromkeys((*listed, *cited, *fenced)))[:_MOST]


def options(system: System) -> tuple[Statement, ...]:
    """What was considered in place of a model, a feature or a figure of one; options of tools are none."""
    found = (one for one in beneath(system, headings.OPTIONS) if headings.tells(one.said, _MODELLING))
    return first_of_each(found)


def _is_paper(one: Statement) -> bool:
    lower = one.text.lower()
    if one.near(headings.WORKINGS):
        return False
    linked = any(_is_work(host.lower()) for host, _ in _LINK.findall(one.text))
    named = any(mark in lower for mark in headings.CITED[:-1]) or _YEAR.search(lower) is not None
    inspired = headings.tells(one.said, _INSPIRED) and headings.tells(one.said, _STUDIED)
    return bool(linked or named or inspired) and not headings.tells(one.said, _NOT_STUDIED)


def _is_work(host: str) -> bool:
    return any(host == one or one in f".{host}" or host.endswith(f".{one}") for one in headings.HOSTS_OF_WORKS)


def _is_read(one: Statement, own: frozenset[str]) -> bool:
    """Whether a line under such a heading names a work, not a tool, a page of the repository or a machine at hand."""
    lower = one.text.lower()
    if headings.tells(one.said, ("model cards for", "model card")):
        return False
    if any(mark in lower for mark in headings.CITED):
        return True
    for host, path in _LINK.findall(lower):
        if _is_work(host):
            return True
        known = any(host == some or host.endswith(f".{some}") for some in _OPEN)
        owned = any(path.startswith(f"/{name}") for name in own) or host.startswith(("localhost", "127."))
        if not owned and headings.tells(one.said, _STUDIED) and (known or not _is_manual(host, path)):
            return True
    return False


def _is_manual(host: str, path: str) -> bool:
    return host.startswith(("docs.", "doc.")) or "readthedocs" in host or "/docs" in path or "/documentation" in path


def _own(system: System) -> frozenset[str]:
    """`owner/name` of the repository, by the badges and clone addresses that its READMEs link to most."""
    counted: dict[str, int] = {}
    for path, page in pages(system):
        if path.rpartition("/")[2].lower().startswith("readme"):
            for link in page.links:
                found = re.match(r"https?://github\.com/([^/\s]+/[^/\s)#?]+)/(?:actions|blob|tree|issues)", link.target)
                if found:
                    name = found[1].lower()
                    counted[name] = counted.get(name, 0) + 1
    return frozenset(counted)


def _bibliographies(system: System) -> list[Statement]:
    """Entries of bibliographies in blocks of code."""
    found = []
    for path, page in pages(system):
        for section in page.sections:
            for fence in section.fences:
                text = fence.text.lstrip()
                if headings.tells(headings.spoken(section.title), _OF_ITSELF):
                    continue
                if text.lower().startswith(headings.CITED[:6]) and headings.tells(
                    headings.spoken(section.title), headings.WORKS
                ):
                    name = text.partition("\n")[0]
                    found.append(Statement(path, fence.line + 1, name, section.title, (), ""))
    return found
