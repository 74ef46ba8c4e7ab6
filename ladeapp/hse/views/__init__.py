"""HTTP of the partsgruppe's room. Told in six files, one blueprint."""

from . import measures as measures
from . import meetings as meetings
from . import plan as plan
from . import records as records
from . import suggestions as suggestions
from . import year as year
from .door import bp as bp
