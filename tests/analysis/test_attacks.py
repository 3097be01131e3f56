"""Attempts to learn from colleagues' saved charts of a case or an import that is not for the asker."""

import pytest
from tests.analysis.charting import make_net
from tests.cases.filing import opened
from tests.screening.network import NOW, contribute, label, person, viewer

from interlace.analysis.actions import save_view
from interlace.analysis.asking import Asked
from interlace.analysis.charts import Start, link_chart
from interlace.analysis.models import SavedView
from interlace.analysis.queries import view_of, views_of
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


def saved(start: Start, *, title: str) -> SavedView:
    by = viewer("KR")
    return save_view(by, link_chart(by, start, now=NOW), Asked(start=start), title=title, now=NOW)


def is_open_to(post: str, view: SavedView) -> bool:
    reader = viewer("KR", post=post)
    listed = view.id in {each.id for each in views_of(reader, now=NOW)}
    if listed:
        return view_of(reader, view.id, now=NOW).title == view.title
    with pytest.raises(NotFound):
        view_of(reader, view.id, now=NOW)
    return False


def test_a_view_of_a_closed_in_case_is_not_told_to_who_is_not_on_it() -> None:
    make_net()
    for is_closed_in, title in ((False, "Golden Reed"), (True, "Informant near the harbour")):
        case = opened(reference=f"KR-{title}", is_closed_in=is_closed_in)
        view = saved(Start(case=case.id), title=title)
        assert (is_open_to("desk", view), is_open_to("second", view)) == (True, not is_closed_in)


def test_a_view_of_an_import_above_a_colleagues_level_is_not_told_to_it() -> None:
    make_net()
    Officer.objects.filter(username="kr.second").update(level=0)
    for level in (0, 1):
        (subject,) = contribute(viewer("KR"), label("KR", level=level), person(f"Somebody {level}"))
        with steward(Task.VERIFY):
            contribution = Fact.objects.filter(subject=subject).values_list("contribution", flat=True)[0]
        view = saved(Start(contribution=contribution), title=f"Import {level}")
        assert (is_open_to("desk", view), is_open_to("second", view)) == (True, level == 0)
