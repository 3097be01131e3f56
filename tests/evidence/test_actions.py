"""Exhibits are taken in chunk by chunk, lie sealed, are hashed again, and are nobody else's."""

import hashlib
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from tests.cases.filing import opened
from tests.evidence.holding import CONTENT, MARK, acquired, begun, sealed, sent, terms
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.queries import case_view
from interlace.evidence.actions import begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.checking import Flaw, check_due_exhibits, check_exhibits_of
from interlace.evidence.models import CaseSecret, CustodyRow, Exhibit, HandOver
from interlace.evidence.sealing import content_of
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, IntegrityFailure, InvalidInput, NotFound, Refused
from interlace.foundation.vault.envelopes import CHUNK_BYTES

pytestmark = pytest.mark.django_db(transaction=True)

TOMORROW = NOW + timedelta(days=1)
LARGE = MARK * (CHUNK_BYTES // len(MARK) + 1000)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def folder() -> Path:
    return Path(settings.INTERLACE_DATA) / "evidence"


def content(exhibit: Exhibit) -> bytes:
    with acting(viewer(exhibit.member), now=NOW):
        return b"".join(content_of(exhibit))


def test_a_sealed_exhibit_has_two_digests_its_acquisition_and_the_beginning_of_its_custody() -> None:
    exhibit = sealed(markings="EUROPOL_H:H1")

    assert (exhibit.name, exhibit.sha256) == ("E1", hashlib.sha256(CONTENT).hexdigest())
    assert exhibit.sha3_512 == hashlib.sha3_512(CONTENT).hexdigest()
    assert content(exhibit) == CONTENT
    assert exhibit.acquired["authority"] == "warrant 2026-55"
    with steward(Task.VERIFY):
        (row,) = CustodyRow.objects.filter(exhibit=exhibit)
    assert (row.entry().step.value, row.entry().giver, row.entry().sha256) == (
        "seized",
        "phone of the suspect",
        exhibit.sha256,
    )


def test_no_plain_byte_of_an_exhibit_lies_anywhere_below_the_data_folder() -> None:
    exhibit = sealed(content=LARGE)

    assert content(exhibit) == LARGE
    files = [path for path in Path(settings.INTERLACE_DATA).rglob("*") if path.is_file()]
    assert any(path.name == exhibit.place for path in files)
    assert [path for path in files if MARK in path.read_bytes()] == []


def test_a_transfer_that_breaks_off_goes_on_where_it_stood() -> None:
    case = opened()
    digest = hashlib.sha256(LARGE).hexdigest()
    first = begun(case, LARGE, sha256=digest)
    put_chunk(viewer("KR"), first.id, 0, LARGE[:CHUNK_BYTES], now=NOW)
    with pytest.raises(Conflict):
        seal_exhibit(viewer("KR"), first.id, now=NOW)

    again = begun(case, LARGE, sha256=digest)
    sent(again, LARGE, first=again.received)

    assert (again.id, again.received) == (first.id, 1)
    assert content(seal_exhibit(viewer("KR"), again.id, now=NOW)) == LARGE


def test_a_chunk_may_come_twice_and_none_may_be_left_out_or_have_another_length() -> None:
    exhibit = begun(opened(), LARGE)
    for _ in range(2):
        put_chunk(viewer("KR"), exhibit.id, 0, LARGE[:CHUNK_BYTES], now=NOW)

    with pytest.raises(InvalidInput):
        put_chunk(viewer("KR"), exhibit.id, 1, b"too short", now=NOW)
    for number in (2, -1):
        with pytest.raises(Conflict):
            put_chunk(viewer("KR"), exhibit.id, number, b"x", now=NOW)


def test_what_arrives_must_be_what_was_announced_and_a_sealed_exhibit_never_changes() -> None:
    case = opened()
    other = begun(case, CONTENT, sha256="ab" * 32)
    sent(other, CONTENT)
    with pytest.raises(IntegrityFailure):
        seal_exhibit(viewer("KR"), other.id, now=NOW)

    exhibit = sealed(case)
    with pytest.raises(Conflict):
        put_chunk(viewer("KR"), exhibit.id, 0, CONTENT, now=NOW)


@pytest.mark.parametrize("missing", ["operator", "place", "source", "authority"])
def test_an_exhibit_of_unknown_origin_is_not_taken(missing: str) -> None:
    case = opened()

    with pytest.raises(InvalidInput) as refusal:
        begin_exhibit(viewer("KR"), case.id, terms(acquired=acquired(**{missing: " "})), now=NOW)

    assert [problem.pointer for problem in refusal.value.problems] == [f"/acquired/{missing}"]


def test_only_sealed_exhibits_are_counted_in_the_case() -> None:
    case = opened()
    begun(case)
    sealed(case)

    assert case_view(viewer("KR"), case.id, now=NOW).counts.exhibits == 1


def test_another_bureau_finds_neither_exhibit_nor_key_nor_custody() -> None:
    exhibit = sealed()

    for act in (
        lambda: begin_exhibit(viewer("TH"), exhibit.case_id, terms(), now=NOW),
        lambda: put_chunk(viewer("TH"), exhibit.id, 0, CONTENT, now=NOW),
        lambda: seal_exhibit(viewer("TH"), exhibit.id, now=NOW),
        lambda: check_exhibits_of(viewer("TH"), exhibit.case_id, now=NOW),
        lambda: put_chunk(viewer("TH"), uuid4(), 0, CONTENT, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    with acting(viewer("TH"), now=NOW):
        assert [each.objects.count() for each in (Exhibit, CaseSecret, CustodyRow, HandOver)] == [0, 0, 0, 0]


def test_whoever_is_not_on_the_case_reads_and_does_not_add() -> None:
    case = opened()

    with pytest.raises(Refused):
        begin_exhibit(viewer("KR", post="second"), case.id, terms(), now=NOW)


def test_every_night_each_exhibit_is_hashed_again_and_what_changed_is_told() -> None:
    case = opened()
    whole, altered, lost = sealed(case), sealed(case), sealed(case)
    path = folder() / altered.place
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    (folder() / lost.place).unlink()

    assert check_due_exhibits(now=NOW) == (0, 0)  # they were hashed when they were sealed
    assert check_due_exhibits(now=TOMORROW) == (3, 2)
    assert check_due_exhibits(now=TOMORROW) == (0, 0)

    found = check_exhibits_of(viewer("KR"), case.id, now=TOMORROW)
    assert [(each.exhibit.id, each.flaw) for each in found] == [
        (whole.id, None),
        (altered.id, Flaw.ALTERED),
        (lost.id, Flaw.MISSING),
    ]
    with steward(Task.LEDGER):
        assert Leaf.objects.filter(event="evidence.flawed", member="KR").count() == 4
