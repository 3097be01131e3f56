"""Each side of a thread belongs to its member; what both share is read by both, and changed by nobody."""

from django.db import migrations

from interlace.desk.protect import (
    protect_attachments,
    protect_counters,
    protect_events,
    protect_own_words,
    protect_references,
    protect_sides,
)


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]

    operations = [
        protect_sides("desk_threadside"),
        protect_sides("desk_draft"),
        protect_events("desk_threadevent"),
        protect_references("desk_factreference"),
        protect_attachments("desk_attachment"),
        protect_own_words("desk_note"),
        protect_own_words("desk_searchtext"),
        protect_counters("desk_counter"),
    ]
