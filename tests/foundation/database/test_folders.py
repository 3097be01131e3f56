"""Files of a node that are replaced whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from interlace.foundation.database.folders import replace_file


def test_threads_that_replace_one_file_at_once_leave_one_of_the_contents_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "note.json"
    contents = [str(number).encode() * 10_000 for number in range(1, 9)]

    with ThreadPoolExecutor(max_workers=8) as threads:
        list(threads.map(lambda content: replace_file(path, content), contents * 5))

    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]
