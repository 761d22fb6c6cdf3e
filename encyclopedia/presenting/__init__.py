"""Articles and revisions as the values that pages show."""

from encyclopedia.presenting.article import article_page, imprint, old_imprint, preview_page
from encyclopedia.presenting.compared import (
    asking,
    between,
    comparison,
    comparison_heading,
    look,
    obstacles,
    ways,
)
from encyclopedia.presenting.lines import (
    HIDDEN,
    KINDS,
    THINGS,
    revision_line,
    said_of_hidden,
    with_takings,
)
from encyclopedia.presenting.surroundings import (
    contributor_url,
    evidence,
    known_titles,
    links,
    reference,
    site,
    sorting,
)

__all__ = [
    "HIDDEN",
    "KINDS",
    "THINGS",
    "article_page",
    "asking",
    "between",
    "comparison",
    "comparison_heading",
    "contributor_url",
    "evidence",
    "imprint",
    "known_titles",
    "links",
    "look",
    "obstacles",
    "old_imprint",
    "preview_page",
    "reference",
    "revision_line",
    "said_of_hidden",
    "site",
    "sorting",
    "ways",
    "with_takings",
]
