"""The redactor: every text that leaves passes here, and what looks like a credential is masked."""

from __future__ import annotations

import re
from typing import Final

_MASK: Final = r"\1***"

# Shapes that issuers document, each behind words without which it cannot occur. Group 1 is what stays, so that a reader
# knows what kind it was; most are telling enough to be found inside a word too (a file name, escaped text). None may
# swallow a quote or a lone backslash: reports are redacted after they are built.
_SHAPES: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("akia", "asia", "abia", "acca"), r"(A(?:KIA|SIA|BIA|CCA))[0-9A-Z]{16}"),  # AWS access key id
    (("x-amz-signature",), r"(X-Amz-Signature=)[0-9a-f]{32,}"),
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"(gh[pousr]_)[0-9A-Za-z]{20,}"),  # GitHub
    (("github_pat_",), r"(github_pat_)[0-9A-Za-z_]{20,}"),
    (("gl",), r"(gl(?:pat|ptt|dt|rt|cbt|soat|agent)-)[0-9A-Za-z_.-]{16,}"),  # GitLab
    (("xox",), r"(xox[abeprs]-)[0-9A-Za-z-]{10,}"),  # Slack
    (("hooks.slack.com",), r"(hooks\.slack\.com/services/)[0-9A-Za-z/]{20,}"),
    (("aiza",), r"(AIza)[0-9A-Za-z_-]{35}"),  # Google
    (("ya29.",), r"((?<![0-9A-Za-z])ya29\.)[0-9A-Za-z_-]{20,}"),
    (("gocspx-",), r"(GOCSPX-)[0-9A-Za-z_-]{20,}"),
    (("hf_",), r"((?<![0-9A-Za-z])hf_)[0-9A-Za-z]{30,}"),  # Hugging Face
    (("sk_", "rk_"), r"([sr]k_(?:live|test)_)[0-9A-Za-z]{16,}"),  # Stripe
    (
        ("sk-",),
        r"((?<![0-9A-Za-z])sk-(?:proj-|ant-|or-|svcacct-)?)(?=[A-Za-z_-]*[0-9])[0-9A-Za-z_-]{20,}",
    ),  # OpenAI and its like
    (("npm_",), r"((?<![0-9A-Za-z])npm_)[0-9A-Za-z]{30,}"),
    (("pypi-age",), r"(pypi-AgE)[0-9A-Za-z_-]{20,}"),
    (("dapi",), r"(dapi)[0-9a-f]{32}"),  # Databricks
    (("sg.",), r"((?<![0-9A-Za-z])SG\.)[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}"),  # SendGrid
    (("accountkey=",), r"(AccountKey=)[0-9A-Za-z+/=]{40,}"),  # Azure
    (("sig=",), r"([?&]sig=)[0-9A-Za-z%+/=]{30,}"),
    (("eyj",), r"(eyJ)[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*"),  # JSON web token
    (("://",), r"(://[^\s/:@\"'\\<>]*:)[^\s/:@\"'\\<>]+(?=@)"),  # password in a URL
    (("private key",), r"(-----BEGIN [A-Z ]*PRIVATE KEY-----)(?:(?:\s|\\[nr])*[0-9A-Za-z+/=]{16,})+"),  # PEM
    (
        ("password", "passwd", "secret", "key", "token"),  # a quoted literal under a telling name
        (
            r"((?i:password|passwd|secret|api_?key|access_?key|auth_?token|access_?token)[a-z_]*"
            r"\\?[\"']?\s*[:=]\s*\\?[\"'])[^\s\"'\\]{8,}"
        ),
    ),
)


def redacted(text: str) -> str:
    """The text with every known credential shape cut down to its prefix."""
    lowered = text.lower()
    for words, shape in _SHAPES:
        if any(word in lowered for word in words):
            text = re.sub(shape, _MASK, text)
    return text
