"""A person's own record, with what they enter, as page, PDF and CSV; and the evidence of any entry one may see."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.files.web import send_stored_file
from teachpb.training import operations, papers, queries
from teachpb.training.forms import EntryForm, RemoveForm
from teachpb.training.models import TrainingEntry
from teachpb.web.access import signed_in, signed_in_user
from teachpb.web.csvfile import csv_response

bp = Blueprint("record", __name__, url_prefix="/training/record")

COLUMNS = (
    "Academic year",
    "Completed",
    "Title",
    "Provider",
    "Hours",
    "Valid until",
    "Certificate number",
    "Entered by you",
)


def load_entry(user: Any, entry_id: int) -> TrainingEntry | None:
    return queries.entry_known_to(user, entry_id)


@bp.get("")
@signed_in
def show_record() -> ResponseReturnValue:
    return render_template("training/record.html", years=queries.record_of(signed_in_user()), today=clock.today())


@bp.get("/record.pdf")
@signed_in
def download_record() -> ResponseReturnValue:
    user = signed_in_user()
    response = Response(papers.record_pdf(user, queries.record_of(user)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="training-record.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/record.csv")
@signed_in
def download_table() -> ResponseReturnValue:
    rows = [
        (
            year.name,
            line.on,
            line.title,
            line.provider,
            line.hours,
            line.expires_on,
            line.certificate.number if line.certificate else "",
            line.entry is not None,
        )
        for year in queries.record_of(signed_in_user())
        for line in year.lines
    ]
    return csv_response("training-record.csv", COLUMNS, rows)


@bp.route("/entries/new", methods=["GET", "POST"])
@signed_in
def add_entry() -> ResponseReturnValue:
    form, kinds = EntryForm(data={"is_shared": True}), queries.active_kinds()
    form.offer(kinds)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.add_entry(
                    actor=signed_in_user(), details=form.details(kinds), evidence=form.evidence.data or None
                )
        except DomainError as error:
            form.add_error("evidence", error.message)
        else:
            flash("It is on your record.", "success")
            return redirect(url_for(".show_record"))
    return render_template("training/edit_entry.html", form=form, entry=None, member=None)


@bp.route("/entries/<int:entry_id>", methods=["GET", "POST"])
@signed_in(loader=load_entry)
def edit_entry(entry: TrainingEntry) -> ResponseReturnValue:
    form, kinds = EntryForm.for_entry(entry), queries.active_kinds()
    form.offer(kinds)
    if entry.member is not None:
        del form.is_shared
    if form.validate_on_submit():
        try:
            with transaction():
                operations.edit_entry(
                    actor=signed_in_user(),
                    entry=entry,
                    details=form.details(kinds),
                    evidence=form.evidence.data or None,
                )
        except DomainError as error:
            form.add_error("evidence", error.message)
        else:
            flash("Saved.", "success")
            return redirect(_back(entry))
    return render_template("training/edit_entry.html", form=form, entry=entry, member=entry.member)


@bp.route("/entries/<int:entry_id>/remove", methods=["GET", "POST"])
@signed_in(loader=load_entry)
def remove_entry(entry: TrainingEntry) -> ResponseReturnValue:
    form, back = RemoveForm(), _back(entry)
    if form.validate_on_submit():
        with transaction():
            operations.remove_entry(actor=signed_in_user(), entry=entry)
        flash("The entry is removed, and its evidence with it.", "success")
        return redirect(back)
    return render_template("training/remove_entry.html", form=form, entry=entry, back=back)


@bp.get("/entries/<int:entry_id>/evidence")
@signed_in(loader=load_entry)
def download_evidence(entry: TrainingEntry) -> ResponseReturnValue:
    if entry.file is None:
        abort(404)
    return send_stored_file(entry.file)


def _back(entry: TrainingEntry) -> str:
    if entry.member_id is not None:
        return url_for("teams.show_member", member_id=entry.member_id)
    return url_for("record.show_record")
