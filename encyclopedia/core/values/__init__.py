"""Typed values: what the text of an infobox field or an event's date means, computed purely."""

from encyclopedia.core.values.dates import Fault as Fault
from encyclopedia.core.values.dates import date as date
from encyclopedia.core.values.dates import fault as fault
from encyclopedia.core.values.edtf import Date as Date
from encyclopedia.core.values.edtf import overlap as overlap
from encyclopedia.core.values.fields import Value as Value
from encyclopedia.core.values.fields import guess as guess
from encyclopedia.core.values.fields import links as links
from encyclopedia.core.values.fields import people as people
from encyclopedia.core.values.fields import read as read
from encyclopedia.core.values.inline import plain as plain
