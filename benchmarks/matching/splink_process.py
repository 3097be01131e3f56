"""Runs in the environment of the peers: clusters of the historical figures by Splink on DuckDB, one thread.

Lines of JSON in, one record each; one line of JSON out: seconds, and the clusters by the probability asked for. The
rules are what an attentive user would write; none was tuned on the truth.
"""

import contextlib
import json
import sys
import tempfile
import time
from collections import defaultdict
from typing import Any

import duckdb  # type: ignore[import-not-found]
import splink.comparison_library as compared  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PROBABILITIES = (0.5, 0.9, 0.95, 0.99)


def main() -> None:
    """Read, link, answer."""
    written = sys.stdin.read()
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file, contextlib.redirect_stdout(sys.stderr):
        file.write(written)
        file.flush()
        started = time.perf_counter()
        linker = _linker(file.name)
        predicted = linker.inference.predict(threshold_match_probability=min(PROBABILITIES))
        clusters = {str(least): _clusters(linker, predicted, least) for least in PROBABILITIES}
        seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "clusters": clusters}))


def _linker(path: str) -> Any:
    database = duckdb.connect()
    database.execute("set threads = 1")
    database.execute(f"create table records as select * from read_json_auto('{path}', format = 'newline_delimited')")
    database.execute("alter table records alter birth_date type varchar")
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("name"),
            block_on("substr(name, 1, 6)", "birth_place"),
            block_on("birth_date", "birth_place"),
            block_on("address"),
            block_on("surname", "birth_date"),
            block_on("first_name", "birth_date"),
            block_on("surname", "birth_place"),
            block_on("first_name", "surname"),
        ],
        comparisons=[
            compared.ForenameSurnameComparison("first_name", "surname"),
            compared.DateOfBirthComparison("birth_date", input_is_string=True),
            compared.PostcodeComparison("address"),
            compared.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            compared.ExactMatch("gender"),
        ],
    )
    linker = Linker(DuckDBAPI(connection=database).register("records"), settings)
    certain = [block_on("first_name", "surname", "birth_date"), block_on("address", "birth_date")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
    return linker


def _clusters(linker: Any, predicted: Any, least: float) -> list[list[int]]:
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=least)
    members = defaultdict(list)
    for row in found.as_record_list():
        members[row["cluster_id"]].append(row["unique_id"])
    return list(members.values())


if __name__ == "__main__":
    main()
