"""The last step of all HTML that a browser gets: one pass that keeps what is on the list.

The writer escapes every text as it goes, so nothing should be left for this pass to remove. It is
the second lock on the door, and it knows nothing of how the HTML came to be.
"""

from typing import Final

import nh3

SCHEMES: Final = frozenset({"http", "https", "mailto"})

_TAGS: Final = frozenset(
    {
        *("a", "bdi", "cite", "code", "em", "mark", "span", "strong", "sup", "time"),
        *("p", "div", "section", "aside", "nav", "h2", "h3", "h4", "hr", "br"),
        *("ol", "ul", "li", "blockquote", "pre", "details", "summary"),
        *("figure", "figcaption", "img"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    },
)

_ATTRIBUTES: Final = {
    "*": {"id", "lang", "title", "aria-label", "aria-labelledby"},
    "a": {"href"},
    "blockquote": {"data-uses"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "time": {"datetime"},
}

_DIRECTIONS: Final = {"dir": {"auto", "ltr", "rtl"}}
_DIRECTED: Final = (
    *("div", "figcaption", "h2", "h3", "h4", "p", "span", "summary", "sup", "td", "th"),
)

_VALUES: Final = {
    **dict.fromkeys(_DIRECTED, _DIRECTIONS),
    "a": {"role": {"doc-noteref", "doc-backlink"}, "rel": {"nofollow"}},
    "section": {"role": {"doc-endnotes"}, "tabindex": {"0"}},
    "th": {"scope": {"row", "col"}, **_DIRECTIONS},
    "details": {"open": {""}},
    "img": {"loading": {"lazy"}},
}

_CLASSES: Final = {
    "a": {"new"},
    "aside": {"rail"},
    "details": {"evidence"},
    "div": {"lead", "body", "infobox", "when"},
    "figure": {"picture"},
    "h2": {"boxh"},
    "nav": {"toc"},
    "ol": {"timeline", "refs", "notes"},
    "p": {"hatnote", "cats"},
    "section": {"tablewrap"},
    "span": {"back", "claim", "error", "tag", "vh"},
    "sup": {"cite", "error", "needed"},
    "td": {"center", "end"},
    "th": {"center", "end"},
    "ul": {"cards", "meanings", "refs"},
}

_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    url_schemes=set(SCHEMES),
    clean_content_tags={"script", "style"},
    link_rel=None,
)


def clean(html: str) -> str:
    """Keep the elements, attributes, values and schemes that the writer uses, and no others."""
    return _CLEANER.clean(html)
