"""A person’s own data: asked for, and fetched after proving once more who they are."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.accounts import operations, queries
from teachpb.accounts.forms import CloseForm, ConfirmForm
from teachpb.accounts.models import DataExport, User
from teachpb.accounts.signed_in import present_session
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.proving import prove_again
from teachpb.db import transaction
from teachpb.extensions import limiter
from teachpb.web import access
from teachpb.web.forms import BaseForm

#: Who has no password proves who they are by having signed in so lately.
LATELY = timedelta(minutes=15)
SIGN_IN_AGAIN = "Sign in again first: sign out, ask for a sign-in link, and come back within fifteen minutes"


@bp.get("/account/data")
@access.signed_in
def show_data() -> ResponseReturnValue:
    return _page(_form(access.signed_in_user()))


@bp.post("/account/data")
@access.signed_in
@limiter.limit("10/hour", methods=["POST"])
def ask_for_data() -> ResponseReturnValue:
    with transaction():
        operations.ask_for_data(user=access.signed_in_user())
    flash("We are putting it together, and email you when it is ready.", "success")
    return redirect(url_for(".show_data"))


@bp.post("/account/data/download")
@access.signed_in
@limiter.limit("30/minute", methods=["POST"])
def download_data() -> ResponseReturnValue:
    user = access.signed_in_user()
    form = _form(user)
    export = queries.export_of(user)
    if export is None or not export.is_ready:
        flash("There is nothing to download. Ask for your data first.", "error")
        return redirect(url_for(".show_data"))
    if not form.validate() or not _is_proven(form, user):
        return _page(form)
    return _file(user, export)


def _form(user: User) -> BaseForm:
    return CloseForm() if user.password_hash else ConfirmForm()


def _is_proven(form: BaseForm, user: User) -> bool:
    if isinstance(form, CloseForm):
        return prove_again(form, user, form.current_password.data)
    begun = present_session()
    if begun is not None and clock.now() - begun.created_at < LATELY:
        return True
    form.add_error(None, SIGN_IN_AGAIN)
    return False


def _file(user: User, export: DataExport) -> Response:
    with transaction():
        content = operations.take_data(user=user, export=export)
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(form: BaseForm) -> ResponseReturnValue:
    user = access.signed_in_user()
    return render_template("accounts/show_data.html", form=form, export=queries.export_of(user), user=user)
