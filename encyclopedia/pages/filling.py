"""Templates filled: with what a page shows, and with its style and script."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from encyclopedia import assets, languages, mark


def render(template: str, style: str, context: dict[str, Any]) -> str:
    """Fill *template* with *context*, and with the style and script of that *style* of page."""
    css = assets.style(*assets.PAGE_STYLES[style])
    script = assets.script(assets.PAGE_SCRIPTS.get(style, "site"))
    return render_to_string(
        template,
        {
            **context,
            "css": trusted(css),
            "javascript": trusted(script),
            "icon": mark.address(),
            "spoken": languages.now(),
        },
    )


def form(token: str) -> dict[str, str]:
    """Let {% csrf_token %} of a form that saves give *token*."""
    return {"csrf_token": token} if token else {}


def trusted(text: str) -> SafeString:
    """Take what the writers of the core made, and escaped, or what is ours."""
    return mark_safe(text)  # noqa: S308 -- the writer's cleaned output and our own files, no other
