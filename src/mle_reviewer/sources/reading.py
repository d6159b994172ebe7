"""Reading the change: base and head found, compared by one `git diff`, and told file by file."""

from __future__ import annotations


