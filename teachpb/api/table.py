"""A search as a table for a spreadsheet: what each column is called, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from teachpb.vacancies import presenting, salary
from teachpb.vacancies.models import EctStatus, Vacancy
from teachpb.web.templating import absolute_url

HEADER = (
    "Number",
    "Title",
    "Posted by",
    "Schools",
    "URNs",
    "Town",
    "Postcode",
    "Roles",
    "Phases",
    "Key stages",
    "Subjects",
    "Contract",
    "Full or part time",
    "Job share",
    "Lowest pay (£)",
    "Highest pay (£)",
    "Pay is for a",
    "Pay in words",
    "Starts",
    "Suitable for early career teachers",
    "Visa sponsorship",
    "Apply on this site",
    "Published",
    "Closes",
    "Address",
)


def row(vacancy: Vacancy) -> tuple[Any, ...]:
    pay = salary.stated_range(vacancy)
    schools = vacancy.schools
    return (
        vacancy.id,
        vacancy.title,
        vacancy.organisation.name,
        _list(school.name for school in schools),
        _list(str(school.urn) for school in schools),
        _list(dict.fromkeys(school.town for school in schools)),
        vacancy.campus_postcode or _list(school.postcode for school in schools) or vacancy.office_postcode,
        _labels(vacancy.job_roles),
        _labels(vacancy.phases),
        _labels(vacancy.key_stages),
        _labels(vacancy.subjects or ()),
        vacancy.contract_type.label if vacancy.contract_type else "",
        _labels(vacancy.working_patterns),
        bool(vacancy.is_job_share),
        pay.low / 100 if pay else None,
        pay.high / 100 if pay else None,
        pay.period.value if pay else "",
        vacancy.pay_words,
        presenting.start_words(vacancy),
        vacancy.ect_status is EctStatus.ect_suitable,
        bool(vacancy.visa_sponsorship),
        vacancy.takes_applications_here,
        vacancy.opens_at,
        vacancy.closes_at,
        absolute_url("vacancies.show_vacancy", slug=vacancy.slug),
    )


def _labels(members: Iterable[Any]) -> str:
    return _list(member.label for member in members)


def _list(words: Iterable[str]) -> str:
    return "; ".join(word for word in words if word)
