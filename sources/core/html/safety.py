"""What a page may cost to read: size, depth and the attributes of one tag are bounded."""

from __future__ import annotations

import re

from sources.core.captured import CaptureError
from sources.core.saying import say

LARGEST = 3_000_000
MOST_ELEMENTS = 50_000
MOST_IN_A_TAG = 10_000

# Quotation marks count wherever they stand in a tag, so a match is never too short.
_TAG = re.compile(r"<[A-Za-z](?>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*)")


def check(text: str, name: str) -> None:
    """Refuse a page that would take more than its share of time (CaptureError)."""
    if len(text) > LARGEST:
        raise CaptureError(
            say(
                "{name} has {number} characters; of HTML at most {most} are read.",
                name=name,
                number=f"{len(text):,}",
                most=f"{LARGEST:,}",
            )
        )
    if text.count("<") > MOST_IN_A_TAG * 100:
        raise CaptureError(
            say(
                "{name} has {number} tags, more than any report.",
                name=name,
                number=f"{text.count('<'):,}",
            )
        )
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > MOST_IN_A_TAG and len(tag[0].split()) > MOST_IN_A_TAG:
            line = text.count("\n", 0, tag.start()) + 1
            raise CaptureError(
                say("{name}: the tag in line {line} has too many attributes.", name=name, line=line)
            )
