"""What a save can be refused for, each with a sentence for the person who saved."""

from django.utils.translation import gettext as _

from encyclopedia import languages
from encyclopedia.core.document import Document
from encyclopedia.core.merge import Collision
from encyclopedia.core.validity import Fault


class StoreError(ValueError):
    """A save that was refused; nothing was written."""


class InvalidDocumentError(StoreError):
    """The document breaks the rules of its parts: `faults` says where and how."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Take the *faults*, of which there is at least one."""
        super().__init__(" ".join(fault.sentence for fault in languages.told(faults)))
        self.faults = faults


class CollidedError(StoreError):
    """Somebody changed the same words meanwhile: `collisions` has base, mine and theirs.

    `head` is the id of the revision that was met, `document` the merge with mine kept.
    """

    def __init__(self, collisions: tuple[Collision, ...], head: int, document: Document) -> None:
        """Take what collided and the revision *head* that it collided with."""
        places = "; ".join(dict.fromkeys(collision.place.label for collision in collisions))
        super().__init__(
            _("Somebody changed the same words while you were editing: {places}.").format(
                places=places
            )
        )
        self.collisions = collisions
        self.head = head
        self.document = document


class MovedError(StoreError):
    """The article is not any more as the editor saw it: `head` is the id of what it is now."""

    def __init__(self, head: int) -> None:
        """Take the revision *head* that was met."""
        super().__init__(
            _("Somebody saved revision {head} meanwhile. Look again before you go on.").format(
                head=head
            )
        )
        self.head = head


class EntangledError(StoreError):
    """Later revisions changed the words that an undo would take back: see `collisions`."""

    def __init__(self, collisions: tuple[Collision, ...]) -> None:
        """Take what stands in the way: base is the revision, mine before it, theirs today."""
        super().__init__(_("Later changes to the same words stand in the way."))
        self.collisions = collisions


class FirstRevisionError(StoreError):
    """The first revision of an article was to be undone, with nothing before it."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("This is the first revision: there is nothing before it to go back to."))


class ForeignRevisionError(StoreError):
    """A revision or a part of one article was offered for another."""


class TitleTakenError(StoreError):
    """Another article has this title or address."""


class StillShownError(StoreError):
    """The text of a revision was to be hidden while people have it before them."""


class HiddenTextError(StoreError):
    """Words were to be saved or published that come from a revision whose text is hidden."""


class DeletedError(StoreError):
    """The article is deleted: it changes only by being brought back."""

    def __init__(self, title: str) -> None:
        """Take the *title* of the article."""
        super().__init__(
            _("“{title}” is deleted. Bring it back first, from the deleted articles.").format(
                title=title
            )
        )


class NotDeletedError(StoreError):
    """The article is there, so it keeps its title."""

    def __init__(self, title: str) -> None:
        """Take the *title* of the article."""
        super().__init__(
            _("“{title}” is not deleted any more, so it keeps its title.").format(title=title)
        )


class UnknownSourceError(StoreError):
    """A source is kept at hand that nobody has recorded."""
