"""The parts of an article, each a row with a place in the order of its kind."""

from uuid import uuid4

import reversion
from django.db import models
from markdownx.models import MarkdownxField

from encyclopedia.core.document import FieldType, SectionKind
from encyclopedia.models.article import Article


class Part(models.Model):
    """What all parts have. Positions are sparse, so that a move rewrites one row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    position = models.BigIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("position",)


@reversion.register
class InfoboxField(Part):
    """A row of the infobox."""

    TYPES = [(kind.value, kind.value.capitalize()) for kind in FieldType]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="infobox")
    label = models.CharField(max_length=255)
    type = models.CharField(max_length=10, choices=TYPES, default=FieldType.TEXT.value)
    text = models.TextField(blank=True)

    class Meta(Part.Meta):
        verbose_name = "infobox row"

    def __str__(self) -> str:
        return self.label


@reversion.register
class Section(Part):
    """A headed stretch of prose."""

    KINDS = [
        (SectionKind.OWN.value, "Own heading"),
        *(
            (k.value, k.value.replace("-", " ").capitalize())
            for k in SectionKind
            if k.value != "own"
        ),
    ]
    LEVELS = [(2, "Section"), (3, "Sub-section"), (4, "Sub-sub-section")]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=20, choices=KINDS, default=SectionKind.OWN.value)
    heading = models.CharField(max_length=255)
    anchor = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(choices=LEVELS, default=2)
    text = MarkdownxField(blank=True)

    def __str__(self) -> str:
        return self.heading


@reversion.register
class KeyEvent(Part):
    """An entry of the timeline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="events")
    date = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    text = MarkdownxField(blank=True)

    def __str__(self) -> str:
        return f"{self.date} {self.title}".strip()


@reversion.register
class SeeAlso(Part):
    """A pointer to another article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="see_also")
    title = models.CharField(max_length=255)
    note = models.CharField(max_length=255, blank=True)

    class Meta(Part.Meta):
        verbose_name = "see-also entry"
        verbose_name_plural = "see also"

    def __str__(self) -> str:
        return self.title


@reversion.register
class Illustration(Part):
    """A picture of an article; `file` names its bytes by their SHA-256."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="illustrations")
    key = models.CharField(max_length=100)
    file = models.CharField(max_length=64)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=255)
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.key
