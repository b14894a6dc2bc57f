"""Who is away on a course: a calendar for the CPD lead, by a secret address that can be taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import transaction
from teachpb.extensions import limiter
from teachpb.schools.policies import has_role
from teachpb.training import feed, operations, policies, queries
from teachpb.training.models import AbsenceFeed, Side
from teachpb.training.policies import KEEPERS, Team
from teachpb.training.views.teams import load_team
from teachpb.web.access import allow, public, signed_in_user

bp = Blueprint("absences", __name__)

TEAM = "/training/teams/<int:organisation_id>/<training_side:side>/absences"


def load_feed(_user: Any, token: str) -> AbsenceFeed | None:
    """The feed of this address, while its owner still keeps the list."""
    found = queries.feed_by_token(token)
    if found is None or found.user.closed_at is not None:
        return None
    return found if has_role(found.user, found.organisation, *KEEPERS[Side.staff]) else None


@bp.get(TEAM)
@allow(policies.can_keep, loader=load_team)
def show_absences(team: Team) -> ResponseReturnValue:
    return render_template(
        "training/absences.html",
        team=team,
        feed=queries.feed_of(signed_in_user(), team.organisation),
        absences=[row for row in queries.absences_of(team.organisation, clock.today()) if row[1].day >= clock.today()],
    )


@bp.post(f"{TEAM}/make")
@allow(policies.can_keep, loader=load_team)
def make_feed(team: Team) -> ResponseReturnValue:
    with transaction():
        operations.make_feed(actor=signed_in_user(), organisation=team.organisation)
    flash("Here is the address. Whoever has it sees who is away: keep it to yourself.", "success")
    return redirect(url_for(".show_absences", organisation_id=team.organisation.id, side=team.side))


@bp.post(f"{TEAM}/revoke")
@allow(policies.can_keep, loader=load_team)
def revoke_feed(team: Team) -> ResponseReturnValue:
    with transaction():
        operations.revoke_feed(actor=signed_in_user(), organisation=team.organisation)
    flash("The address is dead.", "success")
    return redirect(url_for(".show_absences", organisation_id=team.organisation.id, side=team.side))


@bp.get("/feeds/absences/<token:token>.ics")
@limiter.limit("60/hour")
@public(loader=load_feed)
def show_feed(found: AbsenceFeed) -> ResponseReturnValue:
    calendar = feed.build(found.organisation.name, queries.absences_of(found.organisation, clock.today()), clock.now())
    response = Response(calendar, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
