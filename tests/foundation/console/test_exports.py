"""Files that commands take out of the node."""

from pathlib import Path

import pytest

from interlace.foundation.console.exports import new_export, write_export
from interlace.foundation.errors import InvalidInput


def test_a_file_taken_out_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    write_export(tmp_path / "minutes.pdf", b"%PDF")
    assert (tmp_path / "minutes.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "minutes.pdf").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").write_bytes(b"first")
    with pytest.raises(InvalidInput) as refused:
        write_export(tmp_path / "minutes.pdf", b"second")
    assert (tmp_path / "minutes.pdf").read_bytes() == b"first"
    assert str(tmp_path) not in str(refused.value)


def test_a_folder_that_is_not_there_is_told_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_export(tmp_path / "none" / "minutes.pdf", b"%PDF")
    assert str(tmp_path) not in str(refused.value)


def test_nothing_is_left_of_a_file_that_could_not_be_finished(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _stop_halfway(tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()


def _stop_halfway(path: Path) -> None:
    with new_export(path) as target:
        target.write(b"half")
        raise KeyboardInterrupt
