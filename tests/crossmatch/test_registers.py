"""Entries of registers take part in cross-match, each under its own label, and none tells of itself beyond sight."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.crossmatch.linked import links_of, rows_of
from tests.people import Caller
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer

from interlace.bureaus.people.models import OfficerTerms
from interlace.core.handling import HitMode
from interlace.core.reviewing import Judgement
from interlace.crossmatch import versions
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.batch import match_all
from interlace.crossmatch.clusters import clusters_of
from interlace.crossmatch.models import CandidateLink
from interlace.crossmatch.queries import link_view, reviewer_agreement, waiting_links
from interlace.crossmatch.upkeep import catch_up
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
HAN = ("Han Ji-seop", "1991-04-17", PHONE)
MINE = person("한지섭", phone=PHONE, birthDate="1991-04-17")
TERMS = RegisterTerms(name="wanted", title="Persons reported", legal_effect="A lead to verify, nothing more.")


def load(
    folder: Path,
    *told: str,
    rows: Sequence[tuple[str, str, str]] = (HAN,),
    first: int = 0,
    by: str = "SG",
    **terms: Any,
) -> Any:
    """A bureau loads a list of persons as a register, and the worker works off what follows."""
    path = folder / "wanted.csv"
    lines = [f"R-{number},suspect,{','.join(row)}" for number, row in enumerate(rows, first)]
    path.write_text("\n".join(["reference,status,name,birth_date,phone", *lines]) + "\n", encoding="utf-8")
    sharing = Sharing.with_members(told, **{"hit": HitMode.CONTENT, "purpose": "fraud", "until": UNTIL, **terms})
    done = load_register(viewer(by), ImportedFile.open(path, Defaults()), sharing, TERMS, now=NOW)
    catch_up()
    return done


def test_an_entry_meets_case_facts_whichever_came_first(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")
    load(tmp_path, "KR", "TH")
    contribute(viewer("KR"), label("KR"), MINE)
    after = links_of("KR")
    contribute(viewer("TH"), label("TH"), person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534"))
    load(tmp_path, "KR", "TH", by="SG")

    assert [({left, right}, band) for left, right, band in after] == [({"KR", "SG"}, "very_strong")]
    assert [({left, right}, band) for left, right, band in links_of("TH")] == [({"TH", "SG"}, "very_strong")]
    assert links_of("SG") == []


@pytest.mark.parametrize(("listed", "is_told"), [(None, True), (["wanted"], True), (["another"], False), ([], False)])
def test_an_officer_s_list_of_registers_leaves_out_links_of_the_others(
    tmp_path: Path, listed: list[str] | None, is_told: bool
) -> None:
    make_members("SG", "TH")
    contribute(viewer("TH"), label("TH", readers=["SG"]), MINE)
    load(tmp_path, "TH")
    (waiting,) = waiting_links(viewer("SG"), now=NOW, most=9)
    judge_link(viewer("SG"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    with steward(Task.VERIFY):
        for post in ("desk", "second"):
            officer = UUID(viewer("SG", post=post).id)
            OfficerTerms.objects.create(officer=officer, member="SG", registers=listed)

    assert len(links_of("SG", post="second")) == len(clusters_of(viewer("SG"), now=NOW)) == int(is_told)
    if not is_told:
        with pytest.raises(NotFound):
            link_view(viewer("SG"), waiting.row.link, now=NOW)


def test_two_registers_are_not_compared_as_they_come(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")
    load(tmp_path, "KR", "TH")
    load(tmp_path, "KR", "SG", by="TH")
    assert [links_of(member) for member in ("KR", "SG", "TH")] == [[], [], []]


def test_a_link_shows_the_entry_and_what_its_list_allows(tmp_path: Path) -> None:
    make_members("KR", "SG")
    contribute(viewer("KR"), label("KR"), MINE)
    load(tmp_path, "KR")
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    view = link_view(viewer("KR"), waiting.row.link, now=NOW)
    sides = {view.row.left: view.left, view.row.right: view.right}
    (entry,) = view.row.entries

    assert [(each.prop, each.value) for each in sides[entry]] == [
        ("birthDate", "1991-04-17"),
        ("name", "Han Ji-seop"),
        ("phone", "+821000000142"),
        ("status", "suspect"),
    ]
    assert view.registers[entry].title == TERMS.title


def test_an_entry_is_a_member_of_a_cluster_and_never_names_it(tmp_path: Path) -> None:
    make_members("KR", "SG")
    load(tmp_path, "KR")
    (mine,) = contribute(viewer("KR"), label("KR"), MINE)
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    (cluster,) = clusters_of(viewer("KR"), now=NOW)
    assert (cluster.id, cluster.originators, [*cluster.entries]) == (mine, ("KR", "SG"), [cluster.members[1]])


def test_an_entry_that_leaves_its_list_takes_its_links_with_it(tmp_path: Path) -> None:
    make_members("KR", "SG")
    contribute(viewer("KR"), label("KR"), MINE)
    load(tmp_path, "KR")
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    load(tmp_path, "KR", rows=[("Wang Xiaoming", "1970-01-01", "")], first=1)
    assert (links_of("KR"), rows_of("KR"), clusters_of(viewer("KR"), now=NOW)) == ([], [], [])


def test_a_version_that_is_taken_back_leaves_what_the_one_before_it_gives(tmp_path: Path) -> None:
    make_members("KR", "SG")
    contribute(viewer("KR"), label("KR"), MINE)
    load(tmp_path, "KR", rows=[("Han Ji-seop", "1991-04-17", "")])
    before = [(each.link, each.bits, each.facts) for each in rows_of("KR")]
    second = load(tmp_path, "KR")
    between = [(each.link, each.bits, each.facts) for each in rows_of("KR")]
    withdraw_version(viewer("SG"), second.contribution.id, now=NOW)
    catch_up()
    assert [(each.link, each.bits, each.facts) for each in rows_of("KR")] == before
    assert between[0][1] > before[0][1]


@pytest.mark.parametrize(
    "terms",
    [{"restrictions": ["no-matching"]}, {"condition": "minor"}, {"level": 3}, {"hit": HitMode.HIT}],
    ids=str,
)
def test_an_entry_that_may_not_be_matched_is_no_link(tmp_path: Path, terms: dict[str, Any]) -> None:
    make_members("KR", "SG")
    Officer.objects.filter(username="sg.desk").update(level=3)
    contribute(viewer("KR"), label("KR"), MINE)
    load(tmp_path, "KR", **terms)
    assert links_of("KR") == []


def test_no_byte_tells_of_entries_beyond_sight_nor_of_their_number(settings: Any, tmp_path: Path) -> None:
    settings.INTERLACE_REQUESTS_PER_SECOND = 100_000
    make_members("KR", "SG", "TH", "VN")
    contribute(viewer("KR"), label("KR", readers=["TH"]), MINE)
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534"))
    thai = Caller(Officer.objects.get(username="th.desk"))
    (waiting,) = waiting_links(viewer("TH"), now=NOW, most=9)
    judge_link(viewer("TH"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    paths = ("/candidate-links", "/clusters", "/reviewer-agreement", f"/candidate-links/{waiting.row.link}")

    def heard() -> list[bytes]:
        return [thai.get(path).content for path in paths]

    before = heard()
    # The same person, and a hub of its phone: for VN alone, which has links of its own by them.
    load(tmp_path, "VN", rows=[HAN, *((f"Guest {each}", "", PHONE) for each in "ABCDEFGHIJKLMNOPQRSTUVWX")])
    contribute(viewer("VN"), label("VN"), MINE)
    assert (heard(), links_of("TH")) == (before, [])
    # What may be seen is seen: the same list for TH makes the phone a hub.
    load(tmp_path, "VN", "TH", rows=[HAN, *((f"Guest {each}", "", PHONE) for each in "ABCDEFGHIJKLMNOPQRSTUVWX")])
    assert heard() != before


@pytest.mark.parametrize("one_by_one", [20_000, 0])
def test_an_entry_under_a_narrower_label_takes_its_links_and_what_was_said_with_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_by_one: int
) -> None:
    make_members("KR", "SG", "TH")
    contribute(viewer("KR"), label("KR"), MINE)
    load(tmp_path, "KR")
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    monkeypatch.setattr(versions, "ONE_BY_ONE", one_by_one)
    monkeypatch.setattr("tests.crossmatch.test_registers.catch_up", lambda: 0)
    load(tmp_path, "TH")

    with pytest.raises(NotFound):
        link_view(viewer("KR"), waiting.row.link, now=NOW)
    assert (rows_of("KR"), clusters_of(viewer("KR"), now=NOW)) == ([], [])
    assert reviewer_agreement(viewer("KR"), now=NOW) == []


def test_the_batch_takes_rows_away_whose_entry_their_bureau_may_not_match_any_more(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")
    contribute(viewer("KR"), label("KR"), MINE)
    load(tmp_path, "KR")
    with steward(Task.VERIFY):
        row = CandidateLink.objects.get(member="KR")
    load(tmp_path, "TH")
    with steward(Task.VERIFY):
        # As if nothing had taken it away when the list was loaded.
        row.save(force_insert=True)
    match_all(now=NOW)
    assert rows_of("KR") == []
