"""The parts of an article, each a row with a place in the order of its kind."""

from uuid import uuid4

import reversion
from django.db import models
from django.utils.translation import gettext_lazy
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

    TYPES = [
        (FieldType.TEXT.value, gettext_lazy("Text")),
        (FieldType.DATE.value, gettext_lazy("Date")),
        (FieldType.RANGE.value, gettext_lazy("Range")),
        (FieldType.PLACE.value, gettext_lazy("Place")),
        (FieldType.PEOPLE.value, gettext_lazy("People")),
        (FieldType.LINK.value, gettext_lazy("Link")),
    ]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="infobox")
    label = models.CharField(max_length=255)
    type = models.CharField(max_length=10, choices=TYPES, default=FieldType.TEXT.value)
    text = models.TextField(blank=True)

    class Meta(Part.Meta):
        verbose_name = gettext_lazy("infobox row")

    def __str__(self) -> str:
        return self.label


@reversion.register
class Section(Part):
    """A headed stretch of prose."""

    KINDS = [
        (SectionKind.OWN.value, gettext_lazy("Own heading")),
        (SectionKind.PURPOSE.value, gettext_lazy("Purpose")),
        (SectionKind.KEY_EVENTS.value, gettext_lazy("Key events")),
        (SectionKind.OUTCOMES.value, gettext_lazy("Outcomes")),
        (SectionKind.CONTROVERSIES.value, gettext_lazy("Controversies")),
    ]
    LEVELS = [
        (2, gettext_lazy("Section")),
        (3, gettext_lazy("Sub-section")),
        (4, gettext_lazy("Sub-sub-section")),
    ]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=20, choices=KINDS, default=SectionKind.OWN.value)
    heading = models.CharField(max_length=255)
    anchor = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(choices=LEVELS, default=2)
    text = MarkdownxField(blank=True)

    class Meta(Part.Meta):
        verbose_name = gettext_lazy("section")

    def __str__(self) -> str:
        return self.heading


@reversion.register
class KeyEvent(Part):
    """An entry of the timeline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="events")
    date = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    text = MarkdownxField(blank=True)

    class Meta(Part.Meta):
        verbose_name = gettext_lazy("key event")

    def __str__(self) -> str:
        return f"{self.date} {self.title}".strip()


@reversion.register
class SeeAlso(Part):
    """A pointer to another article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="see_also")
    title = models.CharField(max_length=255)
    note = models.CharField(max_length=255, blank=True)

    class Meta(Part.Meta):
        verbose_name = gettext_lazy("see-also entry")
        verbose_name_plural = gettext_lazy("see also")

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

    class Meta(Part.Meta):
        verbose_name = gettext_lazy("illustration")

    def __str__(self) -> str:
        return self.key
