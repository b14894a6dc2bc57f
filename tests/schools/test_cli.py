"""The commands an operator types."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.schools.models import EstablishmentStatus, School
from tests.factories.schools import SchoolProfileFactory, member
from tests.schools.register import FIXTURES, a_row, take_in, write_extract

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, session: Session) -> Run:
    def invoke(*arguments: str | Path) -> Result:
        session.commit()
        outcome = app.test_cli_runner().invoke(args=["schools", *map(str, arguments)])
        session.expire_all()
        if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
            raise outcome.exception
        return outcome

    return invoke


def urns(session: Session) -> list[int]:
    return list(session.scalars(select(School.urn).order_by(School.urn)))


def cells(result: Result) -> dict[str, str]:
    """The table at the end, label to number."""
    rows = [line.strip("│").split("│") for line in result.output.splitlines() if line.startswith("│")]
    return {label.strip(): number.strip() for label, number in rows}


def test_import_reports_what_it_did(run: Run, session: Session) -> None:
    result = run("import", FIXTURES / "city.csv")
    assert result.exit_code == 0
    table = cells(result)
    assert (table["read"], table["added"], table["refused"], table["unchanged"]) == ("13", "8", "5", "0")
    assert "5 rows refused:" in result.output
    assert "line 12, URN 990011: the status “Merging” is not one the register knows" in result.output
    assert "values could not be read and are left blank" in result.output
    assert urns(session) == list(range(990001, 990009))


def test_importing_again_changes_nothing(run: Run, session: Session) -> None:
    run("import", FIXTURES / "city.csv")
    table = cells(run("import", FIXTURES / "city.csv"))
    assert (table["added"], table["updated"], table["unchanged"]) == ("0", "0", "8")


@pytest.mark.parametrize("wanted", ["874", "Peterborough"])
def test_one_local_authority(run: Run, session: Session, wanted: str) -> None:
    table = cells(run("import", FIXTURES / "city.csv", "--la", wanted))
    assert (table["added"], table["of other local authorities, left out"]) == ("7", "1")
    assert 990008 not in urns(session)


def test_by_code_where_the_extract_has_names_only(run: Run, session: Session) -> None:
    table = cells(run("import", FIXTURES / "names.csv", "--la", "874"))
    assert (table["added"], table["of other local authorities, left out"]) == ("2", "4")


def test_an_authority_that_is_not_there(run: Run, session: Session) -> None:
    result = run("import", FIXTURES / "city.csv", "--la", "999")
    assert result.exit_code == 1
    assert "No school of this file belongs to the local authority 999" in result.output
    assert urns(session) == []


def test_too_many_closures_change_nothing_until_forced(run: Run, session: Session, tmp_path: Path) -> None:
    take_in([a_row(urn) for urn in range(990001, 990011)])
    closing = [(urn, f"Renamed {urn}", "Closed" if urn < 990003 else "Open", 874) for urn in range(990001, 990011)]
    file = write_extract(tmp_path / "extract.csv", closing)
    refused = run("import", file)
    assert refused.exit_code == 1
    assert "would close 2 and no longer names 0 of the 10 open schools held" in refused.output
    assert set(session.scalars(select(School.status))) == {EstablishmentStatus.open}
    assert not session.scalars(select(School).where(School.name.startswith("Renamed"))).all()
    forced = run("import", file, "--force")
    assert forced.exit_code == 0
    assert cells(forced)["newly closed"] == "2"
    assert len(session.scalars(select(School).where(School.status == EstablishmentStatus.closed)).all()) == 2


def test_missing_schools_are_named_and_stay(run: Run, session: Session, tmp_path: Path) -> None:
    take_in([a_row(urn) for urn in range(990001, 990012)])
    file = write_extract(tmp_path / "e.csv", [(urn, f"School {urn}", "Open", 874) for urn in range(990002, 990012)])
    result = run("import", file)
    assert result.exit_code == 0
    assert "1 open schools held are not in this file and stay as they are:\n  URN 990001" in result.output
    assert session.scalars(select(School).where(School.urn == 990001)).one().is_open


def test_the_report_has_every_trouble(run: Run, session: Session, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    run("import", FIXTURES / "city.csv", "--report", report)
    rows = list(csv.DictReader(io.StringIO(report.read_text(encoding="utf-8-sig"))))
    assert [(row["what"], row["URN"]) for row in rows if row["what"] == "refused"] == [
        ("refused", "99001"),
        ("refused", "990010"),
        ("refused", "990011"),
        ("refused", "990012"),
        ("refused", "990001"),
    ]
    assert {row["URN"] for row in rows if row["what"] == "left blank"} == {"990005", "990006"}
    assert rows[0]["line"] == "10"


def test_a_refused_import_still_writes_its_report(run: Run, session: Session, tmp_path: Path) -> None:
    take_in([a_row(990001)])
    file = write_extract(tmp_path / "e.csv", [(990001, "School", "Closed", 874)])
    assert run("import", file, "--report", tmp_path / "r.csv").exit_code == 1
    assert "closing" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_links_come_with_the_import(run: Run, session: Session) -> None:
    run("import", FIXTURES / "city.csv")
    old = session.scalars(select(School).where(School.urn == 990004)).one()
    SchoolProfileFactory(school=old, welcome="From the old school")
    person = member(organisation=old)
    result = run("import", FIXTURES / "city.csv", "--links", FIXTURES / "links.csv")
    assert result.exit_code == 0
    assert "3 links read, 2 new or changed, 2 refused." in result.output
    assert "lead to their successor: 1; with something to pass on: 1" in result.output
    assert "Osier Bank School (990004) → Osier Bank Academy, Northmere (990002): 1 profile, 1 people" in result.output
    new = session.scalars(select(School).where(School.urn == 990002)).one()
    assert new.profile is not None
    assert new.profile.welcome == "From the old school"
    assert [m.organisation_id for m in person.memberships if m.is_active] == [new.id]  # type: ignore[attr-defined]


def test_links_alone_and_again(run: Run, session: Session) -> None:
    run("import", FIXTURES / "city.csv")
    assert "2 new or changed" in run("import-links", FIXTURES / "links.csv").output
    again = run("import-links", FIXTURES / "links.csv")
    assert "0 new or changed" in again.output
    assert "lead to their successor" not in again.output


@pytest.mark.parametrize("command", ["import", "import-links"])
def test_what_is_no_register_is_said_in_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html>Sign in</html>", encoding="utf-8")
    result = run(command, file)
    assert result.exit_code == 1
    assert "Error: page.html is not an extract of the register" in result.output
