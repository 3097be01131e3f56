"""Cross-border police cooperation in which every bureau keeps control of its own facts."""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "dedupe", "match_pairs"]

if TYPE_CHECKING:
    from interlace.matching.deduplicating import dedupe
    from interlace.matching.pairs import match_pairs
else:
    _PLACES = {"dedupe": "interlace.matching.deduplicating", "match_pairs": "interlace.matching.pairs"}

    def __getattr__(name: str) -> object:
        """Load the matcher when it is asked for: most of the program needs the version alone."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_PLACES[name]), name)
