"""Approving, naming, and what a school asks of bookings."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.accounts.models import User
from teachpb.cpd.forms.booking import NeededUnlessChosen
from teachpb.cpd.models import PayerSettings, Place, PlaceState
from teachpb.cpd.operations import MOST_TOGETHER, Delegate, PayerTerms
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    CheckboxesField,
    EmailField,
    IntegerField,
    Option,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextArea,
)
from teachpb.web.templating import format_datetime, format_pounds, format_short_date


class StartForm(BaseForm):
    """How many places, and what if there are fewer."""

    count = IntegerField(
        "How many places?",
        [Required("Enter how many places you need")],
        min=1,
        max=MOST_TOGETHER,
        width=3,
        thing="Number of places",
    )
    together = RadioField(
        "If there are fewer places left",
        [Required("Select what to do if there are fewer places left")],
        choices=[("yes", "Book none of them"), ("no", "Book those that are left")],
    )


class ApproveForm(BaseForm):
    """Which places to approve in one go."""

    places = CheckboxesField("Which places do you approve?", [Required("Select the places you approve")], coerce=int)

    def offer(self, requests: Sequence[Place]) -> None:
        self.places.choices = [Option(place.id, label_of(place), hint_of(place)) for place in requests]


def label_of(place: Place) -> str:
    return f"{place.who}: {place.course_date.course.title}"


def hint_of(place: Place) -> str:
    booking, starts = place.booking, place.course_date.starts_at
    cost = format_pounds(place.price_pence) if place.price_pence else "nothing to pay"
    kept = "kept until" if place.state is PlaceState.awaiting_approval else "ran out"
    until = f"{kept} {format_datetime(place.approval_due_at)}" if place.approval_due_at else ""
    when = format_short_date(starts) if starts else ""
    return f"{when}, {cost}, booked by {booking.booker.full_name}, {until}"


class DeclineForm(BaseForm):
    """Why not."""

    reason = TextArea(
        "Why is the place not approved?",
        [Required("Enter why the place is not approved")],
        rows=3,
        max_chars=500,
        hint="The booker and the delegate read this.",
    )


class NameForm(BaseForm):
    """Who comes on a place that was booked without a name."""

    member = SelectField("Choose a colleague", prompt="Somebody who is not on this list", enhance=True)
    delegate_name = StringField("Their full name", [NeededUnlessChosen("Enter their full name")], max_chars=120)
    delegate_email = EmailField(
        "Their work email address",
        [NeededUnlessChosen("Enter their email address")],
        autocomplete="off",
        hint="We send the details and the calendar invitation there.",
    )

    def offer(self, user: User, colleagues: Sequence[User]) -> None:
        self.people = {str(one.id): one for one in [user, *colleagues]}
        self.member.choices = [Option(key, one.full_name) for key, one in self.people.items()]

    def delegate(self) -> Delegate:
        chosen = self.people.get(self.member.data or "")
        if chosen is not None:
            return Delegate(chosen.full_name, chosen.email)
        return Delegate(self.delegate_name.data, self.delegate_email.data.lower())


class PayerTermsForm(BaseForm):
    """What a school asks of everybody who books in its name."""

    asks_approval = BooleanField(
        "A CPD lead or owner approves each place before it is confirmed",
        hint="What CPD leads and owners book themselves needs no further approval.",
    )
    asks_purchase_order = BooleanField("An invoice needs a purchase order number")
    asks_cost_centre = BooleanField("Each booking needs a cost centre")

    @classmethod
    def of(cls, settings: PayerSettings) -> PayerTermsForm:
        return cls(obj=settings)

    def terms(self) -> PayerTerms:
        return PayerTerms(
            asks_approval=bool(self.asks_approval.data),
            asks_purchase_order=bool(self.asks_purchase_order.data),
            asks_cost_centre=bool(self.asks_cost_centre.data),
        )
