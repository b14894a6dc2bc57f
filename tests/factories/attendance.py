"""Marks, records and certificates."""

from __future__ import annotations

from datetime import timedelta

import factory

from teachpb import clock
from teachpb.attendance.models import AttendanceMark, AttendanceRecord, Certificate, Evaluation, Mark
from teachpb.cpd.models import CertificateKind, PlaceState
from tests.factories.base import BaseFactory
from tests.factories.cpd import CourseDateFactory, PlaceFactory


class MarkFactory(BaseFactory):
    class Meta:
        model = AttendanceMark

    place = factory.SubFactory(PlaceFactory)
    session = factory.LazyAttribute(lambda o: o.place.course_date.live_sessions[0])
    mark = Mark.present
    marked_at = factory.LazyFunction(clock.now)


class RecordFactory(BaseFactory):
    """Of somebody who attended a date that is over."""

    class Meta:
        model = AttendanceRecord

    place = factory.SubFactory(
        PlaceFactory,
        state=PlaceState.attended,
        course_date=factory.SubFactory(
            CourseDateFactory, day=factory.LazyFunction(lambda: clock.today() - timedelta(days=1))
        ),
    )
    hours = 6.0


class CertificateFactory(BaseFactory):
    class Meta:
        model = Certificate

    place = factory.SubFactory(PlaceFactory, state=PlaceState.attended)
    kind = CertificateKind.attendance
    course_title = factory.LazyAttribute(lambda o: o.place.course_date.course.title)
    provider_name = factory.LazyAttribute(lambda o: o.place.course_date.course.provider.name)
    hours = 6.0
    completed_on = factory.LazyFunction(clock.today)
    issued_at = factory.LazyFunction(clock.now)


class EvaluationFactory(BaseFactory):
    class Meta:
        model = Evaluation

    course_date = factory.SubFactory(CourseDateFactory)
    course_id = factory.LazyAttribute(lambda o: o.course_date.course_id)
    scores = factory.LazyFunction(lambda: {"It was good": 4, "It was useful": 5})
    agreement = 4.5
    confidence_before = 4
    confidence_after = 8
    recommend = 9
    differently = factory.Sequence(lambda n: f"Ask more questions, {n}")
    answered_on = factory.LazyFunction(clock.today)
