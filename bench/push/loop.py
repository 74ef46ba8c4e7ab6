"""`python -m bench.push.loop TASK`: `pywebpush.webpush()` in a loop, plain as its own page shows it, or with one kept session."""

from functools import partial

import requests
from pywebpush import webpush

from .contender import serve, task


def send(count: int, session: requests.Session | None) -> None:
    """One after another; raises WebPushException at the first that is refused."""
    given = task()
    for number in range(count):
        endpoint = given["endpoints"][number % len(given["endpoints"])]
        webpush(
            {"endpoint": endpoint, "keys": given["keys"]},
            given["payload"],
            vapid_private_key=given["vapid"]["der"],
            vapid_claims={"sub": given["vapid"]["subject"]},
            ttl=3600,
            headers={"Topic": "bench"},
            requests_session=session,
        )


if __name__ == "__main__":
    serve(partial(send, session=requests.Session() if task()["pooled"] else None))
