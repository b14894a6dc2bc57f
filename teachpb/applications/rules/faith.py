"""Questions of faith, where the school asks them. Nothing has to be said; what is begun has to be of use.

Voluntary aided schools may consider it (School Standards and Framework Act 1998, sections 58 and 60).
"""

from __future__ import annotations

from teachpb.applications.models import Application, FaithProof
from teachpb.applications.rules.base import Complaints, Section, missing
from teachpb.vacancies.models import ReligiousForm

FAITH_WANTED = {
    "faith_referee_name": "Enter the name of the person who can speak for you",
    "faith_referee_email": "Enter their email address",
    "baptism_place": "Enter where you were baptised",
    "baptism_date": "Enter when you were baptised",
}
REFEREE_COLUMNS = (
    *("faith_referee_name", "faith_referee_role", "faith_referee_address"),
    *("faith_referee_email", "faith_referee_phone"),
)
COLUMNS = ("practises_faith", "faith", "place_of_worship", "faith_ethos", "faith_proof", *REFEREE_COLUMNS)


def _faith(application: Application) -> Complaints:
    if application.faith_proof == FaithProof.referee:
        yield from missing(application, FAITH_WANTED, "faith_referee_name", "faith_referee_email")
    if application.faith_proof == FaithProof.baptism_date:
        yield from missing(application, FAITH_WANTED, "baptism_place", "baptism_date")


FAITH = Section(
    "faith",
    "Faith",
    COLUMNS,
    sentences=FAITH_WANTED,
    applies=lambda application: application.vacancy.religious_form is ReligiousForm.other_religion,
    more=_faith,
)
CATHOLIC_FAITH = Section(
    "catholic-faith",
    "Faith",
    (*COLUMNS, "baptism_place", "baptism_date"),
    sentences=FAITH_WANTED,
    applies=lambda application: application.vacancy.religious_form is ReligiousForm.catholic,
    more=_faith,
)
