"""What a shortlisted candidate is asked, in four pages. Every “yes” has room to be explained.

Posts in schools are exempt from the Rehabilitation of Offenders Act 1974 (Exceptions Order 1975, as amended in 2013 and
2020): what is not protected may be asked for, what is protected may not.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from teachpb import clock
from teachpb.references.forms.answers import SealedForm, explained, yes_no
from teachpb.web.forms import (
    BooleanField,
    DateField,
    PostcodeField,
    Required,
    StringField,
    TelField,
    ValidationError,
)

YOUNGEST = 18


def is_adult(born_on: date, today: date) -> bool:
    """18 or more on ``today``. Who was born on 29 February comes of age on 1 March in other years."""
    return (today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))) >= YOUNGEST


class AboutYouForm(SealedForm):
    days = ("born_on",)

    full_name = StringField("Full name", [Required("Enter your full name")], max_chars=200, autocomplete="name")
    previous_names = StringField("Previous names", optional=True, hint="Every name you have ever used")
    address = StringField("Address", [Required("Enter your address")], autocomplete="address-line1")
    town = StringField("Town or city", [Required("Enter your town or city")], max_chars=100, width=20)
    postcode = PostcodeField("Postcode", [Required("Enter your postcode")])
    phone = TelField("Phone number", [Required("Enter your phone number")], max_chars=30, width=20)
    born_on = DateField("Date of birth", [Required("Enter your date of birth")], autocomplete="bday")

    def validate_born_on(self, field: Any) -> None:
        if not is_adult(field.data, clock.today()):
            raise ValidationError(f"You must be {YOUNGEST} or over: check the year of your date of birth")


class ConvictionsForm(SealedForm):
    has_unspent = yes_no(
        "Do you have any unspent convictions or conditional cautions?",
        "has_unspent_more",
        "Select whether you have any unspent convictions or conditional cautions",
    )
    has_unspent_more = explained()
    has_spent = yes_no(
        "Do you have any spent convictions or adult cautions that are not protected?",
        "has_spent_more",
        "Select whether you have any spent convictions or cautions that are not protected",
        hint="The Ministry of Justice publishes which are protected. You need not tell us about those.",
    )
    has_spent_more = explained()


class ConductForm(SealedForm):
    is_barred = yes_no(
        "Are you on the children’s barred list?",
        "is_barred_more",
        "Select whether you are on the children’s barred list",
        hint="It is an offence to apply for work with children from which you are barred.",
    )
    is_barred_more = explained()
    was_referred = yes_no(
        "Have you been referred to the Disclosure and Barring Service, or are you being considered by it?",
        "was_referred_more",
        "Select whether you have been referred to the Disclosure and Barring Service",
    )
    was_referred_more = explained()
    is_known = yes_no(
        "Have you been known to children’s services as a risk to children?",
        "is_known_more",
        "Select whether you have been known to children’s services",
    )
    is_known_more = explained()
    was_dismissed = yes_no(
        "Have you been dismissed for your behaviour towards children?",
        "was_dismissed_more",
        "Select whether you have been dismissed",
    )
    was_dismissed_more = explained()
    was_disciplined = yes_no(
        "Have you been disciplined for your behaviour towards children, or are you under investigation?",
        "was_disciplined_more",
        "Select whether you have been disciplined",
    )
    was_disciplined_more = explained()
    is_sanctioned = yes_no(
        "Has a regulator prohibited or restricted your work?",
        "is_sanctioned_more",
        "Select whether a regulator has prohibited or restricted your work",
        hint="The Teaching Regulation Agency, for example, or one abroad.",
    )
    is_sanctioned_more = explained()


def confirmed(words: str, sentence: str) -> BooleanField:
    return BooleanField(words, [Required(sentence)])


class ConfirmForm(SealedForm):
    is_true = confirmed(
        "What I have written is true and complete", "Confirm that what you have written is true and complete"
    )
    may_be_used = confirmed(
        "The school may use it to decide whether I am suitable to work with children",
        "Confirm that the school may use what you have written",
    )
    will_show_certificate = confirmed(
        "I will show my certificate when I am asked for it", "Confirm that you will show your certificate"
    )
    will_tell = confirmed(
        "I will tell the school within 24 hours if anything changes",
        "Confirm that you will tell the school if anything changes",
    )
    knows_sharing = confirmed(
        "I know that the school may share this with those who decide about my suitability, and with nobody else",
        "Confirm that you know with whom the school may share this",
    )
