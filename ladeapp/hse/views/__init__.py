"""HTTP of the partsgruppe's room. Told in five files, one blueprint."""

from . import measures as measures
from . import meetings as meetings
from . import papers as papers
from . import plan as plan
from . import records as records
from .door import bp as bp
