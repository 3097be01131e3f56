"""The pages of operations: the readiness board and its targets (S10), the operation room and its wall (S11)."""

from django.urls import path

from interlace.operations.pages import deconfliction, listing, readiness, room, target, telling

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
    path("operations", listing.operations, name="operations"),
    path("operations/new", listing.new, name="operations-new"),
    path("operations/ready", listing.ready, name="operations-ready"),
    path("operations/deconfliction", deconfliction.deconfliction, name="deconfliction"),
    path("operations/deconfliction/say", deconfliction.say, name="deconfliction-say"),
    path("operations/deconfliction/end", deconfliction.end, name="deconfliction-end"),
    path("operations/<uuid:operation_id>", room.room, name="operation"),
    path("operations/<uuid:operation_id>/wall", room.wall, name="operation-wall"),
    path("operations/<uuid:operation_id>/plan", room.plan, name="operation-plan"),
    path("operations/<uuid:operation_id>/what-if", room.what_if, name="operation-what-if"),
    path("operations/<uuid:operation_id>/flag", room.flag, name="operation-flag"),
    path("operations/<uuid:operation_id>/go", room.go, name="operation-go"),
    path("operations/<uuid:operation_id>/accept", room.accept, name="operation-accept"),
    path("operations/<uuid:operation_id>/order", room.order, name="operation-order"),
    path("operations/<uuid:operation_id>/second", room.second, name="operation-second"),
    path("operations/<uuid:operation_id>/assure", room.assure, name="operation-assure"),
    path("operations/<uuid:operation_id>/bring", room.bring_entry, name="operation-bring"),
    path("operations/<uuid:operation_id>/target", room.target, name="operation-target"),
    path("operations/<uuid:operation_id>/take-back", room.take_back_entry, name="operation-take-back"),
    path("operations/<uuid:operation_id>/note", room.note, name="operation-note"),
    path("operations/<uuid:operation_id>/abort", room.abort_it, name="operation-abort"),
    path("operations/<uuid:operation_id>/check-in", room.check_in, name="operation-check-in"),
]

__all__ = ["telling", "urlpatterns"]
