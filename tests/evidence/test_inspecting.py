"""Hostile files are refused for a named reason or stored inert, within the jail's limits and without leaving it."""

import pytest
from tests.evidence.hostile import EACH, FAMILIES, corpus

from interlace.evidence.inspecting import inspect
from interlace.foundation.jail import Reason
from interlace.foundation.jail.running import FileRefused, read_in_jail


def outcome(data: bytes) -> object:
    try:
        return read_in_jail(inspect, data)
    except FileRefused as refusal:
        return refusal.reason


def test_the_corpus_has_more_than_two_hundred_files() -> None:
    assert EACH * len(FAMILIES) >= 200


@pytest.mark.parametrize("family", FAMILIES)
def test_every_hostile_file_is_refused_by_name_or_stored_inert(family: str) -> None:
    for file in (each for each in corpus() if each.name.rpartition("-")[0] == family):
        found = outcome(file.data)

        if file.reasons:
            assert found in file.reasons, file.name
        else:
            assert isinstance(found, dict), file.name


def test_formulas_are_told_and_nothing_else_is_made_of_them() -> None:
    assert outcome(b"name,sum\nHan,=1+A1\n") == {"kind": "text", "formulas": True}
    assert outcome(b"name,sum\nHan,+82 10 0000 0142\n") == {"kind": "text", "formulas": False}


def test_an_honest_letter_is_not_refused() -> None:
    assert outcome(b'{"messages": []}') == {"kind": "json", "formulas": False}
    assert outcome("Báo cáo".encode()) == {"kind": "text", "formulas": False}
    assert outcome(b"\x00\x01") is Reason.UNKNOWN_KIND
