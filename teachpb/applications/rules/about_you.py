"""Who somebody is, and whether they are a qualified teacher."""

from __future__ import annotations

import re

from teachpb import clock
from teachpb.applications.models import Application, QtsStatus
from teachpb.applications.rules.base import Complaints, Section, asks_status, missing

EARLIEST_QTS_YEAR = 1950
TRN_SENTENCE = "Enter a teacher reference number with 7 digits, like 1234567"

UK = frozenset({"", "united kingdom", "uk", "great britain", "gb", "england", "scotland", "wales", "northern ireland"})
NI_SENTENCE = "Enter a National Insurance number, like QQ 12 34 56 C"
PATTERN_WORDS = 50

PERSONAL_WANTED = {
    "first_name": "Enter your first name",
    "last_name": "Enter your last name",
    "address_line_1": "Enter the first line of your address",
    "town": "Enter your town or city",
    "postcode": "Enter your postcode",
    "country": "Enter the country you live in",
    "phone": "Enter your phone number",
    "email": "Enter your email address",
    "has_right_to_work": "Select yes if you have the right to work in the UK",
    "needs_sponsor": "Select yes if you would need the school to sponsor a visa",
    "has_ni_number": "Select yes if you have a National Insurance number",
    "ni_number": "Enter your National Insurance number",
    "working_patterns": "Select how you would like to work",
}
STATUS_WANTED = {
    "qts_status": "Select whether you have qualified teacher status",
    "qts_year": "Enter the year you were awarded QTS",
    "trn": "Enter your teacher reference number",
    "induction": "Select whether you have completed your statutory induction",
}
#: Not asked of everybody.
_DEPENDING = {"postcode", "needs_sponsor", "ni_number"}


def is_trn(value: str) -> bool:
    """A teacher reference number: 7 digits, written plainly."""
    return re.fullmatch(r"[0-9]{7}", value) is not None


def is_ni_number(value: str) -> bool:
    """A National Insurance number, written plainly: two letters, six digits and, as not all cards show it, perhaps the
    letter at the end. Not every pair of letters is given out (HM Revenue and Customs, manual NIM39110)."""
    pair = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    return re.fullmatch(pair + r"[0-9]{6}[A-D]?", value) is not None


def lives_in_uk(country: str | None) -> bool:
    """Whether a postcode must look like one of ours. Who names no country lives here."""
    return (country or "").strip().casefold() in UK


def _personal(application: Application) -> Complaints:
    if lives_in_uk(application.country):
        yield from missing(application, PERSONAL_WANTED, "postcode")
    if application.has_right_to_work is False:
        yield from missing(application, PERSONAL_WANTED, "needs_sponsor")
    if application.has_ni_number:
        yield from missing(application, PERSONAL_WANTED, "ni_number")
    if application.ni_number and not is_ni_number(application.ni_number):
        yield "ni_number", NI_SENTENCE
    if len((application.working_pattern_details or "").split()) > PATTERN_WORDS:
        yield "working_pattern_details", f"Write {PATTERN_WORDS} words or fewer about how you would like to work"


def _status(application: Application) -> Complaints:
    if application.qts_status is QtsStatus.yes:
        yield from missing(application, STATUS_WANTED, "qts_year", "trn", "induction")
    if application.qts_year is not None and not EARLIEST_QTS_YEAR <= application.qts_year <= clock.today().year:
        yield "qts_year", f"The year you were awarded QTS must be between {EARLIEST_QTS_YEAR} and {clock.today().year}"
    if application.trn and not is_trn(application.trn):
        yield "trn", TRN_SENTENCE


PERSONAL_DETAILS = Section(
    "personal-details",
    "Personal details",
    (*PERSONAL_WANTED, "previous_names", "address_line_2", "working_pattern_details"),
    wanted=tuple(name for name in PERSONAL_WANTED if name not in _DEPENDING),
    sentences=PERSONAL_WANTED,
    more=_personal,
)
PROFESSIONAL_STATUS = Section(
    "professional-status",
    "Professional status",
    ("qts_status", "qts_year", "trn", "qts_specialism", "qts_details", "induction", "induction_details"),
    wanted=("qts_status",),
    sentences=STATUS_WANTED,
    applies=asks_status,
    more=_status,
)
