"""From the National Grid to latitude and longitude.

Eastings and northings are metres in EPSG:27700 (OSGB36 / British National Grid); positions are degrees in EPSG:4326
(WGS 84). Without the OSTN15 grid file the transformation is good to about five metres: enough to find a school.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pyproj import Transformer
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

#: The grid's own extent, in metres.
EAST = 700_000
NORTH = 1_300_000


@lru_cache(maxsize=1)
def _transformer() -> Transformer:
    set_network_enabled(False)
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def is_on_grid(easting: float, northing: float) -> bool:
    """Whether these can be the coordinates of a place: the grid's corner (0, 0) means "unknown" in public data."""
    return 0 < easting < EAST and 0 < northing < NORTH


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees. Raises ValueError off the grid."""
    if not is_on_grid(easting, northing):
        raise ValueError(f"not on the National Grid: {easting}, {northing}")
    longitude, latitude = _transformer().transform(easting, northing)
    return round(latitude, 6), round(longitude, 6)


def many_to_wgs84(eastings: Sequence[float], northings: Sequence[float]) -> list[tuple[float, float]]:
    """(latitude, longitude) of many points at once, in order; all must be on the grid."""
    longitudes, latitudes = _transformer().transform(list(eastings), list(northings))
    return [(round(lat, 6), round(lng, 6)) for lat, lng in zip(latitudes, longitudes, strict=True)]
