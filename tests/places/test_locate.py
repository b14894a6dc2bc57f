"""From what somebody typed to a place; importing; the command line."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from teachpb.db import transaction
from teachpb.places import operations, queries
from teachpb.places.distance import miles_between
from teachpb.places.errors import UnreadableFile
from teachpb.places.gazetteer import gazetteer
from teachpb.places.importing import OutcodeLine, PostcodeLine, Refused, read_codepoint, read_outcodes
from teachpb.places.models import Outcode, Place, PlaceKind, PlaceName, Postcode
from teachpb.places.operations import Tally

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "codepoint_open_pe.csv.gz"

LINES = [
    PostcodeLine("PE1 1AB", 518995, 298644),
    PostcodeLine("PE1 1AR", 519025, 298586),
    PostcodeLine("PE11 1AB", 524600, 322700),
]


@pytest.fixture
def imported(session: Session) -> None:
    with transaction():
        operations.store_postcodes(LINES)
        operations.store_outcodes([OutcodeLine("PE1", 52.5869, -0.2386), OutcodeLine("SW1A", 51.5018, -0.1326)])


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("PE1 1AB", "PE1 1AB", PlaceKind.postcode),
        ("pe11ab", "PE1 1AB", PlaceKind.postcode),
        ("pe 11 ab", "PE1 1AB", PlaceKind.postcode),
        ("PE1 1", "PE1 1", PlaceKind.sector),
        ("PE1 1Z", "PE1 1", PlaceKind.sector),
        ("PE1 1ZZ", "PE1 1", PlaceKind.sector),  # a new street: the middle of its sector
        ("PE1 9ZZ", "PE1", PlaceKind.outcode),
        ("PE1", "PE1", PlaceKind.outcode),
        ("PE7 8NB", "PE7", PlaceKind.outcode),  # never imported: built in
        ("SW1A 1AA", "SW1A", PlaceKind.outcode),
        ("Werrington", "Werrington", PlaceKind.district),
        ("WERRINGTON, Peterborough", "Werrington", PlaceKind.district),
        ("werrington peterborough", "Werrington", PlaceKind.district),
        ("near Castor", "Castor", PlaceKind.village),
        ("the ortons", "Orton", PlaceKind.district),
        ("saint ives", "St Ives", PlaceKind.town),
        ("Park ward", "Park ward", PlaceKind.ward),
        ("Gunthorpe ward", "Gunthorpe", PlaceKind.district),
        ("peterboro", "Peterborough", PlaceKind.city),
        ("Peterborough", "Peterborough", PlaceKind.city),
        ("1 High Street, Glinton, PE1 1AR", "PE1 1AR", PlaceKind.postcode),
        ("12 Fen Road, Newborough, Cambs", "Newborough", PlaceKind.village),
    ],
)
def test_places_are_found(imported: None, typed: str, name: str, kind: PlaceKind) -> None:
    place = queries.locate(typed)
    assert place is not None
    assert (place.name, place.kind) == (name, kind)


@pytest.mark.parametrize(
    "typed", ["", "   ", "zzz", "ZZ9 9ZZ", "ZZ9", "12", "!!!", "x" * 5000, ",,,", "near", "\x00", "\ud800"]
)
def test_what_is_nowhere_is_none(imported: None, typed: str) -> None:
    assert queries.locate(typed) is None


def test_a_sector_is_not_the_district_that_looks_like_it(imported: None) -> None:
    """PE1 1 is a part of the city centre; PE11 is Spalding, twenty miles off."""
    sector, district = queries.locate("PE1 1"), queries.locate("PE11")
    assert sector is not None and district is not None
    assert miles_between(sector.position, district.position) > 12


def test_everything_works_before_anything_is_imported(session: Session) -> None:
    for typed in ("PE3 9UA", "PE3", "PE3 9", "Bretton"):
        place = queries.locate(typed)
        assert place is not None
        assert miles_between(place.position, (52.59, -0.28)) < 2


def test_a_stored_name_goes_before_the_gazetteer(session: Session) -> None:
    with transaction():
        operations.name_place(
            name="Great Haddon", kind=PlaceKind.district, latitude=52.52, longitude=-0.28, aliases=["Eye"]
        )
    assert queries.locate("great haddon") == Place("Great Haddon", 52.52, -0.28, PlaceKind.district)
    assert queries.locate("EYE") == queries.locate("great haddon")


def test_a_name_is_corrected_and_not_doubled(session: Session) -> None:
    for latitude in (52.52, 52.53):
        with transaction():
            operations.name_place(name="Great Haddon", kind=PlaceKind.district, latitude=latitude, longitude=-0.28)
    assert session.scalar(select(func.count()).select_from(PlaceName)) == 1
    place = queries.locate("Great Haddon")
    assert place is not None and place.latitude == 52.53


def test_a_place_needs_a_name_and_a_position_on_earth(session: Session) -> None:
    with pytest.raises(UnreadableFile), transaction():
        operations.name_place(name="…", kind=PlaceKind.town, latitude=52, longitude=0)
    with pytest.raises(IntegrityError), transaction():
        operations.name_place(name="Nowhere", kind=PlaceKind.town, latitude=152, longitude=0)


@pytest.fixture
def own_locators(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(queries, "_locators", {})
    yield


def test_other_rooms_find_their_own(session: Session, own_locators: None) -> None:
    school = Place("St Botolph’s", 52.55, -0.28, PlaceKind.school)
    queries.register_locator("schools", lambda text: school if "botolph" in text.casefold() else None)
    queries.register_locator("nothing", lambda text: None)
    assert queries.locate("St Botolph's Primary") == school
    assert queries.locate("Werrington") != school, "places go first"
    assert queries.locate("somewhere else") is None


def test_suggestions_begin_with_what_was_typed() -> None:
    names = [place.name for place in queries.suggest("hampton")]
    assert names[0] == "Hampton"
    assert {"Hampton Vale", "Hampton Hargate"} <= set(names)
    assert [place.name for place in queries.suggest("hargate")] == ["Hargate and Hempsted", "Hampton Hargate"]
    assert queries.suggest("") == []
    assert len(queries.suggest("o", limit=3)) == 3


def test_importing_twice_changes_nothing(session: Session) -> None:
    with transaction():
        assert operations.store_postcodes(LINES) == Tally(added=3)
    with transaction():
        assert operations.store_postcodes(LINES) == Tally(unchanged=3)
    assert queries.postcode_count() == 3


def test_a_postcode_that_moved_is_moved(session: Session) -> None:
    with transaction():
        operations.store_postcodes(LINES)
    before = queries.locate("PE1 1AB")
    with transaction():
        moved = PostcodeLine("PE1 1AB", 519995, 298644)
        assert operations.store_postcodes([moved, LINES[1]]) == Tally(moved=1, unchanged=1)
    after = queries.locate("PE1 1AB")
    assert before is not None and after is not None
    assert miles_between(before.position, after.position) == pytest.approx(1000 / 1609.344, rel=0.01)
    assert queries.postcode_count() == 3


def test_outcodes_are_added_and_moved(session: Session) -> None:
    lines = [OutcodeLine("PE1", 52.58, -0.23), OutcodeLine("PE2", 52.55, -0.26)]
    with transaction():
        assert operations.store_outcodes(lines) == Tally(added=2)
    with transaction():
        assert operations.store_outcodes([OutcodeLine("PE1", 52.59, -0.23), lines[1]]) == Tally(moved=1, unchanged=1)
    assert session.scalar(select(Outcode.latitude).where(Outcode.code == "PE1")) == 52.59


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ('"PE1 1AB",10,518995,298644,"E9"', PostcodeLine("PE1 1AB", 518995, 298644)),
        ('"PE111AB",10,524600,322700', PostcodeLine("PE11 1AB", 524600, 322700)),
        ('"pe1  1ab",10,518995,298644', PostcodeLine("PE1 1AB", 518995, 298644)),
        ('"PE1 1AB",90,0,0', Refused(1, "the position is not known")),
        ('"PE1 1AB",10,0,0', Refused(1, "the position is not known")),
        ('"HELLO",10,1,1', Refused(1, "not a postcode")),
        ('"PE1 1AB",10,east,north', Refused(1, "the position is not a number")),
        ('"PE1 1AB",10', Refused(1, "fewer than four columns")),
    ],
)
def test_lines_of_code_point(line: str, read: object) -> None:
    assert list(read_codepoint([line])) == [read]


def test_a_header_and_blank_lines_are_passed_over() -> None:
    lines = ["Postcode,PQ,EA,NO\r\n", "\r\n", '"PE1 1AB",10,518995,298644\r\n']
    assert list(read_codepoint(lines)) == [LINES[0]]


def test_lines_of_outcodes() -> None:
    lines = ["outcode,lat,lng", "PE1,52.58,-0.23", "PE1 1AB,52.58,-0.23", "PE2,north,east", "PE3,0,0"]
    assert list(read_outcodes(lines)) == [
        OutcodeLine("PE1", 52.58, -0.23),
        Refused(3, "not an outward code"),
        Refused(4, "the position is not a number"),
        Refused(5, "not in the United Kingdom"),
    ]
    with pytest.raises(UnreadableFile, match="no column lat, lng"):
        list(read_outcodes(["outcode,x"]))


def invoke(app: Flask, *args: str | Path) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["places", *map(str, args)])
    return result.exit_code, result.output


@pytest.mark.parametrize("packed", [False, True])
def test_the_import_reports_what_it_did(app: Flask, session: Session, tmp_path: Path, packed: bool) -> None:
    content = b'"PE1 1AB",10,518995,298644\r\n"PE1 1AR",10,519025,298586\r\n"HELLO",10,1,1\r\n"PE1 1ZZ",90,0,0\r\n'
    file = tmp_path / "codepoint.csv"
    file.write_bytes(gzip.compress(content) if packed else content)
    code, output = invoke(app, "import-codepoint", file)
    assert code == 0
    assert "added 2, moved 0, unchanged 0, refused 2" in output
    assert "not a postcode: 1" in output
    assert "added 0, moved 0, unchanged 2, refused 2" in invoke(app, "import-codepoint", file)[1]


def test_the_import_of_outcodes(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "outcodes.csv"
    file.write_text("outcode,postcode_count,easting,northing,lat,lng\nPE1,1,2,3,52.58,-0.23\n", encoding="utf-8")
    assert "added 1, moved 0, unchanged 0, refused 0" in invoke(app, "import-outcodes", file)[1]


def test_a_broken_file_is_refused_with_a_sentence(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "broken.csv.gz"
    file.write_bytes(b"\x1f\x8bnot a gzip file at all")
    code, output = invoke(app, "import-codepoint", file)
    assert code == 1
    assert "broken.csv.gz cannot be read" in output
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "no column lat, lng, outcode" in invoke(app, "import-outcodes", file)[1]


def test_locating_from_the_command_line(app: Flask, session: Session) -> None:
    assert invoke(app, "locate", "hampton", "vale") == (0, "Hampton Vale (Part of Peterborough): 52.53200, -0.27100\n")
    assert invoke(app, "locate", "zzz")[0] == 1


@pytest.mark.skipif(not REAL.exists(), reason="the real postcodes are not on this machine")
def test_the_real_file_imports_whole(app: Flask, session: Session) -> None:
    code, output = invoke(app, "import-codepoint", REAL)
    assert (code, output.strip()) == (0, "added 25,730, moved 0, unchanged 0, refused 0")
    assert session.scalar(select(func.count()).where(Postcode.sector == "PE1 1")) > 100  # type: ignore[operator]
    place = queries.locate("pe46rg")
    werrington = queries.locate("Werrington")
    assert place is not None and werrington is not None
    assert miles_between(place.position, werrington.position) < 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=60), st.from_regex(r"[ A-Za-z0-9,.'&-]{0,40}", fullmatch=True)))
def test_nothing_anybody_types_breaks_it(imported: None, typed: str) -> None:
    place = queries.locate(typed)
    if place is not None:
        assert 49 < place.latitude < 61
        assert -9 < place.longitude < 2.5
        assert place.name
    queries.suggest(typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(sorted(gazetteer().values(), key=lambda place: place.name)),
    before=st.sampled_from(["", "near ", "in ", "  "]),
    after=st.sampled_from(["", " ", ", Peterborough", " Peterborough", ", Cambs", "."]),
    shout=st.booleans(),
)
def test_every_place_is_found_however_it_is_asked_for(
    imported: None, place: Place, before: str, after: str, shout: bool
) -> None:
    typed = f"{before}{place.name}{after}"
    assert queries.locate(typed.upper() if shout else typed) == place
