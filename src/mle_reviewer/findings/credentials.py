"""Shapes of credentials: those that issuers document, and literals under names that tell; for masking and for finding.

Each shape stands behind words without which it cannot occur. Group 1 is what stays, so that a reader knows what kind it
was; most are telling enough to be found inside a word too (a file name, escaped text). None may swallow a quote or a
lone backslash: reports are redacted after they are built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from typing import Final, Literal

from mle_reviewer.findings.key_bodies import is_no_key
from mle_reviewer.findings.made_up import is_counted, is_spelled
from mle_reviewer.findings.open_values import protects_nothing
from mle_reviewer.findings.readable_tokens import key_within
from mle_reviewer.findings.sequences import is_sequenced
from mle_reviewer.findings.web_tokens import opens_nothing

Proof = Literal["issuer", "likely", "named"]


@dataclass(frozen=True)
class Shape:
    """One shape. `issuer` shapes are keys by themselves, `likely` ones often are; `named` is a literal under a name."""

    words: tuple[str, ...]
    pattern: str
    about: str
    proof: Proof

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first asked for."""
        return re.compile(self.pattern)

    def places(self, text: str) -> Iterator[int]:
        """Where the words stand, in their order."""
        if len(self.words) > 1 and len({word[0] for word in self.words}) == 1:  # one search for what begins alike
            yield from (found.start() for found in self._family.finditer(text))
            return
        found: list[int] = []
        for word in self.words:
            at = text.find(word)
            while at >= 0:
                found.append(at)
                at = text.find(word, at + len(word))
        yield from sorted(found)

    @cached_property
    def _family(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.words)))

    def may_stand_in(self, text: str, lowered: str) -> bool:
        """Whether a text, given as it is and in small letters, holds one of the words."""
        where = lowered if self.proof == "named" else text
        return any(word in where for word in self.words)


_FREE: Final = r"(?<![0-9A-Za-z])"  # for prefixes that end ordinary words
_SHAPES: Final[tuple[tuple[tuple[str, ...], str, str, Proof], ...]] = (
    (("AKIA", "ASIA", "ABIA", "ACCA"), r"(A(?:KIA|SIA|BIA|CCA))[0-9A-Z]{16}", "an AWS access key id", "issuer"),
    (("X-Amz-Signature",), r"(X-Amz-Signature=)[0-9a-f]{32,}", "a signed AWS address", "likely"),
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"(gh[pousr]_)[0-9A-Za-z]{20,}", "a GitHub token", "issuer"),
    (("github_pat_",), r"(github_pat_)[0-9A-Za-z_]{20,}", "a GitHub token", "issuer"),
    (
        ("glpat-", "glptt-", "gldt-", "glrt-", "glcbt-", "glsoat-", "glagent-"),
        r"(gl(?:pat|ptt|dt|rt|cbt|soat|agent)-)[0-9A-Za-z_.-]{16,}",
        "a GitLab token",
        "issuer",
    ),
    (("xox",), r"(xox[abeprs]-)[0-9A-Za-z-]{10,}", "a Slack token", "issuer"),
    (("xapp-",), r"(xapp-)\d-[0-9A-Z]{8,}-\d{8,}-[0-9a-f]{32,}", "a Slack token", "issuer"),
    (
        ("hooks.slack.com",),
        r"(hooks\.slack\.com/services/)[0-9A-Za-z/]{20,}",
        "the address of a Slack webhook",
        "issuer",
    ),
    (
        ("/api/webhooks/",),
        r"(discord(?:app)?\.com/api/webhooks/)\d{15,}/[0-9A-Za-z_-]{40,}",
        "the address of a Discord webhook",
        "issuer",
    ),
    ((":AA",), r"((?<![0-9A-Za-z])\d{8,10}:AA)[0-9A-Za-z_-]{32,35}", "the token of a Telegram bot", "issuer"),
    (("AIza",), r"(AIza)[0-9A-Za-z_-]{35}", "a Google API key", "likely"),
    (("ya29.",), rf"({_FREE}ya29\.)[0-9A-Za-z_-]{{20,}}", "a Google access token", "likely"),
    (("GOCSPX-",), r"(GOCSPX-)[0-9A-Za-z_-]{20,}", "a Google client secret", "issuer"),
    (("hf_",), rf"({_FREE}hf_)[0-9A-Za-z]{{30,}}", "a Hugging Face token", "issuer"),
    (("k_live_", "k_test_"), r"([sr]k_(?:live|test)_)[0-9A-Za-z]{16,}", "a Stripe key",
     "issuer"),
    (
        ("sk-",),
        rf"({_FREE}sk-(?:proj-|ant-|or-|svcacct-)?)(?=[A-Za-z_-]*[0-9])(?=[0-9A-Za-z_-]*[0-9A-Za-z]{{13}})[0-9A-Za-z_-]{{20,}}",
        "the key of a language model's API",
        "issuer",
    ),
    (
        ("gsk_", "pplx-", "xai-", "nvapi-", "pcsk_", "r8_"),
        rf"({_FREE}(?:gsk_|pplx-|xai-|nvapi-|pcsk_|r8_))(?=[A-Za-z_-]*[0-9])[0-9A-Za-z_-]{{36,}}",
        "the key of a model's API",
        "issuer",
    ),
    (("lsv2_",), r"(lsv2_(?:pt|sk)_)[0-9a-f]{32}_[0-9a-f]{10}", "a LangSmith key", "issuer"),
    (("npm_",), rf"({_FREE}npm_)[0-9A-Za-z]{{30,}}", "an npm token", "issuer"),
    (("pypi-AgE",), r"(pypi-AgE)[0-9A-Za-z_-]{20,}", "a token of a package index", "issuer"),
    (("dapi",), r"(dapi)[0-9a-f]{32}(?:-\d)?", "a Databricks token", "issuer"),
    (("dckr_",), r"(dckr_(?:pat|oat)_)[0-9A-Za-z_-]{24,}", "a Docker Hub token", "issuer"),
    (("dop_v1_", "doo_v1_"), r"(do[op]_v1_)[0-9a-f]{64}", "a DigitalOcean token", "issuer"),
    (("hvs.", "hvb."), rf"({_FREE}hv[sb]\.)[0-9A-Za-z_-]{{24,}}", "a Vault token", "issuer"),
    (("glsa_", "glc_"), rf"({_FREE}gl(?:sa|c)_)[0-9A-Za-z_+/]{{32,}}=*", "a Grafana token", "issuer"),
    (("shpat_", "shpss_"), r"(shp(?:at|ss)_)[0-9a-fA-F]{32}", "a Shopify token", "issuer"),
    (("ATATT3",), r"(ATATT3)[0-9A-Za-z_=-]{60,}", "an Atlassian token", "issuer"),
    (("AGE-SECRET-KEY-",), r"(AGE-SECRET-KEY-1)[0-9A-Z]{40,}", "an age key", "issuer"),
    (("SG.",), rf"({_FREE}SG\.)[0-9A-Za-z_-]{{16,}}\.[0-9A-Za-z_-]{{16,}}", "a SendGrid key", "issuer"),
    (("AccountKey=",), r"(AccountKey=)[0-9A-Za-z+/=]{40,}", "the key of an Azure storage account", "issuer"),
    (("SharedAccessKey=",), r"(SharedAccessKey=)[0-9A-Za-z+/]{40,}=*", "the key of an Azure namespace", "issuer"),
    (("Q~",), r"((?<![0-9A-Za-z_~.])[0-9A-Za-z_~.]{3}\dQ~)[0-9A-Za-z_~.-]{31,34}", "an Azure client secret", "issuer"),
    (("sig=",), r"([?&]sig=)[0-9A-Za-z%+/=]{30,}", "a signed Azure address", "likely"),
    (("eyJ",), r"(eyJ)[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*", "a JSON web token", "likely"),
    (("Bearer ",), r"(Bearer )(?=[A-Za-z._~-]*[0-9])[0-9A-Za-z._~-]{24,}=*", "a bearer token", "likely"),
    (("wandb",), r"(wandb[ .]login\b[^\n0-9]{0,30})\b[0-9a-f]{40}\b", "a Weights & Biases key", "issuer"),
    (
        ("username",),
        r"(\\?\"username\\?\"\s{0,4}:\s{0,4}\\?\"[^\"\\\s]{1,60}\\?\"\s{0,4},\s{0,4}\\?\"key\\?\"\s{0,4}:\s{0,4}\\?\")[0-9a-f]{32}",
        "a Kaggle key",
        "issuer",
    ),
    (("://",), r"(://[^\s/:@\"'\\<>]*:)[^\s/:@\"'\\<>]+(?=@)", "a password in an address", "named"),
    (
        ("PRIVATE KEY",),
        r"(-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----)(?:(?:\s|\\[nr])*[0-9A-Za-z+/=]{16,})+",
        "a private key",
        "issuer",
    ),
    (
        ("password", "passwd", "secret", "key", "token"),  # a quoted literal under a telling name
        (
            r"((?i:password|passwd|secret|api_?key|access_?key|auth_?token|access_?token)[a-z_]*"
            r"\\?[\"']?\s*[:=]\s*\\?[\"'])[^\s\"'\\]{8,}"
        ),
        "a literal under a telling name",
        "named",
    ),
)  # fmt: skip
SHAPES: Final = tuple(Shape(*one) for one in _SHAPES)

_PLACEHOLDERS: Final = re.compile(
    r"x{4,}|\*{3,}|\.{3,}|[•●∙⋅◦█▪]{2,}|…|_{4,}|0{6,}|1234|abcdef|example|sample|dummy|fake|mock|placeholder|changeme|change[_-]me|"
    r"change[_-](?:this|it|in|before|for)(?![a-z])|replace|your|insert|todo|redacted|removed|hidden|secret[_-]?key|password|passwd|my[_-]|"
    r"pass_?123|default|minioadmin|foobar|none|null|undefined|<|>|\$\{|\{\{|%\(",
    re.IGNORECASE,
)
_FEWEST_SIGNS: Final = 6
_TOLD_BY: Final = 200  # signs of a long value that say whether it holds a place


def is_placeholder(value: str) -> bool:
    """Whether what looks like a secret only holds its place: words that say so, or hardly any different signs."""
    value = value[:_TOLD_BY]
    few = len(set(value.lower())) < min(_FEWEST_SIGNS, len(value))
    return few or bool(_PLACEHOLDERS.search(value)) or is_counted(value) or is_sequenced(value)


@dataclass(frozen=True, slots=True)
class Held:
    """A credential in a text: what kind it is, the line (from 0), how it may be shown, and what of the text hides it.

    `digests` are what a team's baseline of known secrets may call it by; they never leave.
    """

    about: str
    proof: Proof
    line: int
    masked: str
    start: int
    end: int
    digests: frozenset[str]


_BEFORE: Final = re.compile(r"(?<!\\)[0-9A-Za-z+_]|(?<=\\)[^nrt\W]")
_BEHIND: Final = re.compile(r"[0-9A-Za-z+/_]")
_ENCODED: Final = re.compile(r"[0-9A-Za-z+/=\\n]*")
_LONGEST: Final = 400  # signs of encoded data around a match, of which it then is a part
_PRIVATE: Final = re.compile(  # as `redact` masks it, and through the quotes of a notebook's or a program's lines
    r"-----BEGIN (?P<kind>[A-Z ]{0,30})PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?:\s|\\[nr]|[\"',+])*(?:(?:Proc-Type|DEK-Info|Version|Comment)\s?:[^\n\"\\]{1,80})?"
    r"(?:\s|\\[nr]|[\"',+])*[0-9A-Za-z+/=]{16,})+"
    r"(?:(?:\s|\\[nr]|[\"',+])*[0-9A-Za-z+/=]{1,15}(?=(?:\s|\\[nr]|[\"',+])*-----END))?"
)
_LEAST_KEY: Final = 90  # signs of a private key with what opens it
_BEFORE_WORD: Final = 100  # signs of a match that stand before its word
_AFTER_WORD: Final = 8_000
_KEY_WORDS: Final = ("PRIVATE KEY",)
_TOKEN_WORDS: Final = ("eyJ",)
_CLOSES: Final = re.compile(r"(?:\s|\\[nr]|[\"',+=])*-----END")
_MORE: Final = re.compile(r"\.{3}|…|\*{3}")  # the rest is left out
_OPEN: Final = re.compile(r",\}(?:=\*)?\)?$")  # a pattern that says how long at least


def issued(text: str, *, doubtful: bool = False) -> Iterator[Held]:
    """The credentials of documented shapes in a text; those that only hold a place are left out.

    `doubtful` ones are cut off, or say of themselves that they open nothing: worth masking, not worth a word.
    """
    lines: Sequence[int] = ()
    for shape in SHAPES:
        for found in _matches(shape, text) if shape.proof != "named" else ():
            shown = found[1] if found.re is shape.regex else f"-----BEGIN {found['kind']}PRIVATE KEY-----"
            start, end = found.start() + len(shown), found.end()
            if _is_part(text, found) or is_placeholder(text[start:end].lstrip("\\nr\r\t \"',+")):
                continue
            if not doubtful and (_is_elided(shape, text, found) or _is_hollow(shape, text, found, start)):
                continue
            digests = frozenset(map(digest, {found[0], text[start:end], shown.strip("-")}))
            lines = lines or line_starts(text)
            line = bisect_right(lines, found.start()) - 1
            yield Held(shape.about, shape.proof, line, f"{shown}***", start, end, digests)


def _matches(shape: Shape, text: str) -> Iterator[re.Match[str]]:
    """Where a shape occurs: searched for around its words alone, which is quick in a text of megabytes."""
    behind = 0
    private = shape.words == _KEY_WORDS
    for at in shape.places(text):
        if at < behind:
            continue
        found = (_PRIVATE if private else shape.regex).search(text, max(at - _BEFORE_WORD, behind), at + _AFTER_WORD)
        if found is not None and (not private or found.end() - found.start() >= _LEAST_KEY):
            behind = found.end()
            yield found


def line_starts(text: str) -> Sequence[int]:
    """Where the lines of a text begin."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def digest(value: str) -> str:
    """What a baseline of known secrets keeps of a value."""
    return sha1(value.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _is_elided(shape: Shape, text: str, found: re.Match[str]) -> bool:
    """Whether only the beginning of a key stands there: its rest is dots, or the last part of an address is missing.

    Of a shape with a length of its own the whole key stands before the dots.
    """
    return found[0].endswith("/") or (_OPEN.search(shape.pattern) is not None and bool(_MORE.match(text, found.end())))


def _is_hollow(shape: Shape, text: str, found: re.Match[str], start: int) -> bool:
    """Whether a private key or a token says of itself that it is none, or that it opens nothing."""
    if protects_nothing(text[start : found.end()]) or protects_nothing(found[0]):
        return True
    key = key_within(found[1], text[start : found.end()]) if found.re is not _PRIVATE else None
    if key is not None:
        return is_placeholder(key) or is_spelled(key)
    if found.re is not _PRIVATE:
        return shape.words == _TOKEN_WORDS and opens_nothing(found[0])
    return is_no_key(found["kind"], text[start : found.end()], ended=_CLOSES.match(text, found.end()) is not None)


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Whether a match is only a piece of a longer word, or of data that were encoded."""
    start, end = found.span()
    if start and _BEFORE.match(text, start - 1):
        return True
    if _BEHIND.match(text, end):
        return True
    behind = _ENCODED.match(text, end, end + _LONGEST)
    before = _ENCODED.fullmatch(text, max(start - _LONGEST, 0), start)
    return bool((behind and len(behind[0]) >= _LONGEST) or (before and start >= _LONGEST))
