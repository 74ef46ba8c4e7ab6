"""Print what is on the learning shelves: minutes, words, cards, LIX and sources of each item in each language; then what is left out."""

import sys

from ladeapp.config import LANGUAGES
from ladeapp.learning import library

HEAD = "| item | title | minutes | words | cards | LIX | sources |\n|---|---|---|---|---|---|---|"


def main() -> int:
    """A table in Markdown, the languages one below the other within an item: nb / nn / en. Returns how much is left out."""
    print(HEAD)
    for first in library.items():
        spoken = [library.item(first.series, first.slug, language) for language in LANGUAGES]
        columns = (
            [item.minutes for item in spoken],
            [item.words for item in spoken],
            [len(first.cards)],
            [f"{item.lix:.0f}" for item in spoken],
            [len(first.sources)],
        )
        told = " | ".join(" / ".join(str(each) for each in column) for column in columns)
        print(f"| {first.number} {first.key} | {first.title} | {told} |")
    for fault in library.faults():
        print(f"left out: {fault}")
    return len(library.faults())


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
