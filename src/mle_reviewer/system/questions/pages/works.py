"""Works of others that pages name, and options that a model was chosen among."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings
from mle_reviewer.system.questions.pages.notes import pages
from mle_reviewer.system.questions.pages.prose import Statement, beneath, first_of_each, statements

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LINK: Final = re.compile(r"https?://([^\s/)\]>\"']{3,100})(/[^\s)\]>\"']{0,300})?")
_MOST: Final = 3
_NEAR: Final = 10  # words
# Addresses where works and the pages of tools stand side by side; the words around them tell which is which.
_OPEN: Final = ("github.com", "medium.com", "towardsdatascience.com", "kaggle.com", "wikipedia.org", "huggingface.co")
_STUDIED: Final = (
    "taken from", "based on", "paper*", "article*", "study", "studies", "approach*", "method*", "methodology",
    "solution*", "inspired",
    "technique*", "winning", "notebook*", "course*", "chapter*", "book", "thesis", "survey*", "competition*",
    "benchmark*", "architecture*", "artigo*", "artículo*", "articulo*", "étude*",
    "ansatz", "论文", "논문",
)  # fmt: skip
_WORKS: Final = tuple(one for one in _STUDIED if one != "inspired")
_INSPIRED: Final = (
    "inspired by",
    "adapted from",
    "as proposed in",
    "based on the paper",
    "following the paper",
    "inspiré*",
    "replicates the",
    "reproduces the",
    "reimplementation of",
    "replica y extiende",
    "extends the paper",
    "extends the article",
    "implementation of the paper",
    "follows the architecture",
    "basado en el articulo",
    "basado en el artículo",
    "baseado no artigo",
)
_NOT_STUDIED: Final = (
    "model card*", "dataset*", "data set", "data source*", "white paper*", "variables", "columns", "attributes",
    "mlops", "devops", "technical debt", "hyperparameter optimization", "hyperparameter optimisation",
)  # fmt: skip
_DATA: Final = ("data", "dataset*", "download*", "data source*", "publication*", "conference paper", "our paper")
# What is to be tried some day.
_LATER: Final = (
    "improvement*",
    "ideas",
    "future*",
    "to consider",
    "next",
    "outlook",
    "améliorations",
    "mejoras",
    "melhorias",
)
_FOLDS: Final = ("walk forward", "cross validation", "cv", "folds")
_TASKS: Final = frozenset(
    {"experiment", "try", "explore", "test", "perform", "train", "evaluate", "save", "load", "deploy"}
)
_WEIGHED: Final = (
    "weighed", "considered",
    "compared", "instead", "rather than", "over", "vs", "versus", "alternative*", "rejected", "chosen", "selected",
    "better",
    "outperform*", "best", "because", "not",
)  # fmt: skip
# Where it is told what was tried, and what became of it.
_TRIED: Final = ("research", "experiment*", "what we tried", "what was tried", "approaches tried", "lessons learned")
_DROPPED: Final = ("dropped", "abandoned", "discarded", "rejected", "did not improve", "didn t improve", "abandonné*",
                   "descartad*", "verworfen")  # fmt: skip
_DESIGN: Final = ("design decision*", "key decision*", "model comparison", "modelling decision*", "modeling decision*")
# Pages that teach, and lists of what one might read.
_LISTS: Final = ("resource*", "recursos", "learning", "courses", "books", "libros", "livres", "reading list")
_TAUGHT: Final = re.compile(r"homework|cohorts?/|lectures?/|courses?/|syllabus|bootcamp|recursos|resources|assignment")
_ET_AL: Final = re.compile(r"\bet al\b")
_LAW: Final = re.compile(r"\.gov\b|europa\.eu|legislation|\bregulation|\bai act\b|\bgdpr\b|technologies used")
_OF_ITSELF: Final = ("citation*", "citing", "cite")  # how the repository itself is to be cited
_YEAR: Final = re.compile(
    r"(?<!\w)(?:et al\.?,?|(?:&|and|y|und|et|e) [A-Z][a-zà-ÿ-]{1,40},?)[*_]*\s*\((?:19|20)\d\d\)"
    r"|\bet al\.?,?\s*(?:19|20)\d\d"
)
# A citation as Markdown of papers writes it: `[@key]`.
_KEY: Final = re.compile(r"\[@[A-Za-z][\w:.+-]{1,80}[;\]]")
_MODELLING: Final = (
    "classifier*", "linear regression", "regressor*", "random forest*", "xgboost", "lightgbm", "catboost",

    "gradient boosting", "neural network*", "lstm*", "transformers", "feature selection", "feature elimination",
    "logistic", "scorecard*", "boosted trees", "decision tree*", "svm", "arima", "sarima*", "prophet", "cnn*", "bert*",
    "naive bayes", "knn", "isolation forest", "autoencoder*", "collaborative filtering", "matrix factorization",
    "language model*", "llm*", "embedding model*", "resnet*", "two tower*", "reranker*", "gbt", "mlps",
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
    found = [one for one in beneath(system, headings.OPTIONS) if _is_option(one)]
    compared = (one for one in beneath(system, _DESIGN) if _compares(one))
    dropped = (one for one in beneath(system, _TRIED) if _is_option(one) and headings.tells(one.said, _DROPPED))
    return first_of_each((*found, *compared, *dropped))


def _is_option(one: Statement) -> bool:
    """Whether it names a model, or another way to learn and to measure, and is no task of a plan."""
    begun = one.said.split()[:1]
    if one.planned or (begun and begun[0] in _TASKS):
        return False
    weighed = headings.tells(one.said, _FOLDS) and headings.tells(one.said, _WEIGHED)
    return bool(headings.tells(one.said, _MODELLING) or weighed)


def _compares(one: Statement) -> bool:
    """Whether two kinds of models are weighed against each other in it."""
    if "[ ]" in one.text:
        return False
    named = {kind for kind in (*_MODELLING, "transformer", "baseline") if headings.tells(one.said, (kind,))}
    return len(named) > 1 and bool(headings.tells(one.said, _WEIGHED))


def _is_paper(one: Statement) -> bool:
    lower = one.text.lower()
    if one.near((*headings.WORKINGS, *_LATER, *_DATA)) or _is_list(one) or one.path.startswith("data/"):
        return False
    if _is_followed(one.said):
        return True
    linked = any(_is_work(host.lower()) for host, _ in _LINK.findall(one.text))
    named = any(mark in lower for mark in headings.CITED[:-1]) or _YEAR.search(one.text) is not None
    keyed = _KEY.search(one.text) is not None and headings.tells(one.said, _MODELLING)
    return bool(linked or named or keyed) and not headings.tells(one.said, _NOT_STUDIED)


def _is_followed(said: str) -> bool:
    """Whether it says that it follows, and a work comes soon after."""
    phrase = headings.tells(said, _INSPIRED)
    after = f" {' '.join(said.partition(phrase)[2].split()[:_NEAR])} " if phrase else ""
    return bool(headings.tells(f" {phrase}{after}", _WORKS))


def _is_list(one: Statement) -> bool:
    """Whether it stands among what courses give to read, and not among what a model was built upon."""
    return one.near(_LISTS) or _TAUGHT.search(one.path.lower()) is not None


def _is_work(host: str) -> bool:
    return any(host == one or one in f".{host}" or host.endswith(f".{one}") for one in headings.HOSTS_OF_WORKS)


def _is_read(one: Statement, own: frozenset[str]) -> bool:
    """Whether a line under such a heading names a work, not a tool, a page of the repository or a machine at hand."""
    lower = one.text.lower()
    if _KEY.search(one.text) and headings.tells(one.said, (*_STUDIED, *_MODELLING)):
        return True
    if headings.tells(one.said, (*_NOT_STUDIED[:4], *_NOT_STUDIED[7:])) or _is_list(one):
        return False
    if _LAW.search(lower):
        return False
    if any(mark in lower for mark in headings.CITED[:-1]) or _ET_AL.search(lower):
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
