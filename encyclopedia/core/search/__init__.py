"""Searching without a database: what is looked for, what is looked in, what is shown of it."""

from encyclopedia.core.search.entry import Entry as Entry
from encyclopedia.core.search.entry import entry as entry
from encyclopedia.core.search.entry import first_date as first_date
from encyclopedia.core.search.folding import fold as fold
from encyclopedia.core.search.folding import tokens as tokens
from encyclopedia.core.search.query import Query as Query
from encyclopedia.core.search.query import Term as Term
from encyclopedia.core.search.query import read as read
from encyclopedia.core.search.snippets import Run as Run
from encyclopedia.core.search.snippets import mark as mark
from encyclopedia.core.search.snippets import snippet as snippet
from encyclopedia.core.search.spelling import correct as correct
