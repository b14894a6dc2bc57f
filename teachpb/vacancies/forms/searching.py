"""The filters of the results page, as they are drawn. What an address means is ``queries/criteria.py``’s to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from teachpb.schools.models import Phase, TypeGroup
from teachpb.vacancies.models import (
    SUPPORT_ROLES,
    TEACHING_ROLES,
    VACANCY_PHASES,
    ContractType,
    JobRole,
    KeyStage,
    Subject,
    WorkingPattern,
)
from teachpb.vacancies.queries.criteria import RADII, SORTS, Criteria, read_criteria, to_arguments
from teachpb.vacancies.search import FACETS, JOB_SHARE, YES
from teachpb.web.forms import CheckboxesField, EnumCheckboxesField, SearchField, SearchForm, SelectField

#: What is offered; an address may ask for any other number.
SALARIES = (20_000, 25_000, 30_000, 35_000, 40_000, 50_000, 60_000, 80_000)
POSTED = (1, 3, 7, 14, 30)
CLOSING = (3, 7, 14)
ROLE_HEADINGS = {"Teaching and leadership": TEACHING_ROLES, "Support": SUPPORT_ROLES}
_SPANS = {1: "day", 7: "week", 14: "2 weeks", 30: "month"}


def _miles(number: int) -> str:
    return f"{number} mile{'s' * (number != 1)}"


def _pounds(number: int) -> str:
    return f"£{number:,} a year"


def _posted(days: int) -> str:
    return "Today or yesterday" if days == 1 else f"The last {_SPANS.get(days, f'{days} days')}"


def _closing(days: int) -> str:
    return f"The next {_SPANS.get(days, f'{days} days')}"


#: The words of each number that is chosen from a list.
WORDS = {"radius": _miles, "salary_from": _pounds, "posted_within": _posted, "closing_within": _closing}


def _choices(name: str, numbers: Sequence[int]) -> list[tuple[int, str]]:
    return [(number, WORDS[name](number)) for number in numbers]


class JobSearchForm(SearchForm):
    class Meta(SearchForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Whatever was sent, in the one way of writing it."""
            sent = super().wrap_formdata(form, formdata)
            return None if sent is None else MultiDict(to_arguments(read_criteria(sent)))

    quiet = ("sort", "keyword", "location", "radius")

    keyword = SearchField("What", max_chars=200)
    location = SearchField("Where", max_chars=100)
    radius = SelectField("Distance", choices=_choices("radius", RADII), coerce=int, prompt="As usual, 10 miles")
    role = EnumCheckboxesField("Role", enum=JobRole)
    phase = EnumCheckboxesField("Phase", enum=Phase, only=VACANCY_PHASES)
    subject = EnumCheckboxesField("Subject", enum=Subject)
    key_stage = EnumCheckboxesField("Key stage", enum=KeyStage)
    pattern = CheckboxesField(
        "Working pattern",
        choices=[*((pattern.value, pattern.label) for pattern in WorkingPattern), (JOB_SHARE, "Job share")],
    )
    contract = EnumCheckboxesField("Contract", enum=ContractType)
    salary_from = SelectField("Pay at least", choices=_choices("salary_from", SALARIES), coerce=int, prompt="Any")
    ect = CheckboxesField("Early career teachers", choices=[(YES, "Suitable for early career teachers")])
    visa = CheckboxesField("Visas", choices=[(YES, "Visa sponsorship")])
    quick_apply = CheckboxesField("Applying", choices=[(YES, "Quick apply on this site")])
    school_type = EnumCheckboxesField("Kind of school", enum=TypeGroup)
    special = CheckboxesField("Special", choices=[(YES, "Special school")])
    faith = CheckboxesField("Faith", choices=[(YES, "Faith school")])
    trust = CheckboxesField("Trust")
    school = CheckboxesField("School")
    posted_within = SelectField("Posted", choices=_choices("posted_within", POSTED), coerce=int, prompt="Any")
    closing_within = SelectField("Closing", choices=_choices("closing_within", CLOSING), coerce=int, prompt="Any")
    sort = SelectField("Sort by", choices=list(SORTS.items()))

    def settle(self) -> None:
        """A number that is not on its list joins it."""
        for name in WORDS:
            field = self[name]
            offered = [option.value for option in field.options()]
            if isinstance(field.data, int) and field.data not in offered:
                field.choices = _choices(name, sorted([*offered, field.data]))
        super().settle()

    def offer(self, *, trusts: Mapping[str, str], schools: Mapping[str, str]) -> None:
        """Set the lists that come from the database (slug -> name), and drop what is not on them."""
        self.trust.choices = list(trusts.items())
        self.school.choices = list(schools.items())
        self.settle()

    def numbers(self) -> dict[str, list[int]]:
        """Every number that can be chosen, to be counted."""
        return {name: [option.value for option in self[name].options()] for name in WORDS}

    def criteria(self) -> Criteria:
        """What is looked for, as plain values."""
        facets = {name: [str(value) for value in self[name].data or []] for name in FACETS}
        return Criteria(
            keyword=self.keyword.data,
            location=self.location.data,
            radius=self.radius.data,
            filters={name: values for name, values in facets.items() if values},
            salary_from=self.salary_from.data,
            posted_within=self.posted_within.data,
            closing_within=self.closing_within.data,
            sort=self.sort.data or "",
        )
