"""Finding a course."""

from __future__ import annotations

from teachpb.cpd.facets import PRICE_STEPS, Length, TimeOfWeek
from teachpb.cpd.finding import CourseSearch
from teachpb.cpd.models import Audience, Level, Mode, PriceBand, Subject, Theme
from teachpb.cpd.search import FACETS, PHASES, months_ahead
from teachpb.schools.models import Provider
from teachpb.web.forms import (
    BooleanField,
    CheckboxesField,
    DateField,
    EnumCheckboxesField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
)

SORTS = [
    ("soonest", "Soonest first"),
    ("distance", "Nearest first"),
    ("relevance", "Best match"),
    ("newest", "Newest first"),
    ("price", "Lowest price"),
]


def _at_most(pounds: int) -> str:
    return f"Up to £{pounds}" if pounds else "Free"


class CourseSearchForm(SearchForm):
    """The filters of the catalogue."""

    quiet = ("sort", "keyword", "location", "radius")

    keyword = SearchField("What do you want to learn?")
    location = SearchField("Near", max_chars=100)
    radius = SelectField("Within", choices=[(m, f"{m} mile{'s' * (m > 1)}") for m in (3, 5, 10, 20, 50)], coerce=int)
    audience = EnumCheckboxesField("Who it is for", enum=Audience)
    phase = CheckboxesField("Phase", choices=[(phase.value, phase.label) for phase in PHASES])
    subject = EnumCheckboxesField("Subject", enum=Subject)
    theme = EnumCheckboxesField("Theme", enum=Theme)
    level = EnumCheckboxesField("Level", enum=Level)
    mode = EnumCheckboxesField("How it is taught", enum=Mode)
    provider = CheckboxesField("Provider", choices=None)
    month = CheckboxesField("Month", choices=None)
    time = EnumCheckboxesField("Time of the week", enum=TimeOfWeek)
    length = EnumCheckboxesField("One session or several", enum=Length)
    district = CheckboxesField("District", choices=None)
    price = RadioField("Price for you", choices=[(pounds, _at_most(pounds)) for pounds in PRICE_STEPS], coerce=int)
    places = BooleanField("With places left")
    starting = DateField("From", hint="")
    until = DateField("To", hint="")
    sort = SelectField("Sort by", choices=SORTS, prompt=None)

    def offer(self, providers: list[Provider], districts: list[str]) -> None:
        """Name what depends on the database and the day."""
        self.district.choices = [(district, district) for district in districts]
        self.provider.choices = [(provider.slug, provider.name) for provider in providers]
        self.month.choices = [(f"{first:%Y-%m}", f"{first:%B %Y}") for first in months_ahead()]
        self.settle()

    def asked(self, band: PriceBand = PriceBand.individual) -> CourseSearch:
        """What is looked for, as plain values; ``band`` is whose price counts."""
        facets = {name: [str(getattr(value, "value", value)) for value in self[name].data or []] for name in FACETS}
        return CourseSearch(
            words=str(self.keyword.data or ""),
            location=str(self.location.data or ""),
            radius=self.radius.data,
            filters=facets,
            sort=str(self.sort.data or ""),
            band=band,
            most_pounds=() if self.price.data is None else (self.price.data,),
            first=self.starting.data,
            last=self.until.data,
            with_places=bool(self.places.data),
        )
