"""A reference as PDF."""

from __future__ import annotations

from teachpb.references.models import ReferenceRequest
from teachpb.references.wizards import reference_answers
from teachpb.web.pdf import Answer, Paper, PaperSection, render_paper
from teachpb.web.templating import format_date

#: Answers longer than this stand below their question.
LONG = 60


def reference_pdf(request: ReferenceRequest) -> bytes:
    """What the referee answered. Needs a request: the questions are read off the pages."""
    application, vacancy = request.application, request.application.vacancy
    facts = [
        f"About {application.full_name}, for {vacancy.title}, {vacancy.place_name}",
        f"By {request.name}, {request.organisation}",
    ]
    if request.completed_at:
        facts.append(f"Sent on {format_date(request.completed_at)}")
    sections = tuple(
        PaperSection(title, tuple(Answer(question, str(said), len(str(said)) > LONG) for question, said in answers))
        for title, answers in reference_answers(request)
    )
    stamp = "Open to the candidate" if request.is_shared else "Confidential"
    return render_paper(Paper("Reference", tuple(facts), sections, stamp))
