"""Which way of taking names apart this is."""

READING = "4"
"""Another one with every change of the words, spellings or keys that a name gives: an index that was made under another
reading is built again before it answers, for the names in it would not be found. `tests/core/names/test_reading.py`
notices a change that was forgotten here.
"""
