"""What can be asked of the directory of schools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from teachpb.schools.models import Phase, Trust, TypeGroup
from teachpb.web.forms import (
    BooleanField,
    CheckboxesField,
    EnumCheckboxesField,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
)

RADII = [("1", "1 mile"), ("3", "3 miles"), ("5", "5 miles"), ("10", "10 miles"), ("25", "25 miles")]
SORTS = [("name", "A to Z"), ("relevance", "Best match"), ("distance", "Nearest first"), ("largest", "Most pupils")]


class DirectoryForm(SearchForm):
    """Filters of the directory. ``offered_trusts`` are the trusts there are to choose from."""

    quiet = ("sort", "keyword", "location", "radius")

    keyword = SearchField("School or town")
    location = StringField("Near")
    radius = SelectField("Within", choices=RADII, prompt="Any distance")
    phase = EnumCheckboxesField("Phase", enum=Phase)
    type = EnumCheckboxesField("Type of school", enum=TypeGroup)
    trust = CheckboxesField("Trust")
    jobs = BooleanField("Has jobs now")
    sort = SelectField("Sort by", choices=SORTS, prompt=None)

    def __init__(self, *, offered_trusts: Sequence[Trust] = (), **kwargs: Any) -> None:
        self.offered_trusts = offered_trusts
        super().__init__(**kwargs)

    def settle(self) -> None:
        self.trust.choices = [(trust.slug, trust.name) for trust in self.offered_trusts]
        super().settle()
