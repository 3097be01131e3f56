"""What stands in threads is guarded by a setting of its own: a unit that converses reads it, and no fact by that."""

from django.db import migrations

from interlace.desk.protect import lift, protect_attachments, protect_events, protect_own_words

WORDS = ("desk_threadevent", "desk_attachment", "desk_note", "desk_searchtext")


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_own_turn")]

    operations = [
        *map(lift, WORDS),
        protect_events("desk_threadevent"),
        protect_attachments("desk_attachment"),
        protect_own_words("desk_note"),
        protect_own_words("desk_searchtext"),
    ]
