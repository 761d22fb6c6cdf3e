"""What a page shows of two revisions, lane by lane, each change with a place to go to."""

from dataclasses import replace

from encyclopedia.core import diff
from encyclopedia.core.comparison import lanes, summary, text
from encyclopedia.core.comparison.problems import problems as problems
from encyclopedia.core.comparison.tracing import Traced as Traced
from encyclopedia.core.comparison.tracing import cited as cited
from encyclopedia.core.comparison.tracing import differing as differing
from encyclopedia.core.comparison.tracing import trace as trace
from encyclopedia.core.comparison.values import Comparison as Comparison
from encyclopedia.core.comparison.values import Detail as Detail
from encyclopedia.core.comparison.values import Entry as Entry
from encyclopedia.core.comparison.values import Lane as Lane
from encyclopedia.core.comparison.values import Numbers
from encyclopedia.core.comparison.values import Problems as Problems
from encyclopedia.core.comparison.values import Row as Row
from encyclopedia.core.comparison.values import Words as Words
from encyclopedia.core.document import Document
from sources.core.saying import say


def read(old: Document, new: Document, *, whole: bool = False) -> Comparison:
    """Compare two states of an article for a reader; of long texts the *whole* if asked for."""
    return show(diff.compare(old, new), whole=whole)


def show(changes: diff.Changes, *, whole: bool = False) -> Comparison:
    """Give *changes* as a reader sees them; of long texts the *whole* if asked for."""
    numbers = Numbers()
    details = lanes.details(changes.metadata)
    before = (
        lanes.read(numbers, ("metadata", say("About the article"), say("Detail")), details),
        lanes.read(numbers, ("infobox", say("Infobox"), say("Field")), changes.infobox),
    )
    prose = text.read(numbers, changes, whole=whole)
    after = (
        lanes.read(numbers, ("timeline", say("Timeline"), say("Event")), changes.events),
        lanes.read(numbers, ("see-also", say("See also"), say("Article")), changes.see_also),
        lanes.read(numbers, ("categories", say("Categories"), say("Category")), changes.categories),
        lanes.read(numbers, ("pictures", say("Pictures"), say("Picture")), changes.illustrations),
        lanes.read(numbers, ("evidence", say("Sources"), say("Source")), changes.sources),
    )
    beyond = f"c{numbers.last + 1}"
    return Comparison(
        summary=summary.write(before, prose, after),
        total=numbers.last,
        before=tuple(_ended(lane, beyond) for lane in before),
        text=tuple(replace(e, next="") if e.next == beyond else e for e in prose),
        after=tuple(_ended(lane, beyond) for lane in after),
    )


def _ended(lane: Lane, beyond: str) -> Lane:
    rows = (replace(row, next="") if row.next == beyond else row for row in lane.rows)
    return replace(lane, rows=tuple(rows))
