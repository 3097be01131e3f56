"""The pages of shifts: who is on duty and how one is alerted, the rota, and the call on the screen."""

from django.urls import path

from interlace.desk.shift.pages import calls, rota, shift

urlpatterns = [
    path("shift", shift.shift, name="shift"),
    path("shift/drill", shift.drill, name="shift-drill"),
    path("shift/ways", shift.add_way, name="shift-way-add"),
    path("shift/ways/<uuid:way_id>/remove", shift.remove_way, name="shift-way-remove"),
    path("shift/call", calls.call, name="shift-call"),
    path("shift/call/answer", calls.answer, name="shift-call-answer"),
    path("shift/rota", rota.rota, name="shift-rota"),
    path("shift/rota/turns", rota.add_turn, name="shift-turn-add"),
    path("shift/rota/turns/<uuid:turn_id>/remove", rota.remove_turn, name="shift-turn-remove"),
    path("shift/rota/days", rota.add_day, name="shift-day-add"),
    path("shift/rota/days/<uuid:plan_id>/remove", rota.remove_day, name="shift-day-remove"),
    path("shift/rota/holidays", rota.take_in, name="shift-holidays"),
]
