"""A map of our own: names and river under the points, and a drawing of it for pages without scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.places.basemap import MOST_LABELS, NENE, RANKS, base_features, labels_in
from teachpb.places.distance import BoundingBox, miles_between
from teachpb.places.drawing import HEIGHT, LEAST_HEIGHT, LINE, WIDTH, Point, draw, frame_of
from teachpb.places.gazetteer import gazetteer
from teachpb.places.models import Place, PlaceKind
from teachpb.places.names import place_key

pytestmark = pytest.mark.pure

CITY = (52.573, -0.243)
POSITIONS = st.tuples(st.floats(52.3, 52.9), st.floats(-0.8, 0.3))


def city_frame() -> BoundingBox:
    return frame_of([CITY, (52.62, -0.107), (52.633, -0.413)])


class TestFrame:
    @given(positions=st.lists(POSITIONS, min_size=1, max_size=30))
    def test_holds_every_position_in_the_shape_of_the_drawing(self, positions: list[tuple[float, float]]) -> None:
        frame = frame_of(positions)
        assert all(frame.holds(position) for position in positions)
        assert frame.north - frame.south >= LEAST_HEIGHT * 0.999
        middle = (frame.north + frame.south) / 2
        high = miles_between((frame.south, frame.west), (frame.north, frame.west))
        wide = miles_between((middle, frame.west), (middle, frame.east))
        assert wide / high == pytest.approx(WIDTH / HEIGHT, rel=0.02), "a mile is a mile in both directions"

    def test_one_school_is_not_a_map_of_a_street(self) -> None:
        frame = frame_of([CITY])
        assert miles_between((frame.south, CITY[1]), (frame.north, CITY[1])) == pytest.approx(4.1, abs=0.1)


class TestDrawing:
    @given(positions=st.lists(POSITIONS, min_size=1, max_size=20))
    def test_points_are_inside_and_names_lie_on_nothing(self, positions: list[tuple[float, float]]) -> None:
        frame = frame_of(positions)
        points = [Point(f"School {n}", each, n % 4 + 1, f"#place-{n}") for n, each in enumerate(positions)]
        drawing = draw(points, labels_in(frame), frame)
        assert len(drawing.dots) == len(points)
        assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in drawing.dots)
        assert [dot.count for dot in drawing.dots] == sorted((dot.count for dot in drawing.dots), reverse=True)
        for one, name in enumerate(drawing.names):
            assert name.y - LINE / 2 >= 0 and name.y + LINE / 2 <= HEIGHT
            assert not any(name.x == dot.x and name.y == dot.y for dot in drawing.dots)
            for other in drawing.names[one + 1 :]:
                assert abs(name.y - other.y) >= LINE - 0.2 or abs(name.x - other.x) > 10

    def test_north_is_up_and_east_is_right(self) -> None:
        frame = city_frame()
        points = [Point("Thorney", (52.62, -0.107), 1, "#a"), Point("Barnack", (52.633, -0.413), 1, "#b")]
        where = {dot.name: dot for dot in draw(points, [], frame).dots}
        assert where["Barnack"].x < where["Thorney"].x
        assert where["Barnack"].y < where["Thorney"].y

    def test_more_jobs_are_a_bigger_circle(self) -> None:
        few, many = (draw([Point("x", CITY, count, "#x")], [], frame_of([CITY])).dots[0] for count in (1, 9))
        assert many.radius == pytest.approx(few.radius + 6, abs=0.1)

    def test_a_name_makes_room_for_a_point_and_the_better_known_comes_first(self) -> None:
        frame = frame_of([CITY])
        city, twin = Place("City", *CITY, PlaceKind.city), Place("Twin", *CITY, PlaceKind.village)
        alone = draw([], [city, twin], frame).names
        assert [name.text for name in alone] == ["City", "Twin"]
        assert alone[1].y - alone[0].y == pytest.approx(24)
        (dot,) = (drawing := draw([Point("School", CITY, 1, "#x")], [city], frame)).dots
        assert drawing.names[0].y > dot.y + dot.radius

    def test_the_river_runs_through(self) -> None:
        drawing = draw([], [], city_frame())
        assert len(drawing.river.split()) == len(NENE)


class TestBase:
    def test_the_river_passes_the_villages_on_its_banks(self) -> None:
        for village in ("Wansford", "Water Newton", "Alwalton", "Orton Longueville", "Wisbech"):
            place = gazetteer()[place_key(village)]
            assert min(miles_between(place.position, bend) for bend in NENE) < 1.2, village

    def test_names_come_best_known_first_and_never_too_many(self) -> None:
        labels = labels_in(BoundingBox(51, 54, -2, 1))
        assert len(labels) == MOST_LABELS
        ranks = [RANKS[place.kind] for place in labels]
        assert ranks == sorted(ranks)
        assert len({place.name for place in labels}) == len(labels)

    def test_only_what_is_in_sight(self) -> None:
        frame = city_frame()
        assert all(frame.holds(place.position) for place in labels_in(frame))
        assert {"Peterborough", "Werrington", "Castor"} <= {place.name for place in labels_in(frame)}

    def test_geojson_says_longitude_first(self) -> None:
        river, *names = base_features(city_frame())
        assert river["geometry"]["type"] == "LineString"
        assert river["geometry"]["coordinates"][0] == [NENE[0][1], NENE[0][0]]
        peterborough = next(each for each in names if each["properties"]["name"] == "Peterborough")
        assert peterborough["geometry"]["coordinates"] == [-0.243, 52.573]
        assert {each["properties"]["base"] for each in names} == {"name"}
