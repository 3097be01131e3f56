"""Each of the two walls holds alone: the filters of the code without row security, and row security without filters."""

import pytest
from django.apps import apps
from django.db import connection
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Party
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.checks.actions import ask_holders
from interlace.screening.models import HitSide, PendingSilence
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"


def test_every_table_of_facts_and_of_screening_has_forced_row_security() -> None:
    tables = sorted(
        model._meta.db_table for room in ("facts", "screening") for model in apps.get_app_config(room).get_models()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname = any(%s) and relrowsecurity and relforcerowsecurity"
            " order by relname",
            [tables],
        )
        assert [name for (name,) in cursor.fetchall()] == tables


def test_a_check_that_waits_for_silent_facts_is_seen_by_its_asker_and_the_steward_alone() -> None:
    make_members("KR", "TH")
    entity = {"schema": "Person", "properties": {"phone": [PHONE]}}
    asked = ask_holders(viewer("KR"), question_about(entity), now=NOW).check.id

    def waiting(member: str) -> list[object]:
        with acting(viewer(member), Action.DISCOVER, now=NOW):
            PendingSilence.objects.all().delete()
            return list(PendingSilence.objects.values_list("check_asked", flat=True))

    assert list(PendingSilence.objects.all()) == []
    assert (waiting("KR"), waiting("TH")) == ([asked], [])
    with steward(Task.VERIFY):
        assert list(PendingSilence.objects.values_list("check_asked", flat=True)) == [asked]


def test_a_hit_of_one_s_own_that_one_may_not_know_of_hides_no_other_hit() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=PHONE))

    def listed() -> set[str]:
        """What an officer's query finds where row security hides nothing from it."""
        with acting(viewer("TH"), Action.DISCOVER, now=NOW), steward(Task.VERIFY):
            return {side.party for side in HitSide.objects.visible().without_mirrors().filter(member="TH")}

    assert listed() == {Party.ASKER}
    with steward(Task.VERIFY):
        HitSide.objects.filter(member="TH", party=Party.ASKER).update(label_id=intern(label("TH", level=3)))
    assert listed() == {Party.HOLDER}
