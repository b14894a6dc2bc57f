"""One application on paper, for its candidate and for staff."""

from __future__ import annotations

import io

from flask import send_file
from flask.typing import ResponseReturnValue

from teachpb.applications.documents import application_pdf, pdf_name
from teachpb.applications.models import Application
from teachpb.applications.policies import can_read, is_own
from teachpb.applications.views.blueprint import OWN, bp, load_own, load_received
from teachpb.web.access import allow


@bp.get(f"{OWN}/application.pdf")
@allow(is_own, loader=load_own)
def download_mine(application: Application) -> ResponseReturnValue:
    """One's own application as it stands: a draft, too."""
    return _send(application, for_staff=False)


@bp.get("/hiring/applications/<int:application_id>/application.pdf")
@allow(can_read, loader=load_received)
def download_received(application: Application) -> ResponseReturnValue:
    """As staff may read it now: without the name, in the file and of the file, while names are hidden."""
    return _send(application, for_staff=True)


def _send(application: Application, *, for_staff: bool) -> ResponseReturnValue:
    content = application_pdf(application, for_staff=for_staff)
    name = pdf_name(application, for_staff=for_staff)
    response = send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
