"""The pages of operations: the readiness board and its targets (S10)."""

from django.urls import path

from interlace.operations.pages import readiness, target

urlpatterns = [
    path("readiness", readiness.readiness, name="readiness"),
    path("readiness/new", readiness.new, name="readiness-new"),
    path("readiness/print", readiness.print_sheet, name="readiness-print"),
    path("readiness/standard", readiness.standard, name="readiness-standard"),
    path("readiness/<uuid:target_id>", target.target, name="readiness-target"),
    path("readiness/<uuid:target_id>/finding", target.finding, name="readiness-finding"),
    path("readiness/<uuid:target_id>/flags", target.flags, name="readiness-flags"),
    path("readiness/<uuid:target_id>/opinion", target.opinion, name="readiness-opinion"),
    path("readiness/<uuid:target_id>/tasks", target.tasks, name="readiness-tasks"),
]
