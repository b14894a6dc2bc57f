"""What people are asked about who belongs where."""

from __future__ import annotations

from teachpb.schools.models import OrganisationKind, Role
from teachpb.schools.roles import ROLES_OF, meaning_of
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    EmailField,
    Length,
    Option,
    PasswordField,
    RadioField,
    Required,
    StringField,
    TextArea,
)
from teachpb.web.forms.text import initial_capital


def role_options(kind: OrganisationKind) -> list[Option]:
    return [Option(role.value, role.label, hint=initial_capital(meaning_of(role))) for role in ROLES_OF[kind]]


class RoleForm(BaseForm):
    """``offer`` the roles of the organisation's kind before validating."""

    role = RadioField("Role", [Required("Select a role")])

    def offer(self, kind: OrganisationKind) -> None:
        self.role.choices = role_options(kind)

    @property
    def chosen(self) -> Role:
        return Role(self.role.data)


class InviteForm(RoleForm):
    email = EmailField(
        "Email address",
        [Required("Enter the email address of the person to invite")],
        hint="Their own work address. They can join with an account they have, or make one",
        autocomplete="off",
    )
    role = RadioField("What may they do?", [Required("Select what they may do")])


class JoinForm(BaseForm):
    """An account for an invited person: the address is known, and proven by the invitation."""

    full_name = StringField(
        "Full name", [Required("Enter your full name"), Length(min=2, max=120)], autocomplete="name"
    )
    password = PasswordField(
        "Password",
        [Required("Enter a password")],
        hint="At least 10 characters. Three random words make a good one",
        autocomplete="new-password",
    )
    terms = BooleanField(
        "I agree to the terms of use", [Required("You need to agree to the terms of use to have an account")]
    )


class ConfirmForm(BaseForm):
    """Nothing but a button."""


class ClaimForm(BaseForm):
    job_title = StringField(
        "Your job at this school",
        [Required("Enter your job at this school"), Length(max=120)],
        autocomplete="organization-title",
    )
    message = TextArea(
        "How can we check that you work there?",
        [Required("Say how we can check that you work there")],
        hint="For example the name of the head or business manager, and the office’s phone number",
        max_chars=1000,
        rows=4,
    )


class DecideForm(BaseForm):
    decision = RadioField(
        "Your decision",
        [Required("Select whether to approve the request")],
        choices=[
            Option("approve", "Approve: make them an owner"),
            Option("decline", "Do not approve"),
        ],
        reveals={"decline": "reason"},
    )
    reason = TextArea(
        "Why not?",
        [Required("Say why not. They will read it")],
        hint="This is sent to them",
        max_chars=1000,
        rows=3,
    )
