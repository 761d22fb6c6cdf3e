"""What makes a Document valid, and what may be mended in it without asking."""

from encyclopedia.core.validity.document import MEDIA_TYPES as MEDIA_TYPES
from encyclopedia.core.validity.document import faults as faults
from encyclopedia.core.validity.fault import Fault as Fault
from encyclopedia.core.validity.fields import limit as limit
from encyclopedia.core.validity.keys import KEY_SENTENCE as KEY_SENTENCE
from encyclopedia.core.validity.keys import is_key as is_key
from encyclopedia.core.validity.mending import normalise as normalise
from encyclopedia.core.validity.texts import MARKS_LIMIT as MARKS_LIMIT
from encyclopedia.core.validity.texts import PROSE_LIMIT as PROSE_LIMIT
from encyclopedia.core.validity.texts import SENTENCES_LIMIT as SENTENCES_LIMIT
from encyclopedia.core.validity.texts import Heading as Heading
from encyclopedia.core.validity.texts import headings as headings
from encyclopedia.core.validity.texts import line_faults as line_faults
from encyclopedia.core.validity.texts import marks as marks
from encyclopedia.core.validity.texts import mended_line as mended_line
from encyclopedia.core.validity.texts import mended_prose as mended_prose
from encyclopedia.core.validity.texts import mended_value as mended_value
from encyclopedia.core.validity.texts import prose_faults as prose_faults
from encyclopedia.core.validity.texts import sentence_ends as sentence_ends
from encyclopedia.core.validity.texts import value_faults as value_faults
