"""Names that say that a value is secret, and names that say of such a value how little it opens."""

from __future__ import annotations

from typing import Final

from mle_reviewer.knowledge.measures import words

_SINGLE: Final = frozenset({"password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "pass"})
_PAIRS: Final = frozenset({"api", "access", "secret", "private", "account", "encryption", "auth", "signing", "service"})
_TRIED: Final = frozenset({"test", "dummy", "fake", "mock", "sample", "demo"})
# Tokens that open nothing: pieces of text, places in a list that goes on, and what a page or a protocol hands out for
# one step and takes back with it.
_NOT_TOKENS: Final = frozenset({
    "pad", "eos", "bos", "unk", "mask", "sep", "cls", "special", "next", "stop", "image", "start", "end", "page",
    "continuation", "max", "min", "num", "add", "use",
    "cursor", "pagination", "sync", "delta", "skip",
    "csrf", "xsrf", "authenticity", "crumb", "nonce", "captcha", "recaptcha", "hcaptcha", "request", "state",
    "idempotency", "lock", "cancel", "cancellation",
    "guest", "anonymous", "anon", "visitor", "id",
})  # fmt: skip
# Made to be handed to whoever opens a page: by the word, by the tool that builds the page, or by the service's maker.
_FOR_VISITORS: Final = frozenset({"public", "publishable", "browser", "vite", "gatsby"})
_BUILT_IN: Final = (("react", "app"), ("vue", "app"))
_OF_PAGES: Final = frozenset(
    {"amplitude", "mixpanel", "segment", "posthog", "rudderstack", "algolia", "analytics", "tracking"}
)
_DEVICES: Final = frozenset({"push", "fcm", "apns", "device"})  # where a message is sent to
_PRACTICE: Final = frozenset({"testnet", "sandbox", "paper", "practice", "playground"})
# What services call the keys that they give out; a program of one's own has an `app` too.
_KEYS: Final = frozenset({"key", "apikey"})
_GIVEN_OUT: Final = frozenset({"api", "consumer", "client", "bot", "oauth"})


def telling(name: str) -> bool:
    """Whether a name says that its value is secret: `db_password`, `OPENAI_API_KEY`, not `token_type`."""
    some = words(name)
    if not some or set(some) & _TRIED:
        return False
    if some[-1] in _SINGLE:
        return some[-1] != "token" or not set(some) & _NOT_TOKENS
    return some[-1] == "key" and len(some) > 1 and some[-2] in _PAIRS


def is_for_visitors(name: str) -> bool:
    """Whether a name says that everybody is given the value who opens a page or an app: `VITE_MAPS_API_KEY`."""
    some = words(name)
    if not some:
        return False
    if set(some) & (_FOR_VISITORS | _OF_PAGES) or tuple(some[:2]) in _BUILT_IN:
        return True
    return some[-1] == "token" and bool(set(some) & _DEVICES)


def is_for_practice(name: str) -> bool:
    """Whether a name says that the value opens a service's practice ground, where nothing is real."""
    return bool(set(words(name)) & _PRACTICE)


def is_given_out(name: str) -> bool:
    """Whether a name tells of a key that a service gives out: nobody sets a system up with one of their choice."""
    some = words(name)
    return bool(some) and (some[-1] in _KEYS or bool(set(some) & _GIVEN_OUT))
