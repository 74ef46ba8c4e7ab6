"""Print the scales that are shipped, as docs/instruments.md has them: items, answers, how they are counted, and what may be said of them."""

import sys

from ladeapp.effect.instruments import Instrument, instruments

HEAD = (
    "| scale | for | items | answers | turned round | the number | missing | talk | source, read |\n|---|---|---|---|---|---|---|---|---|"
)


def main() -> int:
    """A table in Markdown."""
    print(HEAD)
    for one in instruments():
        print(row(one))
    return 0


def row(one: Instrument) -> str:
    purpose = {"wave": "a survey, and oneself", "private": "oneself alone"}[one.purpose]
    turned = ", ".join(str(number) for number, item in enumerate(one.items, start=1) if item.reverse) or "–"
    counted = {"mean": "mean of the answered", "sum": f"sum × {one.times}"}[one.scoring]
    number = f"{counted}, {one.lowest}–{one.highest}, higher is {'better' if one.higher_means == 'better' else 'heavier'}"
    missing = "none may be" if one.least == len(one.items) else f"at least {one.least} of {len(one.items)}"
    talk = "–" if one.talk is None else f"{one.talk} or {'lower' if one.higher_means == 'better' else 'higher'}"
    answers = f"{one.values[0]}–{one.values[-1]}"
    source = f"[{one.source.title}]({one.source.where})" if one.source.url else "this page"
    return f"| `{one.key}` {one.title} | {purpose} | {len(one.items)} | {answers} | {turned} | {number} | {missing} | {talk} | {source}, {one.source.read} |"


if __name__ == "__main__":
    sys.exit(main())
