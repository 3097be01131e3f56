"""Every message of the product in every language, with every place filled."""

from pathlib import Path

from interlace.foundation.localize.catalogues import LANGUAGES, catalogue_of, find_gaps, found, messages_of


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
