"""Totals from before: what is read, what is refused and why, and what the command says at the end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.insight.history import BadFile, BadLine, MonthTotals, read_history, read_month
from teachpb.insight.models import ImportedMonth
from tests.support.time import FrozenClock

TODAY = date(2026, 4, 24)


def read(text: str) -> list[MonthTotals | BadLine]:
    return list(read_history(text.splitlines(), today=TODAY))


@pytest.mark.pure
class TestReading:
    @pytest.mark.parametrize("month", ["2015-04", "2015-4", "2015-04-01", "04/2015", " 4/2015 "])
    def test_months_come_in_several_spellings(self, month: str) -> None:
        assert read_month(month) == date(2015, 4, 1)

    @pytest.mark.parametrize("month", ["", "April", "2015-13", "13/2015", "1815-01", "2015", "2015-04-01x"])
    def test_what_is_no_month_is_named(self, month: str) -> None:
        with pytest.raises(ValueError, match="is not a month"):
            read_month(month)

    @pytest.mark.parametrize(
        "header",
        ["month,vacancies,initiated", "Month,Jobs,Applications", "\ufeffmonth,vacancies,Applications initiated"],
    )
    def test_columns_are_found_by_name(self, header: str) -> None:
        assert read(f"{header}\n2015-04,12,60") == [MonthTotals(date(2015, 4, 1), 12, 60, None, None)]

    def test_thousands_may_have_commas_and_optional_columns_may_be_empty(self) -> None:
        text = 'month,vacancies,initiated,submitted,page_views\n2015-04,12,60,,"4,100"'
        assert read(text) == [MonthTotals(date(2015, 4, 1), 12, 60, None, 4100)]

    def test_without_the_needed_columns_nothing_is_read(self) -> None:
        with pytest.raises(BadFile, match="no column called initiated"):
            read("month,vacancies\n2015-04,1")

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("2015-04,x,1", "vacancies is “x”"),
            ("2015-04,1,-1", "applications initiated is “-1”"),
            ("2015-04,1,2.5", "not a whole number"),
            ("2015-04,1,", "not a whole number"),
            ("2026-05,1,1", "has not begun yet"),
            ("soon,1,1", "is not a month"),
        ],
    )
    def test_a_bad_line_says_why_and_the_good_ones_are_kept(self, line: str, reason: str) -> None:
        good, bad = read(f"month,vacancies,initiated\n2015-03,1,1\n{line}")
        assert isinstance(good, MonthTotals)
        assert isinstance(bad, BadLine)
        assert bad.line == 3
        assert reason in bad.reason

    def test_a_month_may_stand_there_once(self) -> None:
        _, second = read("month,vacancies,initiated\n2015-03,1,1\n03/2015,2,2")
        assert isinstance(second, BadLine)
        assert "twice" in second.reason

    @given(st.text())
    def test_whatever_the_file_says_it_is_read_or_refused(self, text: str) -> None:
        try:
            outcome = read("month,vacancies,initiated\n" + text)
        except BadFile:
            return
        assert all(isinstance(each, MonthTotals | BadLine) for each in outcome)


class TestTheCommand:
    @pytest.fixture
    def history(self, tmp_path: Path) -> Path:
        """Twelve years of invented months that add up to 872 vacancies and 4,287 applications."""
        lines = ["month,vacancies,initiated"]
        vacancies, initiated = 872, 4287
        months = [(year, month) for year in range(2015, 2026) for month in (1, 3, 4, 5, 9, 11)]
        for index, (year, month) in enumerate(months):
            left = len(months) - index
            lines.append(f"{year}-{month:02},{vacancies // left},{initiated // left}")
            vacancies, initiated = vacancies - vacancies // left, initiated - initiated // left
        path = tmp_path / "history.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def test_it_says_what_the_council_knows(
        self, app: Flask, session: Session, frozen: FrozenClock, history: Path
    ) -> None:
        result = app.test_cli_runner().invoke(args=["insight", "import-history", str(history)])
        assert result.exit_code == 0, result.output
        assert "872 vacancies, 4,287 applications initiated, 4.9 : 1 (about 5 : 1)" in result.output

    def test_a_second_run_changes_nothing_and_a_correction_replaces(
        self, app: Flask, session: Session, frozen: FrozenClock, history: Path
    ) -> None:
        run = app.test_cli_runner().invoke
        run(args=["insight", "import-history", str(history)])
        assert "0 new or changed" in run(args=["insight", "import-history", str(history)]).output
        history.write_text("month,vacancies,initiated\n2015-01,1,2", encoding="utf-8")
        assert "1 new or changed" in run(args=["insight", "import-history", str(history)]).output
        session.expire_all()
        row = session.scalars(select(ImportedMonth).where(ImportedMonth.month == date(2015, 1, 1))).one()
        assert (row.vacancies, row.initiated) == (1, 2)

    def test_a_file_without_columns_is_refused_with_a_sentence(
        self, app: Flask, session: Session, tmp_path: Path
    ) -> None:
        path = tmp_path / "x.csv"
        path.write_text("a,b\n1,2", encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["insight", "import-history", str(path)])
        assert result.exit_code == 1
        assert "no column called month" in result.output
