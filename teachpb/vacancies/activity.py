"""What was done to an advert, in the words of those who run a school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from teachpb.audit.models import AuditEntry
from teachpb.db import EnumList, EnumText
from teachpb.vacancies import salary
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.presenting import join_words
from teachpb.web.templating import format_date, format_datetime, format_pounds, label_of

NOTHING = "Not given"
#: Longer words are shown on demand.
LONG = 120

#: verb -> what happened. The note of the entry stands behind it where the sentence ends in a colon.
SENTENCES = {
    "drafted": "Began the draft",
    "edited": "Changed the advert",
    "published": "Published the vacancy",
    "scheduled": "Scheduled the vacancy",
    "opened": "The vacancy went live",
    "unscheduled": "Made it a draft again",
    "extended": "Extended the closing date:",
    "ended_early": "Ended the vacancy early",
    "expired": "The vacancy closed",
    "outcome_given": "Said what came of it",
    "removed": "Removed the vacancy",
    "relisted": "Relisted a closed vacancy as this draft",
    "moved": "Changed the address of the page",
    "succeeded": "Handed to the school that took over",
    "document_added": "Uploaded a file:",
    "document_removed": "Deleted a file:",
    "document_unsafe": "A file was not safe and was deleted:",
    "documents_ordered": "Changed the order of the documents",
    "contact_invited": "Invited whoever reads the contact address",
}

#: field -> what it is called
LABELS = {
    "organisation_id": "Posted by",
    "schools": "Schools",
    "at_head_office": "At the head office",
    "office_address": "Address of the office",
    "office_postcode": "Postcode of the office",
    "campus_address": "Address of the job",
    "campus_postcode": "Postcode of the job",
    "title": "Job title",
    "job_roles": "Role",
    "phases": "Phase",
    "key_stages": "Key stages",
    "subjects": "Subjects",
    "contract_type": "Contract",
    "contract_duration": "Length of the contract",
    "is_parental_leave_cover": "Parental leave cover",
    "working_patterns": "Working pattern",
    "is_job_share": "Job share",
    "working_patterns_details": "Working hours",
    "start_type": "Start",
    "starts_on": "Start date",
    "starts_earliest_on": "Earliest start date",
    "starts_latest_on": "Latest start date",
    "start_words": "Start, in words",
    "pay_scale": "Pay scale",
    "pay_point_from": "Lowest point",
    "pay_point_to": "Highest point",
    "pay_min_pence": "Lowest pay",
    "pay_max_pence": "Highest pay",
    "pay_period": "Pay is for",
    "pay_is_full_time_equivalent": "Amounts are for full-time work",
    "fte_basis_points": "Share of full time",
    "pay_words": "More about pay",
    "allowances": "Allowances",
    "allowances_details": "More about the allowances",
    "qts_required": "Qualified teacher status needed",
    "ect_status": "Early career teachers",
    "skills_and_experience": "Skills and experience",
    "school_offer": "What the school offers",
    "flexible_working": "Flexible working",
    "further_details": "Anything else",
    "school_visits": "Visits",
    "visa_sponsorship": "Visa sponsorship",
    "publish_on": "Day it appears",
    "closes_at": "Closing date",
    "application_method": "How to apply",
    "application_link": "Web address to apply at",
    "religious_form": "Questions of faith",
    "is_anonymised": "Anonymous shortlisting",
    "has_documents": "Documents",
    "contact_email": "Contact email address",
    "contact_is_confirmed": "Contact address confirmed",
    "contact_phone": "Contact phone number",
    "state": "State",
    "outcome": "Outcome",
    "listed_elsewhere": "Advertised elsewhere",
    "relist_reason": "Why it is listed again",
    "slug": "Address of the page",
}


@dataclass(frozen=True)
class Change:
    """One field: how it was and how it is. Both are empty where the trail keeps only *that* it changed."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    what: str
    changes: list[Change]


def events_of(entries: Iterable[AuditEntry], schools: dict[int, str]) -> list[Event]:
    """``schools`` are the names of the schools the entries speak of, by number."""
    return [
        Event(entry.at, entry.actor_label, _sentence(entry), changes_of(entry.changes, schools)) for entry in entries
    ]


def schools_in(entries: Sequence[AuditEntry]) -> set[int]:
    """The numbers of the schools these entries speak of."""
    pairs = [entry.changes.get("schools") for entry in entries]
    return {number for pair in pairs if isinstance(pair, list) for side in pair for number in side or []}


def _sentence(entry: AuditEntry) -> str:
    verb = entry.verb.removeprefix("vacancy_")
    words = SENTENCES.get(verb, verb.replace("_", " ").capitalize())
    if words.endswith(":"):
        return f"{words} {entry.note}" if entry.note else words.rstrip(":")
    return words


def changes_of(changes: dict[str, Any], schools: dict[int, str]) -> list[Change]:
    """The changes that mean something to people; numbers of records do not."""
    found = []
    for field, pair in changes.items():
        if field not in LABELS or field == "organisation_id":
            continue
        if not isinstance(pair, list):  # the trail says that it changed, not how
            found.append(Change(LABELS[field], "", ""))
            continue
        before, after = (in_words(field, value, schools) for value in pair)
        found.append(Change(LABELS[field], before, after))
    return found


def in_words(field: str, value: Any, schools: dict[int, str]) -> str:
    """A stored value as people read it."""
    if field == "subjects" and value == []:
        return "No particular subject"
    if value is None or value in ("", []):
        return NOTHING
    if field == "schools":
        return join_words([schools.get(number, "a school") for number in value])
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return salary.fte_words(value) if field == "fte_basis_points" else format_pounds(value)
    return _moment(field, str(value)) if field in MOMENTS else _labels(field, value)


MOMENTS = frozenset({"starts_on", "starts_earliest_on", "starts_latest_on", "publish_on", "closes_at"})


def _moment(field: str, value: str) -> str:
    if field == "closes_at":
        return format_datetime(datetime.fromisoformat(value))
    return format_date(date.fromisoformat(value))


def _labels(field: str, value: Any) -> str:
    """Members of an enum by their labels; plain words as they are."""
    column = Vacancy.__table__.columns.get(field)
    kind = column.type if column is not None else None
    if isinstance(kind, EnumList):
        known = {member.value: label_of(member) for member in kind.enum}
        return join_words([str(known.get(item, item)) for item in value])
    if isinstance(kind, EnumText):
        known = {member.value: label_of(member) for member in kind.enum}
        return str(known.get(value, value))
    return str(value)
