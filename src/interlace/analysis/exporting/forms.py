"""The six forms in which a chart leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.analysis.exporting.anx import anx_of
from interlace.analysis.exporting.graphml import graphml_of
from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.exporting.printed import pdf_of, png_of
from interlace.analysis.exporting.svg import svg_of
from interlace.analysis.exporting.tables import csv_of


@dataclass(frozen=True, slots=True)
class Form:
    """One form: how it is written, and what for."""

    code: str
    name: Promise
    use: Promise
    ending: str
    media_type: str
    write: Callable[[Outgoing], bytes]


FORMS: Mapping[str, Form] = {
    each.code: each
    for each in (
        Form("pdf", _("PDF"), _("To print, with the links as a table."), "pdf", "application/pdf", pdf_of),
        Form("png", _("PNG"), _("A picture for a presentation."), "png", "image/png", png_of),
        Form("svg", _("SVG"), _("A drawing that can be enlarged and edited."), "svg", "image/svg+xml", svg_of),
        Form("csv", _("CSV"), _("The links as a table."), "csv", "text/csv; charset=utf-8", csv_of),
        Form("graphml", _("GraphML"), _("For network tools such as Gephi."), "graphml", "application/xml", graphml_of),
        Form("anx", _("ANX"), _("For i2 Analyst's Notebook."), "anx", "application/xml", anx_of),
    )
}
