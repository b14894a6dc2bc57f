"""What the booking of several places asks: who comes on each, and who pays for all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from teachpb.accounts.models import User
from teachpb.cpd.errors import AlreadyPlaced, NamedTwice
from teachpb.cpd.forms.booking import LATER, MYSELF, DelegateForm, PayForm, stored_payment
from teachpb.cpd.models import Place
from teachpb.cpd.operations import Answers, Delegate
from teachpb.schools.models import Organisation
from teachpb.web.forms import EmailField, Option, Required, RequiredIf, SelectField, StringField, button

#: The answer for somebody whom the list of colleagues does not have.
OTHER = "other"


class GroupForm(PayForm):
    """The answers of places held together; made for them by ``group_form``. The fields of a place end in its id."""

    place_ids: tuple[int, ...] = ()
    more_time = button("Give me 30 more minutes", style="secondary")
    add_place = button("Add another place", style="secondary")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [name for place_id in self.place_ids for name in names_of(place_id)]
        for name in [name for name in self._fields if name not in first]:
            self._fields[name] = self._fields.pop(name)

    def offer(
        self,
        user: User,
        *,
        payers: list[Organisation],
        colleagues: Sequence[User],
        may_recharge: bool = False,
        later: bool = False,
    ) -> None:
        """Name the payers and colleagues there are."""
        self.offer_payers(payers, may_recharge=may_recharge)
        self.user, self.colleagues = user, {str(one.id): one for one in colleagues}
        more = [Option(LATER, "I will say later", group="Not on the list?")] if later else []
        for place_id in self.place_ids:
            self[f"who_{place_id}"].choices = [
                Option(MYSELF, "Me"),
                *(Option(key, one.full_name, group="Your colleagues") for key, one in self.colleagues.items()),
                Option(OTHER, "Somebody else: their name and address follow", group="Not on the list?"),
                *more,
            ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each place."""
        return [
            {
                "number": number,
                "place_id": place_id,
                **{kind: self[f"{kind}_{place_id}"] for kind in ("who", "name", "email", "remove")},
            }
            for number, place_id in enumerate(self.place_ids, start=1)
        ]

    @property
    def removed(self) -> int | None:
        """The place whose button was pressed to give it back."""
        return next((place_id for place_id in self.place_ids if self[f"remove_{place_id}"].data), None)

    def delegate(self, place_id: int) -> Delegate:
        who = self[f"who_{place_id}"].data
        if who == MYSELF:
            return Delegate(self.user.full_name, self.user.email)
        if who == OTHER:
            return Delegate(self[f"name_{place_id}"].data, self[f"email_{place_id}"].data.lower())
        chosen = self.colleagues.get(who or "")
        return Delegate(chosen.full_name, chosen.email) if chosen else Delegate()

    def read(self, user: User, payer: Organisation | None) -> Answers:
        first, *others = [self.delegate(place_id) for place_id in self.place_ids]
        return Answers(
            delegate_name=first.name,
            delegate_email=first.email,
            payer=payer,
            others=tuple(others),
            **self.payment(),
        )

    def add_error(self, where: Any, message: str | None = None) -> None:
        """An error about an address belongs to the last place it was given for."""
        if isinstance(where, (AlreadyPlaced, NamedTwice)):
            for place_id in reversed(self.place_ids):
                if self.delegate(place_id).email == where.email:
                    kind = "email" if self[f"who_{place_id}"].data == OTHER else "who"
                    return super().add_error(f"{kind}_{place_id}", where.message)
        return super().add_error(where, message)


def names_of(place_id: int) -> list[str]:
    return [f"{kind}_{place_id}" for kind in ("who", "name", "email", "remove")]


@lru_cache(maxsize=256)
def group_form(place_ids: tuple[int, ...]) -> type[GroupForm]:
    """The form for these places."""
    fields: dict[str, Any] = {"place_ids": place_ids}
    for number, place_id in enumerate(place_ids, start=1):
        fields |= {
            f"who_{place_id}": SelectField(
                "Who is coming?",
                [Required(f"Choose who is coming on place {number}")],
                prompt="Choose who is coming",
            ),
            f"name_{place_id}": StringField(
                "Their full name",
                [RequiredIf(f"who_{place_id}", f"Enter the full name for place {number}", OTHER)],
                max_chars=120,
            ),
            f"email_{place_id}": EmailField(
                "Their work email address",
                [RequiredIf(f"who_{place_id}", f"Enter the email address for place {number}", OTHER)],
                autocomplete="off",
            ),
            f"remove_{place_id}": button("Give this place back", style="secondary"),
        }
    return type("GroupFormOfPlaces", (GroupForm,), fields)


def stored_group(places: Sequence[Place], user: User, colleagues: Sequence[User]) -> dict[str, Any]:
    """What was answered before, for the form of these places."""
    known = {one.id for one in colleagues}
    stored = stored_payment(places[0].booking)
    for place in places:
        who = OTHER
        if not place.is_named:
            who = LATER if place.is_filled_in else ""
        elif place.delegate_email == user.email:
            who = MYSELF
        elif place.delegate_id in known:
            who = str(place.delegate_id)
        typed = who == OTHER
        stored |= {
            f"who_{place.id}": who or None,
            f"name_{place.id}": place.delegate_name if typed else "",
            f"email_{place.id}": place.delegate_email if typed else "",
        }
    return stored


def from_single(form: DelegateForm, place_id: int) -> dict[str, Any]:
    """What was typed while there was one place, for the form of several."""
    who: Any = form.who.data if "who" in form else MYSELF
    if who not in (MYSELF, LATER, None):
        who = form.member.data if "member" in form and form.member.data else OTHER
    return {
        "payer": form.payer.data if "payer" in form else None,
        **form.payment(),
        f"who_{place_id}": who,
        f"name_{place_id}": form.delegate_name.data if "delegate_name" in form else "",
        f"email_{place_id}": form.delegate_email.data if "delegate_email" in form else "",
    }
