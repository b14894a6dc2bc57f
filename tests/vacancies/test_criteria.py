"""A search as the arguments of an address: read forgivingly, written in one way, and old links understood."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from teachpb.vacancies.models import JobRole, Subject
from teachpb.vacancies.queries import Criteria, read_criteria, to_arguments
from teachpb.vacancies.queries.criteria import LABELS, NAMED, NUMBERS, OTHER_NAMES, OTHER_VALUES, SORTS
from teachpb.vacancies.search import FACETS

pytestmark = pytest.mark.pure

SENIOR = ["assistant_headteacher", "deputy_headteacher", "headteacher"]


def read(*pairs: tuple[str, str]) -> dict[str, list[str]]:
    """What is understood of an address, written again."""
    return to_arguments(read_criteria(MultiDict(pairs)))


@pytest.mark.parametrize(
    ("pairs", "understood"),
    [
        # words
        ([("keyword", "  maths \x00 teacher\t")], {"keyword": ["maths teacher"]}),
        ([("keyword", ""), ("keyword", "maths"), ("keyword", "art")], {"keyword": ["maths"]}),
        ([("keyword", "x" * 5_000)], {"keyword": ["x" * 200]}),
        ([("keyword", "cafe\u0301")], {"keyword": ["café"]}),
        ([("keyword", "\ud800 \u202e")], {}),
        # numbers
        ([("radius", "5")], {}),
        ([("location", "Orton"), ("radius", "5")], {"location": ["Orton"], "radius": ["5"]}),
        ([("location", "Orton"), ("radius", "-5")], {"location": ["Orton"], "radius": ["5"]}),
        ([("location", "Orton"), ("radius", "junk")], {"location": ["Orton"]}),
        ([("location", "Orton"), ("radius", "0")], {"location": ["Orton"]}),
        ([("location", "Orton"), ("radius", "201")], {"location": ["Orton"]}),
        ([("location", "Orton"), ("radius", "x"), ("radius", "3")], {"location": ["Orton"], "radius": ["3"]}),
        ([("salary_from", "30000")], {"salary_from": ["30000"]}),
        ([("salary_from", "27501")], {"salary_from": ["27501"]}),
        ([("salary_from", "3e4")], {}),
        ([("salary_from", "-1")], {}),
        ([("salary_from", "9" * 40)], {}),
        ([("salary_from", "٣٠٠٠٠")], {}),
        ([("posted_within", "7"), ("closing_within", "91")], {"posted_within": ["7"]}),
        # facets
        ([("role", "headteacher"), ("role", "teacher")], {"role": ["teacher", "headteacher"]}),
        ([("role", "astronaut"), ("role", "teacher")], {"role": ["teacher"]}),
        ([("role", "astronaut")], {}),
        ([("role", "Teaching Assistant")], {"role": ["teaching_assistant"]}),
        ([("role[]", "teacher")], {"role": ["teacher"]}),
        ([("trust", "fenland"), ("trust", "../etc"), ("trust", "a" * 900)], {"trust": ["a" * 200, "fenland"]}),
        ([("faith", "no"), ("visa", "yes")], {"visa": ["yes"]}),
        ([("pattern", "job_share")], {"pattern": ["job_share"]}),
        ([("unheard_of", "1"), ("page", "3"), ("view", "map")], {}),
        # the order
        ([("sort", "salary")], {"sort": ["salary"]}),
        ([("sort", "salary; drop"), ("sort", "newest")], {"sort": ["newest"]}),
        # links of another site, and of earlier years
        ([("teaching_job_roles[]", "senior_leader")], {"role": SENIOR}),
        ([("job_roles[]", "leadership"), ("support_job_roles[]", "it_support")], {"role": [*SENIOR, "it_support"]}),
        ([("job_roles", "middle_leader")], {"role": ["head_of_year_or_phase", "head_of_department_or_curriculum"]}),
        ([("phases[]", "middle")], {}),
        ([("phases[]", "middle"), ("phases[]", "primary")], {"phase": ["primary"]}),
        ([("subjects", "Art and design")], {"subject": ["art_and_design"]}),
        ([("subjects[]", "Relationships and sex education")], {}),
        ([("working_patterns[]", "job_share"), ("pattern", "part_time")], {"pattern": ["part_time", "job_share"]}),
        ([("ect_statuses[]", "ect_suitable")], {"ect": ["yes"]}),
        ([("ect_statuses[]", "ect_unsuitable")], {}),
        ([("organisation_types[]", "Academy")], {"school_type": ["academy"]}),
        ([("organisation_types[]", "Local authority maintained schools")], {"school_type": ["maintained"]}),
        ([("school_types[]", "faith_school")], {"faith": ["yes"]}),
        ([("school_types[]", "special_school")], {"special": ["yes"]}),
        ([("quick_apply[]", "quick_apply")], {"quick_apply": ["yes"]}),
        ([("visa_sponsorship_availability[]", "true")], {"visa": ["yes"]}),
        ([("sort_by", "publish_on")], {"sort": ["newest"]}),
        ([("sort_by", "expires_at_non_default")], {"sort": ["closing"]}),
        ([("previous_keyword", "maths")], {}),
    ],
)  # fmt: skip
def test_addresses(pairs: list[tuple[str, str]], understood: dict[str, list[str]]) -> None:
    assert read(*pairs) == understood


def test_everything_offered_has_words_and_is_read() -> None:
    assert set(LABELS) | set(NAMED) == set(FACETS)
    for facet, values in FACETS.items():
        for value in values or ():
            assert LABELS[facet][value]
            assert read((facet, value)) == {facet: [value]}
            assert read((f"{facet}[]", LABELS[facet][value].upper())) == {facet: [value]}


def test_other_names_and_values_lead_to_what_there_is() -> None:
    assert set(OTHER_NAMES) <= {*FACETS, "sort"}
    for facet, meanings in OTHER_VALUES.items():
        for word, values in meanings.items():
            assert word == word.casefold(), "compared in lower case"
            assert set(values) <= set(FACETS[facet] or ())


@pytest.mark.parametrize(
    ("criteria", "is_open"),
    [
        (Criteria(), True),
        (Criteria(sort="salary", radius=5), True),
        (Criteria(filters={"role": []}), True),
        (Criteria(keyword="maths"), False),
        (Criteria(location="Orton"), False),
        (Criteria(filters={"role": ["teacher"]}), False),
        (Criteria(salary_from=1), False),
        (Criteria(posted_within=1), False),
        (Criteria(closing_within=1), False),
    ],
)
def test_whether_it_asks_for_everything(criteria: Criteria, is_open: bool) -> None:
    assert criteria.is_open is is_open


WORDS = st.text(max_size=30).map(
    lambda text: to_arguments(read_criteria(MultiDict({"keyword": text}))).get("keyword", [""])[0]
)
SOME_FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "role": st.lists(st.sampled_from(list(JobRole)), unique=True, min_size=1),
        "subject": st.lists(st.sampled_from(list(Subject)), unique=True, min_size=1),
        "pattern": st.lists(st.sampled_from(["full_time", "part_time", "job_share"]), unique=True, min_size=1),
        "visa": st.just(["yes"]),
        "school": st.just(["orton-primary-1"]),
    },
)


@given(
    keyword=WORDS,
    location=st.sampled_from(["", "Orton", "PE1 1AA"]),
    radius=st.none() | st.integers(1, 200),
    filters=SOME_FILTERS,
    numbers=st.fixed_dictionaries({name: st.none() | st.integers(*limits) for name, limits in NUMBERS.items()}),
    sort=st.sampled_from(["", *SORTS]),
)
def test_what_is_written_is_read_back(
    keyword: str, location: str, radius: int | None, filters: Any, numbers: dict[str, int | None], sort: str
) -> None:
    order = {facet: list(values or ()) for facet, values in FACETS.items()}
    ordered = {
        facet: sorted(
            map(str, filters[facet]), key=lambda value, known=order[facet]: known.index(value) if known else 0
        )
        for facet in FACETS
        if facet in filters
    }
    criteria = Criteria(
        keyword=keyword, location=location, radius=radius if location else None, filters=ordered, sort=sort, **numbers
    )
    assert read_criteria(MultiDict(to_arguments(criteria))) == criteria


ANYTHING = st.text(max_size=60) | st.sampled_from(["yes", "teacher", "-5", "0", "9" * 30, "NaN", "\x00", "\ud800"])
NAMES = st.text(max_size=12) | st.sampled_from([*FACETS, *NUMBERS, "keyword", "location", "radius", "sort", "sort_by"])


@given(pairs=st.lists(st.tuples(NAMES, ANYTHING), max_size=12))
def test_reading_never_fails_and_settles_at_once(pairs: list[tuple[str, str]]) -> None:
    once = read(*pairs)
    again = to_arguments(read_criteria(MultiDict(once)))
    assert again == once
    assert all(text.isprintable() and text for texts in once.values() for text in texts)
