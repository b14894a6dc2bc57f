"""Files of an application: the candidate's pages, and what staff get of them."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.applications import operations
from teachpb.applications.errors import AlreadySent
from teachpb.applications.forms import ApplicationFileForm
from teachpb.applications.models import Application, ApplicationFile, FilePurpose
from teachpb.applications.policies import can_read, is_own
from teachpb.applications.presenting import shows_files
from teachpb.applications.rules import FILE_PAGES, REFUSED
from teachpb.applications.views import keeping
from teachpb.applications.views.blueprint import OWN, bp, load_own, load_received
from teachpb.applications.views.writing import where_it_stands
from teachpb.applications.wizard import WIZARD
from teachpb.db import DomainError, transaction
from teachpb.files.names import clean_name
from teachpb.files.web import send_stored_file
from teachpb.web.access import allow, signed_in_user
from teachpb.web.wizard import Step

FILE = f"{OWN}/files/<slug:purpose>"


@bp.route(FILE, methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def edit_file(application: Application, purpose: str) -> ResponseReturnValue:
    """Upload a file, see what became of it, replace it."""
    wanted, step = _asked(application, purpose)
    if not application.is_draft:
        return keeping.sent_already(application)
    form = ApplicationFileForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.set_file(
                    actor=signed_in_user(), application=application, purpose=wanted, upload=form.upload.data
                )
        except AlreadySent:
            return keeping.sent_already(application)
        except DomainError as error:
            form.add_error("upload", error.message)
        else:
            flash("The file is uploaded. We check it for viruses; that takes a few minutes.", "success")
            return redirect(url_for(".edit_file", application_id=application.id, purpose=purpose))
    return render_template(
        "applications/edit_file.html",
        form=form,
        step=step,
        purpose=purpose,
        kept=application.file_for(wanted),
        refused=REFUSED,
        onward=WIZARD.after_url(application, step),
        **where_it_stands(application),
    )


@bp.post(f"{FILE}/remove")
@allow(is_own, loader=load_own)
def remove_file(application: Application, purpose: str) -> ResponseReturnValue:
    wanted, _step = _asked(application, purpose)
    try:
        with transaction():
            operations.remove_file(actor=signed_in_user(), application=application, purpose=wanted)
    except AlreadySent:
        return keeping.sent_already(application)
    flash("The file is deleted.", "success")
    return redirect(url_for(".edit_file", application_id=application.id, purpose=purpose))


@bp.get(f"{FILE}/download")
@allow(is_own, loader=load_own)
def download_own_file(application: Application, purpose: str) -> ResponseReturnValue:
    return send_stored_file(_kept(application, purpose).file)


@bp.get("/hiring/applications/<int:application_id>/files/<slug:purpose>")
@allow(can_read, loader=load_received)
def download_received_file(application: Application, purpose: str) -> ResponseReturnValue:
    """What somebody filled in names them: while names are hidden there is no file. Its own name is not told."""
    kept = _kept(application, purpose)
    if not shows_files(application):
        abort(404)
    response: Response = send_stored_file(kept.file)
    name = clean_name(f"{application.name_for_staff}, {kept.purpose.label.lower()}", kept.file.kind.value)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _asked(application: Application, purpose: str) -> tuple[FilePurpose, Step]:
    """The file an address names, if this application is asked for one; else 404."""
    wanted = next((each for each, page in FILE_PAGES.items() if page == purpose), None) or abort(404)
    step = WIZARD.find(purpose) or abort(404)
    if application.is_draft and not step.condition(application):
        abort(404)
    return wanted, step


def _kept(application: Application, purpose: str) -> ApplicationFile:
    wanted = next((each for each, page in FILE_PAGES.items() if page == purpose), None) or abort(404)
    return application.file_for(wanted) or abort(404)
