"""What has come in: read (and written down that it was), checked, or noted as received another way."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.applications.desk import staff_desk
from teachpb.db import DomainError, transaction
from teachpb.files.web import send_stored_file
from teachpb.references import operations, queries
from teachpb.references.documents import reference_pdf
from teachpb.references.forms import CheckForm, RecordForm
from teachpb.references.models import ReferenceRequest, ReferenceState
from teachpb.references.policies import can_handle_reference, can_read_reference
from teachpb.references.views.blueprint import ONE, bp, load_reference
from teachpb.references.wizards import reference_answers
from teachpb.web.access import allow, signed_in_user


@bp.post(f"{ONE}/open")
@allow(can_read_reference, loader=load_reference)
def open_reference(asked: ReferenceRequest) -> ResponseReturnValue:
    """Write down that this person reads it, then show it."""
    if asked.is_answered:
        with transaction():
            operations.note_reading(actor=signed_in_user(), paper=asked)
    return redirect(url_for(".read_reference", request_id=asked.id))


@bp.get(ONE)
@allow(can_read_reference, loader=load_reference)
def read_reference(asked: ReferenceRequest) -> ResponseReturnValue:
    if not asked.is_answered:
        return redirect(url_for(".list_references", application_id=asked.application_id))
    stored = {"note": asked.check_note, "is_satisfactory": asked.is_satisfactory}
    return _reading_page(asked, CheckForm(data=stored))


@bp.post(f"{ONE}/check")
@allow(can_handle_reference, loader=load_reference)
def mark_checked(asked: ReferenceRequest) -> ResponseReturnValue:
    form = CheckForm()
    if not form.validate():
        return _reading_page(asked, form)
    try:
        with transaction():
            operations.mark_checked(
                actor=signed_in_user(),
                request=asked,
                is_satisfactory=bool(form.is_satisfactory.data),
                words=form.note.data,
            )
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("The reference is marked as checked.", "success")
    return redirect(url_for(".list_references", application_id=asked.application_id))


def _reading_page(asked: ReferenceRequest, form: CheckForm) -> ResponseReturnValue:
    is_open = queries.is_reading(signed_in_user(), asked)
    page = render_template(
        "references/read_reference.html",
        **staff_desk(asked.application, "Reference"),
        asked=asked,
        is_open=is_open,
        pages=reference_answers(asked) if is_open and asked.state is ReferenceState.received else [],
        handles=can_handle_reference(signed_in_user(), asked),
        form=form if is_open else None,
    )
    return page, 200, {"Cache-Control": "no-store"}


@bp.route(f"{ONE}/received", methods=["GET", "POST"])
@allow(can_handle_reference, loader=load_reference)
def record_reference(asked: ReferenceRequest) -> ResponseReturnValue:
    form = RecordForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.record_elsewhere(
                    actor=signed_in_user(), request=asked, words=form.note.data, upload=form.upload.data
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The reference is noted as received.", "success")
            return redirect(url_for(".list_references", application_id=asked.application_id))
    return render_template(
        "references/staff_form.html",
        title="Note a reference that came another way",
        button="Save",
        form=form,
        application=asked.application,
        asked=asked,
    )


@bp.get(f"{ONE}/file")
@allow(can_read_reference, loader=load_reference)
def download_file(asked: ReferenceRequest) -> ResponseReturnValue:
    """The uploaded paper, once it is known to be clean, for whoever has written down that they read it."""
    if asked.file is None or not queries.is_reading(signed_in_user(), asked):
        abort(404)
    return send_stored_file(asked.file)


@bp.get(f"{ONE}/pdf")
@allow(can_read_reference, loader=load_reference)
def download_reference(asked: ReferenceRequest) -> ResponseReturnValue:
    if asked.state is not ReferenceState.received or not queries.is_reading(signed_in_user(), asked):
        abort(404)
    response = make_response(reference_pdf(asked))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="reference-{asked.application.code}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
