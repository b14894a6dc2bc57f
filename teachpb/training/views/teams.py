"""Who of a school, or of its board, has which training: the lists, the lights, the rules, the spreadsheet."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd.models import Audience
from teachpb.db import DomainError, transaction
from teachpb.schools.acting import acting_organisation
from teachpb.training import operations, policies, queries
from teachpb.training.forms import EntryForm, MemberForm, RemoveForm, RequiredForm
from teachpb.training.models import Side, TeamMember
from teachpb.training.policies import Team
from teachpb.training.standing import Light
from teachpb.web.access import allow, signed_in_user
from teachpb.web.converters import use_enum
from teachpb.web.pagination import slice_page
from teachpb.web.spreadsheets import Sheet, xlsx_response

bp = Blueprint("teams", __name__)
use_enum(bp, "training_side", Side)

TEAM = "/training/teams/<int:organisation_id>/<training_side:side>"
MEMBER = "/training/team-members/<int:member_id>"
PER_PAGE = 50


def load_team(user: Any, organisation_id: int, side: Side) -> Team | None:
    return queries.team_of(user, organisation_id, side)


def load_member(user: Any, member_id: int) -> TeamMember | None:
    return queries.get_member(user, member_id)


@bp.get("/training/teams")
@allow(policies.keeps_staff)
def open_staff() -> ResponseReturnValue:
    """The staff of the school one acts for."""
    return _open(Side.staff)


@bp.get("/board/training")
@allow(policies.keeps_board)
def open_board() -> ResponseReturnValue:
    """The board one works for."""
    return _open(Side.board)


@bp.get(TEAM)
@allow(policies.can_keep, loader=load_team)
def show_team(team: Team) -> ResponseReturnValue:
    board = queries.board_of(team, clock.today())
    only_open = request.args.get("show") == "open"
    lines = [line for line in board.lines if line.worst.needs_action] if only_open else list(board.lines)
    return render_template(
        "training/team.html",
        team=team,
        board=board,
        page=slice_page(lines, per_page=PER_PAGE),
        only_open=only_open,
        lights=list(Light),
        others=[each for each in queries.teams_for(signed_in_user(), team.side) if each.id != team.organisation.id],
        unlisted=len(queries.booked_and_unlisted(team.organisation)) if team.side is Side.staff else 0,
    )


@bp.get(f"{TEAM}/training.xlsx")
@allow(policies.can_keep, loader=load_team)
def download_team(team: Team) -> ResponseReturnValue:
    """For an inspection: everybody, what their role needs, and until when they have it."""
    board = queries.board_of(team, clock.today())
    needs = [
        (
            line.member.name,
            line.member.role.label,
            cell.kind.name,
            cell.light.label,
            cell.holding.completed_on if cell.holding else None,
            cell.holding.expires_on if cell.holding else None,
            cell.holding.title if cell.holding else "",
            cell.kind.basis,
        )
        for line in board.lines
        for cell in line.cells
    ]
    header = ("Name", "Role", "Training", "State", "Completed", "Valid until", "By", "Basis")
    roles = [(role.label, *(counts[light] for light in Light)) for role, counts in board.by_role.items()]
    return xlsx_response(
        f"training-{team.side.value}-{clock.today()}.xlsx",
        Sheet("Training", header, needs),
        Sheet("By role", ("Role", *(light.label for light in Light)), roles),
    )


@bp.route(f"{TEAM}/new", methods=["GET", "POST"])
@allow(policies.can_keep, loader=load_team)
def add_member(team: Team) -> ResponseReturnValue:
    form = MemberForm()
    form.offer(team.side)
    if form.validate_on_submit():
        try:
            with transaction():
                member = operations.add_member(
                    actor=signed_in_user(),
                    organisation=team.organisation,
                    name=form.name.data,
                    email=form.email.data,
                    role=form.chosen,
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash(f"{member.name} is on the list.", "success")
            return redirect(_team_url(team))
    return render_template("training/edit_member.html", form=form, team=team, member=None)


@bp.post(f"{TEAM}/booked")
@allow(policies.can_keep, loader=load_team)
def add_booked(team: Team) -> ResponseReturnValue:
    with transaction():
        count = operations.add_booked(actor=signed_in_user(), organisation=team.organisation)
    flash(f"Added: {count}. They are classroom teachers until you say otherwise.", "success")
    return redirect(_team_url(team))


@bp.route(f"{TEAM}/required", methods=["GET", "POST"])
@allow(policies.can_keep, loader=load_team)
def edit_required(team: Team) -> ResponseReturnValue:
    form, kinds = RequiredForm(), queries.active_kinds()
    if form.validate_on_submit():
        known = {str(kind.id): kind.id for kind in kinds}
        wanted = [
            (role, known[value])
            for role in team.side.roles
            for value in request.form.getlist(f"needs-{role.value}")
            if value in known
        ]
        with transaction():
            operations.set_required(
                actor=signed_in_user(), organisation=team.organisation, side=team.side, wanted=wanted
            )
        flash("Saved.", "success")
        return redirect(_team_url(team))
    required = {role: {kind.id for kind in found} for role, found in queries.required_of(team.organisation).items()}
    return render_template("training/edit_required.html", form=form, team=team, kinds=kinds, required=required)


@bp.get(MEMBER)
@allow(policies.can_keep_member, loader=load_member)
def show_member(member: TeamMember) -> ResponseReturnValue:
    team = Team(member.organisation, member.side)
    line = next((each for each in queries.board_of(team, clock.today()).lines if each.member.id == member.id), None)
    return render_template(
        "training/member.html", member=member, team=team, line=line, entries=queries.entries_of_member(member)
    )


@bp.route(f"{MEMBER}/edit", methods=["GET", "POST"])
@allow(policies.can_keep_member, loader=load_member)
def edit_member(member: TeamMember) -> ResponseReturnValue:
    form = MemberForm(data={"name": member.name, "role": member.role.value})
    form.offer(member.side)
    del form.email
    if form.validate_on_submit():
        with transaction():
            operations.edit_member(
                actor=signed_in_user(), member=member, name=form.name.data, role=Audience(form.role.data)
            )
        flash("Saved.", "success")
        return redirect(url_for(".show_member", member_id=member.id))
    team = Team(member.organisation, member.side)
    return render_template("training/edit_member.html", form=form, team=team, member=member)


@bp.route(f"{MEMBER}/left", methods=["GET", "POST"])
@allow(policies.can_keep_member, loader=load_member)
def end_member(member: TeamMember) -> ResponseReturnValue:
    form, team = RemoveForm(), Team(member.organisation, member.side)
    if form.validate_on_submit():
        with transaction():
            operations.end_member(actor=signed_in_user(), member=member, on=clock.today())
        flash(f"{member.name} is off the list.", "success")
        return redirect(_team_url(team))
    return render_template("training/end_member.html", form=form, member=member, team=team)


@bp.route(f"{MEMBER}/entries/new", methods=["GET", "POST"])
@allow(policies.can_keep_member, loader=load_member)
def add_training(member: TeamMember) -> ResponseReturnValue:
    form, kinds = EntryForm(), queries.active_kinds()
    form.offer(kinds)
    del form.is_shared
    if form.validate_on_submit():
        try:
            with transaction():
                operations.add_entry(
                    actor=signed_in_user(),
                    member=member,
                    details=form.details(kinds),
                    evidence=form.evidence.data or None,
                )
        except DomainError as error:
            form.add_error("evidence", error.message)
        else:
            flash("It is entered.", "success")
            return redirect(url_for(".show_member", member_id=member.id))
    return render_template("training/edit_entry.html", form=form, entry=None, member=member)


def _open(side: Side) -> ResponseReturnValue:
    teams = queries.teams_for(signed_in_user(), side)
    acting = acting_organisation()
    chosen = next((each for each in teams if acting and each.id == acting.id), teams[0] if teams else None)
    if chosen is None:
        abort(404)
    return redirect(_team_url(Team(chosen, side)))


def _team_url(team: Team) -> str:
    return url_for("teams.show_team", organisation_id=team.organisation.id, side=team.side)
