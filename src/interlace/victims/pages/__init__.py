"""The pages of care: those found on site, the first minutes, the talk, one person (S12)."""

from django.urls import path

from interlace.victims.pages import acts, care, erasing, family, guarding, person, talk, telling

urlpatterns = [
    path("care", care.care, name="care"),
    path("care/places", care.open_place, name="care-open"),
    path("care/places/<uuid:reception_id>/people", care.receive_person, name="care-receive"),
    path("care/people/<uuid:found_id>", person.person, name="care-person"),
    path("care/people/<uuid:found_id>/triage", talk.first_minutes, name="care-triage"),
    path("care/people/<uuid:found_id>/talk", talk.talk, name="care-talk"),
    path("care/people/<uuid:found_id>/talk/move", talk.move, name="care-talk-move"),
    path("care/people/<uuid:found_id>/needs", acts.needs, name="care-needs"),
    path("care/people/<uuid:found_id>/seen", acts.seen, name="care-seen"),
    path("care/people/<uuid:found_id>/step", acts.take_step, name="care-step"),
    path("care/people/<uuid:found_id>/agree", acts.agree_to, name="care-agree"),
    path("care/people/<uuid:found_id>/take-back", acts.take_back_answer, name="care-take-back"),
    path("care/people/<uuid:found_id>/guardian", guarding.keep, name="care-guardian"),
    path("care/people/<uuid:found_id>/guardian/end", guarding.end, name="care-guardian-end"),
    path("care/people/<uuid:found_id>/prosecutor", acts.prosecutor, name="care-prosecutor"),
    path("care/people/<uuid:found_id>/standing", acts.propose, name="care-standing"),
    path("care/people/<uuid:found_id>/slip", person.slip, name="care-slip"),
    path("care/people/<uuid:found_id>/erase", erasing.ask, name="care-erase"),
    path("care/people/<uuid:found_id>/erase/sign", erasing.sign, name="care-erase-sign"),
    path("care/people/<uuid:found_id>/erase/decline", erasing.decline, name="care-erase-decline"),
    path("care/people/<uuid:found_id>/erase/withdraw", erasing.withdraw, name="care-erase-withdraw"),
    path("care/people/<uuid:found_id>/family", family.family, name="care-family"),
    path("care/people/<uuid:found_id>/family/name", family.name, name="care-family-name"),
    path("care/people/<uuid:found_id>/family/stop", family.stop, name="care-family-stop"),
    path("care/people/<uuid:found_id>/family/tell", family.tell, name="care-family-tell"),
    path("care/people/<uuid:found_id>/family/take-back", family.take_back, name="care-family-take-back"),
    path("care/standings/<uuid:proposal_id>/sign", acts.sign, name="care-sign"),
    path("care/standings/<uuid:proposal_id>/withdraw", acts.withdraw, name="care-withdraw"),
]

__all__ = ["telling", "urlpatterns"]
