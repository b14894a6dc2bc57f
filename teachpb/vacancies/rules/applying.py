"""Rules of the steps about how to apply, what goes with the advert, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from teachpb.notifications.addresses import clean_address
from teachpb.notifications.errors import BadAddress
from teachpb.vacancies.models import ApplicationMethod
from teachpb.vacancies.rules.problems import Problem


def check_applying(advert: Any, moment: datetime) -> Iterator[Problem]:
    method = advert.application_method
    if method is None:
        yield Problem("application_method", "Select how people apply")
    if method is ApplicationMethod.website and not is_web_address(advert.application_link):
        yield Problem(
            "application_link", "Enter the web address of the application page, like https://www.example.org/jobs"
        )


def check_application_form(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.application_form is None:
        yield Problem("application_form", "Select the form that people are to fill in")


def check_anonymity(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.is_anonymised is None:
        yield Problem("is_anonymised", "Select yes if names are to be hidden until you shortlist")


def check_documents(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.has_documents is None:
        yield Problem("has_documents", "Select yes if there are documents to go with the advert")
    elif advert.has_documents and not advert.supporting_documents:
        yield Problem("supporting_documents", "Select a document, or answer no")


def check_contact(advert: Any, moment: datetime) -> Iterator[Problem]:
    if not advert.contact_email:
        yield Problem("contact_email", "Enter an email address for questions about the job")
    elif not is_mail_address(advert.contact_email):
        yield Problem("contact_email", "Enter an email address in the correct format, like name@example.org")
    digits = re.sub(r"[\s()+-]", "", advert.contact_phone)
    if advert.contact_phone and not (digits.isdigit() and 10 <= len(digits) <= 12):
        yield Problem("contact_phone", "Enter a phone number of 10 to 12 digits, like 01733 747474")


def check_confirmation(advert: Any, moment: datetime) -> Iterator[Problem]:
    """An address that is nobody’s here may be a slip of the finger, and candidates would write to a stranger."""
    if not advert.contact_is_confirmed:
        yield Problem("contact_is_confirmed", f"Confirm that {advert.contact_email} is right, or change it")


def is_web_address(text: str) -> bool:
    """An http(s) address with a host and without a password in it."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "." in host
        and parts.username is None
        and not re.search(r"[\s<>\"\\]", text)
    )


def is_mail_address(text: str) -> bool:
    """Can mail be sent there?"""
    try:
        return "." in clean_address(text).rpartition("@")[2]
    except BadAddress:
        return False
