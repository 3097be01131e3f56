"""The pages of cases (S4) and of joint cases."""

from django.urls import path

from interlace.cases.pages import case, holds, joint, listing, looking, notes, parts

_CASE = "cases/<uuid:case_id>"
_JOINT = "joint-cases/<uuid:joint_id>"

urlpatterns = [
    path("cases", listing.cases, name="cases"),
    path(_CASE, case.case, name="case"),
    path(f"{_CASE}/describe", case.describe, name="case-describe"),
    path(f"{_CASE}/check", case.check, name="case-check"),
    path(f"{_CASE}/close", case.close, name="case-close"),
    path(f"{_CASE}/reopen", case.reopen, name="case-reopen"),
    path(f"{_CASE}/look", looking.look, name="case-look"),
    path(f"{_CASE}/holds", holds.holds, name="case-holds"),
    path(f"{_CASE}/holds/lay", holds.lay, name="case-hold-lay"),
    path(f"{_CASE}/holds/<uuid:case_hold_id>/lift", holds.lift, name="case-hold-lift"),
    path(f"{_CASE}/officers", case.add_officer, name="case-officer-add"),
    path(f"{_CASE}/officers/remove", case.remove_officer, name="case-officer-remove"),
    path(f"{_CASE}/things", parts.add_thing, name="case-thing-add"),
    path(f"{_CASE}/things/<uuid:subject_id>", parts.thing, name="case-thing"),
    path(f"{_CASE}/things/<uuid:subject_id>/lane", parts.move_thing, name="case-thing-lane"),
    path(f"{_CASE}/things/<uuid:subject_id>/remove", parts.remove_thing, name="case-thing-remove"),
    path(f"{_CASE}/leads", parts.put_lead, name="case-lead-add"),
    path(f"{_CASE}/leads/<uuid:lead_id>", parts.lead, name="case-lead"),
    path(f"{_CASE}/leads/<uuid:lead_id>/follow", parts.follow, name="case-lead-follow"),
    path(f"{_CASE}/leads/<uuid:lead_id>/lane", parts.move_lead, name="case-lead-lane"),
    path(f"{_CASE}/tasks", parts.set_task, name="case-task-add"),
    path(f"{_CASE}/tasks/done", parts.task_done, name="case-task-done"),
    path(f"{_CASE}/notes", notes.keep, name="case-note-keep"),
    path(f"{_CASE}/notes/new", notes.new_note, name="case-note-new"),
    path(f"{_CASE}/notes/<uuid:note_id>", notes.note, name="case-note"),
    path(f"{_CASE}/joint-cases", joint.propose, name="case-joint-propose"),
    path("joint-cases", joint.joint_cases, name="joint-cases"),
    path(_JOINT, joint.joint_case, name="joint-case"),
    path(f"{_JOINT}/answer", joint.answer, name="joint-answer"),
    path(f"{_JOINT}/terms", joint.change, name="joint-change"),
    path(f"{_JOINT}/members", joint.invite, name="joint-invite"),
    path(f"{_JOINT}/items", joint.lay, name="joint-lay"),
    path(f"{_JOINT}/items/remove", joint.take_it_back, name="joint-take-back"),
    path(f"{_JOINT}/task-force", joint.join, name="joint-join"),
    path(f"{_JOINT}/task-force/leave", joint.leave, name="joint-leave"),
]
