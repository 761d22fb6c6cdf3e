"""Columns, constraints and querysets, by noun."""

from encyclopedia.models.article import Article, Kind, Redirect
from encyclopedia.models.authorship import Authorship, PartAuthors, VanishedWords
from encyclopedia.models.citation import Citation
from encyclopedia.models.edit import Edit
from encyclopedia.models.finding import HeadCheck, HeadFinding
from encyclopedia.models.parts import Illustration, InfoboxField, KeyEvent, Section, SeeAlso
from encyclopedia.models.publication import (
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedRevision,
)

__all__ = [
    "Article",
    "Authorship",
    "Citation",
    "Edit",
    "HeadCheck",
    "HeadFinding",
    "Illustration",
    "InfoboxField",
    "KeyEvent",
    "Kind",
    "PartAuthors",
    "Publication",
    "PublishedCitation",
    "PublishedLink",
    "PublishedRevision",
    "Redirect",
    "Section",
    "SeeAlso",
    "VanishedWords",
]
