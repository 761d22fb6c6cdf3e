"""What a check reports: where, what is wrong, and how to mend it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from encyclopedia.core.reading import Place


class Level(StrEnum):
    """How grave a finding is: wrong for certain, likely wrong, or worth a look."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What *rule* found at code points `start` up to `end` of the source text of `place`.

    `words` stand there; where a finding is about no place of the text, `place` is None and
    `words` name what it is about. `message` explains, `mend` says what to do. `fingerprint` is
    the same wherever the words move to, and another once they change. `declined` is the reason
    why an editor set the finding aside, if one did, and `about` what the finding is about besides
    the words there.
    """

    rule: str
    level: Level
    place: Place | None
    start: int
    end: int
    words: str
    message: str
    mend: str
    fingerprint: str
    declined: str = ""
    about: str = ""


def fingerprint(rule: str, part: str, *words: str) -> str:
    """Give the SHA-256 of a rule, the kind of place and the words concerned, spacing aside."""
    parts = (rule, part, *(" ".join(text.split()) for text in words))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
