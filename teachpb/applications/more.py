"""What goes with an application beside the common sections, as its pages show it: files, and answers about faith."""

from __future__ import annotations

from typing import Any

from flask import url_for

from teachpb.applications.models import Application, ApplicationFile
from teachpb.applications.presenting import shows_support
from teachpb.applications.rules import FILE_PAGES
from teachpb.applications.wizard import WIZARD
from teachpb.vacancies.models import ApplicationMethod

FAITH_PAGES = ("faith", "catholic-faith")


def more_of(application: Application, *, for_staff: bool) -> dict[str, Any]:
    """The context of ``applications/_more.html``."""
    endpoint = "applications.download_received_file" if for_staff else "applications.download_own_file"
    return {
        "has_own_form": application.vacancy.application_method is ApplicationMethod.uploaded_form,
        "files": [_file(application, kept, endpoint) for kept in application.files],
        "faith": _faith(application),
        "shows_safeguarding": not for_staff or shows_support(application),
    }


def _file(application: Application, kept: ApplicationFile, endpoint: str) -> dict[str, str]:
    address = url_for(endpoint, application_id=application.id, purpose=FILE_PAGES[kept.purpose])
    return {
        "text": kept.purpose.label,
        "state": kept.file.kind.value.upper() if kept.is_ready else kept.file.state.label.lower(),
        "href": address if kept.is_ready else "",
    }


def _faith(application: Application) -> list[dict[str, Any]]:
    """What was said, and nothing of what was left out."""
    step = next((step for step in WIZARD.visible_steps(application) if step.name in FAITH_PAGES), None)
    form = step.stored_form(application) if step is not None else None
    if form is None:
        return []
    asked = [field for field in form.questions if not field.concealed and not field.is_blank()]
    return [{"key": field.summary_label, "value": field.display()} for field in asked]
