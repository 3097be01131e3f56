"""Runs in the environment of the peers, which never mixes with ours: knows nothing of this repository.

python peers_process.py score ALGORITHM    a line of JSON in (warm-up, pairs of entities), a line of JSON out
python peers_process.py rows FILE          a Parquet file as lines of JSON
"""

import json
import sys
import time
from typing import Any


def main() -> None:
    """One of the two."""
    {"score": score, "rows": rows}[sys.argv[1]](sys.argv[2])


def score(name: str) -> None:
    """Answer every line of pairs with their scores and the processor time they took."""
    from followthemoney.proxy import EntityProxy
    from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]
    from nomenklatura.matching.types import ScoringConfig  # type: ignore[import-not-found]

    algorithm, config = get_algorithm(name), ScoringConfig.defaults()
    for line in sys.stdin:
        warm_up, written = json.loads(line)
        pairs = [(_entity(EntityProxy, left), _entity(EntityProxy, right)) for left, right in written]
        for left, right in pairs[:warm_up]:
            algorithm.compare(left, right, config)
        started = time.process_time()
        scores = [algorithm.compare(left, right, config).score for left, right in pairs]
        seconds = time.process_time() - started
        print(json.dumps({"scores": scores, "seconds": seconds}), flush=True)


def rows(path: str) -> None:
    """All rows, every value as text."""
    import duckdb  # type: ignore[import-not-found]

    found = duckdb.connect().execute("select * from read_parquet(?)", [path])
    names = [column[0] for column in found.description]
    for row in found.fetchall():
        values = {name: "" if value is None else str(value) for name, value in zip(names, row, strict=True)}
        print(json.dumps(values, ensure_ascii=False))


def _entity(proxy: Any, written: dict[str, Any]) -> Any:
    # The peers keep what they found out about an entity under its id: two records must never share one.
    return proxy.from_dict({"id": json.dumps(written, sort_keys=True), **written}, cleaned=False)


if __name__ == "__main__":
    main()
