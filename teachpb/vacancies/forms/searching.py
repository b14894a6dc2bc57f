"""The filters of the results page, read from the address: nonsense is left out, never complained of."""

from __future__ import annotations

from teachpb.schools.models import Phase, TypeGroup
from teachpb.vacancies.models import VACANCY_PHASES, ContractType, JobRole, KeyStage, Subject, WorkingPattern
from teachpb.vacancies.queries.finding import RADII, SORTS, Criteria
from teachpb.vacancies.search import FACETS, JOB_SHARE, YES
from teachpb.web.forms import CheckboxesField, EnumCheckboxesField, SearchField, SearchForm, SelectField

SALARIES = (20_000, 25_000, 30_000, 35_000, 40_000, 50_000, 60_000, 80_000)
DAYS = {1: "Today or yesterday", 3: "The last 3 days", 7: "The last week", 14: "The last 2 weeks"}
CLOSING = {3: "The next 3 days", 7: "The next week", 14: "The next 2 weeks"}


class JobSearchForm(SearchForm):
    quiet = ("sort", "keyword", "location", "radius")

    keyword = SearchField("What", max_chars=200)
    location = SearchField("Where", max_chars=100)
    radius = SelectField(
        "Distance", choices=[(miles, f"{miles} mile" + "s" * (miles > 1)) for miles in RADII], coerce=int
    )
    role = EnumCheckboxesField("Role", enum=JobRole)
    phase = EnumCheckboxesField("Phase", enum=Phase, only=VACANCY_PHASES)
    subject = EnumCheckboxesField("Subject", enum=Subject)
    key_stage = EnumCheckboxesField("Key stage", enum=KeyStage)
    pattern = CheckboxesField(
        "Working pattern",
        choices=[*((pattern.value, pattern.label) for pattern in WorkingPattern), (JOB_SHARE, "Job share")],
    )
    contract = EnumCheckboxesField("Contract", enum=ContractType)
    salary_from = SelectField(
        "Pay at least", choices=[(pounds, f"£{pounds:,} a year") for pounds in SALARIES], coerce=int
    )
    ect = CheckboxesField("Early career teachers", choices=[(YES, "Suitable for early career teachers")])
    visa = CheckboxesField("Visas", choices=[(YES, "Visa sponsorship")])
    quick_apply = CheckboxesField("Applying", choices=[(YES, "Quick apply on this site")])
    school_type = EnumCheckboxesField(
        "Kind of school", enum=TypeGroup, only=[group for group in TypeGroup if group is not TypeGroup.other]
    )
    faith = CheckboxesField("Faith", choices=[(YES, "Faith school")])
    trust = CheckboxesField("Trust")
    school = CheckboxesField("School")
    posted_within = SelectField("Posted", choices=list(DAYS.items()), coerce=int)
    closing_within = SelectField("Closing", choices=list(CLOSING.items()), coerce=int)
    sort = SelectField("Sort by", choices=list(SORTS.items()))

    def offer(self, *, trusts: dict[str, str], schools: dict[str, str]) -> None:
        """Set the lists that come from the database (slug -> name), and drop what is not on them."""
        self.trust.choices = list(trusts.items())
        self.school.choices = list(schools.items())
        self.settle()

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
