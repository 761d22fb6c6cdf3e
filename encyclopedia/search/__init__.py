"""Search in what the public reads: the same answers from SQLite's FTS5 and PostgreSQL."""

from encyclopedia.search.asking import MOST_COUNTED as MOST_COUNTED
from encyclopedia.search.asking import Found as Found
from encyclopedia.search.asking import Hit as Hit
from encyclopedia.search.asking import Narrowed as Narrowed
from encyclopedia.search.asking import find as find
from encyclopedia.search.asking import suggest as suggest
from encyclopedia.search.choosing import choices as choices
from encyclopedia.search.writing import remove as remove
from encyclopedia.search.writing import write as write
