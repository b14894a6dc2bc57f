"""One row of the register, understood. Pure.

A row is refused only when nobody could say which school it is, what it is called or whether it is open. Any other
value that cannot be read is left blank and noted as a warning: one bad postcode must not lose a school.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from teachpb.schools.gias.kinds import NOTHING, PHASES, STATUSES, religious_character, type_group
from teachpb.schools.gias.text import clean
from teachpb.schools.gias.values import (
    Unreadable,
    parse_date,
    parse_number,
    parse_percent,
    parse_postcode,
    parse_telephone,
    parse_website,
)
from teachpb.schools.models import EstablishmentStatus, Phase

URN = "URN"
NAME = "EstablishmentName"
STATUS = "EstablishmentStatus (name)"
LA_CODE = "LA (code)"
LA_NAME = "LA (name)"
GROUP = "EstablishmentTypeGroup (name)"
TYPE = "TypeOfEstablishment (name)"
TRUST_CODE = "Trusts (code)"
TRUST_NAME = "Trusts (name)"
TRUST_FLAG = "TrustSchoolFlag (name)"
HEAD = ("HeadTitle (name)", "HeadFirstName", "HeadLastName")

#: Without these a file is no extract of the register.
REQUIRED_COLUMNS = (URN, NAME, STATUS)
NAME_LENGTH = 200
_TRUST_KEY = re.compile(r"[0-9A-Z]{1,10}", re.ASCII)


class RowRefused(ValueError):
    """A row that cannot be taken; the message says why. ``urn`` as it stood in the file."""

    def __init__(self, reason: str, urn: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.urn = urn


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What a row says. ``values`` holds a field of ``School`` for every column the extract has, and no other."""

    urn: int
    name: str
    status: EstablishmentStatus
    values: Mapping[str, Any]
    la_code: str
    la_name: str
    #: None where the extract has no trust columns, "" where the school has no trust.
    trust_uid: str | None
    trust_name: str
    warnings: tuple[str, ...]


def _ages(text: str) -> int | None:
    return parse_number(text, highest=99)


def _ukprn(text: str) -> str | None:
    if text and not re.fullmatch(r"[1-9]\d{7}", text, re.ASCII):
        raise Unreadable(f"“{text}” is not a UKPRN")
    return text or None


def _phase(text: str) -> Phase:
    known = PHASES.get(text.casefold())
    if known is None:
        raise Unreadable(f"“{text}” is not a phase of education")
    return known


def _unless_nothing(text: str) -> str:
    return "" if text.casefold() in NOTHING else text


def _text(longest: int, shape: Callable[[str], str] = str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        shaped = shape(text)
        if len(shaped) > longest:
            raise Unreadable(f"“{shaped[:40]}…” is longer than {longest} characters")
        return shaped

    return parse


#: Column of the register -> field of School, how its text is read, and what a school has when it cannot be.
COLUMNS: dict[str, tuple[str, Callable[[str], Any], Any]] = {
    TYPE: ("establishment_type", _text(100, _unless_nothing), ""),
    "OpenDate": ("opened_on", parse_date, None),
    "CloseDate": ("closed_on", parse_date, None),
    "PhaseOfEducation (name)": ("phase", _phase, Phase.not_applicable),
    "StatutoryLowAge": ("lowest_age", _ages, None),
    "StatutoryHighAge": ("highest_age", _ages, None),
    "Gender (name)": ("gender", _text(30, _unless_nothing), ""),
    "ReligiousCharacter (name)": ("religious_character", _text(60, religious_character), ""),
    "SchoolCapacity": ("capacity", parse_number, None),
    "NumberOfPupils": ("pupils", parse_number, None),
    "PercentageFSM": ("free_meals_percent", parse_percent, None),
    "UKPRN": ("ukprn", _ukprn, None),
    "Street": ("street", _text(200), ""),
    "Locality": ("locality", _text(200), ""),
    "Address3": ("address3", _text(200), ""),
    "Town": ("town", _text(100), ""),
    "County (name)": ("county", _text(100, _unless_nothing), ""),
    "Postcode": ("postcode", parse_postcode, ""),
    "SchoolWebsite": ("register_website", _text(300, parse_website), ""),
    "TelephoneNum": ("telephone", parse_telephone, ""),
    "GOR (name)": ("region", _text(60, _unless_nothing), ""),
    "ParliamentaryConstituency (name)": ("constituency", _text(100, _unless_nothing), ""),
    "OfficialSixthForm (name)": ("has_sixth_form", lambda text: text.casefold() == "has a sixth form", False),
    # the grid of EPSG:27700 is 700 km by 1,300 km
    "Easting": ("easting", lambda text: parse_number(text, highest=700_000) or None, None),
    "Northing": ("northing", lambda text: parse_number(text, highest=1_300_000) or None, None),
}

#: Every column that is looked at.
KNOWN_COLUMNS = frozenset(
    {*COLUMNS, *REQUIRED_COLUMNS, LA_CODE, LA_NAME, GROUP, TRUST_CODE, TRUST_NAME, TRUST_FLAG, *HEAD}
)


def parse_row(cells: Mapping[str, str]) -> RegisterRow:
    """Understand one row: ``cells`` maps the extract's columns to their raw text. Raises RowRefused."""
    said = {column: clean(text) for column, text in cells.items()}
    urn = _urn(said.get(URN, ""))
    name = _name(said.get(NAME, ""), urn)
    status = STATUSES.get(said.get(STATUS, "").casefold())
    if status is None:
        raise RowRefused(f"the status “{said.get(STATUS, '')[:60]}” is not one the register knows", str(urn))
    warnings: list[str] = []
    values = _values(said, warnings)
    uid, trust_name = _trust(said, warnings)
    code = said.get(LA_CODE, "")
    if code and not re.fullmatch(r"\d{3}", code, re.ASCII):
        warnings.append(f"{LA_CODE}: “{code[:20]}” is not a code of three digits")
        code = ""
    la_name = "" if said.get(LA_NAME, "").casefold() in NOTHING else said[LA_NAME][:100]
    return RegisterRow(urn, name, status, values, code, la_name, uid, trust_name, tuple(warnings))


def _urn(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{5}", text, re.ASCII):
        raise RowRefused("there is no URN of six digits" if text else "the URN is missing", text[:20])
    return int(text)


def _name(text: str, urn: int) -> str:
    if not any(char.isalnum() for char in text):
        raise RowRefused("the name is missing", str(urn))
    if len(text) > NAME_LENGTH:
        raise RowRefused(f"the name has {len(text)} characters; {NAME_LENGTH} is the most", str(urn))
    return text


def _values(said: Mapping[str, str], warnings: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, (field, parse, fallback) in COLUMNS.items():
        if column not in said:
            continue
        try:
            values[field] = parse(said[column])
        except Unreadable as error:
            values[field] = fallback
            warnings.append(f"{column}: {error}")
    low, high = values.get("lowest_age"), values.get("highest_age")
    if low is not None and high is not None and low > high:
        values["lowest_age"] = values["highest_age"] = None
        warnings.append(f"StatutoryLowAge: {low} is above the highest age, {high}")
    if TYPE in said or GROUP in said:
        values["type_group"] = type_group(said.get(GROUP, ""), said.get(TYPE, ""))
    if any(column in said for column in HEAD):
        values["head_name"] = clean(" ".join(_unless_nothing(said.get(column, "")) for column in HEAD))[:120]
    if (values.get("easting") is None) != (values.get("northing") is None):
        values["easting"] = values["northing"] = None
    return values


def _trust(said: Mapping[str, str], warnings: list[str]) -> tuple[str | None, str]:
    """The multi-academy trust. The same columns hold the charitable trusts of foundation schools, told by the flag."""
    if TRUST_CODE not in said:
        return None, ""
    uid, name = said[TRUST_CODE].upper(), said.get(TRUST_NAME, "")
    if TRUST_FLAG in said and "multi-academy" not in said[TRUST_FLAG].casefold():
        return "", ""
    if uid and not _TRUST_KEY.fullmatch(uid):
        warnings.append(f"{TRUST_CODE}: “{uid[:20]}” is not the number of a group")
        return "", ""
    return uid, name[:NAME_LENGTH]
