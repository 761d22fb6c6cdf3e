"""What a save can be refused for, each with a sentence for the person who saved."""

from encyclopedia.core.document import Document
from encyclopedia.core.merge import Collision
from encyclopedia.core.validity import Fault


class StoreError(ValueError):
    """A save that was refused; nothing was written."""


class InvalidDocumentError(StoreError):
    """The document breaks the rules of its parts: `faults` says where and how."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Take the *faults*, of which there is at least one."""
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


class CollidedError(StoreError):
    """Somebody changed the same words meanwhile: `collisions` has base, mine and theirs.

    `head` is the id of the revision that was met, `document` the merge with mine kept.
    """

    def __init__(self, collisions: tuple[Collision, ...], head: int, document: Document) -> None:
        """Take what collided and the revision *head* that it collided with."""
        places = "; ".join(dict.fromkeys(collision.place.label for collision in collisions))
        super().__init__(f"Somebody changed the same words while you were editing: {places}.")
        self.collisions = collisions
        self.head = head
        self.document = document


class ForeignRevisionError(StoreError):
    """A revision or a part of one article was offered for another."""


class TitleTakenError(StoreError):
    """Another article has this title."""


class UnknownSourceError(StoreError):
    """A source is kept at hand that nobody has recorded."""
