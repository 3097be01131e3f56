"""Every message of the product in every language, with every place filled."""

import ast
from pathlib import Path

from babel.messages.catalog import Catalog

from interlace.foundation.localize.catalogues import (
    LANGUAGES,
    ROOT,
    catalogue_of,
    find_gaps,
    found,
    messages_of,
    spaced,
)


def test_every_message_is_translated_and_keeps_its_places() -> None:
    assert [f"{gap.language}: {gap.message}: {gap.why}" for gap in find_gaps()] == []


def test_no_catalogue_keeps_a_message_that_the_product_no_longer_says() -> None:
    wanted = {(message.context, message.id) for message in found()}
    extra = [
        f"{language}: {message.id}"
        for language in LANGUAGES
        for message in catalogue_of(language)
        if message.id and (message.context, message.id) not in wanted
    ]
    assert extra == []


def test_messages_are_found_in_python_and_in_templates(tmp_path: Path) -> None:
    code = tmp_path / "words.py"
    code.write_text('_("One") + ngettext("a", "b", 2) + pgettext_lazy("place", "Two")\n', encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="{% translate "Three" %}">\n  {% blocktranslate with x=y %}Four {{ x }}{% endblocktranslate %}</p>',
        encoding="utf-8",
    )
    spoken = [(message, context) for path in (code, page) for message, _notes, context in messages_of(path)]
    assert spoken == [("One", None), (("a", "b"), None), ("Two", "place"), ("Three", None), ("Four %(x)s", None)]


def test_french_marks_stay_on_the_line_of_their_word() -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Ask: {what}", "Interroger : « {what} » ; {time} 12:30")
    catalogue.add(("one", "many"), ("{count} : un", "{count} : plusieurs"))
    said = [message.string for message in spaced(catalogue) if message.id]
    assert said == [
        "Interroger\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}{what}\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}; {time} 12:30",
        ("{count}\N{NO-BREAK SPACE}: un", "{count}\N{NO-BREAK SPACE}: plusieurs"),
    ]


def test_no_message_hides_in_an_f_string_where_nothing_finds_it() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "gettext", "ngettext"}
    ]
    assert hidden == []
