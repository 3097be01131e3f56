"""Pages of S18: what is due, who asks, what was deleted, and why somebody sees something."""

from django.urls import path

from interlace.oversight.pages import keeping, overview, persons, rules

urlpatterns = [
    path("privacy", overview.privacy, name="privacy"),
    path("privacy/look", overview.look_again, name="privacy-look"),
    path("privacy/due/<uuid:record_id>", keeping.group, name="privacy-group"),
    path("privacy/due/<uuid:record_id>/decide", keeping.decide, name="privacy-decide"),
    path("privacy/rules", rules.rules, name="privacy-rules"),
    path("privacy/rules/<uuid:rule_id>/end", rules.end_rule, name="privacy-rule-end"),
    path("privacy/rules/changes/<uuid:rule_change_id>", rules.change, name="privacy-rule-change"),
    path("privacy/rules/changes/<uuid:rule_change_id>/decide", rules.decide_change, name="privacy-rule-change-decide"),
    path("privacy/holds/<uuid:hold_id>", keeping.sealed, name="privacy-sealed"),
    path("privacy/extensions/<uuid:extension_id>", keeping.extension, name="privacy-extension"),
    path("privacy/extensions/<uuid:extension_id>/sign", keeping.sign, name="privacy-sign"),
    path("privacy/extensions/<uuid:extension_id>/refuse", keeping.refuse, name="privacy-refuse"),
    path("privacy/certificates/<uuid:certificate_id>", keeping.certificate, name="privacy-certificate"),
    path("privacy/certificates/<uuid:certificate_id>/text", keeping.certificate_text, name="privacy-certificate-text"),
    path("privacy/requests", persons.receive, name="privacy-receive"),
    path("privacy/requests/<uuid:request_id>", persons.person_request, name="privacy-request"),
    path("privacy/requests/<uuid:request_id>/letter", persons.letter, name="privacy-letter"),
    path("privacy/questions/<uuid:question_id>", persons.question, name="privacy-question"),
]
