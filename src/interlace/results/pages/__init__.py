"""The pages of results: the operations, the sheet of one, and what was published of it (S15)."""

from django.urls import path

from interlace.results.pages import acts, sheet

urlpatterns = [
    path("results", sheet.operations, name="results-list"),
    path("operations/<uuid:operation_id>/results", sheet.results, name="results"),
    path("operations/<uuid:operation_id>/results/file", sheet.take, name="results-file"),
    path("operations/<uuid:operation_id>/results/public/<int:version>", sheet.public, name="results-public"),
    path(
        "operations/<uuid:operation_id>/results/public/<int:version>/file",
        sheet.take_public,
        name="results-public-file",
    ),
    path("operations/<uuid:operation_id>/results/report", acts.report_lines, name="results-report"),
    path("operations/<uuid:operation_id>/results/taken", acts.take, name="results-take-over"),
    path("operations/<uuid:operation_id>/results/correct", acts.correct_line, name="results-correct"),
    path("operations/<uuid:operation_id>/results/pair", acts.pair_lines, name="results-pair"),
    path("operations/<uuid:operation_id>/results/publish", acts.publish, name="results-publish"),
]
