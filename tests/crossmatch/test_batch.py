"""Everything against everything: what it finds, what it mends, and that it may be stopped at any moment."""

from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from tests.crossmatch.linked import links_of, outcome_of, rows_of
from tests.crossmatch.test_registers import HAN, load
from tests.people import make_officer
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.reviewing import Judgement
from interlace.crossmatch import batch, versions
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.batch import match_all
from interlace.crossmatch.cli import link as commands
from interlace.crossmatch.clusters import clusters_of
from interlace.crossmatch.models import CandidateLink
from interlace.crossmatch.queries import waiting_links
from interlace.crossmatch.rounds import link_of
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
PEOPLE = (
    person("Han Ji-seop", phone=PHONE, birthDate="1991-04-17"),
    person("Trần Thị Mỹ Lệ", phone="+84 90 000 0001", birthDate="1988-02-03"),
    person("สมชาย ใจดี", phone="+66 80 000 0007", birthDate="1979-11-30"),
)
SPELLED_ELSEWHERE = (
    person("한지섭", phone=PHONE, birthDate="1991-04-17"),
    person("Tran My Le", phone="+84 90 000 0001", birthDate="1988-03-02"),
    person("Somchai Jaidee", phone="+66 80 000 0007", birthDate="1979"),
)


class Stopped(Exception):
    """The machine was turned off."""


@pytest.fixture
def held() -> None:
    """KR and TH hold three persons each, spelled in two ways."""
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", readers=["TH"]), *PEOPLE)
    contribute(viewer("TH"), label("TH", readers=["KR"]), *SPELLED_ELSEWHERE)


def forget_links() -> None:
    with steward(Task.VERIFY):
        CandidateLink.objects.all().delete()


@pytest.mark.usefixtures("held")
def test_it_finds_what_was_found_as_it_came() -> None:
    as_it_came = outcome_of("KR", "TH")
    forget_links()
    match_all(now=NOW)
    assert outcome_of("KR", "TH") == as_it_came
    assert len(as_it_came) == 6
    match_all(now=NOW)
    assert outcome_of("KR", "TH") == as_it_came


@pytest.mark.usefixtures("held")
def test_what_is_stopped_anywhere_holds_only_what_is_true_and_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batch, "COMPARED_AT_ONCE", 1)
    whole = outcome_of("KR", "TH")
    forget_links()
    found = []

    def stop(_share: float) -> None:
        raise Stopped

    for _ in range(40):
        with suppress(Stopped):
            match_all(now=NOW, progress=stop)
        found.append(outcome_of("KR", "TH"))
        if found[-1] == whole:
            break
    assert [len(each) for each in found] == [1, 2, 3, 3, 4, 5, 6]
    assert all(each <= whole for each in found)


@pytest.mark.usefixtures("held")
def test_links_of_another_version_of_the_weights_are_compared_again_and_decisions_stay() -> None:
    (first, *_others) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), first.row.link, judgement=Judgement.SAME, now=NOW)
    before = outcome_of("KR", "TH")
    with steward(Task.VERIFY):
        CandidateLink.objects.update(model="interlace-names-1/old", bits=99.0)
    match_all(now=NOW)
    assert outcome_of("KR", "TH") == before
    assert {each.model for each in rows_of("KR", "TH")} == {first.row.model}
    (cluster,) = clusters_of(viewer("KR"), now=NOW)
    assert (cluster.links, cluster.fallen) == ((first.row.link,), ())


@pytest.mark.usefixtures("held")
def test_what_is_not_alike_by_the_new_weights_goes_and_a_judged_one_is_told() -> None:
    (first, *_others) = waiting_links(viewer("KR"), now=NOW, most=9)
    kept = {each.row.link for each in _others}
    strangers = contribute(viewer("TH"), label("TH", readers=["KR"]), person("Budi Santoso"))
    with steward(Task.VERIFY):
        # As if weights of before had linked a stranger.
        row = CandidateLink.objects.get(member="KR", link=first.row.link)
        row.pk, row.link = None, UUID(int=7)
        row.left, row.right = sorted((row.left if row.left_member == "KR" else row.right, strangers[0]))
        row.link = _link_between(row)
        row.save(force_insert=True)
    judge_link(viewer("KR"), row.link, judgement=Judgement.SAME, now=NOW)
    match_all(now=NOW)
    (cluster,) = clusters_of(viewer("KR"), now=NOW)
    assert cluster.fallen == (row.link,)
    assert {each.row.link for each in waiting_links(viewer("KR"), now=NOW, most=9)} == kept | {first.row.link}


def _link_between(row: CandidateLink) -> UUID:

    return link_of(row.member, row.purpose, row.left, row.right)


def test_registers_are_compared_with_one_another_and_large_ones_with_case_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "ONE_BY_ONE", 0)
    make_members("KR", "SG", "TH")
    contribute(viewer("KR"), label("KR"), PEOPLE[0])
    load(tmp_path, "KR", by="SG", rows=[HAN])
    load(tmp_path, "KR", by="TH", rows=[HAN])
    before = links_of("KR")
    match_all(now=NOW)
    found = sorted(sorted(each[:2]) for each in links_of("KR"))
    assert (before, found) == ([], [["KR", "SG"], ["KR", "TH"], ["SG", "TH"]])
    assert (links_of("SG"), links_of("TH")) == ([], [])


@pytest.mark.usefixtures("held")
def test_only_an_administrator_starts_it_and_it_says_nothing_but_how_far_it_is(node_data: Path) -> None:
    make_officer("KR", username="kr.keeper", roles=(Role.ADMINISTRATOR,))
    unnamed, refused, done = (
        CliRunner().invoke(commands, ["match", *by], obj=Options(node_data, "kr.desk", None, None, Format.JSON, False))
        for by in ([], ["--by", "kr.desk"], ["--by", "kr.keeper"])
    )
    assert [type(each.exception) for each in (unnamed, refused)] == [Refused, Refused]
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        *(f"{percent} % done." for percent in range(10, 101, 10)),
        "Everything has been compared with everything.",
    ]
