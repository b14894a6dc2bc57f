"""What a booking asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, CourseDate, PaymentMethod, Place
from teachpb.cpd.operations import Answers, Delegate, Needs
from teachpb.schools.models import Organisation
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    Check,
    EmailField,
    HiddenField,
    Option,
    RadioField,
    Required,
    SelectField,
    StopValidation,
    StringField,
    TextArea,
    button,
)

MYSELF, COLLEAGUE, LATER, NOBODY = "myself", "colleague", "later", "nobody"


def is_order_number(text: str) -> bool:
    """What accounts systems take as the number of a purchase order."""
    return re.fullmatch(r"[A-Za-z0-9/ -]+", text) is not None


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


class PayForm(BaseForm):
    """Who pays, and what the payer wants to find on the invoice."""

    payer = RadioField("Who pays?", [Required("Select who pays")])
    payment_method = RadioField(
        "How does your school pay?",
        [Required("Select how your school pays")],
        choices=[
            (PaymentMethod.invoice, "Invoice"),
            (PaymentMethod.recharge, "Internal recharge", "Only for schools that the council maintains"),
        ],
        coerce=PaymentMethod,
    )
    purchase_order = StringField(
        "Purchase order number",
        [Check(is_order_number, "A purchase order number has letters, numbers, slashes, hyphens and spaces only")],
        max_chars=35,
        width=20,
        optional=True,
        hint="If your school uses them. It goes onto the invoice.",
    )
    cost_centre = StringField(
        "Cost centre",
        max_chars=30,
        width=20,
        optional=True,
        hint="For a recharge, or if your school asks for it.",
    )

    def offer_payers(self, payers: list[Organisation], *, may_recharge: bool = False) -> None:
        """Name the payers there are; leave out what there is no choice about."""
        options = [Option(str(payer.id), payer.name) for payer in payers]
        self.payer.choices = [*options, Option(NOBODY, "I am paying for myself")]
        if not may_recharge:
            del self.payment_method
        if not payers:
            del self.payer, self.purchase_order, self.cost_centre

    @property
    def payer_id(self) -> int | None:
        chosen = self.payer.data if "payer" in self else NOBODY
        return None if chosen in (None, NOBODY) else int(chosen)

    def payment(self) -> dict[str, Any]:
        """What is answered about paying, as ``Answers`` takes it."""
        return {
            "payment_method": self.payment_method.data if "payment_method" in self else None,
            "purchase_order": self.purchase_order.data if "purchase_order" in self else "",
            "cost_centre": self.cost_centre.data if "cost_centre" in self else "",
        }


def stored_payment(booking: Booking) -> dict[str, Any]:
    """What was answered about paying before, for ``PayForm``."""
    return {
        "payer": str(booking.payer_id) if booking.payer_id else NOBODY,
        "payment_method": PaymentMethod.recharge
        if booking.payment_method is PaymentMethod.recharge
        else PaymentMethod.invoice,
        "purchase_order": booking.purchase_order,
        "cost_centre": booking.cost_centre,
    }


class NeededUnlessChosen:
    """An answer is needed where nobody was chosen from the list of colleagues."""

    asks_for_answer = True

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.is_blank() and ("member" not in form or form.member.is_blank()):
            raise StopValidation(self.message)


class WhoForm(PayForm, NeedsForm):
    """Who comes, and who pays. Only CPD leads and owners are asked for whom: anyone else books for themselves."""

    who = RadioField(
        "Who is this place for?",
        [Required("Select who this place is for")],
        choices=[(MYSELF, "Me"), (COLLEAGUE, "A colleague")],
        reveals={COLLEAGUE: ("member", "delegate_name", "delegate_email")},
    )
    member = SelectField("Choose a colleague", prompt="Somebody who is not on this list", enhance=True)
    delegate_name = StringField(
        "Their full name", [NeededUnlessChosen("Enter your colleague’s full name")], max_chars=120
    )
    delegate_email = EmailField(
        "Their work email address",
        [NeededUnlessChosen("Enter your colleague’s email address")],
        autocomplete="off",
        hint="We send the details and the calendar invitation there.",
    )

    def offer(
        self,
        user: User,
        *,
        payers: list[Organisation],
        for_others: bool,
        colleagues: Sequence[User] = (),
        may_recharge: bool = False,
        later: bool = False,
    ) -> None:
        """Name the payers and colleagues there are; leave out what there is no choice about."""
        self.offer_payers(payers, may_recharge=may_recharge)
        self.colleagues = {one.id: one for one in colleagues}
        self.member.choices = [Option(str(one.id), one.full_name) for one in colleagues]
        if later:
            self.who.choices = [*self.who.options(), Option(LATER, "I will say later")]
        if not colleagues:
            del self.member
        if not for_others:
            del self.who, self.delegate_name, self.delegate_email
            if colleagues:
                del self.member

    def delegate(self, user: User) -> Delegate:
        """Who is coming, by what was answered."""
        who = self.who.data if "who" in self else MYSELF
        if who == LATER:
            return Delegate()
        if who != COLLEAGUE:
            return Delegate(user.full_name, user.email)
        if "member" in self and self.member.data:
            chosen = self.colleagues[int(self.member.data)]
            return Delegate(chosen.full_name, chosen.email)
        return Delegate(self.delegate_name.data, self.delegate_email.data.lower())

    def read(self, user: User, payer: Organisation | None) -> Answers:
        comes = self.delegate(user)
        return Answers(
            delegate_name=comes.name,
            delegate_email=comes.email,
            payer=payer,
            needs=self.needs(),
            **self.payment(),
        )


class DelegateForm(WhoForm):
    """The answers of a held place. ``more_time`` keeps the place longer and ``add_place`` holds another one; neither
    changes anything else."""

    more_time = button("Give me 30 more minutes", style="secondary")
    add_place = button("Add another place", style="secondary")

    @classmethod
    def for_place(cls, place: Place, user: User, colleagues: Sequence[User] = ()) -> DelegateForm:
        needs = place.needs
        mine = place.delegate_email in (None, user.email)
        chosen = place.delegate_id if place.delegate_id in {one.id for one in colleagues} else None
        typed = not mine and chosen is None
        who = (MYSELF if mine else COLLEAGUE) if place.is_named else (LATER if place.is_filled_in else None)
        stored: dict[str, Any] = {
            "who": who,
            "member": str(chosen) if chosen else None,
            "delegate_name": place.delegate_name if typed else "",
            "delegate_email": place.delegate_email if typed else "",
            "dietary": needs.dietary if needs else "",
            "access": needs.access if needs else "",
            "please_call": bool(needs and needs.please_call),
            **stored_payment(place.booking),
        }
        return cls(data=stored)


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
