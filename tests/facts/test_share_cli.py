"""`interlace share test-viewer` and `interlace share grant`."""

from datetime import UTC, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.facts import sheets
from tests.facts.network import SUSPECTS, make_network
from tests.facts.test_cli import answer, run

from interlace.core.handling import HitMode
from interlace.facts.actions import contribute
from interlace.facts.cli import share
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Fact
from interlace.facts.sharing import Sharing
from interlace.facts.viewing_as import own_facts
from interlace.foundation.disclosure.models import GrantRow
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

IN_A_MONTH = timezone.now().astimezone(UTC) + timedelta(days=30)
IN_COURT = ["--member", "TH", "--action", "cite", "--purpose", "fraud", "--until", IN_A_MONTH.date().isoformat()]


@pytest.fixture(autouse=True)
def network() -> None:
    make_network()
    Officer.objects.update(is_profile=True)


@pytest.fixture
def fact(tmp_path: Path) -> Fact:
    """A fact of KR that TH reads, and may not use in court without asking."""
    path = sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)])
    officer = Officer.objects.get(username="kr.desk")
    viewer, now = viewer_of(officer, purpose="fraud"), timezone.now()
    terms = Sharing.with_members(
        ["TH"], hit=HitMode.CONTENT, purpose="fraud", until=now + timedelta(days=365), restrictions=["no-proceedings"]
    )
    contribute(viewer, ImportedFile.open(path, SUSPECTS), terms, now=now)
    return next(each for each in own_facts(viewer, now=now) if each.prop == "name")


def test_a_test_of_a_viewer_answers_every_act_with_its_reason(fact: Fact) -> None:
    rows = answer(run(share, "test-viewer", "th", "--purpose", "fraud", "--of", str(fact.id)))
    assert {row["act"]: row["answer"] for row in rows} == {
        "discover": "permit",
        "read": "permit",
        "match": "permit",
        "derive": "permit",
        "act": "permit",
        "cite": "ask",
        "forward": "ask",
        "export": "permit",
    }
    stranger = answer(run(share, "test-viewer", "SG", "--purpose", "fraud"))
    assert {(row["answer"], row["reason"]) for row in stranger} == {("deny", "not_named")}


def test_a_head_of_bureau_consents_and_the_test_says_so(fact: Fact) -> None:
    Officer.objects.filter(username="kr.desk").update(roles=[Role.HEAD.value])
    tried = answer(run(share, "grant", str(fact.id), *IN_COURT, "--dry-run"))
    assert (tried["consent"], GrantRow.objects.count()) == (None, 0)
    given = answer(run(share, "grant", str(fact.id), *IN_COURT))
    grant = GrantRow.objects.get(pk=given["consent"])
    assert (grant.origin, grant.member, grant.action, grant.fact) == ("KR", "TH", "cite", fact.id)
    rows = answer(run(share, "test-viewer", "TH", "--purpose", "fraud"))
    cite = next(row for row in rows if row["act"] == "cite")
    assert (cite["facts"], cite["after_asking"], cite["of"]) == (1, 5, 6)


def test_an_investigator_may_not_consent(fact: Fact) -> None:
    with pytest.raises(Refused):
        answer(run(share, "grant", str(fact.id), *IN_COURT))


def test_another_bureaus_fact_is_not_found(fact: Fact) -> None:
    Officer.objects.filter(username="th.desk").update(roles=[Role.HEAD.value])
    for wrong, profile in ((fact.id, "TH"), (fact.contribution, "KR")):
        with pytest.raises(NotFound):
            answer(run(share, "grant", str(wrong), *IN_COURT, profile=profile))
