"""Positions, distances, postcodes, names: the pure part."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.places import postcodes
from teachpb.places.distance import bounding_box, miles_between
from teachpb.places.gazetteer import OUTCODES, gazetteer, outcode_place
from teachpb.places.grid import is_on_grid, many_to_wgs84, to_wgs84
from teachpb.places.models import PlaceKind
from teachpb.places.names import place_key, without_preposition

pytestmark = pytest.mark.pure

CATHEDRAL = (52.5725, -0.2390)
#: Ordnance Survey's own worked example (Caister water tower) and points of the city: easting, northing, position.
KNOWN_POINTS = [
    (651409.903, 313177.270, (52.657977, 1.716073)),
    (519405.0, 298685.0, (52.572, -0.239)),
    (530034.0, 180381.0, (51.5074, -0.1280)),
]

positions = st.tuples(st.floats(50, 60), st.floats(-7, 2))


@pytest.mark.parametrize(("easting", "northing", "position"), KNOWN_POINTS)
def test_the_grid_becomes_degrees(easting: float, northing: float, position: tuple[float, float]) -> None:
    assert miles_between(to_wgs84(easting, northing), position) < 0.1


def test_many_points_are_the_same_as_one_at_a_time() -> None:
    eastings, northings = [519405.0, 530034.0], [298685.0, 180381.0]
    assert many_to_wgs84(eastings, northings) == [to_wgs84(*point) for point in zip(eastings, northings, strict=True)]
    assert many_to_wgs84([], []) == []


@pytest.mark.parametrize("point", [(0, 0), (-1, 5), (5, -1), (700_001, 5), (5, 1_300_001), (0, 298_685)])
def test_what_is_off_the_grid_is_refused(point: tuple[float, float]) -> None:
    assert not is_on_grid(*point)
    with pytest.raises(ValueError, match="not on the National Grid"):
        to_wgs84(*point)


@pytest.mark.parametrize(
    ("start", "end", "miles"),
    [
        (CATHEDRAL, CATHEDRAL, 0.0),
        ((52.5725, -0.2390), (52.2053, 0.1218), 29.6),  # Peterborough to Cambridge
        ((51.5074, -0.1278), (55.9533, -3.1883), 331.5),  # London to Edinburgh
        ((0.0, 0.0), (0.0, 180.0), 12436.8),  # half way round
    ],
)
def test_distances(start: tuple[float, float], end: tuple[float, float], miles: float) -> None:
    assert isclose(miles_between(start, end), miles, rel_tol=0.005, abs_tol=0.001)


@given(positions, positions)
def test_it_is_as_far_there_as_back(start: tuple[float, float], end: tuple[float, float]) -> None:
    assert isclose(miles_between(start, end), miles_between(end, start), abs_tol=1e-9)


@given(positions, positions, st.floats(0.1, 100))
def test_a_box_holds_all_that_is_near(centre: tuple[float, float], other: tuple[float, float], miles: float) -> None:
    if miles_between(centre, other) <= miles:
        box = bounding_box(centre, miles * 1.000001)
        assert box.holds(other)


@given(positions, st.floats(0.1, 100))
def test_a_box_is_no_larger_than_need_be(centre: tuple[float, float], miles: float) -> None:
    box = bounding_box(centre, miles)
    assert isclose(miles_between(centre, (box.north, centre[1])), miles, rel_tol=1e-6)
    assert isclose(miles_between(centre, (box.south, centre[1])), miles, rel_tol=1e-6)
    assert miles_between(centre, (centre[0], box.east)) >= miles * 0.999999


def test_a_radius_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        bounding_box(CATHEDRAL, -1)


def test_a_box_over_a_pole_is_refused() -> None:
    with pytest.raises(ValueError, match="pole"):
        bounding_box((89.9, 0.0), 100)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("PE1 1AB", "PE1 1AB"),
        ("pe1 1ab", "PE1 1AB"),
        ("pe11ab", "PE1 1AB"),
        ("PE 11AB", "PE1 1AB"),
        ("P E1 1A B", "PE1 1AB"),
        (" PE1  1AB. ", "PE1 1AB"),
        ("PE1-1AB", "PE1 1AB"),
        ("PE111AB", "PE11 1AB"),
        ("PEI 1AB", "PE1 1AB"),
        ("PE1 IAB", "PE1 1AB"),
        ("PE2O 1AB", "PE20 1AB"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("PE1", None),
        ("PE1 1", None),
        ("Peterborough", None),
        ("1AB PE1", None),
        ("", None),
    ],
)
def test_whole_postcodes(typed: str, code: str | None) -> None:
    assert postcodes.full_postcode(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("pe7", "PE7"), ("SW1A", "SW1A"), ("p e 7", "PE7"), ("PE7 8NB", None), ("Eye", None), ("", None)],
)
def test_outward_codes(typed: str, code: str | None) -> None:
    assert postcodes.outcode(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"), [("pe7 8", "PE7 8"), ("PE7  8n", "PE7 8"), ("PE78", None), ("PE7", None), ("PE7 8NB", None)]
)
def test_postcodes_half_typed(typed: str, code: str | None) -> None:
    assert postcodes.sector(typed) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Town Hall, Bridge Street, Peterborough pe1 1fa", "PE1 1FA"),
        ("PE1 1AB or PE2 8DA", "PE1 1AB"),
        ("Class 4SC is full", None),
    ],
)
def test_postcodes_inside_addresses(text: str, code: str | None) -> None:
    assert postcodes.postcode_within(text) == code


@given(
    area=st.from_regex(r"\A[A-Z]{1,2}\Z"),
    district=st.integers(1, 99),
    inward=st.from_regex(r"\A[0-9][A-Z]{2}\Z"),
    spaces=st.lists(st.integers(0, 6), max_size=4),
    lower=st.booleans(),
)
def test_spelling_does_not_matter(area: str, district: int, inward: str, spaces: list[int], lower: bool) -> None:
    code = f"{area}{district} {inward}"
    typed = code.replace(" ", "")
    for at in spaces:
        typed = f"{typed[:at]} {typed[at:]}"
    assert postcodes.full_postcode(typed.lower() if lower else typed) == code
    assert postcodes.outcode_of(code) == f"{area}{district}"
    assert postcodes.sector_of(code) == f"{area}{district} {inward[0]}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("King’s Lynn", "kings lynn"),
        ("Saint Ives", "St. Ives"),
        ("Fletton and Woodston", "FLETTON & WOODSTON"),
        ("Orton-Longueville", "orton longueville"),
        ("Crêche", "creche"),
        ("  Hampton   Vale ", "Hampton Vale"),
    ],
)
def test_spellings_that_are_one_name(one: str, other: str) -> None:
    assert place_key(one) == place_key(other) != ""


@pytest.mark.parametrize(
    ("typed", "bare"), [("near Eye", "eye"), ("in Castor", "castor"), ("Nearby", "Nearby"), ("Indoors", "Indoors")]
)
def test_small_words_in_front_are_dropped(typed: str, bare: str) -> None:
    assert without_preposition(typed) == bare


NAMED = """
Werrington Bretton Hampton Orton Paston Gunthorpe Dogsthorpe Eastfield Fletton Stanground Woodston Longthorpe
Netherton Westwood Ravensthorpe Walton Eye Thorney Glinton Helpston Barnack Wittering Castor Ailsworth
Northborough Newborough Wansford Whittlesey Stamford Yaxley Spalding Wisbech Huntingdon Cambridge
"""


@pytest.mark.parametrize("name", [*NAMED.split(), "Market Deeping", "Hampton Vale", "King's Lynn", "Peterborough"])
def test_the_gazetteer_knows_the_neighbourhood(name: str) -> None:
    place = gazetteer()[place_key(name)]
    assert place.name == name
    assert miles_between(CATHEDRAL, place.position) < 40


def test_parts_of_the_city_lie_in_it() -> None:
    for place in gazetteer().values():
        if place.kind in {PlaceKind.district, PlaceKind.ward}:
            assert miles_between(CATHEDRAL, place.position) < 8, place
        if place.kind is PlaceKind.district:
            assert miles_between(CATHEDRAL, place.position) < 5, place


def test_each_district_of_the_area_has_its_middle() -> None:
    assert {f"PE{number}" for number in range(1, 39)} - set(OUTCODES) == {"PE17", "PE18"}, "two were given up"
    assert outcode_place("PE1") is not None
    assert outcode_place("ZZ9") is None
