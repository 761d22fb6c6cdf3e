"""What the doctor reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ERROR: Final = "error"
WARNING: Final = "warning"
ADVICE: Final = "advice"
LEVELS: Final = (ERROR, WARNING, ADVICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is amiss: `wrong` says what, `why` it matters, `mend` what to do.

    `check` is the name of the check that found it.
    """

    level: str
    wrong: str
    why: str
    mend: str
    check: str = ""
