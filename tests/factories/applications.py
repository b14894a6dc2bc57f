"""Applications. ``ApplicationFactory()`` was sent today and waits to be read; ``DraftApplicationFactory()`` is complete
but not sent; ``EmptyDraftFactory()`` has just been started. ``state=…`` brings the events that lead there."""

from __future__ import annotations

from datetime import date
from itertools import count

import factory

from teachpb import clock
from teachpb.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ApplicationState,
    BodyMembership,
    Employment,
    EmploymentKind,
    FilePurpose,
    InductionStatus,
    PanelMember,
    QtsStatus,
    Qualification,
    QualificationKind,
    Referee,
    StudyProgress,
    Training,
    WantedPattern,
)
from teachpb.db import db
from teachpb.files.models import FileKind, FileState
from teachpb.files.storage import storage
from teachpb.vacancies.models import ApplicationMethod
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import MembershipFactory
from tests.factories.vacancies import VacancyFactory

_S = ApplicationState
_numbers = count(1)
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
    country = "United Kingdom"
    phone = "01733 000007"
    email = factory.Sequence(lambda n: f"grace{n}@example.org")
    has_right_to_work = True
    has_ni_number = True
    ni_number = "AC123456C"
    working_patterns = factory.LazyFunction(lambda: [WantedPattern.full_time])
    qts_status = QtsStatus.yes
    qts_year = 2019
    trn = "7654321"
    induction = InductionStatus.completed
    wants_notice = False
    only_referee_reason = "I have worked at one school only"
    statement = "I have taught year 4 for six years and would love to teach at your school."
    needs_support = False
    has_close_relationships = False
    has_safeguarding_issue = False
    agrees_to_checks = True
    is_accurate = True

    @factory.post_generation
    def referee(self, create: bool, extracted: object, **_: object) -> None:
        if extracted is not False:
            RefereeFactory(application=self)

    @factory.post_generation
    def history(self, create: bool, extracted: object, **_: object) -> None:
        """A degree in July 2018, and a job from September on."""
        if extracted is not False:
            DegreeFactory(application=self)
            JobFactory(application=self)


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
    may_ask_early = True


class DegreeFactory(BaseFactory):
    """Full time, finished in July 2018."""

    class Meta:
        model = Qualification

    application = factory.SubFactory(EmptyDraftFactory)
    kind = QualificationKind.undergraduate
    institution = "University of Ely"
    subject = "BA Primary Education"
    progress = StudyProgress.finished
    grade = "2:1"
    started_on = date(2015, 9, 1)
    ended_on = date(2018, 7, 1)


class SchoolResultsFactory(BaseFactory):
    """Two GCSEs."""

    class Meta:
        model = Qualification

    application = factory.SubFactory(EmptyDraftFactory)
    kind = QualificationKind.gcse
    institution = "Deepings School"
    year = 2013
    results = factory.LazyFunction(
        lambda: [
            {"subject": "Mathematics", "grade": "A", "body": "AQA"},
            {"subject": "English language", "grade": "B", "body": ""},
        ]
    )


class TrainingFactory(BaseFactory):
    class Meta:
        model = Training

    application = factory.SubFactory(EmptyDraftFactory)
    name = "Paediatric first aid"
    year = 2024


class BodyMembershipFactory(BaseFactory):
    class Meta:
        model = BodyMembership

    application = factory.SubFactory(EmptyDraftFactory)
    name = "Chartered College of Teaching"
    number = "CC-4711"
    has_taken_exam = False


class JobFactory(BaseFactory):
    """The present job, since September 2018."""

    class Meta:
        model = Employment

    application = factory.SubFactory(EmptyDraftFactory)
    kind = EmploymentKind.job
    organisation = "Wash Academy"
    job_title = "Year 4 teacher"
    started_on = date(2018, 9, 1)
    is_current = True
    main_duties = "Teaching year 4 and leading music."


class BreakFactory(BaseFactory):
    """A year off."""

    class Meta:
        model = Employment

    application = factory.SubFactory(EmptyDraftFactory)
    kind = EmploymentKind.pause
    started_on = date(2016, 9, 1)
    ended_on = date(2017, 8, 1)
    reason = "Looking after my daughter"


class PanelMemberFactory(BaseFactory):
    """A panel member of the vacancy's organisation, put on the vacancy."""

    class Meta:
        model = PanelMember

    vacancy = factory.SubFactory(VacancyFactory)

    @factory.lazy_attribute
    def user(self) -> object:
        from teachpb.schools.models import Role

        return MembershipFactory(organisation=self.vacancy.organisation, role=Role.panel_member).user


class ApplicationFileFactory(BaseFactory):
    """The school's form, filled in, and clean; its bytes are in the storage."""

    class Meta:
        model = ApplicationFile

    class Params:
        state = FileState.clean

    application = factory.SubFactory(EmptyDraftFactory)
    purpose = FilePurpose.application_form

    @factory.lazy_attribute
    def file(self) -> object:
        from tests.factories.vacancies import StoredFileFactory
        from tests.files import samples

        key = f"applicationfile{next(_numbers):010}"
        storage().put(key, samples.pdf())
        return StoredFileFactory(storage_key=key, state=self.state, kind=FileKind.pdf, name="Grace Candidate.pdf")


class UploadedApplicationFactory(ApplicationFactory):
    """Sent with the school's own form."""

    vacancy = factory.SubFactory(VacancyFactory, application_method=ApplicationMethod.uploaded_form)
    statement = ""

    @factory.post_generation
    def referee(self, create: bool, extracted: object, **_: object) -> None:
        """The form names them."""

    @factory.post_generation
    def form(self, create: bool, extracted: object, **_: object) -> None:
        ApplicationFileFactory(application=self)
