"""Columns, constraints and querysets, by noun."""

from encyclopedia.models.article import Article, Kind, Redirect
from encyclopedia.models.citation import Citation
from encyclopedia.models.edit import Edit
from encyclopedia.models.finding import HeadCheck, HeadFinding
from encyclopedia.models.parts import Illustration, InfoboxField, KeyEvent, Section, SeeAlso
from encyclopedia.models.picture import Picture, PublishedPicture
from encyclopedia.models.publication import (
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedRevision,
)

__all__ = [
    "Article",
    "Citation",
    "Edit",
    "HeadCheck",
    "HeadFinding",
    "Illustration",
    "InfoboxField",
    "KeyEvent",
    "Kind",
    "Picture",
    "Publication",
    "PublishedCitation",
    "PublishedLink",
    "PublishedPicture",
    "PublishedRevision",
    "Redirect",
    "Section",
    "SeeAlso",
]
