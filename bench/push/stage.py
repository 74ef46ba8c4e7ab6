"""What all rows of push share: a browser to send to, our key, the text, and how one of our workers is started."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from ladeapp.push import rules
from tests.browser.fakes.vapid import Browser, raw, text

from .processes import Took, Worker, contender

PHONES = 1000
SUBJECT = "mailto:drift@lade.no"
TEXT = rules.payload(
    title="En time nærmer seg", body="Trykk for å se.", navigate="https://lade.no/pairings", lang="nb", tag=text(bytes(24))
)


class Unread(Exception):
    """Something did not arrive, or the browser cannot read it: nothing of this run counts."""


@dataclass(frozen=True)
class Sent:
    """One row: messages a second, and CPU µs of the sender for each."""

    rate: float
    cpu: float

    @classmethod
    def of(cls, count: int, took: Took) -> "Sent":
        return cls(count / took.seconds, took.cpu / count * 1e6)

    @classmethod
    def middle(cls, laps: Sequence["Sent"]) -> "Sent":
        return cls(median(lap.rate for lap in laps), median(lap.cpu for lap in laps))


@dataclass
class Stage:
    """One run: its scratch folder, and what it has found so far."""

    folder: Path
    laps: int
    browser: Browser = field(default_factory=Browser)
    rows: dict[str, Sent] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def python(self, module: str, origins: Sequence[str], cores: set[int], **more: object) -> AbstractContextManager[Worker]:
        """A contender of this package."""
        return contender([sys.executable, "-m", f"bench.push.{module}"], self.task(module, origins, **more), self.folder / module, cores)

    def ours(self, name: str, origins: Sequence[str], cores: set[int], first: bool = True) -> AbstractContextManager[Worker]:
        """A worker of ours on a database called `name`; not the first: beside another on the same."""
        folder = self.folder / name
        environ = {
            "LADEAPP_INSTANCE": str(folder),
            "LADEAPP_VAPID_SUBJECT": SUBJECT,
            "LADEAPP_PUSH_EXTRA_HOSTS": ",".join({origin.removeprefix("https://") for origin in origins}),
        }
        task = self.task(f"ours-{first}", origins, first=first)
        return contender([sys.executable, "-m", "bench.push.ours"], task, folder, cores, **environ)

    def task(self, name: str, origins: Sequence[str], **more: object) -> dict[str, Any]:
        """What a contender is given: the phones, their keys, a text and a key to sign with."""
        key = ec.generate_private_key(ec.SECP256R1())
        point = text(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        whole = text(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
        number = text(key.private_numbers().private_value.to_bytes(32, "big"))
        vapid = {"subject": SUBJECT, "publicKey": point, "privateKey": number, "der": whole}
        endpoints = [f"{origins[n % len(origins)]}/push/{n}" for n in range(PHONES)]
        return {"name": name, "endpoints": endpoints, "keys": self.browser.keys, "payload": TEXT, "vapid": vapid, **more}

    def arrived(self, told: Mapping[str, Any], count: int) -> None:
        """Raises Unread unless all came, signed as it should be, and the last can be read."""
        if told["taken"] != count or told["fault"]:
            raise Unread(f"{told['taken']} of {count} arrived; {told['fault'] or 'nothing was refused'}")
        if "notification" not in self.browser.read(raw(told["body"])):
            raise Unread("what arrived says nothing")

    def lap_by_lap(self, names: Sequence[str], one: Callable[[str], Sent]) -> None:
        """Each row in turn, again and again; the medians are kept."""
        found: dict[str, list[Sent]] = {name: [] for name in names}
        for lap in range(self.laps):
            for name in names:
                say(f"lap {lap + 1}/{self.laps}: {name}")
                found[name].append(one(name))
        self.rows |= {name: Sent.middle(laps) for name, laps in found.items()}

    def ratio(self, ours: str, other: str) -> float:
        return self.rows[ours].rate / self.rows[other].rate


def say(what: str) -> None:
    print(f"\r{what:<70}", end="", file=sys.stderr, flush=True)
