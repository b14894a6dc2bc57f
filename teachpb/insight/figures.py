"""The figures a page shows, put together once for page, table and spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from teachpb.insight import queries
from teachpb.insight.ratio import Tally, academic_year_label, academic_year_of, in_words, total


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The city's ratio at a glance."""

    since_launch: Tally
    this_year: Tally
    last_year: Tally
    by_year: list[tuple[str, Tally]]
    this_year_label: str
    first_month: date | None

    @property
    def sentence(self) -> str:
        """What the year says, in one sentence."""
        now, before = self.this_year.ratio, self.last_year.ratio
        if now is None:
            return "No job has been advertised yet this academic year."
        words = f"This academic year each job has drawn {in_words(now).replace(' : 1', '')} applications"
        if before is None:
            return f"{words} so far."
        if abs(now - before) < 0.05:
            return f"{words}, as many as last year."
        return (
            f"{words}, {'more' if now > before else 'fewer'} than last year’s {in_words(before).replace(' : 1', '')}."
        )


def headline(today: date) -> Headline:
    months = queries.tallies_by_month()
    years = queries.tallies_by_academic_year(months)
    current = academic_year_of(today)
    return Headline(
        since_launch=total(months.values()),
        this_year=years.get(current, Tally()),
        last_year=years.get(current - 1, Tally()),
        by_year=[(academic_year_label(year), years[year]) for year in sorted(years)],
        this_year_label=academic_year_label(current),
        first_month=min(months, default=None),
    )


def chart_rows(figures: Headline) -> list[dict[str, Any]]:
    """One bar an academic year; a year without vacancies has none."""
    return [
        {"label": label, "value": tally.ratio, "text": in_words(tally.ratio)}
        for label, tally in figures.by_year
        if tally.ratio is not None
    ]


def month_lines(months: dict[date, Tally]) -> list[list[Any]]:
    """For the spreadsheet: month, vacancies, initiated, submitted, ratio, where the numbers come from."""
    return [
        [
            f"{month:%Y-%m}",
            tally.vacancies,
            tally.initiated,
            "" if tally.submitted is None else tally.submitted,
            "" if tally.ratio is None else round(tally.ratio, 2),
            "imported" if tally.imported else "counted here",
        ]
        for month, tally in months.items()
    ]


MONTH_COLUMNS = ["Month", "Vacancies published", "Applications initiated", "Applications submitted", "Ratio", "Source"]
SCHOOL_COLUMNS = ["Organisation", "Vacancies published", "Still open", "Initiated", "Submitted", "Ratio"]


def school_lines(items: list[queries.OrganisationTally]) -> list[list[Any]]:
    return [
        [
            item.organisation.name,
            item.tally.vacancies,
            item.tally.still_open,
            item.tally.initiated,
            item.tally.submitted,
            "" if item.tally.ratio is None else round(item.tally.ratio, 2),
        ]
        for item in items
    ]
