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
from teachpb.notifications.meetings import CalendarMethod

__all__ = [
    "ApprovalRule",
    "Audience",
    "Booking",
    "CalendarInvite",
    "CalendarMethod",
    "CertificateKind",
    "Course",
    "CourseDate",
    "CourseDateState",
    "CourseSession",
    "CourseStatus",
    "DelegateNeeds",
    "Facilitator",
    "Level",
    "LineStrategy",
    "Mode",
    "NoticeKind",
    "PaymentMethod",
    "Place",
    "PlaceNotice",
    "PlaceState",
    "PriceBand",
    "Subject",
    "Theme",
    "VatTreatment",
    "Venue",
]
