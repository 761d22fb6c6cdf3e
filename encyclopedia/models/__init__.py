"""Columns, constraints and querysets, by noun."""

from encyclopedia.models.article import Article, Deletion, Kind, Redirect
from encyclopedia.models.citation import Citation
from encyclopedia.models.edit import Edit, Hiding
from encyclopedia.models.finding import HeadCheck, HeadFinding
from encyclopedia.models.parts import Illustration, InfoboxField, KeyEvent, Section, SeeAlso
from encyclopedia.models.publication import (
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedRevision,
)
from encyclopedia.models.search import PublishedCategory, SearchEntry, TitleWord

__all__ = [
    "Article",
    "Citation",
    "Deletion",
    "Edit",
    "HeadCheck",
    "HeadFinding",
    "Hiding",
    "Illustration",
    "InfoboxField",
    "KeyEvent",
    "Kind",
    "Publication",
    "PublishedCategory",
    "PublishedCitation",
    "PublishedLink",
    "PublishedRevision",
    "Redirect",
    "SearchEntry",
    "Section",
    "SeeAlso",
    "TitleWord",
]
