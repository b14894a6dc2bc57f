"""Reading whole files: encodings, headers of any width, rows of the wrong shape, links."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from teachpb.schools.errors import UnreadableRegister
from teachpb.schools.gias.links import Link, parse_link, read_links
from teachpb.schools.gias.reader import CELL_LENGTH, Refusal, find_encoding, read_register
from teachpb.schools.gias.row import RegisterRow, RowRefused

FIXTURES = Path(__file__).parents[1] / "fixtures" / "gias"
HEADER = "URN,LA (code),EstablishmentName,EstablishmentStatus (name)"


def split(path: Path) -> tuple[list[RegisterRow], list[Refusal]]:
    rows = list(read_register(path))
    return [r for r in rows if isinstance(r, RegisterRow)], [r for r in rows if isinstance(r, Refusal)]


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "extract.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_city_in_windows_1252() -> None:
    schools, refusals = split(FIXTURES / "city.csv")
    assert find_encoding(FIXTURES / "city.csv") == "latin-1"
    assert [school.urn for school in schools] == [*range(990001, 990009)]
    assert schools[0].name == "St Ebba’s CofE Primary School"
    assert schools[5].name == "Saint André Catholic Primary School"
    assert [(r.line, r.urn) for r in refusals] == [
        (10, "99001"),
        (11, "990010"),
        (12, "990011"),
        (13, "990012"),
        (14, "990001"),
    ]
    assert "the row has 32 cells, the header has 31" in refusals[3].reason
    assert "stood on line 2 already" in refusals[4].reason


def test_a_country_in_utf_8_that_was_misread_before() -> None:
    schools, refusals = split(FIXTURES / "names.csv")
    assert find_encoding(FIXTURES / "names.csv") == "utf-8-sig"
    assert refusals == []
    assert schools[2].name == "St Mary’s – the Downs Primary School"
    assert schools[2].values["postcode"] == "CT16 1ZZ"
    assert schools[4].name == "Ysgol Llanfâr"
    assert schools[4].warnings == ("Postcode: “2036” is not a postcode",)


def test_gzip_gives_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "city.csv.gz"
    packed.write_bytes(gzip.compress((FIXTURES / "city.csv").read_bytes()))
    assert list(read_register(packed)) == list(read_register(FIXTURES / "city.csv"))


def test_columns_are_found_by_name_whatever_their_order_case_and_number(tmp_path: Path) -> None:
    padding = ",".join(f"Column {number}" for number in range(120))
    text = f"{padding}, establishmentname ,ESTABLISHMENTSTATUS (name),urn\n{',' * 119},Heron School,Open,990001\n"
    schools, _ = split(write(tmp_path, text))
    assert [(school.urn, school.name) for school in schools] == [(990001, "Heron School")]


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path: Path) -> None:
    schools, _ = split(write(tmp_path, f"{HEADER}\n990001,874,Heron School,Open\n", "utf-8-sig"))
    assert schools[0].urn == 990001


def test_of_a_column_that_comes_twice_the_first_counts(tmp_path: Path) -> None:
    schools, _ = split(write(tmp_path, f"{HEADER},URN\n990001,874,Heron School,Open,990002\n"))
    assert schools[0].urn == 990001


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    schools, refusals = split(write(tmp_path, f"{HEADER}\n\n990001,874,Heron School,Open\n,,,\n,\n\n"))
    assert len(schools) == 1
    assert [refusal.reason for refusal in refusals] == ["the URN is missing"]


def test_a_quotation_mark_that_is_never_closed_costs_what_it_swallows(tmp_path: Path) -> None:
    rest = "".join(f"{urn},874,School {urn},Open\n" for urn in range(990002, 992000))
    schools, refusals = split(write(tmp_path, f'{HEADER}\n990001,874,"Heron School,Open\n{rest}'))
    assert len(rest) > CELL_LENGTH
    assert refusals
    assert all("cannot be read" in refusal.reason or "cells" in refusal.reason for refusal in refusals)
    assert 990001 not in {school.urn for school in schools}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it has no column called URN or EstablishmentName"),
        (b"URN,Name\n1,2\n", "EstablishmentName or EstablishmentStatus"),
        (b"<html><body>Please sign in</body></html>", "not an extract of the register"),
        (b"\x1f\x8bthis only looks like gzip", "cannot be read"),
        (gzip.compress(b"URN,EstablishmentName,EstablishmentStatus (name)\n" * 500, mtime=0)[:60], "cannot be read"),
        (b'"' + b"x" * (CELL_LENGTH + 10), "cannot be read"),
    ],
)
def test_what_is_no_register(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "download.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableRegister, match=sentence):
        list(read_register(path))


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    rows = "".join(f"{urn},874,School {urn},Open\n" for urn in range(990000, 992000))
    path = write(tmp_path, f"{HEADER}\n{rows}")
    seen: list[int] = []
    assert len(list(read_register(path, on_bytes=seen.append))) == 2000
    assert seen == sorted(seen)
    assert seen[-1] == path.stat().st_size


def test_links_tell_each_story_once() -> None:
    found = list(read_links(FIXTURES / "links.csv"))
    assert [link for link in found if isinstance(link, Link)] == [
        Link(990004, 990002, "", date(2012, 9, 1)),
        Link(990030, 990004, "merged", date(1990, 8, 31)),
        Link(990032, 990033, "split school", None),
    ]
    assert [(r.line, r.reason) for r in found if isinstance(r, Refusal)] == [
        (6, "a school cannot succeed itself"),
        (7, "there is no URN of six digits"),
    ]


@pytest.mark.parametrize(
    ("kind", "pair"),
    [
        ("Successor", (100001, 100002)),
        ("Predecessor", (100002, 100001)),
        ("Predecessor - amalgamated", (100002, 100001)),
        ("successor - merged", (100001, 100002)),
        ("Sixth Form Centre Link", None),
        ("Result of Amalgamation", None),
        ("Expansion", None),
        ("", None),
    ],
)
def test_link_directions(kind: str, pair: tuple[int, int] | None) -> None:
    link = parse_link({"URN": "100001", "LinkURN": "100002", "LinkType": kind})
    assert (link and (link.predecessor, link.successor)) == pair


def test_a_link_to_nowhere_is_refused() -> None:
    with pytest.raises(RowRefused):
        parse_link({"URN": "100001", "LinkURN": "", "LinkType": "Successor"})
