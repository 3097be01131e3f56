"""Runs in the environment of the peers, which never mixes with ours: knows nothing of this repository.

python index_peers_process.py ENGINE REGISTER

REGISTER has a line for each record: number, name, date of birth, between tabs. Questions come in as one line of JSON
(names with dates); out go the seconds of processor that building took, those of each question, and the numbers of the
records that each engine lists, the best first, as one line of JSON.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

LISTED = 10
CANDIDATES = 50
LEAST = 0.7
"""From which score of logic-v2 its users see a hit."""

Record = tuple[int, str, str]
Answer = Callable[[str, str], list[int]]


def main() -> None:
    """Build, then answer."""
    engine, path = sys.argv[1:]
    with Path(path).open(encoding="utf-8") as file:
        register = [(int(number), name, birth) for number, name, birth in (line[:-1].split("\t") for line in file)]
    started = time.process_time()
    answer = ENGINES[engine](register)
    built = time.process_time() - started
    for line in sys.stdin:
        questions = json.loads(line)
        for name, birth in questions[-10:]:
            answer(name, birth)
        seconds, listed = [], []
        for name, birth in questions:
            started = time.process_time()
            listed.append(answer(name, birth))
            seconds.append(time.process_time() - started)
        print(json.dumps({"built": built, "seconds": seconds, "listed": listed}), flush=True)


def tantivy_alone(register: Sequence[Record]) -> Answer:
    """BM25 over words, with one letter changed, their metaphones and the date."""
    find = _tantivy(register)
    return lambda name, birth: find(name, birth)[:LISTED]


def tantivy_and_logic(register: Sequence[Record]) -> Answer:
    """The same candidates, then compared as the peers' servers do."""
    from followthemoney.proxy import EntityProxy
    from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]
    from nomenklatura.matching.types import ScoringConfig  # type: ignore[import-not-found]

    find = _tantivy(register)
    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
    proxy: Any = EntityProxy
    told = {number: (name, birth) for number, name, birth in register}

    def entity(name: str, birth: str) -> Any:
        properties = {"name": [name], **({"birthDate": [birth]} if birth else {})}
        # The peers keep what they found out about an entity under its id: two records must never share one.
        written = {"id": f"{name} {birth}", "schema": "Person", "properties": properties}
        return proxy.from_dict(written, cleaned=False)

    def answer(name: str, birth: str) -> list[int]:
        asked = entity(name, birth)
        scored = [
            (algorithm.compare(asked, entity(*told[number]), config).score, number) for number in find(name, birth)
        ]
        return [number for score, number in sorted(scored, key=lambda each: -each[0]) if score >= LEAST][:LISTED]

    return answer


def _tantivy(register: Sequence[Record]) -> Answer:
    import tantivy  # type: ignore[import-not-found]
    from rigour.text import metaphone

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for field in ("words", "sounds", "birth"):
        builder.add_text_field(field, tokenizer_name="whitespace" if field == "words" else "raw")
    schema = builder.build()
    index = tantivy.Index(schema, path=tempfile.mkdtemp())
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for number, name, birth in register:
        words = _words(name)
        document = tantivy.Document(number=number, words=[" ".join(words)], birth=[birth] if birth else [])
        for sound in filter(None, map(metaphone, words)):
            document.add_text("sounds", sound)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def parts(name: str, birth: str) -> Iterator[tuple[Any, Any]]:
        for word in _words(name):
            yield tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", word)
            fuzzy = tantivy.Query.fuzzy_term_query(schema, "words", word, distance=1, transposition_cost_one=True)
            yield tantivy.Occur.Should, fuzzy
            if sound := metaphone(word):
                yield tantivy.Occur.Should, tantivy.Query.term_query(schema, "sounds", sound)
        if birth:
            yield tantivy.Occur.Should, tantivy.Query.term_query(schema, "birth", birth)

    def answer(name: str, birth: str) -> list[int]:
        hits = searcher.search(tantivy.Query.boolean_query(list(parts(name, birth))), CANDIDATES, count=False).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return answer


def scan_by_words(register: Sequence[Record]) -> Answer:
    """rapidfuzz: sorted words against every name."""
    from rapidfuzz import fuzz

    return _scan(register, fuzz.ratio, lambda name: " ".join(sorted(_words(name))))


def scan_by_letters(register: Sequence[Record]) -> Answer:
    """rapidfuzz: Jaro-Winkler against every name."""
    from rapidfuzz.distance import JaroWinkler

    return _scan(register, JaroWinkler.similarity, lambda name: " ".join(_words(name)))


def _scan(register: Sequence[Record], scorer: Any, read: Callable[[str], str]) -> Answer:
    import numpy as np
    from rapidfuzz import process

    names = [read(name) for _, name, _ in register]
    numbers = np.array([number for number, _, _ in register])
    births = np.array([birth for _, _, birth in register])

    def answer(name: str, birth: str) -> list[int]:
        scores = process.cdist([read(name)], names, scorer=scorer, dtype=np.float32)[0]
        likest = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
        # The same date first among names that are equally alike.
        order = likest[np.lexsort((births[likest] != birth, -scores[likest]))]
        return [int(each) for each in numbers[order[:LISTED]]]

    return answer


def duckdb_scan(register: Sequence[Record]) -> Answer:
    """DuckDB: Jaro-Winkler against every name, in SQL."""
    import duckdb  # type: ignore[import-not-found]

    connection = duckdb.connect(config={"threads": 1})
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.writelines(f"{number}\t{' '.join(_words(name))}\t{birth}\n" for number, name, birth in register)
        file.flush()
        connection.execute(
            "create table register as select * from read_csv(?, delim='\t', header=false, quote='', "
            "columns={'number': 'bigint', 'name': 'varchar', 'birth': 'varchar'})",
            [file.name],
        )
    sql = "select number from register order by jaro_winkler_similarity(name, ?) desc, birth = ? desc limit ?"

    def answer(name: str, birth: str) -> list[int]:
        found = connection.execute(sql, [" ".join(_words(name)), birth, LISTED]).fetchall()
        return [number for (number,) in found]

    return answer


def _words(name: str) -> list[str]:
    from normality import ascii_text

    return (ascii_text(name) or "").lower().replace("-", " ").replace("'", "").split()


ENGINES: dict[str, Callable[[Sequence[Record]], Answer]] = {
    "tantivy": tantivy_alone,
    "tantivy + logic-v2": tantivy_and_logic,
    "rapidfuzz, sorted words": scan_by_words,
    "rapidfuzz, Jaro-Winkler": scan_by_letters,
    "DuckDB, Jaro-Winkler": duckdb_scan,
}


if __name__ == "__main__":
    main()
