"""What a booking asks."""

from __future__ import annotations

from typing import Any

from teachpb.accounts.models import User
from teachpb.cpd.models import CourseDate, Place
from teachpb.cpd.operations import Answers, Needs
from teachpb.schools.models import Organisation
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    EmailField,
    HiddenField,
    Option,
    RadioField,
    Required,
    StringField,
    TextArea,
    button,
)

MYSELF, COLLEAGUE, NOBODY = "myself", "colleague", "nobody"


class NeedsForm(BaseForm):
    """What the delegate needs on the day; kept apart from everything else, and not for long."""

    dietary = StringField(
        "Dietary needs",
        max_chars=200,
        optional=True,
        hint="Only the organiser sees this. We delete it 14 days after the course.",
    )
    access = TextArea(
        "Access needs",
        rows=3,
        max_chars=500,
        optional=True,
        hint="For example step-free access, a hearing loop or large print. Only the organiser and the facilitator see"
        " this. We delete it 30 days after the course.",
    )
    please_call = BooleanField("Please call about access needs")

    def needs(self) -> Needs:
        return Needs(
            dietary=self.dietary.data if "dietary" in self else "",
            access=self.access.data,
            please_call=bool(self.please_call.data),
        )

    def suit(self, run: CourseDate) -> None:
        """Ask about food only where some is served."""
        if not run.asks_dietary:
            del self.dietary


class WhoForm(NeedsForm):
    """Who comes, and who pays. Only CPD leads and owners are asked for whom: anyone else books for themselves."""

    who = RadioField(
        "Who is this place for?",
        [Required("Select who this place is for")],
        choices=[(MYSELF, "Me"), (COLLEAGUE, "A colleague")],
        reveals={COLLEAGUE: ("delegate_name", "delegate_email")},
    )
    delegate_name = StringField("Their full name", [Required("Enter your colleague’s full name")], max_chars=120)
    delegate_email = EmailField(
        "Their work email address",
        [Required("Enter your colleague’s email address")],
        autocomplete="off",
        hint="We send the details and the calendar invitation there.",
    )
    payer = RadioField("Who pays?", [Required("Select who pays")])
    purchase_order = StringField(
        "Purchase order number",
        max_chars=35,
        width=20,
        optional=True,
        hint="If your school uses them. It goes onto the invoice.",
    )

    def offer(self, user: User, *, payers: list[Organisation], for_others: bool) -> None:
        """Name the payers there are; leave out what there is no choice about."""
        options = [Option(str(payer.id), payer.name) for payer in payers]
        self.payer.choices = [*options, Option(NOBODY, "I am paying for myself")]
        if not payers:
            del self.payer, self.purchase_order
        if not for_others:
            del self.who, self.delegate_name, self.delegate_email

    @property
    def payer_id(self) -> int | None:
        chosen = self.payer.data if "payer" in self else NOBODY
        return None if chosen in (None, NOBODY) else int(chosen)

    def read(self, user: User, payer: Organisation | None) -> Answers:
        colleague = "who" in self and self.who.data == COLLEAGUE
        return Answers(
            delegate_name=self.delegate_name.data if colleague else user.full_name,
            delegate_email=self.delegate_email.data.lower() if colleague else user.email,
            payer=payer,
            purchase_order=self.purchase_order.data if "purchase_order" in self else "",
            needs=self.needs(),
        )


class DelegateForm(WhoForm):
    """The answers of a held place. ``more_time`` keeps the place longer and changes nothing else."""

    more_time = button("Give me 30 more minutes", style="secondary")

    @classmethod
    def for_place(cls, place: Place, user: User) -> DelegateForm:
        booking, needs = place.booking, place.needs
        mine = place.delegate_email in (None, user.email)
        payer = str(booking.payer_id) if booking.payer_id else NOBODY
        stored: dict[str, Any] = {
            "who": (MYSELF if mine else COLLEAGUE) if place.delegate_email else None,
            "delegate_name": "" if mine else place.delegate_name,
            "delegate_email": "" if mine else place.delegate_email,
            "payer": payer,
            "purchase_order": booking.purchase_order,
            "dietary": needs.dietary if needs else "",
            "access": needs.access if needs else "",
            "please_call": bool(needs and needs.please_call),
        }
        return cls(data=stored)


class JoinLineForm(WhoForm):
    """Joining the waiting list: what is needed on the day is asked when a place is offered."""

    def offer(self, user: User, *, payers: list[Organisation], for_others: bool) -> None:
        super().offer(user, payers=payers, for_others=for_others)
        del self.dietary, self.access, self.please_call

    def needs(self) -> Needs:
        return Needs()


class CheckForm(BaseForm):
    """What *check your answers* sends back: which page it was, and what it showed."""

    key = HiddenField()
    digest = HiddenField()
    price = HiddenField()


class OfferForm(NeedsForm):
    """Taking an offered place."""


class CancelForm(BaseForm):
    """The charge that was shown, in pence."""

    charge = HiddenField()
