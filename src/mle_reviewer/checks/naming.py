"""What the name of a key tells beside what the code does with it: an entity from a category, a date from either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# The code is the evidence that a key repeats (grouped, sorted, joined by it); its name only tells an entity from a
# category (an engine, a device or a store may be a kind of one: those count by their id or number only).
_ENTITY: Final = re.compile(
    r"(^|_)(id|uid|uuid|((user|customer|client|patient|subject|session|account|driver|player|member|household|speaker)s?"
    r"(?!_?(type|class|kind|category|categories|subcategories|group|segment|tier|status|age|gender|city|state))))"
    r"($|_)|(device|machine|unit|engine|card|vehicle|sensor|store)s?_?(nr|no|nbr|num|number|key)$|[a-z]Id$",
    re.IGNORECASE,
)
# What holds several files, sentences, pictures: people and animals, sittings, specimens, writings, machines.
_HOLDER: Final = re.compile(
    r"(^|_|(?-i:[a-z](?=[A-Z])))(?P<what>patient|subject|participant|person|volunteer|user|customer|client|member|student|pupil"
    r"|speaker|singer|signer|writer|donor|animal|mouse|mice|cow|individual|session|recording|trial|visit|sequence|video|movie|clip"
    r"|film|episode|slide|specimen|biopsy|exam|study|scan|acquisition|contract|document|doc|report|book|essay"
    r"|conversation|dialogue|dialog|meeting|house|household|vehicle|machine|engine|bearing|device|sensor|turbine|battery"
    r"|well|borehole|site|station|ship|vessel|trip|driver|player|wafer|lot)s?"
    r"(_?(id|ids|uid|no|nr|num|number|nos|key|keys|name|names|code|codes|dir|dirs|folder|folders|path|paths|group|groups))?$",
    re.IGNORECASE,
)
# What is there at every moment that rows are of, unlike a trade, a visit or an order.
_LASTING: Final = re.compile(
    r"(^|_)(shop|store|branch|site|station|plant|warehouse|depot|meter|sensor|device|machine|turbine|pump|boiler|household"
    r"|building|region|district|city|country|farm|field|herd|cow|hospital|ward|school|stock|ticker|symbol|sku)s?"
    r"(_?(id|uid|no|nr|num|number|key|name|code))?$",
    re.IGNORECASE,
)
_GROUPS: Final = re.compile(r"(groups|group_?(ids?|keys?|names?))", re.IGNORECASE)
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WORDS: Final = re.compile(r"[a-z]+")
_KIND: Final = re.compile(
    r"(class|label|category|categories|type|kind|species|breed|genre|topic|grade|level|code|intent|tag|language)(es|s)?"
    r"(_?(id|no|nr|num|number|key|code|name))?$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(id|uid|no|nr|num|number|key|code)s?$", re.IGNORECASE)
_CALENDAR: Final = re.compile(
    r"(^|_)(date|datetime|time|timestamp|stamp|ts|at|on|day|dt|week|month|year|quarter|hour|minute|second|period|season"
    r"|cycle|step|t|yyyymm|yyyymmdd|epoch|days|hours)($|_|\d)|[a-z](Date|Time|Day|Month|Year)$|(date|time)$",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(
    r"(^|_)(is_?)?(current|curr|latest|newest|most_recent)(_?(flag|flg|ind|indicator|row|record|version|yn|fl))?$"
    r"|(^|_)active_(row|record|version)$"
    r"|(^|_)(valid|effective|eff|row|record|rec|version)_?(to|until|till|thru|through|end|expir\w*|expiry)"
    r"(_?(date|dt|ts|at|time|timestamp|day|on))?$",
    re.IGNORECASE,
)
# What somebody sets down before the day it is about: plans, calendars, forecasts that are given out.
_FORETOLD: Final = re.compile(
    r"^(is_|has_|on_|in_)?((planned|scheduled|rostered|announced|forecast|forecasted)_\w+"
    r"|(\w+_)?(plan|planned|schedule|scheduled|timetable|roster|calendar|holidays?|vacation|forecast|weekend|weekday|dow"
    r"|day_of_week|dayofweek|day_ahead|payday)(_(flag|day|days|price|hours|type|name|temp))?"
    r"|(promo|promotion|campaign)s?(_?\d|_(flag|day|active|on|type))?)$",
    re.IGNORECASE,
)
_FOUND_OUT: Final = re.compile(r"actual|error|deviat|resid|diff|realis|realiz|miss|delay|_vs_|met$", re.IGNORECASE)
_PERSON: Final = re.compile(
    r"(^|_|[a-z])(user|customer|client|patient|subject|participant|session|driver|player|member|household|speaker"
    r"|person|student|pupil|sequence|recording|trial)s?($|_|Id$|ID$)",
    re.IGNORECASE,
)


# What somebody owes or did up to the moment at which the table is read.
_STATE: Final = re.compile(
    r"^(days|hours|weeks|months|minutes|time)_?since_|^(last|latest|current|open|outstanding|lifetime)_(?!name|year)"
    r"|(^|_)(arrears|balance|debt|overdue|outstanding)($|_)|_to_date$",
    re.IGNORECASE,
)
_PARTY: Final = re.compile(
    r"(^|_)(account|company|supplier|vendor|merchant|seller|employee|borrower|subscriber|tenant|partner|dealer)s?"
    r"(_?(id|uid|no|nr|num|number|key|code))?$",
    re.IGNORECASE,
)


# What tells apart several pictures, takes or parts of one thing, and is no quality of it.
_TAKE: Final = re.compile(
    r"(^|_)(visit|session|sitting|exam|study|scan|series|recording|trial|take|run|eye|side|laterality|view|angle|camera|lead|electrode"
    r"|channel|frame|slice|slide|tile|patch|crop|chunk|segment|clip|shot|image|img|photo|page|sentence|utterance|utt"
    r"|timepoint|replicate|rep)s?(_?(id|no|nr|num|number|idx|index|key))?$",
    re.IGNORECASE,
)
# Where or when many people are, and what many of them have in common.
_GATHERS: Final = re.compile(
    r"(^|_)(hospital|ward|clinic|department|dept|icu|site|centre|center|school|shop|store|branch|region|district|city|town"
    r"|county|state|country|postcode|zip|area|market|age|agegroup|sex|gender|industry|sector|occupation|diagnosis|band"
    r"|bracket|bin|cohort|weekday|dow)s?(_?(id|no|nr|num|number|key|code|name|group|band|bin|bracket))?$",
    re.IGNORECASE,
)


def gathers(name: str) -> bool:
    """Whether a key is called like a place, a time or a kind, where there are many people of each."""
    return not (person(name) or take(name)) and any(one.search(name) for one in (_GATHERS, _KIND, _CALENDAR))


def take(name: str) -> bool:
    """Whether a column is called like what tells several pictures, takes or parts of one thing apart."""
    return _TAKE.search(name) is not None


def state(name: str) -> bool:
    """Whether a column is called like the state of somebody's affairs at the moment of reading."""
    return _STATE.search(name) is not None


def party(name: str) -> bool:
    """Whether a key is called like somebody or something to which events keep happening."""
    return any(one.search(name) for one in (_PARTY, _PERSON, _HOLDER, _LASTING))


def current_version(name: str) -> bool:
    """Whether a flag is called like what marks the version that holds today, or an end like that of a version."""
    return _VERSION.search(name) is not None


def person(name: str) -> bool:
    """Whether a key is called like people or sittings of them, of which production mostly meets new ones."""
    return _PERSON.search(name) is not None


def holder(name: str) -> str | None:
    """What has several files or parts of text, if a piece of a name is called like that."""
    found = _HOLDER.search(name)
    return None if found is None else found["what"].lower()


def grouping(name: str) -> str | None:
    """What pieces of names are called by whoever means to split by them: the groups of the rows."""
    return "group" if _GROUPS.fullmatch(name) else None


def holds(name: str) -> str | None:
    """What has several rows, if a word of a name is called like that (`SubjectWindows`, `session_file`)."""
    return next((what for word in _PARTS.findall(name) if (what := holder(word.lower()))), None)


def names_class(key: str, labels: Iterable[str]) -> bool:
    """Whether a key is called like a kind of things, or like the label that it looks up: rows of one are of a class."""
    own = {word for word in _WORDS.findall(key.lower()) if not _NUMBER.fullmatch(word)}
    kind = _KIND.search(key) is not None
    return bool(labels) and (kind or any(own <= set(_WORDS.findall(label.lower())) for label in labels))


def people(name: str) -> bool:
    """Whether a key is called like the number of people or their sittings, not like a kind of them."""
    return person(name) and holder(name) is not None and _NUMBER.search(name) is not None


def entity(name: str) -> bool:
    """Whether a key is called like something that has several rows."""
    return _ENTITY.search(name) is not None


def lasting(name: str) -> bool:
    """Whether a key is called like something that has a row at every moment, not like what happens once."""
    return _LASTING.search(name) is not None


def calendar(name: str) -> bool:
    """Whether a key is called like a time or a part of one."""
    return _CALENDAR.search(name) is not None


def foretold(name: str) -> bool:
    """Whether a column is called like what is set down before the day it is about: a plan, a calendar, a forecast."""
    return _FORETOLD.search(name) is not None and _FOUND_OUT.search(name) is None
