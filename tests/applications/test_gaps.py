"""Which months of a history nothing accounts for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.applications.gaps import (
    Months,
    dated_education_end,
    education_end,
    gaps_in,
    month_of,
    number_of,
    to_explain,
    uncovered,
)
from teachpb.applications.models import (
    Application,
    Employment,
    EmploymentKind,
    Qualification,
    QualificationKind,
    StudyProgress,
)

TODAY = date(2026, 4, 24)


def month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def job(first: str | None, last: str | None = None) -> Employment:
    """Without an end: the present job."""
    return Employment(
        kind=EmploymentKind.job,
        started_on=month(first) if first else None,
        ended_on=month(last) if last else None,
        is_current=last is None,
    )


def pause(first: str, last: str) -> Employment:
    return Employment(kind=EmploymentKind.pause, started_on=month(first), ended_on=month(last))


def degree(ended: str | None, started: str | None = None, **fields: Any) -> Qualification:
    return Qualification(
        **{
            "kind": QualificationKind.undergraduate,
            "progress": StudyProgress.finished,
            "started_on": month(started) if started else None,
            "ended_on": month(ended) if ended else None,
            **fields,
        }
    )


def school(year: int | None, kind: QualificationKind = QualificationKind.a_level) -> Qualification:
    return Qualification(kind=kind, year=year)


def application(*rows: Any, left: str | None = None) -> Application:
    made = Application(left_education_on=month(left) if left else None)
    made.employments = [row for row in rows if isinstance(row, Employment)]
    made.qualifications = [row for row in rows if isinstance(row, Qualification)]
    return made


def spoken(found: list[Months]) -> list[str]:
    return [f"{gap.first:%Y-%m} {gap.last:%Y-%m}" for gap in found]


#: what it is -> (the history, the gaps that must be explained on 24 April 2026)
CASES: dict[str, tuple[list[Any], list[str]]] = {
    "nothing is known": ([], []),
    "exactly three months": ([job("2018-09", "2020-08"), job("2020-12")], []),
    "three months and a month more": ([job("2018-09", "2020-08"), job("2021-01")], ["2020-09 2020-12"]),
    "over new year": ([job("2018-09", "2020-11"), job("2021-03")], []),
    "over a leap february": ([job("2018-09", "2019-11"), job("2020-04")], ["2019-12 2020-03"]),
    "a whole leap february is one month": ([job("2018-09", "2019-11"), job("2020-03")], []),
    "a third job covers all but one month": (
        [job("2018-09", "2020-03"), job("2020-09"), job("2020-04", "2020-07")],
        [],
    ),
    "parallel jobs": ([job("2018-09", "2022-08"), job("2019-01", "2020-01"), job("2022-09")], []),
    "a short job inside a gap splits it": ([job("2018-09", "2019-01"), job("2019-05", "2019-05"), job("2019-09")], []),
    "a break that is explained": ([job("2018-09", "2020-08"), pause("2020-09", "2021-08"), job("2021-09")], []),
    "a break that explains too little": (
        [job("2018-09", "2020-08"), pause("2020-09", "2021-03"), job("2021-09")],
        ["2021-04 2021-08"],
    ),
    "a break of one month": ([job("2018-09", "2020-07"), pause("2020-11", "2020-11"), job("2021-03")], []),
    "until today": ([job("2018-09", "2025-12")], ["2026-01 2026-04"]),
    "not long until today": ([job("2018-09", "2026-01")], []),
    "from a degree to the first job": ([degree("2018-07"), job("2018-11")], []),
    "too long from a degree to the first job": ([degree("2018-07"), job("2018-12")], ["2018-08 2018-11"]),
    "from school to the first job": ([school(2018), job("2018-09")], []),
    "in the same year": ([school(2018), job("2019-01")], ["2018-09 2018-12"]),
    "two years after the last qualification": ([school(2018), job("2020-09")], ["2018-09 2020-08"]),
    "two years that are explained": ([school(2018), pause("2018-09", "2020-08"), job("2020-09")], []),
    "a degree in mid-career hides nothing": (
        [school(2008), degree("2016-07", "2015-09"), job("2010-01", "2015-08"), job("2016-09")],
        ["2008-09 2009-12"],
    ),
    "full-time study covers its months": (
        [job("2010-01", "2015-08"), degree("2016-07", "2015-09"), job("2016-09")],
        [],
    ),
    "study without a beginning covers nothing": (
        [job("2010-01", "2015-08"), degree("2016-07"), job("2016-09")],
        ["2015-09 2016-08"],
    ),
    "still studying": ([school(2023), degree(None, "2023-09", progress=StudyProgress.studying)], []),
    "a first job from study": ([degree("2026-02", "2023-09")], []),
    "a first job long after study": ([degree("2025-07", "2022-09")], ["2025-08 2026-04"]),
    "work beside school": (
        [job("2014-09", "2015-06"), school(2016), degree("2019-07", "2016-09"), job("2019-09")],
        ["2015-07 2016-08"],
    ),
    "a part-time certificate is no end of education": (
        [school(2010), degree("2013-07", kind=QualificationKind.other), job("2013-09")],
        ["2010-09 2013-08"],
    ),
    "the later of two ends counts": ([school(2010), degree("2013-07"), job("2013-09")], []),
    "no year is no end": ([school(None), job("2013-09")], []),
    "an unfinished row covers nothing": (
        [job("2018-09", "2020-08"), job(None, "2020-12"), job("2021-09")],
        ["2020-09 2021-08"],
    ),
    "several gaps, earliest first": (
        [job("2018-09", "2018-09"), job("2019-09", "2019-09"), job("2020-09")],
        ["2018-10 2019-08", "2019-10 2020-08"],
    ),
    "what is still to come": ([job("2018-09", "2030-08")], []),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    rows, expected = CASES[case]
    assert spoken(to_explain(application(*rows), TODAY)) == expected


@pytest.mark.parametrize(
    ("rows", "left", "expected"),
    [
        ([], "2025-06", ["2025-07 2026-04"]),
        ([job("2016-01")], "2015-06", ["2015-07 2015-12"]),
        ([job("2015-09")], "2015-06", []),
        ([job("2014-01", "2014-12"), job("2016-01")], "2015-06", ["2015-01 2015-12"]),
        ([degree("2015-11"), job("2016-01")], "2010-06", []),
    ],
)
def test_the_end_of_education_that_no_qualification_tells(rows: list[Any], left: str, expected: list[str]) -> None:
    made = application(*rows, left=left)
    assert spoken(to_explain(made, TODAY)) == expected
    assert (education_end(made) == month(left)) is (dated_education_end(made) is None)


def test_what_was_sent_stands_as_it_was_sent() -> None:
    made = application(job("2018-09", "2026-02"))
    assert to_explain(made, date(2027, 1, 1))
    made.submitted_at = datetime(2026, 4, 1, tzinfo=UTC)
    assert spoken(gaps_in(made, date(2027, 1, 1))) == ["2026-03 2026-04"]
    assert to_explain(made, date(2027, 1, 1)) == []


NUMBERS = st.integers(number_of(date(1980, 1, 1)), number_of(date(2030, 12, 1)))
RUNS = st.builds(lambda a, b: Months(month_of(min(a, b)), month_of(max(a, b))), NUMBERS, NUMBERS)
COVER = st.lists(RUNS, max_size=8)


def one_by_one(cover: list[Months], since: int, until: int) -> set[int]:
    """The slow way: every month by itself."""
    return {
        month
        for month in range(since + 1, until + 1)
        if not any(number_of(run.first) <= month <= number_of(run.last) for run in cover)
    }


def months_of(runs: list[Months]) -> list[int]:
    return [month for run in runs for month in range(number_of(run.first), number_of(run.last) + 1)]


@given(COVER, NUMBERS, NUMBERS)
def test_every_month_is_covered_or_in_one_gap(cover: list[Months], since: int, until: int) -> None:
    found = uncovered(cover, since=month_of(since), until=month_of(until))
    assert sorted(months_of(found)) == sorted(one_by_one(cover, since, until))
    assert found == sorted(found)
    assert all(run.count >= 1 for run in found)
    assert all(number_of(after.first) - number_of(before.last) > 1 for before, after in pairwise(found))


@given(COVER, RUNS, NUMBERS, NUMBERS)
def test_more_cover_never_makes_more_gaps(cover: list[Months], more: Months, since: int, until: int) -> None:
    before = months_of(uncovered(cover, since=month_of(since), until=month_of(until)))
    after = months_of(uncovered([*cover, more], since=month_of(since), until=month_of(until)))
    assert set(after) <= set(before)


@given(COVER, st.randoms(use_true_random=False), NUMBERS)
def test_order_and_repeats_do_not_matter(cover: list[Months], random: Any, until: int) -> None:
    mixed = [*cover, *cover]
    random.shuffle(mixed)
    assert uncovered(mixed, since=None, until=month_of(until)) == uncovered(cover, since=None, until=month_of(until))


@given(COVER, NUMBERS, NUMBERS)
def test_explaining_every_gap_leaves_none(cover: list[Months], since: int, until: int) -> None:
    found = uncovered(cover, since=month_of(since), until=month_of(until))
    assert uncovered([*cover, *found], since=month_of(since), until=month_of(until)) == []


@given(NUMBERS, st.integers(0, 12))
def test_three_months_are_fine_and_four_are_not(begin: int, empty: int) -> None:
    rows = [
        Employment(kind=EmploymentKind.job, started_on=month_of(begin - 5), ended_on=month_of(begin), is_current=False),
        Employment(kind=EmploymentKind.job, started_on=month_of(begin + empty + 1), is_current=True),
    ]
    found = to_explain(application(*rows), month_of(begin + empty + 2))
    assert [gap.count for gap in found] == ([empty] if empty > 3 else [])


@given(NUMBERS)
def test_months_and_their_numbers(number: int) -> None:
    assert number_of(month_of(number)) == number
    assert month_of(number).day == 1
