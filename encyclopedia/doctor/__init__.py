"""What is wrong with this installation, why it matters and how to mend it, in plain words."""

from encyclopedia.doctor.finding import LEVELS as LEVELS
from encyclopedia.doctor.finding import Finding as Finding
from encyclopedia.doctor.looking import CHECKS as CHECKS
from encyclopedia.doctor.looking import look as look
