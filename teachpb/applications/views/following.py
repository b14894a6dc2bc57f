"""A candidate follows their applications: the list, each one's page, stepping back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications import operations, queries, rows, wording
from teachpb.applications.desk import own_desk
from teachpb.applications.forms import WithdrawForm
from teachpb.applications.models import ENDED, Application, ApplicationState
from teachpb.applications.policies import is_own
from teachpb.applications.presenting import grouped
from teachpb.applications.registry import happenings_of, todos_for
from teachpb.applications.rules import asks_status
from teachpb.applications.timeline import timeline_of
from teachpb.applications.views.blueprint import OWN, bp, load_own
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in, signed_in_user


@bp.get("/account/applications")
@signed_in
def list_mine() -> ResponseReturnValue:
    moment = clock.now()
    user = signed_in_user()
    applications = queries.own_applications(user)
    return render_template(
        "applications/list_mine.html",
        groups=grouped(applications, moment),
        todos=todos_for(user, [each.id for each in applications]),
        wording=wording,
        moment=moment,
    )


@bp.get(OWN)
@allow(is_own, loader=load_own)
def show_mine(application: Application) -> ResponseReturnValue:
    """How it stands, what happens next, and what was sent. A draft leads to its task list."""
    if application.is_draft:
        return redirect(url_for(".show_tasks", application_id=application.id))
    is_open = application.vacancy.is_open(clock.now())
    before = application.events[-2].state if len(application.events) > 1 else None
    return render_template(
        "applications/show_mine.html",
        **own_desk(application),
        news=wording.news_of(application, before),
        timeline=timeline_of(application, happenings_of(application)),
        rows=rows,
        has_status=asks_status(application),
        just_sent=request.args.get("sent") == "yes" and application.state is ApplicationState.submitted,
        is_over=application.state in ENDED,
        is_open=is_open,
        may_apply_again=application.state is ApplicationState.withdrawn and is_open,
    )


@bp.route(f"{OWN}/withdraw", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def withdraw_application(application: Application) -> ResponseReturnValue:
    form = WithdrawForm()
    if application.can_withdraw and form.validate_on_submit():
        try:
            with transaction():
                operations.withdraw(actor=signed_in_user(), application=application, **form.answers())
        except DomainError as error:
            flash(error.message, "error")
        else:
            flash("You have withdrawn your application. The school has been told.", "success")
        return redirect(url_for(".show_mine", application_id=application.id))
    if not application.can_withdraw:
        return redirect(url_for(".show_mine", application_id=application.id))
    return render_template(
        "applications/withdraw.html", form=form, application=application, vacancy=application.vacancy
    )
