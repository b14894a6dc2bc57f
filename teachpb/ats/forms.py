"""What is asked when a recruitment system is let in."""

from __future__ import annotations

from teachpb.ats.operations.clients import OVERLAPS
from teachpb.web.forms import BaseForm, EmailField, Length, RadioField, Required, StringField


class ButtonForm(BaseForm):
    """Nothing but the button."""


class ClientForm(BaseForm):
    name = StringField(
        "Name of the recruitment system",
        [Required("Enter the name of the recruitment system"), Length(min=2, max=100)],
        description="It stands on the adverts that it sends.",
    )
    contact_email = EmailField("Email address of the vendor (optional)")


class KeyForm(BaseForm):
    overlap = RadioField(
        "What happens to the key in use?",
        [Required("Select what happens to the key in use")],
        choices=[(days, {0: "It stops at once"}.get(days, f"It works for {days} more days")) for days in OVERLAPS],
        coerce=int,
        description="Vendors need time to put a new key in place. Until then both work.",
    )


class PermitForm(BaseForm):
    organisation = StringField(
        "URN of the school, or UID of the trust",
        [Required("Enter the URN of a school or the UID of a trust"), Length(max=10)],
        description="A trust’s permission counts for all its schools.",
    )
