"""Which problems a change brought in and which it mended."""

from collections import Counter
from collections.abc import Iterable

from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison.values import Problems


def problems(old: Iterable[Finding], new: Iterable[Finding]) -> Problems:
    """Compare what the checks find in two revisions, by fingerprint.

    A problem that moved is no news, and neither is one that somebody declined.
    """
    before, after = tuple(old), tuple(new)
    return Problems(introduced=_beyond(after, before), mended=_beyond(before, after))


def _beyond(found: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter(finding.fingerprint for finding in known)
    result: list[Finding] = []
    for finding in found:
        left[finding.fingerprint] -= 1
        if left[finding.fingerprint] < 0 and not finding.declined:
            result.append(finding)
    return tuple(result)
