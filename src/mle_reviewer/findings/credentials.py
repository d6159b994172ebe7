"""Shapes of credentials: those that issuers document, and literals under names that tell; for masking and for finding.

Each shape stands behind words without which it cannot occur. Group 1 is what stays, so that a reader knows what kind it
was; most are telling enough to be found inside a word too (a file name, escaped text). None may swallow a quote or a
lone backslash: reports are redacted after they are built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

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

    def may_stand_in(self, lowered: str) -> bool:
        """Whether a text in small letters holds one of the words."""
        return any(word in lowered for word in self.words)


_SHAPES: Final[tuple[tuple[tuple[str, ...], str, str, Proof], ...]] = (
    (("akia", "asia", "abia", "acca"), r"(A(?:KIA|SIA|BIA|CCA))[0-9A-Z]{16}", "an AWS access key id", "issuer"),
    (("x-amz-signature",), r"(X-Amz-Signature=)[0-9a-f]{32,}", "a signed AWS address", "likely"),
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"(gh[pousr]_)[0-9A-Za-z]{20,}", "a GitHub token", "issuer"),
    (("github_pat_",), r"(github_pat_)[0-9A-Za-z_]{20,}", "a GitHub token", "issuer"),
    (("gl",), r"(gl(?:pat|ptt|dt|rt|cbt|soat|agent)-)[0-9A-Za-z_.-]{16,}", "a GitLab token", "issuer"),
    (("xox",), r"(xox[abeprs]-)[0-9A-Za-z-]{10,}", "a Slack token", "issuer"),
    (
        ("hooks.slack.com",),
        r"(hooks\.slack\.com/services/)[0-9A-Za-z/]{20,}",
        "the address of a Slack webhook",
        "issuer",
    ),
    (("aiza",), r"(AIza)[0-9A-Za-z_-]{35}", "a Google API key", "likely"),
    (("ya29.",), r"((?<![0-9A-Za-z])ya29\.)[0-9A-Za-z_-]{20,}", "a Google access token", "likely"),
    (("gocspx-",), r"(GOCSPX-)[0-9A-Za-z_-]{20,}", "a Google client secret", "issuer"),
    (("hf_",), r"((?<![0-9A-Za-z])hf_)[0-9A-Za-z]{30,}", "a Hugging Face token", "issuer"),
    (("sk_", "rk_"), r"([sr]k_(?:live|test)_)[0-9A-Za-z]{16,}", "a Stripe key", "issuer"),
    (
        ("sk-",),
        r"((?<![0-9A-Za-z])sk-(?:proj-|ant-|or-|svcacct-)?)(?=[A-Za-z_-]*[0-9])[0-9A-Za-z_-]{20,}",
        "the key of a language model's API",
        "issuer",
    ),
    (("npm_",), r"((?<![0-9A-Za-z])npm_)[0-9A-Za-z]{30,}", "an npm token", "issuer"),
    (("pypi-age",), r"(pypi-AgE)[0-9A-Za-z_-]{20,}", "a token of a package index", "issuer"),
    (("dapi",), r"(dapi)[0-9a-f]{32}", "a Databricks token", "issuer"),
    (("sg.",), r"((?<![0-9A-Za-z])SG\.)[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}", "a SendGrid key", "issuer"),
    (("accountkey=",), r"(AccountKey=)[0-9A-Za-z+/=]{40,}", "the key of an Azure storage account", "issuer"),
    (("sig=",), r"([?&]sig=)[0-9A-Za-z%+/=]{30,}", "a signed Azure address", "likely"),
    (("eyj",), r"(eyJ)[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*", "a JSON web token", "likely"),
    (("://",), r"(://[^\s/:@\"'\\<>]*:)[^\s/:@\"'\\<>]+(?=@)", "a password in an address", "named"),
    (
        ("private key",),
        r"(-----BEGIN [A-Z ]*PRIVATE KEY-----)(?:(?:\s|\\[nr])*[0-9A-Za-z+/=]{16,})+",
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
)
SHAPES: Final = tuple(Shape(*one) for one in _SHAPES)

_PLACEHOLDERS: Final = re.compile(
    r"x{4,}|\*{3,}|\.{3,}|_{4,}|0{6,}|1234|abcdef|example|sample|dummy|fake|mock|placeholder|changeme|change[_-]me|"
    r"change[_-]this|replace|your|insert|todo|redacted|removed|hidden|secret[_-]?key|password|passwd|my[_-]|"
    r"default|foobar|none|null|undefined|<|>|\$\{|\{\{|%\(",
    re.IGNORECASE,
)
_FEWEST_SIGNS: Final = 6


def is_placeholder(value: str) -> bool:
    """Whether what looks like a secret only holds its place: words that say so, or hardly any different signs."""
    return bool(_PLACEHOLDERS.search(value)) or len(set(value.lower())) < min(_FEWEST_SIGNS, len(value))


@dataclass(frozen=True, slots=True)
class Held:
    """A credential in a text: what kind it is, the line (from 0), and how it may be shown."""

    about: str
    proof: Proof
    line: int
    masked: str


_BEFORE: Final = re.compile(r"[0-9A-Za-z+_]")
_BEHIND: Final = re.compile(r"[0-9A-Za-z+/_]")
_LONGEST: Final = 2_000


def issued(lines: list[str]) -> Iterator[Held]:
    """The credentials of documented shapes in lines; those that only hold a place are left out, and longer lines."""
    lowered = "\n".join(line for line in lines if len(line) <= _LONGEST).lower()
    possible = [shape for shape in SHAPES if shape.proof != "named" and shape.may_stand_in(lowered)]
    for number, line in enumerate(lines if possible else ()):
        if len(line) <= _LONGEST:
            following = lines[number + 1] if "PRIVATE KEY" in line and number + 1 < len(lines) else ""
            yield from _in_line(f"{line}\n{following[:_LONGEST]}" if following else line, number, possible)


def _in_line(line: str, number: int, possible: list[Shape]) -> Iterator[Held]:
    lowered = line.lower()
    for shape in possible:
        if not shape.may_stand_in(lowered):
            continue
        for found in shape.regex.finditer(line):
            wrapped = _BEFORE.match(line[max(found.start() - 1, 0) : found.start()]) or _BEHIND.match(
                line[found.end() : found.end() + 1]
            )
            if not wrapped and not is_placeholder(found[0][len(found[1]) :]):
                yield Held(shape.about, shape.proof, number, f"{found[1]}***")
