"""Names of persons and organisations in any script: one normal form, Latin spellings, keys for an index."""

from interlace.core.names.forms import Kind, NameForm, Span, Token, blocking_keys, name_form, name_tokens
from interlace.core.names.normal import comparable, nfc, plain_latin
from interlace.core.names.romanise import romanise
from interlace.core.names.scripts import Script, script_of
from interlace.core.names.sound import frame_of, skeleton, sound, sounds

__all__ = [
    "Kind",
    "NameForm",
    "Script",
    "Span",
    "Token",
    "blocking_keys",
    "comparable",
    "frame_of",
    "name_form",
    "name_tokens",
    "nfc",
    "plain_latin",
    "romanise",
    "script_of",
    "skeleton",
    "sound",
    "sounds",
]
