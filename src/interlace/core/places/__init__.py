"""Where something is, as far as it is said: a point with the precision it was written in, a town, or a country."""

from interlace.core.places.placing import Precision, Spot, place_of
from interlace.core.places.towns import Extent, Town, country_code, extent_of, towns_called

__all__ = ["Extent", "Precision", "Spot", "Town", "country_code", "extent_of", "place_of", "towns_called"]
