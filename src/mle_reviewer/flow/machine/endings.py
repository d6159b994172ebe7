"""What a block of instructions ended with; everything but ON stops the enclosing block."""

from __future__ import annotations

from typing import Final

ON: Final = 0
RETURNED: Final = 1
BROKE: Final = 2
CONTINUED: Final = 3
RAISED: Final = 4
