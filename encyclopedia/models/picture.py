"""The files of pictures, and which of them readers may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from encyclopedia import permissions
from encyclopedia.models.edit import Edit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class PictureQuerySet(models.QuerySet["Picture"]):
    """Files by who may have them."""

    def visible_to(self, user: User | AnonymousUser) -> PictureQuerySet:
        """Give those that stand in a revision which *user* may read, or all at the desk."""
        if permissions.works_at_the_desk(user):
            return self
        public = Edit.objects.visible_to(user).values("pk")
        shown = PublishedPicture.objects.filter(edit__in=public).values("file")
        return self.filter(file__in=shown)


class Picture(models.Model):
    """A file that was uploaded and re-encoded here: named by its SHA-256, never changed."""

    file = models.CharField("SHA-256", max_length=64, primary_key=True)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("picture")

    def __str__(self) -> str:
        return self.file


class PublishedPicture(models.Model):
    """A published revision has a picture; rows are only ever added."""

    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="published_pictures")
    file = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edit", "file"], name="published_picture_once")
        ]
        verbose_name = gettext_lazy("published picture")

    def __str__(self) -> str:
        return f"{self.file} in {self.edit}"
