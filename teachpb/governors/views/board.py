"""The board's own pages: its adverts, and the people who have offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.governors import operations, queries
from teachpb.governors.forms import MoveForm, RoleForm
from teachpb.governors.models import ExpressionOfInterest, GovernorRole, RoleState
from teachpb.governors.policies import BOARD_ROLES, can_manage_role, can_read_interest, works_for_a_board
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Organisation
from teachpb.schools.queries import organisations_for
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.forms import Required, SelectField

bp = Blueprint("board", __name__, url_prefix="/board")


class NewRoleForm(RoleForm):
    """A new role also says whose board it is for."""

    organisation_id = SelectField("Which board is it for?", [Required("Select the board")], coerce=int, prompt=None)

    def offer(self, boards: list[Organisation], acting: Organisation | None) -> None:
        self.organisation_id.choices = [(board.id, board.name) for board in boards]
        if self.organisation_id.data is None:
            preferred = acting if acting is not None and acting in boards else boards[0]
            self.organisation_id.data = preferred.id


@bp.get("")
@signed_in
def show_home() -> ResponseReturnValue:
    """Where the site's footer leads: to the board's roles, or to how one gets there."""
    if works_for_a_board(signed_in_user()):
        return redirect(url_for(".list_roles"))
    return render_template("governors/find_governors.html")


@bp.get("/roles")
@allow(works_for_a_board)
def list_roles() -> ResponseReturnValue:
    roles = queries.roles_of(signed_in_user(), _acting_board())
    counts = queries.interest_counts([role.id for role in roles])
    return render_template("governors/board_roles.html", roles=roles, counts=counts, now=clock.now())


@bp.route("/roles/new", methods=["GET", "POST"])
@allow(works_for_a_board)
def add_role() -> ResponseReturnValue:
    user = signed_in_user()
    boards = organisations_for(user, *BOARD_ROLES)
    form = NewRoleForm(data=_contact_of(user))
    form.offer(boards, acting_organisation())
    if form.validate_on_submit():
        answers = form.answers()
        board = next(each for each in boards if each.id == answers.pop("organisation_id"))
        with transaction():
            role = operations.draft_role(actor=user, organisation=board, **answers)
        flash("Saved. Look it through, then publish it.", "success")
        return redirect(url_for(".show_role", role_id=role.id))
    return render_template("governors/edit_role.html", form=form, role=None, boards=boards)


@bp.get("/roles/<int:role_id>")
@allow(can_manage_role, loader=queries.get_role)
def show_role(role: GovernorRole) -> ResponseReturnValue:
    interests = queries.interests_in(role)
    return render_template(
        "governors/board_role.html",
        role=role,
        interests=interests,
        state=role.state_at(clock.now()),
        RoleState=RoleState,
    )


@bp.get("/roles/<int:role_id>/preview")
@allow(can_manage_role, loader=queries.get_role)
def preview_role(role: GovernorRole) -> ResponseReturnValue:
    return render_template("governors/show_role.html", role=role, others=[], is_open=False, is_preview=True)


@bp.route("/roles/<int:role_id>/edit", methods=["GET", "POST"])
@allow(can_manage_role, loader=queries.get_role)
def edit_role(role: GovernorRole) -> ResponseReturnValue:
    form = RoleForm.from_record(role)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.edit_role(actor=signed_in_user(), role=role, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Saved.", "success")
            return redirect(url_for(".show_role", role_id=role.id))
    return render_template("governors/edit_role.html", form=form, role=role, boards=[])


@bp.post("/roles/<int:role_id>/publish")
@allow(can_manage_role, loader=queries.get_role)
def publish_role(role: GovernorRole) -> ResponseReturnValue:
    return _do(role, operations.publish_role, "Published. People can see it now.")


@bp.post("/roles/<int:role_id>/close")
@allow(can_manage_role, loader=queries.get_role)
def close_role(role: GovernorRole) -> ResponseReturnValue:
    return _do(role, operations.close_role, "Closed. Nobody can express interest until you publish it again.")


@bp.post("/roles/<int:role_id>/fill")
@allow(can_manage_role, loader=queries.get_role)
def fill_role(role: GovernorRole) -> ResponseReturnValue:
    return _do(role, operations.fill_role, "Marked as filled. Well done.")


@bp.post("/roles/<int:role_id>/remove")
@allow(can_manage_role, loader=queries.get_role)
def remove_role(role: GovernorRole) -> ResponseReturnValue:
    _do(role, operations.remove_role, "Removed.")
    return redirect(url_for(".list_roles"))


@bp.get("/interests/<int:interest_id>")
@allow(can_read_interest, loader=queries.get_interest)
def show_interest(interest: ExpressionOfInterest) -> ResponseReturnValue:
    return render_template("governors/board_interest.html", interest=interest, form=MoveForm.for_interest(interest))


@bp.post("/interests/<int:interest_id>")
@allow(can_read_interest, loader=queries.get_interest)
def move_interest(interest: ExpressionOfInterest) -> ResponseReturnValue:
    form = MoveForm.for_interest(interest)
    if not form.state.choices:
        flash(f"Nothing was changed: this offer is “{interest.state.label.lower()}” already", "error")
        return redirect(url_for(".show_interest", interest_id=interest.id))
    if form.validate():
        try:
            with transaction():
                operations.move_interest(actor=signed_in_user(), interest=interest, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Moved on. The volunteer has been told.", "success")
            return redirect(url_for(".show_interest", interest_id=interest.id))
    return render_template("governors/board_interest.html", interest=interest, form=form)


def _do(role: GovernorRole, operation: Callable[..., None], done: str) -> ResponseReturnValue:
    try:
        with transaction():
            operation(actor=signed_in_user(), role=role)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".show_role", role_id=role.id))


def _acting_board() -> Organisation | None:
    """The organisation the person acts for, when they have a role on its board."""
    acting = acting_organisation()
    return acting if acting in organisations_for(signed_in_user(), *BOARD_ROLES) else None


def _contact_of(user: Any) -> dict[str, str]:
    return {"contact_name": user.full_name, "contact_email": user.email}
