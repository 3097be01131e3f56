"""Match quality: the model in force with its bands, and what people decided about what it proposed."""

from collections.abc import Iterator, Mapping, Sequence

from babel.numbers import format_decimal, format_percent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from interlace.core.handling import Action
from interlace.core.matching import CURRENT, Band, Model, model, probability_of, versions
from interlace.core.names import Script
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.localize.formats import locale_of, month_text, number_text
from interlace.screening.pages.quality_measured import measured_tables
from interlace.screening.pages.waterfall import chance_text, weight_text
from interlace.screening.pages.waterfall import number_text as bits_text
from interlace.screening.presenting import Handling, Pair
from interlace.screening.quality import Nameless, Quality, Tally, quality_of
from interlace.screening.quality_shown import QualityPage, QualityTable
from interlace.screening.words import BANDS, SCRIPTS, band_word

_READS = (Action.DISCOVER, Action.READ)

_OF_THE_MODEL = "en"
"""The language in which a model's file says where its numbers come from."""


@require_GET
@declare("page.quality", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def quality(request: HttpRequest) -> HttpResponse:
    """For whoever runs the node, heads a bureau or audits it; the numbers are of hits that the reader may know of."""
    desk = desk_of(request)
    found = quality_of(desk.viewer, zone=desk.reader.zone, now=desk.now)
    page = QualityPage(
        handling=_handling(desk, found),
        model=tuple(_model_pairs(desk, CURRENT)),
        bands=_bands(desk, CURRENT),
        decided=tuple(_decided(desk, found)) if found is not None else (),
        measured=tuple(measured_tables(CURRENT, language=desk.reader.language)),
        versions=_versions(),
    )
    return render(request, "screening/quality.html", {"page": page})


def _handling(desk: Desk, found: Quality | None) -> Handling:
    if found is None:
        return Handling(
            lead=_("You run the node and know of no hit."),
            text=_("What people decided about hits is counted for the head and the auditors of a bureau."),
        )
    return Handling(
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        text=_("Every number is of hits that you may know of. No decision trains the model."),
    )


def _model_pairs(desk: Desk, shown: Model) -> Iterator[Pair]:
    yield Pair(_("Version"), shown.version, is_code=True)
    yield Pair(_("Date"), shown.date)
    yield Pair(_("Common names"), shown.frequencies, is_code=True)
    one_in = number_text(round(1 / probability_of(0.0, model=shown)), language=desk.reader.language)
    before = _("About one record in {count} that is compared is the one looked for").format(count=one_in)
    yield Pair(_("Before any comparison"), f"{before} ({weight_text(shown.prior_bits)})")
    yield Pair(_("Told as a possible hit"), _("from “{band}” on").format(band=band_word(Band.FAIR)))


def _bands(desk: Desk, shown: Model) -> QualityTable:
    rows = [
        (
            str(BANDS[band]).capitalize(),
            bits_text(least),
            chance_text(probability_of(least, model=shown)),
            _false_alarms(desk, shown, band),
        )
        for least, band in shown.thresholds
    ]
    return QualityTable(
        title=_("Bands"),
        heads=(
            _("Band"),
            _("From, in bits"),
            _("Chance at its beginning"),
            _("False alarms in 10,000 checks, from this band on"),
        ),
        rows=tuple(rows),
        hint=_("Chance and false alarms are what was measured before; below, what people found."),
        note=shown.false_alarms_from,
    )


def _false_alarms(desk: Desk, shown: Model, band: Band) -> str:
    if band not in shown.false_alarms:
        return _("not measured")
    return format_decimal(shown.false_alarms[band], format="#,##0.#", locale=locale_of(desk.reader.language))


def _decided(desk: Desk, found: Quality) -> Iterator[QualityTable]:
    if not found.by_band:
        yield QualityTable(title=_("Decided"), heads=(), rows=())
        return
    by_band = {str(BANDS[band]).capitalize(): found.by_band[band] for band in reversed(Band) if band in found.by_band}
    yield _tallies(desk, _("Decided, by band"), _("Band"), by_band)
    by_script = {str(SCRIPTS[each]): found.by_script[each] for each in _scripts_of(found)}
    yield _tallies(desk, _("Decided, by how the name was written"), _("Script"), by_script)
    months = sorted(found.by_month, reverse=True)
    by_month = {month_text(each, language=desk.reader.language): found.by_month[each] for each in months}
    yield _tallies(
        desk,
        _("Decided, by month"),
        _("Month"),
        by_month,
        hint=_("Where the share of “same” falls from month to month, tell whoever looks after the model."),
    )


def _scripts_of(found: Quality) -> Sequence[Script | Nameless]:
    return sorted(found.by_script, key=lambda each: (-found.by_script[each].decided, each))


def _tallies(desk: Desk, title: str, head: str, rows: Mapping[str, Tally], *, hint: str = "") -> QualityTable:
    def number(count: int) -> str:
        return number_text(count, language=desk.reader.language)

    shown = [
        (
            name,
            number(tally.decided),
            number(tally.same),
            number(tally.different),
            number(tally.cannot_tell),
            _share(desk, tally),
        )
        for name, tally in rows.items()
    ]
    return QualityTable(
        title=title,
        heads=(head, _("Decided"), _("Same"), _("Different"), _("Cannot tell"), _("Share of “same”")),
        rows=tuple(shown),
        hint=hint,
        bars=tuple((tally.share or 0.0) * 100 for tally in rows.values()),
    )


def _share(desk: Desk, tally: Tally) -> str:
    if tally.share is None:
        return "–"
    return format_percent(round(tally.share, 2), locale=locale_of(desk.reader.language))


def _versions() -> QualityTable:
    known = [model(version) for version in reversed(versions())]
    return QualityTable(
        title=_("Versions on this node"),
        heads=(_("Version"), _("Date"), _("In force"), _("Where its numbers come from")),
        rows=tuple((each.version, each.date, _("yes") if each is CURRENT else _("no"), each.source) for each in known),
        hint=_("A hit names the version that weighed it, and keeps it."),
        last_in=_OF_THE_MODEL,
    )
