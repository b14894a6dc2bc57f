"""Documents of adverts: two on a live one, an application form of the school’s own, and a draft whose file is still
being checked."""

from __future__ import annotations

import io
from datetime import timedelta

from teachpb import clock
from teachpb.applications.models import Application, ApplicationFile, FilePurpose
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.files import operations as files
from teachpb.files.models import DOCUMENT_KINDS, FileState, StoredFile
from teachpb.vacancies.models import ApplicationMethod, DocumentPurpose, Vacancy, VacancyDocument
from teachpb.vacancies.rules import settle
from teachpb.web.pdf import BlankForm, FormSection, Question, QuestionKind, render_form

#: Places in ``World.vacancies``, all at the school of the demonstration’s headteacher.
WITH_DOCUMENTS, WITH_OWN_FORM, DRAFT = 4, 17, 31
#: How long a file of the demonstration waits for the scanner, so that there is one to look at.
WAITS = timedelta(days=60)

DUTIES = (
    "plan and teach lessons that every child can follow and be stretched by",
    "know how each child is doing, and talk with their parents about it",
    "work with colleagues on what and how we teach",
    "look after the children’s safety and wellbeing",
)
WANTED = ("qualified teacher status", "high hopes for every child", "a sense of humour", "a readiness to learn")


class Paper:
    """A file as a form would give it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.filename = name
        self.stream = io.BytesIO(content)


def build_papers(world: World) -> None:
    live, own_form, draft = (world.vacancies[place] for place in (WITH_DOCUMENTS, WITH_OWN_FORM, DRAFT))
    _attach(world, live, "Job description.pdf", _listing("Job description", live, DUTIES))
    _attach(world, live, "Person specification.pdf", _listing("Person specification", live, WANTED))
    own_form.application_method, own_form.is_anonymised = ApplicationMethod.uploaded_form, False
    settle(own_form)
    _attach(world, own_form, "Application form.pdf", _form(own_form), DocumentPurpose.application_form)
    _attach(world, draft, "Job description.pdf", _listing("Job description", draft, DUTIES))
    waiting = _attach(world, draft, "About our school.pdf", _listing("About our school", draft, WANTED))
    waiting.state, waiting.scanned_at = FileState.pending, None
    waiting.leased_until = clock.now() + WAITS
    db.session.flush()


def _attach(
    world: World,
    vacancy: Vacancy,
    name: str,
    content: bytes,
    purpose: DocumentPurpose = DocumentPurpose.supporting,
) -> StoredFile:
    stored = files.store_upload(
        actor=world.people["head"],
        upload=Paper(name, content),
        purpose=f"vacancies.{purpose.value}",
        kinds=DOCUMENT_KINDS,
        organisation_id=vacancy.organisation_id,
    )
    stored.state, stored.scanned_at = FileState.clean, clock.now()
    if purpose is DocumentPurpose.supporting:
        vacancy.has_documents = True
    position = len(vacancy.documents) + 1
    vacancy.documents.append(VacancyDocument(file=stored, purpose=purpose, name=name, position=position))
    return stored


def attach_own_form(world: World, application: Application) -> None:
    """The form of the school, as this person sent it: checked, and clean."""
    stored = files.store_upload(
        actor=application.candidate,
        upload=Paper(f"{application.full_name}.pdf", _form(application.vacancy)),
        purpose=f"applications.{FilePurpose.application_form.value}",
        kinds=DOCUMENT_KINDS,
    )
    stored.state, stored.scanned_at = FileState.clean, clock.now()
    application.files.append(ApplicationFile(file=stored, purpose=FilePurpose.application_form))


def _listing(title: str, vacancy: Vacancy, points: tuple[str, ...]) -> bytes:
    sections = (FormSection("You will" if points is DUTIES else "We are looking for", (), "; ".join(points) + "."),)
    return render_form(BlankForm(f"{title}: {vacancy.title}", (vacancy.place_name,), sections))


def _form(vacancy: Vacancy) -> bytes:
    questions = (
        Question("Your name"),
        Question("Your address and telephone number", QuestionKind.text, rows=3),
        Question("Where you have worked, with dates", QuestionKind.text, rows=9),
        Question("Why you would like this job", QuestionKind.text, rows=12),
        Question("Two people who can tell us about your work", QuestionKind.text, rows=4),
    )
    section = FormSection("About you", questions)
    return render_form(BlankForm(f"Application: {vacancy.title}", (vacancy.place_name,), (section,)))
