"""The school's inbox, its archive, and when each member of staff hears of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import db, transaction
from teachpb.messages import operations, presenting, queries
from teachpb.messages.forms import MailForm
from teachpb.messages.models import MailChoice, Side, Thread
from teachpb.messages.policies import can_see_inbox
from teachpb.messages.views.blueprint import bp
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import OrganisationKind
from teachpb.vacancies.queries import reach_of
from teachpb.web.access import allow, signed_in_user
from teachpb.web.forms import clean_line
from teachpb.web.pagination import paginate

PER_PAGE = 15


@bp.get("/hiring/messages")
@allow(can_see_inbox)
def list_received() -> ResponseReturnValue:
    """What was written to the organisation the person acts for; a trust reads its schools' as well."""
    organisation = acting_organisation(OrganisationKind.school, OrganisationKind.trust) or abort(404)
    user = signed_in_user()
    archived = request.args.get("tab") == "archive"
    title = clean_line(request.args.get("title", ""))[:100]
    page = paginate(queries.received(user, reach_of(organisation), archived=archived, title=title), per_page=PER_PAGE)
    return render_template(
        "messages/list_received.html",
        organisation=organisation,
        page=page,
        rows=presenting.rows(user, page.items, Side.school),
        archived=archived,
        asked=title,
    )


@bp.post("/hiring/messages/archive")
@allow(can_see_inbox)
def archive_threads() -> ResponseReturnValue:
    """Put the ticked threads away, or back."""
    archived = request.form.get("to") != "inbox"
    ticked = [int(value) for value in request.form.getlist("thread") if value.isdecimal() and len(value) < 10]
    with transaction():
        question = queries.visible_to(signed_in_user()).where(Thread.id.in_(ticked))
        threads = list(db.session.scalars(question)) if ticked else []
        number = operations.archive(actor=signed_in_user(), threads=threads, archived=archived)
    if threads:
        words = "conversation" if number == 1 else "conversations"
        flash(f"{number} {words} moved to the {'archive' if archived else 'inbox'}.", "success")
    else:
        flash("Tick at least one conversation.", "error")
    return redirect(url_for(".list_received", tab=None if archived else "archive"))


@bp.route("/hiring/messages/settings", methods=["GET", "POST"])
@allow(can_see_inbox)
def choose_mail() -> ResponseReturnValue:
    user = signed_in_user()
    known = queries.preferences_of([user]).get(user.id)
    form = MailForm(data={"choice": known.choice if known else MailChoice.daily})
    if form.validate_on_submit():
        with transaction():
            operations.choose_mail(actor=user, **form.answers())
        flash("Your choice is saved.", "success")
        return redirect(url_for(".list_received"))
    return render_template("messages/choose_mail.html", form=form)
