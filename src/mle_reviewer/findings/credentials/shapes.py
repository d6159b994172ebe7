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
