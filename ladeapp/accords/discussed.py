"""Whether a workplace has discussed what it is about to do, and signed it (§ 9-2): known in a room above, which offers its answer here."""

from collections.abc import Callable

Answer = Callable[[int], bool]  # workplace → three have signed the discussion
OFFERED: list[Answer] = []


def offer(answer: Answer) -> None:
    """Ask this one too from now on; once more changes nothing."""
    if answer not in OFFERED:
        OFFERED.append(answer)


def is_signed(workplace_id: int) -> bool:
    """False too where no room could tell."""
    return any(answer(workplace_id) for answer in OFFERED)
