"""Who wrote which words: carried from revision to revision, whatever moves or comes back."""

from encyclopedia.core.authorship.advancing import Part as Part
from encyclopedia.core.authorship.advancing import Step as Step
from encyclopedia.core.authorship.advancing import advance as advance
from encyclopedia.core.authorship.attributing import Said as Said
from encyclopedia.core.authorship.attributing import Stretch as Stretch
from encyclopedia.core.authorship.attributing import Written as Written
from encyclopedia.core.authorship.attributing import attribute as attribute
from encyclopedia.core.authorship.attributing import written as written
from encyclopedia.core.authorship.lines import locator as locator
from encyclopedia.core.authorship.living import Kind as Kind
from encyclopedia.core.authorship.living import Life as Life
from encyclopedia.core.authorship.living import Moment as Moment
from encyclopedia.core.authorship.living import Past as Past
from encyclopedia.core.authorship.living import Spot as Spot
from encyclopedia.core.authorship.living import UnknownSentenceError as UnknownSentenceError
from encyclopedia.core.authorship.living import live as live
from encyclopedia.core.authorship.runs import Runs as Runs
from encyclopedia.core.authorship.runs import pack as pack
from encyclopedia.core.authorship.runs import unpack as unpack
from encyclopedia.core.authorship.texts import FIELDS as FIELDS
from encyclopedia.core.authorship.texts import of_document as of_document
from encyclopedia.core.authorship.texts import of_row as of_row
