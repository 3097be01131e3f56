"""The register that a list may become, as the import page asks for it (S5)."""

from django.utils.translation import gettext as _

from interlace.facts.presenting import RegisterFields
from interlace.facts.queries import registers_of
from interlace.facts.register_form import NEW, RegisterForm
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import PURPOSE_WORDS, purpose_name


def register_fields(desk: Desk, form: RegisterForm) -> RegisterFields:
    """Which register, what it is, and who allowed a copy of an INTERPOL database."""
    known = [version.register for version in registers_of(desk.viewer)]
    choices = (
        Choice("", _("no, its rows become single facts"), not form.choice),
        *(
            Choice(each.name, _("next version of “{title}”").format(title=each.title), each.name == form.choice)
            for each in known
        ),
        Choice(NEW, _("a new register"), form.choice == NEW),
    )
    return RegisterFields(
        is_open=form.is_wanted,
        fields=(
            ShownField("register", _("Load the list as a register"), kind="select", choices=choices, required=False),
            ShownField(
                "register_name",
                _("Short name of a new register"),
                value=form.new_name,
                required=False,
                attributes={"maxlength": "64", "pattern": "[A-Za-z0-9._\\-]+", "autocapitalize": "off"},
            ),
            ShownField("register_title", _("Title"), value=form.title, required=False, attributes={"maxlength": "160"}),
            ShownField(
                "register_source",
                _("Where the list comes from"),
                value=form.source,
                required=False,
                attributes={"maxlength": "255"},
            ),
        ),
        effect=ShownField(
            "legal_effect",
            _("What an entry allows an officer to do"),
            value=form.legal_effect,
            kind="textarea",
            hint=_("In a sentence. Of a register that exists, what is left empty stays as it is."),
            required=False,
            attributes={"maxlength": "2000"},
        ),
        authorisation=(
            ShownField(
                "is_interpol",
                _("Copy of an INTERPOL database"),
                kind="select",
                choices=(Choice("", _("no"), not form.is_interpol), Choice("yes", _("yes"), form.is_interpol)),
                required=False,
            ),
            ShownField("authorised_by", _("Authorised by"), value=form.authorised_by, required=False),
            ShownField(
                "authorised_for",
                _("Authorised for"),
                kind="select",
                choices=(
                    Choice("", _("choose a purpose"), not form.authorised_for),
                    *(Choice(code, purpose_name(code), code == form.authorised_for) for code in PURPOSE_WORDS),
                ),
                required=False,
            ),
            ShownField("delete_by", _("To be deleted by"), kind="date", value=form.delete_by, required=False),
        ),
    )
