"""What editors type, checked at its field and put together as a Document."""

from encyclopedia.forms.article import SUMMARY_LIMIT, ArticleForm, MarkdownWidget
from encyclopedia.forms.composing import document
from encyclopedia.forms.parts import (
    IllustrationForm,
    InfoboxFieldForm,
    KeyEventForm,
    PartFormSet,
    SectionForm,
    SeeAlsoForm,
)
from encyclopedia.forms.typed import LARGEST_NUMBER, categories, new_id, number

__all__ = [
    "LARGEST_NUMBER",
    "SUMMARY_LIMIT",
    "ArticleForm",
    "IllustrationForm",
    "InfoboxFieldForm",
    "KeyEventForm",
    "MarkdownWidget",
    "PartFormSet",
    "SectionForm",
    "SeeAlsoForm",
    "categories",
    "document",
    "new_id",
    "number",
]
