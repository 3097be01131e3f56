"""Those in care in the demo: the protection officer looks after them, and the desk reads one word of each."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.screening.network import NOW, viewer
from tests.victims.receiving import carer, investigator, make_house
from tests.victims.seeking import seek_for_protection

from interlace.core.matching.weights import Band
from interlace.core.victims.presumption import Presumed
from interlace.core.victims.standing import WordForInvestigators
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.sharing import Sharing
from interlace.foundation.identity.roles import Role
from interlace.screening.upkeep import catch_up
from interlace.victims.queries import receptions
from interlace.victims.reunion import seekers_of
from interlace.world.lists import LISTS, SOUGHT
from interlace.world.people import OFFICES
from interlace.world.reception import GUESTS, OFFICER, receive_those_found

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_protection_officer_of_the_demo_has_no_other_role() -> None:
    (found,) = [each for office in OFFICES for each in office.people if each.username == OFFICER]
    assert found.roles == (Role.PROTECTION_OFFICER,)


def test_a_list_of_families_proposes_somebody_in_care_and_nobody_is_told(tmp_path: Path) -> None:
    make_house("TH", "VN")
    seek_for_protection("VN")
    (listed,) = [each for each in LISTS if each.purpose == "protection"]
    by = viewer(listed.member, purpose="protection")
    path = tmp_path / "families.ndjson"
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in listed.entries()), encoding="utf-8")
    terms = RegisterTerms(listed.name, listed.title, listed.legal_effect)
    sharing = Sharing.with_members(
        listed.told, hit=listed.hit, purpose=listed.purpose, until=NOW + timedelta(days=listed.days), restrictions=()
    )
    load_register(by, ImportedFile.open(path, Defaults()), sharing, terms, now=NOW)
    catch_up()
    receive_those_found(now=NOW)
    (ours,) = receptions(carer(), now=NOW)
    (named,) = [each for each in ours.people if each.care and each.care.named]
    proposed = seekers_of(carer(), named.found.id, now=NOW)
    assert [(each.holding.holder, each.name, each.score.band) for each in proposed] == [
        ("VN", SOUGHT.name, Band.VERY_STRONG)
    ]
    assert named.care is not None
    assert named.care.told_seekers == ()


def test_the_officer_reads_files_and_the_desk_one_word_of_each() -> None:
    make_house("TH")
    receive_those_found(now=NOW)
    (ours,) = receptions(carer(), now=NOW)
    assert len(ours.people) == len(GUESTS)
    talked = [each.care.presumption.presumed for each in ours.people if each.care and each.care.replies]
    assert talked == [Presumed.PRESUMED, Presumed.PRESUMED]
    (desk,) = receptions(investigator(), now=NOW)
    assert {each.care for each in desk.people} == {None}
    assert desk.count(WordForInvestigators.PROTECTED) == len(talked)
