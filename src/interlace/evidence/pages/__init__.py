"""The pages of evidence: exhibits, their custody, and the packages that are made of them."""

from django.urls import path

from interlace.evidence.pages import adding, exhibit, hand_overs, listing, packages, telling

urlpatterns = [
    path("exhibits", listing.exhibits, name="exhibits"),
    path("exhibits/of/<uuid:case_id>", listing.of_case, name="exhibits-of"),
    path("exhibits/of/<uuid:case_id>/add", adding.add, name="exhibit-add"),
    path("exhibits/of/<uuid:case_id>/package", packages.make, name="package-make"),
    path("exhibits/packages/<uuid:package_id>", packages.package, name="package"),
    path("exhibits/packages/<uuid:package_id>/file", packages.take, name="package-take"),
    path("exhibits/hand-overs/<uuid:hand_over_id>", hand_overs.hand_over, name="hand-over"),
    path("exhibits/hand-overs/<uuid:hand_over_id>/take", hand_overs.take, name="hand-over-take"),
    path("exhibits/hand-overs/<uuid:hand_over_id>/say", hand_overs.say, name="hand-over-say"),
    path("exhibits/<uuid:exhibit_id>/hand-over", hand_overs.offer, name="hand-over-offer"),
    path("exhibits/<uuid:exhibit_id>", exhibit.exhibit, name="exhibit"),
    path("exhibits/<uuid:exhibit_id>/step", exhibit.step, name="exhibit-step"),
    path("exhibits/<uuid:exhibit_id>/offer", exhibit.offer, name="exhibit-offer"),
    path("exhibits/<uuid:exhibit_id>/take", exhibit.take, name="exhibit-take"),
    path("exhibits/<uuid:exhibit_id>/hold", exhibit.hold, name="exhibit-hold"),
    path("exhibits/<uuid:exhibit_id>/outside", exhibit.outside, name="exhibit-outside"),
    path("exhibits/<uuid:exhibit_id>/check", exhibit.check, name="exhibit-check"),
    path("exhibits/<uuid:exhibit_id>/answer", exhibit.answer, name="exhibit-answer"),
    path("exhibits/<uuid:exhibit_id>/look", exhibit.look, name="exhibit-look"),
    path("exhibits/<uuid:exhibit_id>/picture", exhibit.picture, name="exhibit-picture"),
]

__all__ = ["telling", "urlpatterns"]
