"""The provider's desk: writing to the people on a date."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import DelegateMailForm
from teachpb.cpd.models import CourseDate
from teachpb.cpd.queries import Group
from teachpb.cpd.views.dates import bp, load_date
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in_user


@bp.route("/dates/<int:course_date_id>/write", methods=["GET", "POST"])
@allow(policies.can_manage_date, loader=load_date)
def write_to_delegates(run: CourseDate) -> ResponseReturnValue:
    """Compose, see it, send it. What is sent is what the form holds: seeing it first changes nothing."""
    form = DelegateMailForm(data={"groups": [Group.coming.value], "key": secrets.token_urlsafe(12)})
    shown, places = False, []
    if form.validate_on_submit():
        places = queries.addressees(run, form.chosen)
        try:
            if form.send.data:
                return _send(run, form)
            operations.require_fit_subject(subject=form.subject.data, places=places)
            shown = True
        except DomainError as error:
            form.add_error(error)
    return render_template("cpd/write_to_delegates.html", form=form, run=run, shown=shown, places=places)


def _send(run: CourseDate, form: DelegateMailForm) -> ResponseReturnValue:
    with transaction():
        count = operations.write_to_delegates(
            actor=signed_in_user(),
            run=run,
            groups=form.chosen,
            subject=form.subject.data,
            body=form.body.data,
            key=str(form.key.data)[:40],
        )
    flash(f"Sent to {count} {'person' if count == 1 else 'people'}.", "success")
    return redirect(url_for(".show_date", course_date_id=run.id))
