"""How often something may be tried in vain; what leads in is not counted. A ward has one address, so that one is generous."""

from flask import Response, request

from .. import rules

BY_ADDRESS = "100/5 minutes"
BY_NAME = "10/15 minutes"


def failed(answer: Response) -> bool:
    return answer.status_code >= 400


def name() -> str:
    """The sign-in name that is tried, however it is written."""
    return f"name:{rules.folded(request.form.get('name', '')[:200])}"
