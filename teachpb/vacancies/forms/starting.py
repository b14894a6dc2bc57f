"""In whose name an advert is begun."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.web.forms import BaseForm, Option, RadioField

TRUST = "At head office, at one school or at several. Staff of the schools can read it and not change it."


class BeginForm(BaseForm):
    """Asked of those who act for a trust; without a choice there is no question. No answer: whom they act for."""

    organisation = RadioField(
        "Who posts it?",
        invalid="Select who posts it",
        hint="What a school posts is its own: its staff can change it, and so can you.",
    )

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """``organisations``: those the person may post for, the one they act for first."""
        if len(organisations) < 2:
            del self.organisation
            return
        self.organisation.choices = [
            Option(each.slug, each.name, hint=TRUST if each.kind is OrganisationKind.trust else "")
            for each in organisations
        ]
