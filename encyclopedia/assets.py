"""The styles and the script that stand inside the pages, and the CSP hashes that allow them.

A stored page is the same bytes for everybody, so its inline style and script are allowed by their
SHA-256, not by a nonce, and each page by those of its own alone.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

FOLDER: Final = Path(__file__).parent / "static" / "encyclopedia"

PAGE_STYLES: Final = MappingProxyType(
    {
        "article": ("site", "article"),
        "revision": ("site", "article", "acting", "citing"),
        "history": ("site", "history", "acting"),
        "compare": ("site", "compare", "acting"),
        "evidence": ("site", "evidence", "parts"),
        "authorship": ("site", "authorship", "parts"),
        "source": ("site", "source", "citing"),
        "index": ("site", "index"),
        "front": ("site", "index", "front"),
        "recent": ("site", "index", "recent"),
        "search": ("site", "index", "search"),
        "search_still": ("site", "index", "search"),
        "hide": ("site", "compare", "hiding"),
        "cite": ("site", "citing"),
        "api": ("site", "api"),
        "report": ("site", "report"),
    },
)

PAGE_SCRIPTS: Final = MappingProxyType(
    {"compare": "compare", "search": "search", "search_still": "search_still"}
)
"""The pages whose script is not that of the article."""

_STRING: Final = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')")
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_TIGHT: Final = re.compile(r"\s*([{};,>])\s*")
_CSS_COLON: Final = re.compile(r"(?<=[\w)-]): ")


@cache
def style(*names: str) -> str:
    """Join the stylesheets *names* ("site", "article", …), minified, for one <style> element."""
    return "".join(minify_css(_read(f"{name}.css")) for name in names)


@cache
def script(name: str = "site") -> str:
    """Give a script of the public pages, minified, for one <script> element."""
    return minify_js(_read(f"{name}.js"))


def csp_hash(text: str) -> str:
    """Give the CSP source expression that allows an inline element with exactly *text*."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(html: bytes) -> dict[str, list[str]]:
    """Allow the style and the script inside the page *html* that are ours, and no others."""
    return {
        f"{element}-src": [known[text] for text in _inside(html, element) if text in known]
        for element, known in _ours().items()
    }


@cache
def _ours() -> Mapping[str, Mapping[bytes, str]]:
    """Give the source expression of every style and script of the public pages, by element."""
    styles = (style(*names) for names in PAGE_STYLES.values())
    scripts = (script(name) for name in ("site", *PAGE_SCRIPTS.values()))
    return {
        element: {text.encode(): csp_hash(text) for text in texts}
        for element, texts in (("style", styles), ("script", scripts))
    }


def _inside(html: bytes, element: str) -> Iterator[bytes]:
    for begun in html.split(f"<{element}>".encode())[1:]:
        inside, ended, _ = begun.partition(f"</{element}>".encode())
        if ended:
            yield inside


def minify_css(text: str) -> str:
    """Drop what a browser does not read from a stylesheet; quoted strings stay as they are."""
    parts = _STRING.split(_CSS_COMMENT.sub("", text))
    return "".join(part if i % 2 else _squeeze(part) for i, part in enumerate(parts)).strip()


def minify_js(text: str) -> str:
    """Drop indentation, blank lines and whole-line comments; line ends stay, as they may count."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _squeeze(text: str) -> str:
    flat = re.sub(r"\s+", " ", text)
    return _CSS_COLON.sub(":", _CSS_TIGHT.sub(r"\1", flat)).replace(";}", "}")


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
