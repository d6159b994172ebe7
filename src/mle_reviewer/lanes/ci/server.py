"""The one door to GitHub's and GitLab's interfaces: bounded requests to the host that the user's environment names.

The token goes to that host alone: https (or a loopback address), no redirects, no proxy that the tree could name.
"""

from __future__ import annotations

import ipaddress
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

_SECONDS: Final = 15.0
_LARGEST: Final = 8 << 20
_PAGES: Final = 20
_SLUG: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,99}(?:/[A-Za-z0-9][\w.-]{0,99}){1,8}")
_COMMIT: Final = re.compile(r"[0-9a-f]{40,64}")
_NEXT: Final = re.compile(r'<[^>]*[?&]page=(\d+)[^>]*>;\s*rel="next"')


class AskingError(Exception):
    """A server that was not asked or did not answer; the message says why in one clause, without the token."""


@dataclass(frozen=True, slots=True)
class Server:
    """An interface: its address, and the header that says who asks."""

    system: str
    base: str
    header: str
    token: str


def server_of(environment: Mapping[str, str]) -> Server | None:
    """The interface that a token is there for; that of the CI system which runs this first."""
    github = environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN")
    gitlab = environment.get("GITLAB_TOKEN") or environment.get("CI_JOB_TOKEN")
    if gitlab and (environment.get("GITLAB_CI") or not github):
        header = "PRIVATE-TOKEN" if environment.get("GITLAB_TOKEN") else "JOB-TOKEN"
        return Server("gitlab", environment.get("CI_API_V4_URL") or "https://gitlab.com/api/v4", header, gitlab)
    if github:
        base = environment.get("GITHUB_API_URL") or "https://api.github.com"
        return Server("github", base, "Authorization", f"Bearer {github}")
    return None


def answers(server: Server, repository: str, commit: str) -> Iterator[bytes]:
    """What the interface says of the checks of one commit, page by page."""
    if not _SLUG.fullmatch(repository):
        raise AskingError("it is not known which repository to ask about")
    if not _COMMIT.fullmatch(commit):
        raise AskingError("it is not known which commit to ask about")
    if server.system == "github":
        path = f"/repos/{repository}/commits/{commit}"
        yield from _paged(server, f"{path}/check-runs?per_page=100")
        yield from _paged(server, f"{path}/status?per_page=100")
        return
    project = f"/projects/{quote(repository, safe='')}"
    import json

    for page in _paged(server, f"{project}/pipelines?sha={commit}&per_page=1&order_by=id&sort=desc"):
        try:
            found = [one["id"] for one in json.loads(page) if isinstance(one["id"], int)]
        except (ValueError, TypeError, KeyError):
            raise AskingError("it answers something else than a list of pipelines") from None
        for number in found[:1]:
            yield from _paged(server, f"{project}/pipelines/{number}/jobs?per_page=100")
        return


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A server that sends elsewhere is not followed: the token was meant for it alone."""

    def redirect_request(self, *_what: object) -> None:
        """No request to anywhere."""


def _paged(server: Server, path: str) -> Iterator[bytes]:
    page = 1
    for _ in range(_PAGES):
        data, after = _get(server, f"{path}&page={page}")
        yield data
        if after is None or after <= page:
            return
        page = after
    raise AskingError(f"it has more than {_PAGES} pages of checks")


def _get(server: Server, path: str) -> tuple[bytes, int | None]:
    url = f"{server.base.rstrip('/')}{path}"
    _allowed(url)
    if "\n" in server.token or "\r" in server.token:
        raise AskingError("the token has a line break in it")
    request = urllib.request.Request(  # noqa: S310 - the scheme is looked at above
        url, headers={server.header: server.token, "Accept": "application/json", "User-Agent": "mle-reviewer"}
    )
    handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
    if _is_loopback(urlsplit(url).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))
    opener = urllib.request.build_opener(*handlers)
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            data = answer.read(_LARGEST + 1)
            link, after = answer.headers.get("Link", ""), answer.headers.get("X-Next-Page", "")
    except urllib.error.HTTPError as error:
        raise AskingError(f"it answers {error.code}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise AskingError(f"it cannot be reached ({type(reason).__name__})") from None
    except Exception as error:  # noqa: BLE001 - http.client raises errors of its own for broken answers
        raise AskingError(f"its answer is broken ({type(error).__name__})") from None
    if len(data) > _LARGEST:
        raise AskingError(f"its answer is larger than {_LARGEST >> 20} MB")
    following = _NEXT.search(link or "")
    number = following[1] if following is not None else after if after and after.isdigit() else ""
    return data, int(number) if number and len(number) < 6 else None  # noqa: PLR2004


def _allowed(url: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.password:
        raise AskingError("its address is none")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise AskingError("its address is not https, so no token is sent there")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
