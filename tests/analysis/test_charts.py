"""A chart is drawn from what its viewer may read and match, and from nothing else."""

from uuid import UUID, uuid4

import pytest
from tests.analysis.charting import PHONE, STORED, THAI, Net, drawn, items_of, links_of, make_net, thing
from tests.screening.network import NOW, contribute, label, person, viewer

from interlace.analysis.charts import Start, link_chart, typed_keys
from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.queries import waiting_links
from interlace.facts.recalling import recall
from interlace.foundation.errors import NotFound

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def net() -> Net:
    """What every test looks at."""
    return make_net()


def test_a_chart_holds_what_surrounds_its_start_and_a_machines_likeness_is_tentative(net: Net) -> None:
    found = drawn("KR", net.han)
    assert items_of(found) == {"Han Ji-seop", "Reed Trading", STORED, THAI}
    stated = {each for each in links_of(found) if each[2] != "alike"}
    assert stated == {
        ("Han Ji-seop", "Reed Trading", "Ownership", 2),
        ("Han Ji-seop", STORED, "uses", 2),
        (THAI, STORED, "uses", 2),
    }
    ((*ends, _word, certainty),) = links_of(found) - stated
    assert (set(ends), certainty) == ({"Han Ji-seop", THAI}, 1)
    phone = next(item for item in found.chart.items if item.names == (STORED,))
    assert phone.owners == ("KR", "TH")


def test_what_an_officer_said_is_confirmed_and_two_make_it_settled(net: Net) -> None:
    def same() -> list[tuple[int, bool]]:
        links = drawn("KR", net.han).chart.links
        return [(int(each.certainty), each.is_settled) for each in links if each.word in {"alike", "same"}]

    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=5)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    assert same() == [(3, False)]
    second = viewer("KR", post="second")
    # The colleague is to judge blind, so to it nothing has been said yet.
    assert [link.word for link in drawn("KR", net.han, post="second").chart.links].count("alike") == 1
    judge_link(second, waiting.row.link, judgement=Judgement.SAME, now=NOW)
    assert same() == [(3, True)]


def test_what_an_officer_knows_to_be_different_is_no_link(net: Net) -> None:
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=5)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.DIFFERENT, now=NOW)
    assert {link.word for link in drawn("KR", net.han).chart.links} == {"Ownership", "uses"}


def test_nobody_draws_from_what_it_may_not_read_and_that_answers_like_nothing(net: Net) -> None:
    said = []
    for start in (net.hidden, uuid4()):
        with pytest.raises(NotFound) as refused:
            drawn("KR", start)
        said.append(str(refused.value.message))
    assert said[0] == said[1]
    with pytest.raises(NotFound):
        drawn("KR", net.han, purpose="trafficking")


def test_a_number_starts_a_chart_by_its_fact_or_as_it_is_typed(net: Net) -> None:
    found = drawn("KR", net.han)
    phone = next(item for item in found.chart.items if item.names == (STORED,))
    by_fact = drawn("KR", UUID(phone.id))
    typed = link_chart(viewer("KR"), Start(keys=typed_keys(PHONE)), now=NOW)
    assert items_of(by_fact) == items_of(typed) == {"Han Ji-seop", STORED, THAI}


def test_an_expanded_item_brings_what_surrounds_it(net: Net) -> None:
    (partner,) = contribute(viewer("KR"), label("KR"), person("Partner"))
    contribute(viewer("KR"), label("KR"), thing("Directorship", director=str(partner), organization=str(net.firm)))
    assert "Partner" not in items_of(drawn("KR", net.han))
    grown = drawn("KR", net.han, stages=[net.firm])
    assert "Partner" in items_of(grown)
    assert ("Partner", "Reed Trading", "Directorship", 2) in links_of(grown)


def test_a_recall_takes_a_thing_off_every_chart(net: Net) -> None:
    found = drawn("KR", net.thai)
    assert THAI in items_of(found)
    facts = [UUID(each) for item in found.chart.items if item.names == (THAI,) for each in item.facts]
    recall(viewer("TH"), facts, reason="other", now=NOW)
    assert items_of(drawn("KR", net.han)) == {"Han Ji-seop", "Reed Trading", STORED}
    with pytest.raises(NotFound):
        drawn("KR", net.thai)
