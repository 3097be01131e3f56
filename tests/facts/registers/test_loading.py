"""A register is loaded whole, compared with its last version, and says what an entry allows."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.facts.network import NOW, counts, make_network, sharing, viewer

from interlace.core.handling import HitMode
from interlace.facts.actions import Outcome
from interlace.facts.events import FactsRecalled, RegisterLoaded, RegisterWithdrawn
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import RegisterVersion
from interlace.facts.registers import open_register
from interlace.facts.registers.loading import Authorisation, RegisterTerms, load_register
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.foundation.audit.events import Sight, declared_events
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, IntegrityFailure, InvalidInput, NotFound
from interlace.foundation.events import listen
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

TERMS = RegisterTerms(
    name="wanted", title="Wanted persons", legal_effect="An entry asks to locate the person; it permits no arrest."
)
heard: list[Any] = []
for kind in (RegisterLoaded, RegisterWithdrawn, FactsRecalled):
    listen(kind)(heard.append)


@pytest.fixture(autouse=True)
def network() -> None:
    """KR, TH, VN and SG."""
    make_network()
    heard.clear()


def entity(reference: str, name: str, **properties: str) -> dict[str, Any]:
    values = {"name": [name], **{key: [value] for key, value in properties.items()}}
    return {"id": reference, "schema": "Person", "properties": values}


def load(folder: Path, *entities: dict[str, Any], terms: RegisterTerms = TERMS, level: int = 0) -> Outcome:
    path = folder / "list.ftm.json"
    path.write_text("".join(json.dumps(each) + "\n" for each in entities))
    source = ImportedFile.open(path, Defaults(status="suspect"))
    shared = replace(sharing("TH", hit=HitMode.CONTENT), level=level)
    return load_register(viewer("KR"), source, shared, terms, now=NOW)


def versions() -> list[RegisterVersion]:
    with acting(viewer("KR"), now=NOW):
        return list(RegisterVersion.objects.order_by("number"))


HAN = entity("w-1", "Han Ji-seop", birthDate="1991-04-17")
OH = entity("w-2", "Oh Tae-rim", passportNumber="M12345678", country="kr")
MOON = entity("w-3", "Moon Gyeong-ho")


def test_only_auditors_read_in_the_ledger_that_a_register_above_a_colleague_s_level_was_loaded(tmp_path: Path) -> None:
    Officer.objects.filter(username="kr.desk").update(level=2)
    load(tmp_path, HAN)
    load(tmp_path, HAN, OH, level=2)
    with steward(Task.LEDGER):
        told = list(Leaf.objects.filter(event__startswith="register.loaded").order_by("at"))
    assert [declared_events()[leaf.event].seen_by for leaf in told] == [Sight.OFFICERS, Sight.AUDITORS]


def test_records_come_back_as_they_were_loaded(tmp_path: Path) -> None:
    outcome = load(tmp_path, HAN, OH)
    (version,) = versions()
    register = open_register(version.folder)
    assert counts(outcome) == {"read": 2, "stored": 2, "refused": 0, "known": 0}
    assert [record.entity for record in register.iterate()] == [register.record(0).entity, register.record(1).entity]
    assert register.record(1).entity == {
        "id": "w-2",
        "schema": "Person",
        "properties": {
            "name": ["Oh Tae-rim"],
            "passportNumber": ["M12345678"],
            "country": ["KR"],
            "status": ["suspect"],
        },
    }
    assert [value.key for value in register.record(1).values if value.key] == ["document:KR:M12345678"]
    assert (register.originator, len(register), version.sha256) == ("KR", 2, register.sha256)


def test_a_new_version_is_compared_with_the_last_and_removals_are_recalled(tmp_path: Path) -> None:
    load(tmp_path, HAN, OH)
    subject = {record.reference: record.subject for record in open_register(versions()[0].folder).iterate()}
    heard.clear()
    load(tmp_path, entity("w-1", "Han Ji-seop", birthDate="1991-04-18"), MOON)
    first, second = versions()
    assert (first.current, second.current, second.added, second.changed, second.removed) == (False, True, 1, 1, 1)
    loaded, recalled = heard
    assert (loaded.number, loaded.changed, loaded.removed) == (2, (subject["w-1"],), (subject["w-2"],))
    assert (recalled.subjects, recalled.facts, recalled.register) == ((subject["w-2"],), (), loaded.register)


def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, HAN, OH)
    load(tmp_path, HAN, OH)
    second = versions()[1]
    assert (second.added, second.changed, second.removed) == (0, 0, 0)


def test_a_loaded_version_can_be_undone_and_the_one_before_is_searched_again(tmp_path: Path) -> None:
    load(tmp_path, HAN)
    second = load(tmp_path, HAN, OH).contribution
    heard.clear()
    withdraw_version(viewer("KR"), second.id, now=NOW)
    before, after = versions()
    assert (before.current, after.current) == (True, False)
    recalled, withdrawn = heard
    assert len(recalled.subjects) == 1
    assert (withdrawn.version, withdrawn.restored) == (after.id, before.id)
    with pytest.raises(Conflict):
        withdraw_version(viewer("KR"), second.id, now=NOW)


def test_another_bureau_finds_no_version_to_undo(tmp_path: Path) -> None:
    done = load(tmp_path, HAN).contribution
    with pytest.raises(NotFound):
        withdraw_version(viewer("TH"), done.id, now=NOW)


def test_a_register_without_its_legal_effect_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        load(tmp_path, HAN, terms=RegisterTerms(name="x", title="X", legal_effect=" "))


def test_a_copy_of_an_interpol_database_needs_its_authorisation(tmp_path: Path) -> None:
    copy = RegisterTerms("sltd", title="Documents", legal_effect="Ask the issuing bureau.", is_interpol=True)
    with pytest.raises(InvalidInput):
        load(tmp_path, HAN, terms=copy)
    past = Authorisation(by="Data protection officer", purpose="border", delete_by=date(2026, 7, 1))
    with pytest.raises(InvalidInput):
        load(tmp_path, HAN, terms=replace(copy, authorisation=past))
    running = Authorisation(by="Data protection officer", purpose="border", delete_by=date(2026, 12, 1))
    load(tmp_path, HAN, terms=replace(copy, authorisation=running))
    with acting(viewer("KR"), now=NOW):
        register = RegisterVersion.objects.select_related("register").get().register
    assert register.authorisation == {
        "by": "Data protection officer",
        "purpose": "border",
        "delete_by": "2026-12-01",
    }


def test_a_damaged_version_is_noticed(tmp_path: Path) -> None:
    load(tmp_path, HAN)
    register = open_register(versions()[0].folder)
    register.verify()
    lines = register.folder / "lines.ndjson"
    lines.write_bytes(lines.read_bytes().replace(b"Han", b"Hun"))
    with pytest.raises(IntegrityFailure):
        register.verify()


def test_entries_that_point_at_each_other_keep_their_link(tmp_path: Path) -> None:
    wallet = {
        "id": "w-9",
        "schema": "CryptoWallet",
        "properties": {"publicKey": ["TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"], "holder": ["w-1"]},
    }
    load(tmp_path, wallet, HAN)
    records = list(open_register(versions()[0].folder).iterate())
    (holder,) = records[0].entity["properties"]["holder"]
    assert UUID(holder) == records[1].subject


def test_a_failed_load_leaves_no_version_behind(tmp_path: Path) -> None:
    load(tmp_path, HAN)
    folder = open_register(versions()[0].folder).folder.parent

    def stop(_rows: int) -> None:
        raise Conflict("stopped")

    path = tmp_path / "list.ftm.json"
    source = ImportedFile.open(path, Defaults(status="suspect"))
    with pytest.raises(Conflict):
        load_register(viewer("KR"), source, sharing("TH"), TERMS, now=NOW, progress=stop)
    assert [path.name for path in folder.iterdir()] == ["1"]
    assert len(versions()) == 1
