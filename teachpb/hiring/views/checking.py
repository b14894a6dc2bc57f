"""The checks before somebody starts: for staff with everything, for the candidate only how far they are."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.applications.desk import own_desk, staff_desk
from teachpb.applications.models import Application
from teachpb.applications.policies import is_own
from teachpb.db import DomainError, transaction
from teachpb.hiring import operations, queries
from teachpb.hiring.checklist import HINTS, CheckKind
from teachpb.hiring.forms import CheckForm, SearchForm
from teachpb.hiring.operations.checking import CHECKED_STATES
from teachpb.hiring.policies import can_check, shows_own_checks
from teachpb.hiring.views.blueprint import APPLICATION, OWN, bp, load_own, load_received
from teachpb.references.queries import standing_of
from teachpb.web.access import allow, signed_in_user

CHECKS = f"{APPLICATION}/checks"


def load_checked(user: User | None, application_id: int) -> Application | None:
    """One's own, once there is something to see."""
    application = load_own(user, application_id)
    return application if application is not None and shows_own_checks(user, application) else None


@bp.get(CHECKS)
@allow(can_check, loader=load_received)
def list_checks(application: Application) -> ResponseReturnValue:
    return render_template(
        "hiring/list_checks.html",
        **staff_desk(application, "Checks"),
        search=queries.search_of(application),
        lines=queries.checks_of(application),
        may_check=application.state in CHECKED_STATES,
        standing=standing_of(application),
        hints=HINTS,
    )


@bp.route(f"{CHECKS}/online-search", methods=["GET", "POST"])
@allow(can_check, loader=load_received)
def edit_search(application: Application) -> ResponseReturnValue:
    form = SearchForm(obj=queries.search_of(application))
    if form.validate_on_submit():
        try:
            with transaction():
                operations.save_search(actor=signed_in_user(), application=application, **form.values())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The online search is written down.", "success")
            return redirect(url_for(".list_checks", application_id=application.id))
    return render_template("hiring/edit_search.html", **staff_desk(application, "Online search"), form=form)


@bp.route(f"{CHECKS}/<slug:kind>", methods=["GET", "POST"])
@allow(can_check, loader=load_received)
def edit_check(application: Application, kind: str) -> ResponseReturnValue:
    line = next((each for each in queries.checks_of(application) if each.kind == kind.replace("-", "_")), None)
    line = line or abort(404)
    form = CheckForm(obj=line.row)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.save_check(
                    actor=signed_in_user(), application=application, kind=CheckKind(line.kind), **form.values()
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash(f"{line.kind.label}: saved.", "success")
            return redirect(url_for(".list_checks", application_id=application.id))
    return render_template(
        "hiring/edit_check.html", **staff_desk(application, line.kind.label), form=form, hint=HINTS[line.kind]
    )


@bp.get(f"{OWN}/checks")
@allow(is_own, loader=load_checked)
def show_own_checks(application: Application) -> ResponseReturnValue:
    return render_template(
        "hiring/show_own_checks.html", **own_desk(application, "Checks"), lines=queries.checks_of(application)
    )
