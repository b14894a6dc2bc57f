"""Applications. ``ApplicationFactory()`` was sent today and waits to be read; ``DraftApplicationFactory()`` is complete
but not sent; ``EmptyDraftFactory()`` has just been started. ``state=…`` brings the events that lead there."""

from __future__ import annotations

import factory

from teachpb import clock
from teachpb.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationState,
    PanelMember,
    QtsStatus,
    Referee,
)
from teachpb.db import db
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import MembershipFactory
from tests.factories.vacancies import VacancyFactory

_S = ApplicationState
#: The usual way to each state.
PATHS = {
    _S.draft: [_S.draft],
    _S.submitted: [_S.draft, _S.submitted],
    _S.shortlisted: [_S.draft, _S.submitted, _S.shortlisted],
    _S.interviewing: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing],
    _S.offered: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing, _S.offered],
    _S.accepted: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing, _S.offered, _S.accepted],
    _S.appointed: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing, _S.offered, _S.accepted, _S.appointed],
    _S.unsuccessful: [_S.draft, _S.submitted, _S.unsuccessful],
    _S.interview_unsuccessful: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing, _S.interview_unsuccessful],
    _S.declined: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing, _S.offered, _S.declined],
    _S.withdrawn: [_S.draft, _S.submitted, _S.withdrawn],
    _S.offer_withdrawn: [_S.draft, _S.submitted, _S.shortlisted, _S.interviewing, _S.offered, _S.offer_withdrawn],
}


class EmptyDraftFactory(BaseFactory):
    """A draft somebody has just started: nothing is answered."""

    class Meta:
        model = Application

    vacancy = factory.SubFactory(VacancyFactory)
    candidate = factory.SubFactory(UserFactory)
    state = ApplicationState.draft
    state_entered_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def path(self, create: bool, extracted: object, **_: object) -> None:
        for state in PATHS[self.state]:
            self.events.append(ApplicationEvent(state=state, at=self.state_entered_at))
        db.session.commit()


class DraftApplicationFactory(EmptyDraftFactory):
    """Everything is answered, nothing is sent."""

    first_name = "Grace"
    last_name = factory.Sequence(lambda n: f"Candidate{n}")
    previous_names = "Grace Formerly"
    address_line_1 = "7 Orchard Street"
    town = "Peterborough"
    postcode = "PE2 8BB"
    phone = "01733 000007"
    email = factory.Sequence(lambda n: f"grace{n}@example.org")
    has_right_to_work = True
    qts_status = QtsStatus.yes
    qts_year = 2019
    trn = "7654321"
    statement = "I have taught year 4 for six years and would love to teach at your school."
    needs_support = False
    has_close_relationships = False
    agrees_to_checks = True
    is_accurate = True

    @factory.post_generation
    def referee(self, create: bool, extracted: object, **_: object) -> None:
        if extracted is not False:
            RefereeFactory(application=self)


class ApplicationFactory(DraftApplicationFactory):
    """Sent, not read yet; or, with ``state``, further on."""

    state = ApplicationState.submitted
    submitted_at = factory.SelfAttribute("state_entered_at")

    @factory.lazy_attribute
    def revealed_at(self) -> object:
        return self.state_entered_at if ApplicationState.shortlisted in PATHS[self.state] else None


class RefereeFactory(BaseFactory):
    """The candidate's present headteacher."""

    class Meta:
        model = Referee

    application = factory.SubFactory(EmptyDraftFactory)
    name = "Alan Headteacher"
    job_title = "Headteacher"
    organisation = "Fenside School"
    relationship_to_candidate = "My line manager"
    email = "alan@example.org"
    phone = "01733 000001"
    is_latest_employer = True


class PanelMemberFactory(BaseFactory):
    """A panel member of the vacancy's organisation, put on the vacancy."""

    class Meta:
        model = PanelMember

    vacancy = factory.SubFactory(VacancyFactory)

    @factory.lazy_attribute
    def user(self) -> object:
        from teachpb.schools.models import Role

        return MembershipFactory(organisation=self.vacancy.organisation, role=Role.panel_member).user
