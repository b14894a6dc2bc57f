"""Drafting, editing and relisting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.db import db, transaction
from teachpb.schools.models import Phase, Role
from teachpb.vacancies import operations
from teachpb.vacancies.errors import Incomplete, NotEditable, NotOpen
from teachpb.vacancies.models import (
    CONTENT_FIELDS,
    LASTING_FIELDS,
    ApplicationMethod,
    ContractType,
    JobRole,
    KeyStage,
    PayScale,
    StartType,
    Vacancy,
    VacancyState,
    WorkingPattern,
)
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")


@pytest.fixture
def school() -> Any:
    return SchoolFactory(phase=Phase.secondary)


@pytest.fixture
def owner(school: Any) -> Any:
    return member(Role.owner, school)


def edit(vacancy: Vacancy, actor: Any = None, **values: Any) -> Vacancy:
    with transaction():
        return operations.edit(actor=actor, vacancy=vacancy, values=values)


def verbs(vacancy: Vacancy) -> list[str]:
    question = select(AuditEntry.verb).where(AuditEntry.subject_id == vacancy.id).order_by(AuditEntry.id)
    return list(db.session.scalars(question.where(AuditEntry.subject_type == "vacancies")))


# -- drafting


def test_a_draft_knows_its_school_and_its_phase(owner: Any, school: Any) -> None:
    with transaction():
        vacancy = operations.create_draft(actor=owner, organisation=school)
    assert vacancy.state is VacancyState.draft
    assert vacancy.schools == [school]
    assert vacancy.phases == [Phase.secondary]
    assert vacancy.contact_email == owner.email
    assert vacancy.campaign_id is not None
    assert verbs(vacancy) == ["vacancy_drafted"]


def test_a_trusts_draft_has_no_place_yet() -> None:
    trust = TrustFactory()
    with transaction():
        vacancy = operations.create_draft(actor=member(Role.owner, trust), organisation=trust)
    assert vacancy.schools == []
    assert vacancy.phases == []


def test_a_double_click_makes_one_draft(owner: Any, school: Any) -> None:
    first, second = (_draft(owner, school) for _ in range(2))
    assert first is second


def test_a_draft_that_was_written_in_is_not_taken_up_again(owner: Any, school: Any, frozen: Any) -> None:
    first = _draft(owner, school)
    frozen.advance(timedelta(seconds=5))
    edit(first, title="Teacher of physics")
    assert _draft(owner, school) is not first


def test_each_person_has_drafts_of_their_own(owner: Any, school: Any) -> None:
    assert _draft(owner, school) is not _draft(member(Role.recruiter, school), school)


def _draft(actor: Any, organisation: Any) -> Vacancy:
    with transaction():
        return operations.create_draft(actor=actor, organisation=organisation)


# -- editing

#: a value for each field that differs from the factory’s
NEW: dict[str, Any] = {
    "at_head_office": True,
    "office_address": "1 Cathedral Square",
    "office_postcode": "PE1 1AA",
    "title": "Another title",
    "job_roles": [JobRole.headteacher],
    "phases": [Phase.nursery],
    "key_stages": [KeyStage.ks1],
    "subjects": None,
    "contract_type": ContractType.fixed_term,
    "contract_duration": "1 year",
    "is_parental_leave_cover": True,
    "working_patterns": [WorkingPattern.part_time],
    "is_job_share": True,
    "publish_on": date(2026, 5, 1),
    "application_method": ApplicationMethod.website,
    "religious_form": "catholic",
    "ect_status": "ect_unsuitable",
    "working_patterns_details": "Monday to Wednesday",
    "start_type": StartType.other,
    "starts_on": date(2026, 9, 1),
    "starts_earliest_on": date(2026, 9, 1),
    "starts_latest_on": date(2026, 10, 1),
    "start_words": "After Easter",
    "pay_scale": PayScale.upper_range,
    "pay_point_from": "M2",
    "pay_point_to": "M5",
    "pay_min_pence": 3_300_000,
    "pay_max_pence": 4_400_000,
    "pay_period": None,
    "pay_is_full_time_equivalent": False,
    "fte_basis_points": 6_000,
    "pay_words": "Depending on experience",
    "allowances": ["tlr2"],
    "allowances_details": "£3,000",
    "skills_and_experience": "New words.",
    "school_offer": "New words.",
    "flexible_working": "Ask us.",
    "further_details": "More.",
    "school_visits": False,
    "visa_sponsorship": True,
    "campus_address": "Brook Street",
    "campus_postcode": "PE1 1TU",
    "qts_required": True,
    "application_link": "https://example.org",
    "is_anonymised": True,
    "has_documents": None,
    "contact_is_confirmed": True,
    "contact_email": "new@example.org",
    "contact_phone": "01733 747474",
}


def _attempt(vacancy: Vacancy, field: str) -> str:
    """What happens when ``field`` is edited: changed, fixed, closed or incomplete."""
    value = {
        "closes_at": lambda: clock.now() + timedelta(days=20),
        "organisation_id": lambda: SchoolFactory().id,
        "schools": lambda: [SchoolFactory()],
    }.get(field, lambda: NEW[field])()
    try:
        edit(vacancy, **{field: value})
    except NotEditable as error:
        assert error.field == field
        return "fixed"
    except NotOpen:
        return "closed"
    except Incomplete:
        return "incomplete"
    return "changed"


@pytest.mark.parametrize("field", sorted(CONTENT_FIELDS))
def test_what_can_be_edited_is_enforced_field_by_field(field: str) -> None:
    assert _attempt(DraftVacancyFactory(), field) == "changed"
    scheduled = _attempt(ScheduledVacancyFactory(), field)
    assert scheduled == "fixed" if field == "organisation_id" else scheduled in {"changed", "incomplete"}
    live = _attempt(VacancyFactory(), field)
    assert live in {"changed", "incomplete"} if field in LASTING_FIELDS else live == "fixed"
    assert _attempt(ExpiredVacancyFactory(), field) == "closed"
    assert _attempt(VacancyFactory(state=VacancyState.ended_early), field) == "closed"
    assert _attempt(VacancyFactory(state=VacancyState.removed), field) == "closed"


def test_a_frozen_field_sent_unchanged_is_no_edit() -> None:
    vacancy = VacancyFactory()
    edit(vacancy, title=vacancy.title, job_roles=list(vacancy.job_roles), contact_phone="01733 747474")
    assert vacancy.contact_phone == "01733 747474"


def test_anonymity_cannot_change_after_the_first_application() -> None:
    vacancy = VacancyFactory()
    edit(vacancy, is_anonymised=True)
    with transaction():
        operations.record_first_application(vacancy=vacancy)
    with pytest.raises(NotEditable):
        edit(vacancy, is_anonymised=False)
    assert vacancy.is_anonymised is True


def test_what_the_clock_has_closed_cannot_be_edited_even_if_no_job_ran(frozen: Any) -> None:
    vacancy = VacancyFactory()
    frozen.move_to(vacancy.closes_at)
    with pytest.raises(NotOpen):
        edit(vacancy, contact_phone="01733 747474")
    assert vacancy.contact_phone == ""


def test_what_the_clock_has_opened_is_frozen_even_if_no_job_ran(frozen: Any) -> None:
    vacancy = ScheduledVacancyFactory()
    frozen.move_to(vacancy.opens_at)
    with pytest.raises(NotEditable):
        edit(vacancy, title="Too late to change")


def test_a_published_advert_must_stay_complete() -> None:
    vacancy = VacancyFactory()
    with pytest.raises(Incomplete) as refusal:
        edit(vacancy, school_offer="", contact_email="")
    assert [problem.field for problem in refusal.value.problems] == ["school_offer", "contact_email"]
    assert refusal.value.step == "about"
    assert vacancy.school_offer != ""


def test_a_draft_may_be_unfinished() -> None:
    vacancy = DraftVacancyFactory()
    edit(vacancy, school_offer="", title="")
    assert vacancy.title == ""


def test_an_edit_takes_back_what_no_longer_applies() -> None:
    vacancy = DraftVacancyFactory()
    edit(vacancy, job_roles=[JobRole.it_support])
    assert vacancy.key_stages == []
    assert vacancy.ect_status is None


def test_a_scheduled_advert_moves_with_its_day() -> None:
    vacancy = ScheduledVacancyFactory()
    edit(vacancy, publish_on=clock.today() + timedelta(days=5))
    assert vacancy.opens_at == vacancy.published_at == clock.at_london(clock.today() + timedelta(days=5))


def test_who_changed_what_is_written_down(owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, phases=[Phase.secondary], key_stages=[KeyStage.ks3])
    edit(vacancy, owner, contact_phone="01733 747474", school_visits=False)
    edit(vacancy, owner, contact_phone="01733 747474")
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "vacancy_edited")))
    assert len(entries) == 1, "an edit that changes nothing leaves no trace"
    assert entries[0].actor_id == owner.id
    assert entries[0].organisation_id == school.id
    assert entries[0].changes == {"contact_phone": ["", "01733 747474"], "school_visits": [True, False]}


def test_a_field_that_is_none_of_the_adverts_is_a_bug() -> None:
    with pytest.raises(ValueError, match="state"):
        edit(DraftVacancyFactory(), state=VacancyState.live)


def test_a_head_office_is_put_on_the_map() -> None:
    trust = TrustFactory()
    vacancy = DraftVacancyFactory(organisation=trust, phases=[Phase.primary])
    edit(vacancy, at_head_office=True, office_postcode="PE1 1AA")
    assert vacancy.office_latitude == pytest.approx(52.57, abs=0.1)
    edit(vacancy, at_head_office=False, schools=[SchoolFactory(trust=trust)])
    assert (vacancy.office_postcode, vacancy.office_latitude) == ("", None)


# -- relisting


def test_relisting_makes_a_draft_in_the_same_campaign(owner: Any) -> None:
    old = ExpiredVacancyFactory(start_type=StartType.specific_date, starts_on=date(2026, 9, 1))
    with transaction():
        new = operations.relist(actor=owner, vacancy=old)
    assert new.id != old.id
    assert (new.state, new.parent_id, new.campaign_id) == (VacancyState.draft, old.id, old.campaign_id)
    assert (new.title, new.schools, new.pay_min_pence) == (old.title, old.schools, old.pay_min_pence)
    blanked = (new.closes_at, new.opens_at, new.published_at, new.publish_on, new.starts_on, new.first_applied_at)
    assert set(blanked) == {None}
    assert verbs(new) == ["vacancy_relisted"]


def test_relisting_twice_gives_the_same_draft(owner: Any) -> None:
    old = ExpiredVacancyFactory()
    with transaction():
        first = operations.relist(actor=owner, vacancy=old)
    with transaction():
        second = operations.relist(actor=owner, vacancy=old)
    assert first is second
    assert db.session.scalar(select(func.count(Vacancy.id))) == 2


@pytest.mark.parametrize("factory", [VacancyFactory, DraftVacancyFactory, ScheduledVacancyFactory])
def test_only_what_has_closed_is_relisted(factory: Any) -> None:
    with pytest.raises(NotOpen), transaction():
        operations.relist(actor=UserFactory(), vacancy=factory())
