"""How many messages may be on their way at once, and how few of them to a service that does not answer; pure."""

from collections.abc import Collection

AT_ONCE = 224  # on their way from one worker; what it leaves unclear when it dies
MOST, LEAST = 208, 8  # to one service
FIRST = 16  # to one that has not answered yet
EMPTIED = 17.0  # a service gets as many places as it empties at this pace: 208 at 80 ms or less, 68 at 250 ms, 8 from 1.9 s
SILENCE = 2.0  # seconds that no answer at all counts for, at least
SLUGGISH = 0.8  # seconds from which messages that can go another way do


class Places:
    """Who holds how many places, and how fast each service answers. For one thread."""

    def __init__(self) -> None:
        self._since: dict[str, dict[object, float]] = {}  # service → ticket → when it left; the first is the oldest
        self._seconds: dict[str, float] = {}

    @property
    def taken(self) -> int:
        return sum(map(len, self._since.values()))

    def held(self, service: str) -> int:
        return len(self._since.get(service, ()))

    def take(self, service: str, ticket: object, now: float) -> None:
        self._since.setdefault(service, {})[ticket] = now

    def give_back(self, service: str, ticket: object, seconds: float, answered: bool) -> None:
        """It took `seconds`; `answered` is False when the service said nothing at all."""
        self._since[service].pop(ticket)
        took = seconds if answered else max(seconds, SILENCE)
        self._seconds[service] = took if service not in self._seconds else 0.8 * self._seconds[service] + 0.2 * took

    def room(self, service: str, now: float) -> int:
        """How many more messages may leave for `service`."""
        answered = service in self._seconds
        most = min(MOST, max(LEAST, int(EMPTIED / max(self.seconds(service, now), 0.001)))) if answered else FIRST
        return max(0, min(most - self.held(service), AT_ONCE - self.taken))

    def rooms(self, services: Collection[str], now: float) -> dict[str, int]:
        """How many may leave for each of them together. A few at a time cost as much as many: those wait until there is room for more."""
        rooms: dict[str, int] = {}
        for service in services:
            room = min(self.room(service, now), AT_ONCE - self.taken - sum(rooms.values()))
            if room and room >= self.held(service) // 3:
                rooms[service] = room
        return rooms

    def seconds(self, service: str, now: float) -> float:
        """What an answer takes just now; one that is not there yet counts for as long as it has been waited for."""
        usual = self._seconds.get(service, 0.0)
        oldest = next(iter(self._since.get(service, {}).values()), now)
        return max(usual, now - oldest)

    def sluggish(self, services: Collection[str], now: float) -> frozenset[str]:
        return frozenset(service for service in services if self.seconds(service, now) > SLUGGISH)
