"""Runs in the environment of the peers: clusters by Splink on DuckDB, of the historical figures or of a register.

Lines of JSON in, one record each; one line of JSON out: wall and processor seconds, peak memory in megabytes, and the
clusters by the probability asked for. The rules are what an attentive user would write; none was tuned on the truth.
The argument is the number of threads.
"""

import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb  # type: ignore[import-not-found]
import splink.comparison_library as compared  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PROBABILITIES = (0.5, 0.9, 0.95, 0.99)


def main() -> None:
    """Read, link, answer."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file, contextlib.redirect_stdout(sys.stderr):
        shutil.copyfileobj(sys.stdin, file)
        file.flush()
        started, processor = time.perf_counter(), time.process_time()
        linker = _linker(file.name)
        predicted = linker.inference.predict(threshold_match_probability=min(PROBABILITIES))
        clusters = {str(least): _clusters(linker, predicted, least) for least in PROBABILITIES}
        spent = {"seconds": time.perf_counter() - started, "processor_seconds": time.process_time() - processor}
    # Not from `getrusage`: that begins with the size of the process by which this one was started.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    spent["peak_megabytes"] = int(status["VmHWM"].split()[0]) // 1024
    print(json.dumps({**spent, "clusters": clusters}))


def _linker(path: str) -> Any:
    database = duckdb.connect()
    database.execute(f"set threads = {int(sys.argv[1])}")
    database.execute(f"create table records as select * from read_json_auto('{path}', format = 'newline_delimited')")
    database.execute("alter table records alter birth_date type varchar")
    is_register = database.execute("select count(nationality) from records").fetchone()[0] > 0
    settings = _of_a_register() if is_register else _of_historical_figures()
    linker = Linker(DuckDBAPI(connection=database).register("records"), settings)
    certain = [block_on("first_name", "surname", "birth_date")]
    certain.append(block_on("document") if is_register else block_on("address", "birth_date"))
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
    return linker


def _of_a_register() -> Any:
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("name"),
            block_on("document"),
            block_on("phone"),
            block_on("first_name", "surname"),
            block_on("surname", "birth_date"),
            block_on("first_name", "birth_date"),
            block_on("birth_date", "birth_place"),
            block_on("birth_date", "nationality"),
            block_on("surname", "birth_place"),
            block_on("first_name", "birth_place"),
        ],
        comparisons=[
            compared.ForenameSurnameComparison("first_name", "surname"),
            compared.DateOfBirthComparison("birth_date", input_is_string=True),
            compared.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            compared.ExactMatch("nationality").configure(term_frequency_adjustments=True),
            compared.ExactMatch("document"),
            compared.ExactMatch("phone").configure(term_frequency_adjustments=True),
            compared.ExactMatch("gender"),
        ],
    )


def _of_historical_figures() -> Any:
    return SettingsCreator(
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


def _clusters(linker: Any, predicted: Any, least: float) -> list[list[int]]:
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=least)
    members = defaultdict(list)
    for row in found.as_record_list():
        members[row["cluster_id"]].append(row["unique_id"])
    return list(members.values())


if __name__ == "__main__":
    main()
