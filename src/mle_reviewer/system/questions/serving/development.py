"""Services that are started with the server of their framework alone, which is made for development."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import TEXT_KINDS, kind_of
from mle_reviewer.system.questions.data.searching import searched

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_STARTS: Final = "flask.Flask.run"  # a thread for each request (https://flask.palletsprojects.com/en/stable/server/)
_SERVERS: Final = re.compile(
    rb"gunicorn|waitress|uwsgi|mod_wsgi|hypercorn|uvicorn|gevent|eventlet|cheroot|cherrypy|passenger|serverless|zappa"
    rb"|mangum|awsgi|functions[-_]framework|vercel|app ?engine|app\.yaml",
    re.IGNORECASE,
)
_NAMES: Final = frozenset({"Procfile", "Dockerfile"})


def served_for_development(system: System) -> bool:
    """Whether Flask's own server is the only one that a repository starts or names anywhere."""
    return system.once(_only_flask)


def _only_flask(system: System) -> bool:
    some = system.signed("serve")
    if not some or any(one.name != _STARTS for one in some):
        return False
    paths = [one for one in system.paths if kind_of(one) in TEXT_KINDS or one.rpartition("/")[2] in _NAMES]
    return not any(_SERVERS.search(document.data) for document in searched(system, paths))
