"""Keeping the index short, and a fresh process warm."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from procrastinate.contrib.django import app as jobs
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.screening.access import close_index, index_folder, screening_index
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.index.manifest import Manifest
from interlace.screening.index.reading import is_read_as_now
from interlace.screening.models import CheckAnswer
from interlace.screening.queries import hits_of
from interlace.screening.questions import question_about
from interlace.screening.upkeep import MERGED_ABOVE, catch_up, merge_when_long
from interlace.surfaces.cli.node import mend_index

PHONE = "+82 10 0000 0142"


@pytest.mark.django_db(transaction=True)
def test_long_changes_are_folded_into_the_index_and_nothing_found_before_is_lost() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    index = screening_index()
    before = index.unmerged_bytes
    assert not merge_when_long()
    assert index.unmerged_bytes == before

    assert merge_when_long(above=before - 1)

    assert index.unmerged_bytes < before
    question = question_about(entity_asked("phone", PHONE))
    ask_holders(viewer("TH"), question, now=NOW)
    assert [side.counterpart for side in hits_of(viewer("TH"), now=NOW)] == ["KR"]


@pytest.mark.django_db(transaction=True)
def test_an_index_of_another_reading_of_names_is_built_again_before_it_answers(node_data: Path) -> None:
    make_members("KR", "TH")
    (subject,) = contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    question = question_about(entity_asked("phone", PHONE))

    def found() -> int:
        return sum(len(each.found) for each in ask_holders(viewer("TH"), question, now=NOW).answers)

    catch_up()
    screening_index().tombstone(subjects=[subject.bytes])  # as if nothing in it could be found any more
    assert found() == 0
    mend_index(node_data)
    assert found() == 0
    (index_folder() / "reading").write_text("an earlier one")
    mend_index(node_data)
    assert found() == 1
    assert is_read_as_now(index_folder())


@pytest.mark.django_db(transaction=True)
def test_an_index_that_another_release_has_emptied_is_waited_for(node_data: Path) -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    catch_up()
    question = question_about(entity_asked("phone", PHONE))

    def answers() -> list[CheckAnswer.State]:
        return [each.state for each in ask_holders(viewer("TH"), question, now=NOW).answers]

    assert answers() == [CheckAnswer.State.POSSIBLE]
    replace(Manifest.read(index_folder()), form=1).write(index_folder())
    close_index()
    screening_index()  # a process of this release opens what one of another has left, and empties it
    assert answers() == [CheckAnswer.State.WAITING]
    mend_index(node_data)
    assert answers() == [CheckAnswer.State.POSSIBLE]


def test_the_worker_looks_every_few_minutes_and_merges_above_sixteen_mebibytes() -> None:
    periodic = jobs.periodic_registry.periodic_tasks
    assert [each.cron for (name, _), each in periodic.items() if name == "screening.merge_index"] == ["*/5 * * * *"]
    assert MERGED_ABOVE == 16 * 2**20


def test_warming_up_compiles_the_loops_into_the_data_folder_and_leaves_the_index_empty(tmp_path: Path) -> None:
    code = "import django; django.setup()\n"
    code += "from interlace.screening.warming import warm_up, screening_index\n"
    code += "print(warm_up(), [each.records for each in screening_index().segments()])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"INTERLACE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "interlace.config.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("1 []\n", 0), done.stderr
    assert list((tmp_path / "index" / "compiled").rglob("*.nbc"))
