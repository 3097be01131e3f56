"""Numbers of fingerprint registers, from the list of a bureau to the cluster that does not fit together."""

from pathlib import Path

import pytest
from tests.screening.network import NOW, UNTIL, make_members, viewer

from interlace.core.handling import HitMode
from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.clusters import ClusterView, clusters_of
from interlace.crossmatch.queries import waiting_links
from interlace.crossmatch.rendering import cluster_out
from interlace.crossmatch.upkeep import catch_up
from interlace.facts.actions import contribute
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.sharing import Sharing

pytestmark = pytest.mark.django_db(transaction=True)

CONFIRMED, PROBABLE = "ADMIRALTY:A1", "ADMIRALTY:B2"


def send(folder: Path, member: str, number: str, grading: str, *, name: str = "Han Ji-seop") -> None:
    """A bureau's list of one person, with its number in a fingerprint register."""
    path = folder / f"{member}.csv"
    row = f"suspect,{name},1991-04-17,{number},{grading}"
    path.write_text(f"status,name,birth_date,AFIS number,grading\n{row}\n", encoding="utf-8")
    terms = Sharing.with_members(["KR"], hit=HitMode.CONTENT, purpose="fraud", until=UNTIL)
    done = contribute(viewer(member), ImportedFile.open(path, Defaults()), terms, now=NOW)
    assert [problem.code for problem in done.problems] == []
    catch_up()


def joined() -> ClusterView:
    """The one cluster, after an officer has said that its two records are the same."""
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    (cluster,) = clusters_of(viewer("KR"), now=NOW)
    return cluster


@pytest.mark.parametrize(
    ("theirs", "grading", "told"),
    [
        ("TH:2019-4712", CONFIRMED, [("fingerprintNumber", "TH", True)]),
        ("TH:2019-4712", PROBABLE, []),
        ("TH:2019 4711", CONFIRMED, []),
        ("VN:770015", CONFIRMED, []),
    ],
    ids=["another number", "another number, not confirmed", "the same number", "another register"],
)
def test_confirmed_numbers_of_one_register_contradict_each_other(
    tmp_path: Path, theirs: str, grading: str, told: list[tuple[str, str, bool]]
) -> None:
    make_members("KR", "TH")
    send(tmp_path, "KR", "TH:20194711", CONFIRMED)
    send(tmp_path, "TH", theirs, grading)
    found = joined()
    assert [(each.kind, each.issuer, each.is_confirmed) for each in found.contradictions] == told
    assert found.is_to_decide == bool(told)


def test_the_sentence_names_the_register_and_no_number(tmp_path: Path) -> None:
    make_members("KR", "TH")
    send(tmp_path, "KR", "TH:20194711", CONFIRMED)
    send(tmp_path, "TH", "TH:20194712", CONFIRMED)
    (told,) = cluster_out(joined()).contradictions
    assert told.words == "Two records have different confirmed numbers: Fingerprint number, Thailand."


def test_one_number_links_two_records_whose_names_are_nothing_alike(tmp_path: Path) -> None:
    make_members("KR", "TH")
    send(tmp_path, "KR", "TH:20194711", CONFIRMED)
    send(tmp_path, "TH", "TH:2019-4711", PROBABLE, name="Wichai Suksan")
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    assert [reason["code"] for reason in waiting.row.reasons if reason["field"] == "identifier"] == [
        "fingerprint_identical"
    ]
