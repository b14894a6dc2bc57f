"""What an answer to one question does to the answers of others: what no longer applies is taken back."""

from __future__ import annotations

from typing import Any

from teachpb.schools.models import OrganisationKind
from teachpb.vacancies import keystages, salary
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    JobRole,
    PayPeriod,
    ReligiousForm,
    StartType,
    WorkingPattern,
)
from teachpb.vacancies.rules.terms import asks_about_qts


def settle(advert: Any) -> None:
    """Bring ``advert`` (a vacancy, or an ``Advert``) in line with itself. Safe to do again."""
    _settle_place(advert)
    _settle_teaching(advert)
    _settle_contract(advert)
    _settle_start(advert)
    _settle_pay(advert)
    _settle_applying(advert)


def _assign(advert: Any, **values: Any) -> None:
    """Only what differs, so that nothing looks changed that is not."""
    for name, value in values.items():
        if getattr(advert, name) != value:
            setattr(advert, name, value)


def _settle_place(advert: Any) -> None:
    if advert.organisation.kind is OrganisationKind.school:
        _assign(advert, schools=[advert.organisation], at_head_office=False)
    if not advert.at_head_office:
        _assign(advert, office_address="", office_postcode="", office_latitude=None, office_longitude=None)
    if not keystages.is_at_college(advert.schools):
        _assign(advert, campus_address="", campus_postcode="")
    certain = keystages.phases_of(advert.schools)
    if certain:
        _assign(advert, phases=certain)


def _settle_teaching(advert: Any) -> None:
    phases, roles = advert.phases or [], advert.job_roles or []
    _assign(advert, key_stages=keystages.settled_key_stages(phases, roles, advert.key_stages or []))
    if not keystages.asks_for_subjects(phases, roles):
        _assign(advert, subjects=None)
    if JobRole.teacher not in roles:
        _assign(advert, ect_status=None)
    if not asks_about_qts(advert):
        _assign(advert, qts_required=None)


def _settle_contract(advert: Any) -> None:
    if advert.contract_type is not ContractType.fixed_term:
        _assign(advert, contract_duration="", is_parental_leave_cover=None)


def _settle_start(advert: Any) -> None:
    kind = advert.start_type
    if kind is not StartType.specific_date:
        _assign(advert, starts_on=None)
    if kind is not StartType.date_range:
        _assign(advert, starts_earliest_on=None, starts_latest_on=None)
    if kind is not StartType.other:
        _assign(advert, start_words="")


def _settle_pay(advert: Any) -> None:
    if advert.contract_type is ContractType.casual and advert.pay_period is PayPeriod.year:
        _assign(advert, pay_period=None, pay_min_pence=None, pay_max_pence=None)
    if WorkingPattern.part_time not in (advert.working_patterns or []):
        _assign(advert, fte_basis_points=None)
        is_asked_for = advert.pay_period is PayPeriod.year and advert.working_patterns
        if advert.pay_is_full_time_equivalent is False or is_asked_for:  # full-time only: the page does not ask
            _assign(advert, pay_is_full_time_equivalent=True)
    if advert.pay_period is PayPeriod.hour:
        _assign(advert, fte_basis_points=None, pay_is_full_time_equivalent=None)
    if advert.pay_scale is not None:
        _settle_points(advert)


def _settle_points(advert: Any) -> None:
    for name in ("pay_point_from", "pay_point_to"):
        point = getattr(advert, name)
        read = salary.read_point(advert.pay_scale, point) if point else ""
        if read is not None:
            _assign(advert, **{name: read})


def _settle_applying(advert: Any) -> None:
    method = advert.application_method
    if method is not ApplicationMethod.website:
        _assign(advert, application_link="")
    if method is ApplicationMethod.website:
        _assign(advert, is_anonymised=None)
    if method is not ApplicationMethod.native or not asks_about_faith(advert):
        _assign(advert, religious_form=ReligiousForm.no_religion)


def asks_about_faith(advert: Any) -> bool:
    """May the form ask about religion? For a job at a faith school, or at the head office of a trust that has one, or
    as long as a trust that has one has not said where the job is."""
    is_trusts = advert.organisation.kind is OrganisationKind.trust
    at_office = advert.organisation.schools if advert.at_head_office or (is_trusts and not advert.schools) else []
    return any(school.is_faith_school for school in (*advert.schools, *at_office))
