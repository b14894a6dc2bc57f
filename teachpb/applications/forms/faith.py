"""Questions of faith. None of them has to be answered."""

from __future__ import annotations

from teachpb.applications.forms.asking import wanted
from teachpb.applications.models import FaithProof
from teachpb.web.forms import (
    BaseForm,
    DateField,
    EmailField,
    PastDate,
    RadioField,
    StringField,
    TelField,
    TextArea,
)

PRACTISES = (("yes", "Yes"), ("no", "No"), ("prefer_not_to_say", "I prefer not to say"))
REFEREE = (
    *("faith_referee_name", "faith_referee_role", "faith_referee_address"),
    *("faith_referee_email", "faith_referee_phone"),
)
_P = FaithProof


def _proofs(*proofs: FaithProof) -> list[tuple[str, str, str]]:
    hints = {_P.baptism_certificate: "You upload it on a page of its own."}
    return [(each.value, each.label, hints.get(each, "")) for each in proofs]


class FaithForm(BaseForm):
    """For a school with a religious character."""

    practises_faith = RadioField(
        "Do you practise a faith?", choices=PRACTISES, reveals={"yes": ("faith", "place_of_worship")}
    )
    faith = StringField("Which one?", max_chars=100, optional=True, width=20)
    place_of_worship = StringField("Your place of worship", hint="Its name and town.", max_chars=200, optional=True)
    faith_ethos = TextArea(
        "How would you support the character and values of the school?", rows=7, max_words=400, optional=True
    )
    faith_proof = RadioField(
        "Who can speak for your faith?",
        choices=_proofs(_P.referee, _P.nobody),
        reveals={_P.referee.value: REFEREE},
    )
    faith_referee_name = StringField("Their full name", wanted("faith_referee_name"), max_chars=120, width=20)
    faith_referee_role = StringField(
        "Their role", max_chars=120, optional=True, hint="For example: parish priest, imam"
    )
    faith_referee_address = StringField("Their address", max_chars=300, optional=True)
    faith_referee_email = EmailField("Their email address", wanted("faith_referee_email"), autocomplete="off")
    faith_referee_phone = TelField("Their phone number", optional=True, max_chars=30, width=20, autocomplete="off")


class CatholicFaithForm(FaithForm):
    """For a Catholic school."""

    faith_ethos = TextArea(
        "How would you support the Catholic life of the school?", rows=7, max_words=400, optional=True
    )
    faith_proof = RadioField(
        "What can speak for your faith?",
        choices=_proofs(_P.referee, _P.baptism_certificate, _P.baptism_date, _P.nobody),
        reveals={_P.referee.value: REFEREE, _P.baptism_date.value: ("baptism_place", "baptism_date")},
    )
    baptism_place = StringField(
        "Where were you baptised?", wanted("baptism_place"), hint="Church and town.", max_chars=300
    )
    baptism_date = DateField("When were you baptised?", [*wanted("baptism_date"), PastDate()])
