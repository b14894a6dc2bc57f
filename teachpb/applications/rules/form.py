"""The sections in page order."""

from __future__ import annotations

from teachpb.applications.models import Application, Entry
from teachpb.applications.rules.about_you import PERSONAL_DETAILS, PROFESSIONAL_STATUS
from teachpb.applications.rules.base import Problem
from teachpb.applications.rules.declaring import DECLARATIONS, EQUAL_OPPORTUNITIES, SUPPORT
from teachpb.applications.rules.entries import EntryList, ListName
from teachpb.applications.rules.faith import CATHOLIC_FAITH, FAITH
from teachpb.applications.rules.files import APPLICATION_FORM, BAPTISM_CERTIFICATE, YOUR_DETAILS
from teachpb.applications.rules.history import (
    EMPLOYMENT,
    EMPLOYMENT_LIST,
    MEMBERSHIPS,
    MEMBERSHIPS_LIST,
    QUALIFICATIONS,
    QUALIFICATIONS_LIST,
    TRAINING,
    TRAINING_LIST,
)
from teachpb.applications.rules.why_you import PERSONAL_STATEMENT, REFEREES, REFEREES_LIST

SECTIONS = (
    YOUR_DETAILS,
    APPLICATION_FORM,
    PERSONAL_DETAILS,
    PROFESSIONAL_STATUS,
    QUALIFICATIONS,
    TRAINING,
    MEMBERSHIPS,
    EMPLOYMENT,
    PERSONAL_STATEMENT,
    FAITH,
    CATHOLIC_FAITH,
    BAPTISM_CERTIFICATE,
    REFEREES,
    EQUAL_OPPORTUNITIES,
    SUPPORT,
    DECLARATIONS,
)
BY_NAME = {section.name: section for section in SECTIONS}
#: The sections that are lists.
LISTS: dict[ListName, EntryList] = {
    each.name: each for each in (QUALIFICATIONS_LIST, TRAINING_LIST, MEMBERSHIPS_LIST, EMPLOYMENT_LIST, REFEREES_LIST)
}
_OF_MODEL = {each.model: each for each in LISTS.values()}
#: field -> the sentence that asks for it
WANTED = {name: sentence for section in SECTIONS for name, sentence in section.sentences.items()}


def problems_in(application: Application) -> list[Problem]:
    """Everything that keeps this application from being sent, in page order."""
    return [
        Problem(section.name, field, message)
        for section in SECTIONS
        if section.is_asked(application)
        for field, message in section.complaints(application)
    ]


def problems_of(entry: Entry) -> list[tuple[str, str]]:
    """(field, sentence) of what is to be put right in one row of a list."""
    return list(_OF_MODEL[type(entry)].kind_of(entry).complaints(entry))
