"""The pages of screening: S1 inbox, S2 quick check, S3 hit comparison, and leave for larger lists."""

from django.urls import path

from interlace.screening.pages import check, contribution, handover, hits, inbox, open_questions, permits

urlpatterns = [
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/news", inbox.news, name="inbox-news"),
    path("inbox/preview/<uuid:hit_id>", inbox.preview, name="inbox-preview"),
    path("handover/note", handover.note, name="handover-note"),
    path("handover/give", handover.give, name="handover-give"),
    path("handover/note/<uuid:note_id>/done", handover.done, name="handover-done"),
    path("handover/<uuid:handover_id>/take", handover.take, name="handover-take"),
    path("check", check.check, name="check"),
    path("check/reading", check.reading, name="check-reading"),
    path("check/<uuid:check_id>", check.asked, name="check-asked"),
    path("check/<uuid:check_id>/answers", check.answers, name="check-answers"),
    path("check/<uuid:check_id>/stop", check.stop, name="check-stop"),
    path("check/<uuid:check_id>/resume", check.resume, name="check-resume"),
    path("open", open_questions.open_questions, name="open-questions"),
    path("open/<uuid:standing_id>/stop", open_questions.stop, name="open-stop"),
    path("open/<uuid:standing_id>/resume", open_questions.resume, name="open-resume"),
    path("batch/<uuid:permit_id>", permits.permit, name="batch-permit"),
    path("batch/<uuid:permit_id>/sign", permits.sign, name="batch-permit-sign"),
    path("batch/<uuid:permit_id>/refuse", permits.refuse, name="batch-permit-refuse"),
    path("contributions/<uuid:contribution_id>/answers", contribution.answers, name="contribution-answers"),
    path("hit/<uuid:hit_id>", hits.hit, name="hit"),
    path("picture/<uuid:fact>", hits.picture, name="hit-picture"),
    path("hit/<uuid:hit_id>/pulse", hits.pulse, name="hit-pulse"),
    path("hit/<uuid:hit_id>/ask", hits.ask, name="hit-ask"),
    path("hit/<uuid:hit_id>/first-answer", hits.first_answer, name="hit-first-answer"),
    path("hit/<uuid:hit_id>/answer", hits.answer, name="hit-answer"),
    path("hit/<uuid:hit_id>/undo", hits.undo, name="hit-undo"),
    path("hit/<uuid:hit_id>/release", hits.propose, name="hit-release"),
    path("hit/<uuid:hit_id>/release/sentence", hits.release_sentence, name="hit-release-sentence"),
    path("hit/<uuid:hit_id>/release/<uuid:release_id>/sign", hits.sign, name="release-sign"),
    path("hit/<uuid:hit_id>/release/<uuid:release_id>/refuse", hits.refuse, name="release-refuse"),
]
