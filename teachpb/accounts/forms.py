"""What people are asked at the door and about themselves."""

from __future__ import annotations

from teachpb.accounts.password_rules import SHORTEST
from teachpb.web.forms import BaseForm, BooleanField, EmailField, Length, PasswordField, Required, StringField

NEW_PASSWORD_HINT = f"At least {SHORTEST} characters. Three random words make a good one"
ENTER_EMAIL = "Enter your email address"


class SignInForm(BaseForm):
    email = EmailField("Email address", [Required(ENTER_EMAIL)], autocomplete="username")
    password = PasswordField("Password", [Required("Enter your password")])
    keep = BooleanField("Keep me signed in on this device for 14 days", hint="Not on a computer that others use")


class RegisterForm(BaseForm):
    full_name = StringField(
        "Full name", [Required("Enter your full name"), Length(min=2, max=120)], autocomplete="name"
    )
    email = EmailField(
        "Email address", [Required(ENTER_EMAIL)], hint="We will mail you a link to confirm that it is yours"
    )
    password = PasswordField(
        "Password", [Required("Enter a password")], hint=NEW_PASSWORD_HINT, autocomplete="new-password"
    )
    terms = BooleanField(
        "I agree to the terms of use", [Required("You need to agree to the terms of use to have an account")]
    )


class AskForLinkForm(BaseForm):
    """Sign-in links and forgotten passwords ask the same."""

    email = EmailField("Email address", [Required(ENTER_EMAIL)])


class NewPasswordForm(BaseForm):
    password = PasswordField(
        "New password", [Required("Enter a new password")], hint=NEW_PASSWORD_HINT, autocomplete="new-password"
    )


class ConfirmForm(BaseForm):
    """Nothing but a button: for links that were mailed."""


class NameForm(BaseForm):
    full_name = StringField(
        "Full name",
        [Required("Enter your full name"), Length(min=2, max=120)],
        hint="As you want schools and colleagues to see it",
        autocomplete="name",
    )


class EmailForm(BaseForm):
    """Change of address, for somebody without a password."""

    email = EmailField(
        "New email address",
        [Required("Enter your new email address")],
        hint="We will mail a link there. Nothing changes until you follow it",
    )


class EmailAndPasswordForm(EmailForm):
    current_password = PasswordField("Your password", [Required("Enter your password")])


class PasswordForm(BaseForm):
    current_password = PasswordField("Password you use now", [Required("Enter the password you use now")])
    password = PasswordField(
        "New password", [Required("Enter a new password")], hint=NEW_PASSWORD_HINT, autocomplete="new-password"
    )


class CloseForm(BaseForm):
    current_password = PasswordField("Your password", [Required("Enter your password")])


class TermsForm(BaseForm):
    terms = BooleanField("I agree to the terms of use", [Required("Tick the box if you agree to the terms of use")])
