"""Two officers erase a file, each in its own name, and the database replaces no key for one alone."""

from django.db import migrations

from interlace.victims.protect import (
    ask_in_own_name,
    end_as_the_second,
    guard_key,
    protect_erasures_in_care,
    protect_kept,
    read_in_care,
)


class Migration(migrations.Migration):
    dependencies = [("victims", "0009_erasure_by_two")]

    operations = [
        protect_kept("victims_erasurerequest"),
        read_in_care("victims_erasurerequest"),
        ask_in_own_name("victims_erasurerequest"),
        protect_kept("victims_erasureending"),
        read_in_care("victims_erasureending"),
        end_as_the_second("victims_erasureending"),
        guard_key(),
        protect_erasures_in_care(),
    ]
