"""The questions asked of boards and of volunteers."""

from __future__ import annotations

from typing import Any

from teachpb.governors.finding import SORTS, RoleSearch
from teachpb.governors.models import (
    INTEREST_TRANSITIONS,
    AppointmentRoute,
    ExpressionOfInterest,
    GovernorType,
    InterestState,
    MeetingMode,
    Skill,
)
from teachpb.governors.search import DOCUMENT_TYPE, PHASES
from teachpb.schools.models import Phase
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    DateField,
    EmailField,
    EnumCheckboxesField,
    EnumRadioField,
    EnumSelectField,
    FutureDate,
    IntegerField,
    Length,
    PostcodeField,
    Required,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
    TelField,
    TextArea,
    YesNoField,
)

RATINGS = [(1, "1 – a little"), (2, "2 – some"), (3, "3 – a good deal"), (4, "4 – it is my profession")]


class RoleForm(BaseForm):
    """A role on a board, on one page."""

    title = StringField(
        "Title of the role",
        [Required("Enter a title, such as “Co-opted governor with an eye for finance”"), Length(min=4, max=100)],
    )
    type = EnumSelectField(
        "Type of governor", [Required("Select the type of governor")], enum=GovernorType, prompt="Select a type"
    )
    route = EnumRadioField(
        "How is the place filled?", [Required("Select how the place is filled")], enum=AppointmentRoute
    )
    places = IntegerField("How many places?", [Required("Enter how many places there are")], min=1, max=20, default=1)
    link_role = StringField(
        "Special responsibility (optional)", description="For example link governor for safeguarding", max_chars=100
    )
    about = TextArea(
        "What the role is about",
        description="What the board is working on, and what this governor would do. You can use Markdown.",
        rows=8,
        max_words=500,
    )
    board_context = TextArea(
        "About your board (optional)", description="Its size, how it works, what it is proud of.", rows=4, max_words=200
    )
    skills_essential = EnumCheckboxesField("Skills you need", enum=Skill)
    skills_desirable = EnumCheckboxesField("Skills that would help", enum=Skill)
    hours_a_month = IntegerField("Hours a month (optional)", min=1, max=60, suffix="hours", width=3)
    meetings_a_year = IntegerField("Meetings a year (optional)", min=1, max=60, width=3)
    meeting_times = StringField("When the board meets (optional)", description="For example Tuesdays at 6pm")
    meeting_mode = EnumRadioField("Where does the board meet?", enum=MeetingMode, default=MeetingMode.mixed)
    term_years = SelectField(
        "Term of office",
        choices=[(1, "1 year"), (2, "2 years"), (3, "3 years"), (4, "4 years")],
        coerce=int,
        default=4,
        prompt=None,
    )
    has_mentor = YesNoField("Does a new governor get a mentor?", default=True)
    training = TextArea("Training and induction (optional)", rows=3, max_words=150)
    pays_expenses = YesNoField("Are expenses paid?", default=True)
    is_paid = YesNoField("Is the role paid?", description="Only a clerk may be paid.", default=False)
    eligibility = TextArea(
        "Who can stand (optional)",
        description="For example parents of a pupil at the school. Leave empty when anybody over 18 can.",
        rows=3,
        max_words=150,
    )
    closes_on = DateField(
        "Closing date (optional)",
        [FutureDate(today_allowed=True)],
        description="Leave empty to keep the role open until it is filled.",
    )
    contact_name = StringField("Who can people ask?", max_chars=120)
    contact_email = EmailField("Email address for questions", description="News of volunteers goes here too.")

    def validate(self, extra_validators: Any = None, *, partial: bool = False) -> bool:
        super().validate(extra_validators, partial=partial)
        if self.is_paid.data and self.type.data is not GovernorType.clerk:
            self.add_error("is_paid", "Only a clerk may be paid. Select “No”, or change the type to clerk")
        return not self.has_errors


class InterestForm(BaseForm):
    """What a volunteer tells the board. Convictions are never asked for here."""

    name = StringField("Full name", [Required("Enter your full name")], autocomplete="name", max_chars=120)
    email = EmailField("Email address", [Required("Enter your email address")], autocomplete="email")
    phone = TelField("Phone number (optional)", autocomplete="tel")
    postcode = PostcodeField(
        "Home postcode (optional)", description="So that the board knows how far you would travel."
    )
    occupation = StringField(
        "What do you do? (optional)", description="Your work, or what you did before", max_chars=120
    )
    motivation = TextArea(
        "Why would you like to join this board?",
        [Required("Say in a few words why you would like to join this board")],
        rows=6,
        max_words=250,
    )
    experience = TextArea(
        "Experience that would help (optional)",
        description="Boards, committees, projects, raising a family: whatever you would bring.",
        rows=4,
        max_words=250,
    )
    availability = StringField(
        "When could you meet? (optional)", description="For example weekday evenings", max_chars=300
    )
    school_links = TextArea("Links with the school or its trust (optional)", rows=2, max_words=100)
    conflicts = TextArea(
        "Possible conflicts of interest (optional)",
        description="For example a business that supplies the school, or a relative who works there.",
        rows=2,
        max_words=100,
    )
    is_adult = BooleanField(
        "I am 18 or over and not a pupil of the school", [Required("Confirm that you are 18 or over")]
    )
    is_eligible = BooleanField(
        "As far as I know, nothing disqualifies me from being a school governor, and I agree to checks before I start",
        [Required("Confirm that you can serve and agree to checks")],
    )
    may_share = BooleanField(
        "The school may keep these answers while it decides", [Required("Agree that the school may keep your answers")]
    )


class MoveForm(BaseForm):
    """The next step with a volunteer."""

    state = EnumRadioField("Next step", [Required("Select the next step")], enum=InterestState)
    message = TextArea(
        "Message to the volunteer (optional)", description="It is sent with our email.", rows=4, max_words=250
    )
    note = TextArea(
        "Note for the board (optional)", description="The volunteer does not see it.", rows=3, max_words=250
    )

    @classmethod
    def for_interest(cls, interest: ExpressionOfInterest) -> MoveForm:
        """Offers only what may come next, in the order of the pipeline."""
        form = cls()
        possible = INTEREST_TRANSITIONS[interest.state] - {InterestState.withdrawn}
        form.state.choices = [(state, state.label) for state in InterestState if state in possible]
        return form


class RoleSearchForm(SearchForm):
    """The filters of the list of roles."""

    quiet = ("sort", "keyword", "location", "radius")

    keyword = SearchField("What")
    location = SearchField("Where")
    radius = SelectField("Within", choices=[(m, f"{m} mile{'s' * (m > 1)}") for m in (1, 3, 5, 10, 20)], coerce=int)
    type = EnumCheckboxesField("Type", enum=GovernorType)
    skill = EnumCheckboxesField("Skill", enum=Skill)
    mode = EnumCheckboxesField("Meetings", enum=MeetingMode)
    phase = EnumCheckboxesField("Phase of the school", enum=Phase, only=PHASES)
    sort = SelectField("Sort by", choices=list(SORTS.items()))

    def asked(self) -> RoleSearch:
        """What is looked for, as plain values."""
        return RoleSearch(
            words=str(self.keyword.data or ""),
            location=str(self.location.data or ""),
            radius=self.radius.data,
            filters={name: [value.value for value in self[name].data or []] for name in DOCUMENT_TYPE.facet_names},
            sort=str(self.sort.data or ""),
        )


def ratings_from(values: dict[str, str]) -> dict[str, int]:
    """The ratings posted as ``skill-<value>``; whatever is not 1 to 4 is left out."""
    posted = ((skill.value, values.get(f"skill-{skill.value}", "")) for skill in Skill)
    return {name: int(rating) for name, rating in posted if rating in {"1", "2", "3", "4"}}
