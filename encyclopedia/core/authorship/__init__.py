"""Who wrote which words: carried from revision to revision, whatever moves or comes back."""

from encyclopedia.core.authorship.advancing import Part as Part
from encyclopedia.core.authorship.advancing import Step as Step
from encyclopedia.core.authorship.advancing import advance as advance
from encyclopedia.core.authorship.attributing import Said as Said
from encyclopedia.core.authorship.attributing import attribute as attribute
from encyclopedia.core.authorship.runs import Runs as Runs
from encyclopedia.core.authorship.runs import pack as pack
from encyclopedia.core.authorship.runs import unpack as unpack
from encyclopedia.core.authorship.texts import FIELDS as FIELDS
from encyclopedia.core.authorship.texts import of_document as of_document
from encyclopedia.core.authorship.texts import of_row as of_row
