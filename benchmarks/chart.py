"""How long a chart of a large case takes from its facts to its page's shapes, without the database.

    python -m benchmarks.chart [--items 10000]

The facts are made up from a fixed seed: persons with two numbers each, one in three of them shared, and companies.
"""

import argparse
import json
import time
from random import Random

from interlace.core.charting import Certainty, Statement, assemble, choose, groups, key_items


def made_up(items: int, *, seed: int = 5) -> list[Statement]:
    """Facts that make about so many items."""
    dice, found = Random(seed), list[Statement]()
    people = items // 3
    for number in range(people):
        subject = f"p{number:06}"
        told = [("name", f"Person {number}", "")]
        for at in range(2):
            shared = dice.random() < 1 / 3
            phone = f"+8210{dice.randrange(people // 4) if shared else people + 2 * number + at:08}"
            told.append(("phone", phone, f"phone:{phone}"))
        for prop, value, key in told:
            fact = f"f{len(found):07}"
            found.append(
                Statement(fact, subject, "Person", prop, value, value, key, "KR", Certainty.UNCONFIRMED, "", "", 1)
            )
    return found


def main() -> None:
    """Print a table and the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    facts = made_up(parser.parse_args().items)
    choose(assemble(facts[:30]), [0])  # the loops are compiled once for a machine
    steps: dict[str, float] = {}
    begun = time.perf_counter()
    chart = assemble(facts)
    steps["assembled"] = time.perf_counter() - begun
    starts = sorted({chart.places[each.subject] for each in facts})
    begun = time.perf_counter()
    drawing = choose(chart, starts)
    steps["first 300 chosen and laid out"] = time.perf_counter() - begun
    begun = time.perf_counter()
    key_items(chart, drawing.items)
    groups(chart, drawing.items)
    steps["key players and groups"] = time.perf_counter() - begun
    told = {"facts": len(facts), "items": len(chart.items), "links": len(chart.links)}
    for name, value in (told | {name: f"{seconds:.2f} s" for name, seconds in steps.items()}).items():
        print(f"{name:32}{value:>12}")
    print(json.dumps(told | {name: round(seconds, 3) for name, seconds in steps.items()}))


if __name__ == "__main__":
    main()
