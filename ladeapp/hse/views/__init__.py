"""HTTP of the partsgruppe's room. A file for each of its matters, one blueprint."""

from . import measures as measures
from . import meetings as meetings
from . import papers as papers
from . import plan as plan
from . import records as records
from . import risks as risks
from . import suggestions as suggestions
from . import year as year
from .door import bp as bp
