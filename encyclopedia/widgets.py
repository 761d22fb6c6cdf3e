"""The usual fields of forms, written as Django's templates write them at a tenth of the cost.

A form of an article has hundreds of fields, and a template for each is most of what the page
costs. What is not usual goes to Django's templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

Context = Mapping[str, Any]


def _attributes(attributes: Mapping[str, Any]) -> str:
    """Write attributes: True is a bare name, False none at all."""
    found: list[str] = []
    for name, value in attributes.items():
        if value is True:
            found.append(f" {name}")
        elif value is not False:
            found.append(f' {name}="{escape(value)}"')
    return "".join(found)


def _input(context: Context) -> str:
    widget = context["widget"]
    value = widget["value"]
    shown = "" if value is None else f' value="{escape(value)}"'
    attributes = _attributes(widget["attrs"])
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{shown}{attributes}>'


def _textarea(context: Context) -> str:
    widget = context["widget"]
    name, value = escape(widget["name"]), widget["value"]
    words = "" if not value else escape(value)
    return f'<textarea name="{name}"{_attributes(widget["attrs"])}>\n{words}</textarea>'


def _select(context: Context) -> str:
    widget = context["widget"]
    options = "".join(map(_group, widget["optgroups"]))
    head = f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    return f"{head}\n{options}</select>"


def _group(group: tuple[Any, Iterable[Mapping[str, Any]], int]) -> str:
    name, choices, _ = group
    options = "".join(map(_option, choices))
    if not name:
        return options
    return f'<optgroup label="{escape(name)}">\n{options}</optgroup>\n'


def _option(option: Mapping[str, Any]) -> str:
    value, label = escape(option["value"]), escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>\n'


def _label(context: Context) -> str:
    attributes = _attributes(context["attrs"] or {})
    tag = context["tag"]
    return f"<{tag}{attributes}>{escape(context['label'])}</{tag}>" if context["use_tag"] else ""


def _no_errors(context: Context) -> str:
    return ""


_WRITERS: dict[str, Callable[[Context], str]] = {
    "django/forms/widgets/checkbox.html": _input,
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/number.html": _input,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/label.html": _label,
    "django/forms/errors/list/ul.html": _no_errors,
}


class Renderer(TemplatesSetting):
    """Django's renderer, with the usual fields written straight."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        write = _WRITERS.get(template_name)
        errors = context.get("errors")
        tagless = template_name == "django/forms/label.html" and not context["use_tag"]
        if write is None or errors or tagless:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308 -- Django's own templates escape
        return mark_safe(write(context))  # noqa: S308 -- every value is escaped above
