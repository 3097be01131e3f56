"""Charts tell nothing of what stands beyond sight: not by an item, a count, a place, an order, a group or a file."""

from collections.abc import Collection
from uuid import UUID

import pytest
from tests.noninterference.comparing import first_difference, seen_in, told
from tests.noninterference.test_links import HIDDEN, OPEN, STORY

from interlace.analysis import loading
from interlace.analysis.loading import Loading
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]


def test_hidden_things_and_links_change_no_byte_of_a_chart_or_its_files_and_an_open_one_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = seen_in(STORY)
    drawn = [each for each in plain if each.surface == "page.chart" and "data-node" in each.answer]
    assert drawn
    assert any("Content-Disposition: attachment" in each.answer for each in plain if each.surface == "chart.file")
    assert told(first_difference(plain, seen_in(HIDDEN, knows=True))) == ""
    charts = [each for each in plain if each.surface.startswith(("page.chart", "chart."))]
    opened = [each for each in seen_in(OPEN, knows=True) if each.surface.startswith(("page.chart", "chart."))]
    assert told(first_difference(charts, opened)) != ""

    # A planted leak: who else has a number is read as the steward reads.
    beside = Loading._beside

    def leaking(self: Loading, subjects: Collection[UUID]) -> list[UUID]:
        found = beside(self, subjects)
        with steward(Task.VERIFY):
            keys = Fact.objects.filter(subject__in=subjects).exclude(key="").values_list("key", flat=True)
            rows = Fact.objects.filter(key__in=list(keys)).order_by("id").values_list(*loading._COLUMNS)
            self.statements |= {each.id: each for each in map(loading._statement, rows)}
        return found

    monkeypatch.setattr(Loading, "_beside", leaking)
    assert told(first_difference(seen_in(STORY), seen_in(HIDDEN, knows=True))) != ""
