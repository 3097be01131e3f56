"""The chart offered on the page of a hit: it begins at the own side of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.analysis.asking import Asked
from interlace.analysis.charts import Start
from interlace.analysis.loading import Loading
from interlace.analysis.rules import may_chart
from interlace.foundation.http.desk import Desk
from interlace.screening.models import HitSide
from interlace.screening.presenting import Act
from interlace.screening.queue import provide_step


@provide_step
def chart_of_hit(desk: Desk, side: HitSide) -> Iterator[Act]:
    """Where the reader may read the own record under the purpose of its desk: elsewhere nothing would be drawn."""
    if side.own_subject is None or not desk.viewer.purpose or not may_chart(desk.viewer):
        return
    if Loading(desk.viewer, now=desk.now).subjects_of([side.own_subject]):
        yield Act(_("Chart"), Asked(Start(things=(side.own_subject,))).address(reverse("chart")))
