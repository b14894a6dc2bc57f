"""The school's own form, uploaded, with the little that has to be known besides; and the certificate of a baptism."""

from __future__ import annotations

from teachpb.applications.models import Application, FaithProof, FilePurpose
from teachpb.applications.rules.about_you import PERSONAL_WANTED, STATUS_WANTED, TRN_SENTENCE, is_trn
from teachpb.applications.rules.base import OWN_FORM, Complaints, Section
from teachpb.vacancies.models import ReligiousForm

NO_FORM = "Upload the school’s form, filled in"
NO_CERTIFICATE = "Upload your baptism certificate, or choose another answer on the page about faith"
REFUSED = "The file you uploaded was not safe and has been removed. Upload another one"
WAITING = "We are still checking the file you uploaded. That takes a few minutes: try again shortly"
YOUR_FIELDS = ("first_name", "last_name", "phone", "email", "has_right_to_work")

#: Bytes a file may have.
LARGEST_FILE = 20 * 1024 * 1024
#: On which page each file is asked for.
FILE_PAGES = {FilePurpose.application_form: "application-form", FilePurpose.baptism_certificate: "baptism-certificate"}


def _trn(application: Application) -> Complaints:
    if application.trn and not is_trn(application.trn):
        yield "trn", TRN_SENTENCE


def _form(application: Application) -> Complaints:
    yield from _complaints(application, FilePurpose.application_form, NO_FORM)


def _certificate(application: Application) -> Complaints:
    yield from _complaints(application, FilePurpose.baptism_certificate, NO_CERTIFICATE)


def _complaints(application: Application, purpose: FilePurpose, sentence: str) -> Complaints:
    kept = application.file_for(purpose)
    if kept is None:
        yield "upload", sentence
    elif kept.is_refused:
        yield "upload", REFUSED


def asks_certificate(application: Application) -> bool:
    is_catholic = application.vacancy.religious_form is ReligiousForm.catholic
    return is_catholic and application.faith_proof == FaithProof.baptism_certificate


YOUR_DETAILS = Section(
    "your-details",
    "Your details",
    (*YOUR_FIELDS, "qts_status", "trn"),
    wanted=YOUR_FIELDS,
    sentences={**PERSONAL_WANTED, **STATUS_WANTED},
    more=_trn,
    asked_with=OWN_FORM,
)
APPLICATION_FORM = Section("application-form", "The school’s form", (), more=_form, asked_with=OWN_FORM)
BAPTISM_CERTIFICATE = Section(
    "baptism-certificate", "Baptism certificate", (), applies=asks_certificate, more=_certificate
)
