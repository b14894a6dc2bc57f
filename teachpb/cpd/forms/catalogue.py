"""Finding a course."""

from __future__ import annotations

from teachpb.cpd.models import Audience, Level, Mode, Subject, Theme
from teachpb.cpd.search import PHASES, months_ahead
from teachpb.schools.models import Provider
from teachpb.web.forms import CheckboxesField, EnumCheckboxesField, SearchField, SearchForm, SelectField

SORTS = [
    ("soonest", "Soonest first"),
    ("relevance", "Best match"),
    ("newest", "Newest first"),
    ("price", "Lowest price"),
]


class CourseSearchForm(SearchForm):
    """The filters of the catalogue."""

    keyword = SearchField("What do you want to learn?")
    audience = EnumCheckboxesField("Who it is for", enum=Audience)
    phase = CheckboxesField("Phase", choices=[(phase.value, phase.label) for phase in PHASES])
    subject = EnumCheckboxesField("Subject", enum=Subject)
    theme = EnumCheckboxesField("Theme", enum=Theme)
    level = EnumCheckboxesField("Level", enum=Level)
    mode = EnumCheckboxesField("How it is taught", enum=Mode)
    provider = CheckboxesField("Provider", choices=None)
    month = CheckboxesField("Month", choices=None)
    sort = SelectField("Sort by", choices=SORTS, prompt=None)

    def offer(self, providers: list[Provider]) -> None:
        """Name what depends on the database and the day."""
        self.provider.choices = [(provider.slug, provider.name) for provider in providers]
        self.month.choices = [(f"{first:%Y-%m}", f"{first:%B %Y}") for first in months_ahead()]
        self.settle()
