"""Hostile files: how long and how large the jail gets on each family of the corpus.

python -m benchmarks.hostile_files
"""

import json
import resource
import time
from collections import defaultdict

from tests.evidence.hostile import corpus

from interlace.evidence.inspecting import inspect
from interlace.evidence.previewing import preview
from interlace.foundation.jail.running import FileRefused, observed_in_jail


def main() -> None:
    """Inspect and draw every file; print a table and the same as JSON."""
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    reasons: defaultdict[str, set[str]] = defaultdict(set)
    for file in corpus():
        family = file.name.rpartition("-")[0]
        for reader in (inspect, preview):
            begun = time.perf_counter()
            try:
                observed_in_jail(reader, file.data, 0)
                reasons[family].add("inert")
            except FileRefused as refusal:
                reasons[family].add(refusal.reason.value)
            seconds[family].append(time.perf_counter() - begun)
    print(f"{'family':24}{'reads':>6}{'longest s':>11}  answers")
    for family, each in sorted(seconds.items()):
        print(f"{family:24}{len(each):>6}{max(each):>11.2f}  {', '.join(sorted(reasons[family]))}")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    every = [each for times in seconds.values() for each in times]
    print(f"largest worker: {largest:.0f} MiB resident; longest: {max(every):.2f} s; files: {len(every) // 2}")
    print(json.dumps({"files": len(every) // 2, "largest_mib": round(largest), "longest_s": round(max(every), 2)}))


if __name__ == "__main__":
    main()
