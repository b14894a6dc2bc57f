"""Courses, dates, sessions, venues; bookings and places."""

from teachpb.cpd.models.booking import Booking, CalendarInvite, DelegateNeeds, Place
from teachpb.cpd.models.course import Course
from teachpb.cpd.models.date import CourseDate, CourseSession, Facilitator, Venue
from teachpb.cpd.models.enums import (
    ApprovalRule,
    Audience,
    CertificateKind,
    CourseDateState,
    CourseStatus,
    InSchoolState,
    Level,
    LineStrategy,
    Mode,
    NoticeKind,
    PaymentMethod,
    PlaceState,
    PriceBand,
    Subject,
    Theme,
    VatTreatment,
)
from teachpb.cpd.models.notice import PlaceNotice
from teachpb.cpd.models.payer import PayerSettings
from teachpb.cpd.models.series import FacilitatorProfile, Series, SeriesModule
from teachpb.cpd.models.wishes import CalendarFeed, CourseWatch, InSchoolRequest, WatchTelling
from teachpb.notifications.meetings import CalendarMethod

__all__ = [
    "ApprovalRule",
    "Audience",
    "Booking",
    "CalendarFeed",
    "CalendarInvite",
    "CalendarMethod",
    "CertificateKind",
    "Course",
    "CourseDate",
    "CourseDateState",
    "CourseSession",
    "CourseStatus",
    "CourseWatch",
    "DelegateNeeds",
    "Facilitator",
    "FacilitatorProfile",
    "InSchoolRequest",
    "InSchoolState",
    "Level",
    "LineStrategy",
    "Mode",
    "NoticeKind",
    "PayerSettings",
    "PaymentMethod",
    "Place",
    "PlaceNotice",
    "PlaceState",
    "PriceBand",
    "Series",
    "SeriesModule",
    "Subject",
    "Theme",
    "VatTreatment",
    "Venue",
    "WatchTelling",
]
