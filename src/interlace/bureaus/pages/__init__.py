"""The pages of the bureaus' room: the directory, and the register of capabilities."""

from django.urls import path

from interlace.bureaus.pages import capabilities, directory

urlpatterns = [
    path("directory", directory.directory, name="directory"),
    path("directory/file", directory.file, name="directory-file"),
    path("directory/take-in", directory.take_in, name="directory-take-in"),
    path("directory/new", directory.new, name="directory-new"),
    path("directory/<uuid:contact_id>", directory.entry, name="directory-entry"),
    path("directory/<uuid:contact_id>/verify", directory.verify, name="directory-verify"),
    path("directory/<uuid:contact_id>/remove", directory.remove, name="directory-remove"),
    path("capabilities", capabilities.register, name="capabilities"),
    path("capabilities/new", capabilities.new, name="capability-new"),
    path("capabilities/<uuid:offer_id>", capabilities.offer, name="capability"),
    path("capabilities/<uuid:offer_id>/withdraw", capabilities.withdraw, name="capability-withdraw"),
]
