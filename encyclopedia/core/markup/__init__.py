"""The inline language: text to a tree with source positions, and words back to text."""

from encyclopedia.core.markup.blocks import parse as parse
from encyclopedia.core.markup.blocks import parse_inline as parse_inline
from encyclopedia.core.markup.walking import plain as plain
from encyclopedia.core.markup.walking import walk as walk
from encyclopedia.core.markup.writing import escape as escape
from encyclopedia.core.markup.writing import escape_locator as escape_locator
from encyclopedia.core.markup.writing import escape_quote as escape_quote
from encyclopedia.core.markup.writing import mark as mark
