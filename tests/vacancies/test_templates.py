"""Templates: what they hold and never hold, made, changed page by page, used, renamed, deleted, handed over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, db, transaction
from teachpb.schools.models import Phase, Role
from teachpb.schools.signals import school_succeeded
from teachpb.vacancies import operations, template_content
from teachpb.vacancies.errors import NotEditable
from teachpb.vacancies.models import (
    CONTENT_FIELDS,
    Allowance,
    ApplicationMethod,
    ContractType,
    JobRole,
    KeyStage,
    Subject,
    Vacancy,
    VacancyState,
    VacancyTemplate,
)
from teachpb.vacancies.template_content import TEMPLATE_FIELDS, TEMPLATE_STEPS
from teachpb.vacancies.template_wizard import TEMPLATE_WIZARD, record_of
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.templates import VacancyTemplateFactory
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

using_database = pytest.mark.usefixtures("session", "frozen")


@pytest.fixture
def school(session: Any) -> Any:
    return SchoolFactory(name="Nene Gate Academy", phase=Phase.primary, religious_character="")


@pytest.fixture
def owner(school: Any, client: Any) -> Any:
    user = member(Role.owner, school)
    client.sign_in(user)
    return user


def the_template() -> VacancyTemplate:
    return db.session.scalars(select(VacancyTemplate)).one()


def verbs() -> list[str]:
    question = select(AuditEntry.verb).where(AuditEntry.verb.startswith("template_")).order_by(AuditEntry.id)
    return list(db.session.scalars(question))


# -- what a template holds

#: what belongs to one advert only
NEVER = {
    "title",
    "organisation_id",
    "schools",
    "at_head_office",
    "office_address",
    "office_postcode",
    "campus_address",
    "campus_postcode",
    "publish_on",
    "closes_at",
    "start_type",
    "starts_on",
    "starts_earliest_on",
    "starts_latest_on",
    "start_words",
    "application_link",
    "contact_email",
    "contact_phone",
}


@pytest.mark.pure
def test_dates_title_place_contact_and_link_are_never_held() -> None:
    assert not TEMPLATE_FIELDS & NEVER
    assert TEMPLATE_FIELDS <= CONTENT_FIELDS
    assert {"title", "location", "start", "dates", "contact"} & {step.name for step in TEMPLATE_STEPS} == set()


@pytest.mark.pure
@pytest.mark.parametrize("name", sorted(TEMPLATE_FIELDS))
def test_everything_held_is_asked_by_a_page_of_the_template(name: str) -> None:
    assert any(name in step.fields for step in TEMPLATE_STEPS)


@pytest.mark.pure
@given(
    roles=st.lists(st.sampled_from(JobRole), unique=True),
    subjects=st.none() | st.lists(st.sampled_from(Subject), unique=True),
    contract=st.none() | st.sampled_from(ContractType),
    pence=st.none() | st.integers(1, 10**8),
    flag=st.none() | st.booleans(),
    words=st.text(max_size=50),
    allowances=st.lists(st.sampled_from(Allowance), unique=True),
)
def test_what_is_written_down_is_read_again(
    roles: Any, subjects: Any, contract: Any, pence: Any, flag: Any, words: str, allowances: Any
) -> None:
    given_values = {
        "job_roles": roles,
        "subjects": subjects,
        "contract_type": contract,
        "pay_min_pence": pence,
        "is_job_share": flag,
        "school_offer": words,
        "allowances": allowances,
    }
    content = template_content.content_of(Vacancy(**given_values))
    assert content.keys() == TEMPLATE_FIELDS
    again = Vacancy(**template_content.values_of(content))
    for name, value in given_values.items():
        assert getattr(again, name) == value, name


@pytest.mark.pure
@pytest.mark.parametrize(
    "content",
    [
        {},
        {"job_roles": ["astronaut", "teacher"]},
        {"job_roles": "teacher"},
        {"subjects": None},
        {"contract_type": "for_ever"},
        {"contract_type": 4},
        {"pay_min_pence": "lots"},
        {"pay_min_pence": True},
        {"is_job_share": "yes"},
        {"school_offer": 5},
        {"title": "Smuggled", "contact_email": "x@example.org", "state": "live"},
        {"unheard_of": 1},
    ],
)
def test_what_makes_no_sense_any_more_is_left_out(content: dict[str, Any]) -> None:
    values = template_content.values_of(content)
    assert values.keys() <= TEMPLATE_FIELDS
    advert = Vacancy(**values)
    assert advert.job_roles in ([], [JobRole.teacher])
    assert (advert.title, advert.state) == ("", VacancyState.draft)


# -- making one


@using_database
def test_from_nothing_page_by_page_to_a_draft(client: Any, owner: Any) -> None:
    page = client.submit("/hiring/vacancies/templates/new", name="  Class   teacher ")
    template = the_template()
    base = f"/hiring/vacancies/templates/{template.id}"
    assert (template.name, template.organisation.name) == ("Class teacher", "Nene Gate Academy")
    assert page.location == f"{base}/edit/role"
    answers: dict[str, dict[str, Any]] = {
        "role": {"teaching": ["teacher"]},
        "key-stages": {"key_stages": ["ks1", "ks2"]},
        "contract": {"contract_type": "permanent", "working_patterns": ["full_time"], "is_job_share": "no"},
    }
    for step, given_values in answers.items():
        page = client.submit(f"{base}/edit/{step}", **given_values)
    assert page.location == f"{base}/edit/pay"
    shown = client.get(base)
    assert "Teacher" in shown.text
    assert "Asked when it is used" in shown.text
    assert "Contact" not in shown.text
    used = client.post(f"{base}/use")
    draft = db.session.scalars(select(Vacancy)).one()
    assert used.location == f"/hiring/vacancies/{draft.id}/edit/title", "it opens at the first thing it lacks"
    assert (draft.job_roles, draft.key_stages) == ([JobRole.teacher], [KeyStage.ks1, KeyStage.ks2])
    assert (draft.template_id, draft.created_by_id, draft.contact_email) == (template.id, owner.id, owner.email)
    assert (draft.title, draft.publish_on, draft.closes_at, draft.start_type) == ("", None, None, None)
    assert "used 1 time" in " ".join(client.get(base).text.split())


@using_database
@pytest.mark.parametrize(
    "factory",
    [
        DraftVacancyFactory,
        ScheduledVacancyFactory,
        VacancyFactory,
        ExpiredVacancyFactory,
        lambda **f: ExpiredVacancyFactory(state=VacancyState.ended_early, **f),
    ],
    ids=["draft", "scheduled", "live", "expired", "ended-early"],
)
def test_from_a_vacancy_in_any_state(client: Any, owner: Any, school: Any, factory: Any) -> None:
    vacancy = factory(organisation=school, title="Year 3 teacher", pay_words="And a bicycle", contact_phone="01733 1")
    page = client.submit(f"/hiring/vacancies/{vacancy.id}/save-as-template")
    template = the_template()
    assert page.location == f"/hiring/vacancies/templates/{template.id}"
    assert template.name == "Year 3 teacher", "the title is offered as its name"
    assert template.content["pay_words"] == "And a bicycle"
    assert template.content.keys() == TEMPLATE_FIELDS
    assert template.content["job_roles"] == ["teacher"]


@using_database
def test_an_empty_draft_needs_a_name(client: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, title="")
    page = client.submit(f"/hiring/vacancies/{vacancy.id}/save-as-template", status=200)
    assert page.errors == ["Enter a name, like “Class teacher”"]


@using_database
@pytest.mark.parametrize("name", ["x", "  ", "y" * 76])
def test_names_that_are_refused(client: Any, owner: Any, name: str) -> None:
    assert len(client.submit("/hiring/vacancies/templates/new", status=200, name=name).errors) == 1
    assert db.session.scalar(select(func.count(VacancyTemplate.id))) == 0


@using_database
def test_a_name_is_given_once_whatever_its_case_and_by_whomever(client: Any, owner: Any, school: Any) -> None:
    VacancyTemplateFactory(organisation=school, name="Class teacher")
    VacancyTemplateFactory(name="Elsewhere")
    page = client.submit("/hiring/vacancies/templates/new", status=200, name="CLASS teacher")
    assert page.errors == ["You already have a template of this name. Choose a different one"]
    client.submit("/hiring/vacancies/templates/new", name="Elsewhere")
    mine = the_template_named("Elsewhere", school)
    page = client.submit(f"/hiring/vacancies/templates/{mine.id}/rename", status=200, name="class Teacher")
    assert len(page.errors) == 1
    client.submit(f"/hiring/vacancies/templates/{mine.id}/rename", name="ELSEWHERE")
    assert mine.name == "ELSEWHERE", "its own name in another case is no clash"


def the_template_named(name: str, school: Any) -> VacancyTemplate:
    question = select(VacancyTemplate).where(VacancyTemplate.name == name, VacancyTemplate.organisation_id == school.id)
    return db.session.scalars(question).one()


# -- double clicks and two tabs


@using_database
@pytest.mark.parametrize("from_vacancy", [False, True])
def test_made_by_a_double_click_there_is_one(client: Any, owner: Any, school: Any, from_vacancy: bool) -> None:
    vacancy = VacancyFactory(organisation=school)
    url = f"/hiring/vacancies/{vacancy.id}/save-as-template" if from_vacancy else "/hiring/vacancies/templates/new"
    first, second = (client.post(url, {"name": "Class teacher"}) for _ in range(2))
    assert first.location == second.location
    assert verbs() == ["template_created"]


@using_database
def test_used_by_a_double_click_there_is_one_draft_and_later_another(
    client: Any, owner: Any, school: Any, frozen: Any
) -> None:
    template = VacancyTemplateFactory(organisation=school)
    url = f"/hiring/vacancies/templates/{template.id}/use"
    assert client.post(url).location == client.post(url).location
    draft = db.session.scalars(select(Vacancy)).one()
    client.submit(f"/hiring/vacancies/{draft.id}/edit/title", title="Year 3 teacher")
    client.post(url)
    assert db.session.scalar(select(func.count(Vacancy.id))) == 2
    client.post("/hiring/vacancies/new")
    assert db.session.scalar(select(func.count(Vacancy.id))) == 3, "a blank draft is no draft from a template"


@using_database
def test_a_changed_template_is_used_as_it_now_is(client: Any, owner: Any, school: Any, frozen: Any) -> None:
    template = VacancyTemplateFactory(organisation=school)
    client.post(f"/hiring/vacancies/templates/{template.id}/use")
    frozen.advance(timedelta(minutes=1))
    with transaction():
        operations.edit_template(actor=owner, template=template, values={"school_offer": "Now with a piano."})
    client.sign_in(owner)
    client.post(f"/hiring/vacancies/templates/{template.id}/use")
    newest = db.session.scalars(select(Vacancy).order_by(Vacancy.id.desc())).first()
    assert newest is not None
    assert newest.school_offer == "Now with a piano."


@using_database
def test_two_tabs_on_two_pages_keep_each_others_answers(client: Any, owner: Any, school: Any) -> None:
    template = VacancyTemplateFactory(organisation=school)
    base = f"/hiring/vacancies/templates/{template.id}/edit"
    client.submit(f"{base}/visits", school_visits="no")
    client.submit(f"{base}/contract", working_patterns_details="Mondays off")
    assert template.content["school_visits"] is False
    assert template.content["working_patterns_details"] == "Mondays off"
    before = template.updated_at
    client.submit(f"{base}/contract", working_patterns_details="Mondays off")
    assert template.updated_at == before
    assert verbs() == ["template_edited", "template_edited"], "saving what is there already is no change"


@using_database
def test_deleted_in_the_other_tab(client: Any, owner: Any, school: Any) -> None:
    template = VacancyTemplateFactory(organisation=school, name="Class teacher")
    draft_location = client.post(f"/hiring/vacancies/templates/{template.id}/use").location
    base = f"/hiring/vacancies/templates/{template.id}"
    assert client.get(f"{base}/delete").h1 == "Delete this template?"
    client.post(f"{base}/delete")
    for page in (client.post(f"{base}/delete"), client.post(f"{base}/use"), client.get(base, status=302)):
        assert page.location == "/hiring/vacancies/templates"
    assert "This template has been deleted." in " ".join(client.get("/hiring/vacancies/templates").flashes)
    client.get(draft_location)
    assert db.session.scalars(select(Vacancy)).one().template_id is None
    assert verbs() == ["template_deleted"]
    client.sign_in(member(Role.owner))
    client.get(base, status=404)


# -- the pages


@using_database
@pytest.mark.parametrize("step", [step.name for step in TEMPLATE_STEPS])
def test_every_page_of_a_template_opens_and_asks_for_nothing_it_does_not_hold(
    client: Any, owner: Any, school: Any, step: str
) -> None:
    template = VacancyTemplateFactory(organisation=school)
    record = record_of(template)
    found = TEMPLATE_WIZARD.find(step)
    assert found is not None
    url = f"/hiring/vacancies/templates/{template.id}/edit/{step}"
    if not found.condition(record):
        client.get(url, status=302)
        return
    page = client.get(url)
    asked = {str(box.get("name", "")) for box in page.select("main form input, main form textarea, main form select")}
    assert not asked & NEVER
    assert not page.select("input[type=file]")


@using_database
def test_a_website_is_no_reason_to_ask_for_its_address(client: Any, owner: Any, school: Any) -> None:
    template = VacancyTemplateFactory(organisation=school)
    step = f"/hiring/vacancies/templates/{template.id}/edit/applying"
    assert not client.get(step).select("input[name=application_link]")
    client.submit(step, application_method="website")
    assert template.content["application_method"] == "website"
    assert template.content["is_anonymised"] is None, "what depends on it is taken back"
    client.post(f"/hiring/vacancies/templates/{template.id}/use")
    draft = db.session.scalars(select(Vacancy)).one()
    assert (draft.application_method, draft.application_link) == (ApplicationMethod.website, "")


@using_database
def test_a_page_of_a_template_judges_answers_as_the_advert_does(client: Any, owner: Any, school: Any) -> None:
    template = VacancyTemplateFactory(organisation=school)
    page = client.submit(f"/hiring/vacancies/templates/{template.id}/edit/pay", status=200, pay_point_from="L9")
    assert page.errors == ["Enter a point of the main pay range, like M1"]
    page = client.submit(
        f"/hiring/vacancies/templates/{template.id}/edit/pay", pay_scale=None, pay_point_from="", save_draft="yes"
    )
    assert page.location == f"/hiring/vacancies/templates/{template.id}", "a page can be left unfinished"


@using_database
def test_a_change_of_role_takes_back_what_hangs_on_it(owner: Any, school: Any) -> None:
    template = VacancyTemplateFactory(organisation=school)
    assert template.content["ect_status"] == "ect_suitable"
    with transaction():
        operations.edit_template(actor=owner, template=template, values={"job_roles": [JobRole.it_support]})
    assert (template.content["ect_status"], template.content["key_stages"]) == (None, [])


@using_database
@pytest.mark.parametrize("name", sorted(NEVER))
def test_nothing_else_gets_in(owner: Any, school: Any, name: str) -> None:
    template = VacancyTemplateFactory(organisation=school)
    with pytest.raises(NotEditable), transaction():
        operations.edit_template(actor=owner, template=template, values={name: "x"})


@using_database
def test_reading_a_template_writes_nothing(client: Any, owner: Any, school: Any) -> None:
    template = VacancyTemplateFactory(organisation=school)
    for path in ("", "/edit/role", "/rename", "/delete"):
        client.get(f"/hiring/vacancies/templates/{template.id}{path}")
    client.get(f"/hiring/vacancies/templates/{template.id}/use", status=405)
    assert db.session.scalar(select(func.count(Vacancy.id))) == 0
    assert verbs() == []


# -- the list


@using_database
def test_the_list_and_its_tab(client: Any, owner: Any, school: Any, query_count: Any) -> None:
    assert "No templates yet" in client.get("/hiring/vacancies/templates").text
    used = VacancyTemplateFactory(organisation=school, name="b used", created_by=owner)
    VacancyTemplateFactory(organisation=school, name="A unused")
    VacancyTemplateFactory(name="Somebody else’s")
    VacancyFactory(organisation=school, template_id=used.id)
    page = client.get("/hiring/vacancies/templates")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert rows[0].startswith("A unused")
    assert "not yet" in rows[0]
    assert "1 time" in rows[1]
    assert len(rows) == 2
    tabs = {link.get_text(" ", strip=True): str(link["href"]) for link in page.select(".tp-tabs a")}
    assert tabs["Templates 2"] == "/hiring/vacancies/templates"
    assert "Templates 2" in {link.get_text(" ", strip=True) for link in client.get("/hiring/vacancies").select("a")}
    with query_count() as few:
        client.get("/hiring/vacancies/templates")
    VacancyTemplateFactory.create_batch(15, organisation=school, created_by=owner)
    with query_count() as many:
        client.get("/hiring/vacancies/templates?sort=changed")
    assert few.count == many.count


# -- trusts


@using_database
def test_a_trusts_template_begins_a_draft_that_asks_for_the_place_first(client: Any) -> None:
    trust = TrustFactory()
    SchoolFactory(trust=trust)
    client.sign_in(member(Role.recruiter, trust))
    client.submit("/hiring/vacancies/templates/new", name="Cook")
    template = the_template()
    client.submit(
        f"/hiring/vacancies/templates/{template.id}/edit/role", support=["catering_cleaning_and_site_management"]
    )
    page = client.post(f"/hiring/vacancies/templates/{template.id}/use")
    assert page.location.endswith("/edit/location")


@using_database
def test_a_trust_sees_and_uses_its_schools_templates_and_a_school_not_its_trusts(client: Any, school: Any) -> None:
    trust = TrustFactory()
    school.trust = trust
    db.session.commit()
    ours, theirs = VacancyTemplateFactory(organisation=school), VacancyTemplateFactory(organisation=trust)
    client.sign_in(member(Role.owner, trust))
    assert {ours.name, theirs.name} <= client.get("/hiring/vacancies/templates").links.keys()
    client.post(f"/hiring/vacancies/templates/{ours.id}/use")
    assert db.session.scalars(select(Vacancy)).one().organisation_id == school.id
    client.sign_in(member(Role.owner, school))
    assert theirs.name not in client.get("/hiring/vacancies/templates").links
    client.get(f"/hiring/vacancies/templates/{theirs.id}", status=404)


@using_database
def test_templates_follow_a_school_that_becomes_another() -> None:
    old, new = SchoolFactory(name="Old School"), SchoolFactory()
    same, other = (VacancyTemplateFactory(organisation=old, name=name) for name in ("Class teacher", "Cook"))
    VacancyTemplateFactory(organisation=new, name="class teacher")
    with transaction():
        _succeed(old, new)
    assert {same.organisation_id, other.organisation_id} == {new.id}
    assert other.name == "Cook"
    assert same.name.startswith("Class teacher (Old School")
    with transaction():
        _succeed(old, new)


def _succeed(old: Any, new: Any) -> None:
    school_succeeded.send(old, successor=new)


@using_database
def test_a_taken_name_is_refused_to_the_operation_as_well(school: Any) -> None:
    VacancyTemplateFactory(organisation=school, name="Cook")
    with pytest.raises(DomainError) as refusal, transaction():
        operations.create_template(actor=UserFactory(), organisation=school, name="Cook")
    assert refusal.value.field == "name"


@using_database
@pytest.mark.parametrize("is_faith_trust", [True, False])
def test_a_trust_with_a_faith_school_keeps_the_questions_of_faith(client: Any, is_faith_trust: bool) -> None:
    trust = TrustFactory()
    catholic = SchoolFactory(trust=trust, religious_character="Roman Catholic" if is_faith_trust else "")
    template = VacancyTemplateFactory(organisation=trust)
    client.sign_in(member(Role.owner, trust))
    step = f"/hiring/vacancies/templates/{template.id}/edit/applying"
    assert bool(client.get(step).select("input[name=religious_form]")) is is_faith_trust
    if not is_faith_trust:
        return
    client.submit(step, application_method="native", religious_form="catholic")
    client.post(f"/hiring/vacancies/templates/{template.id}/use")
    draft = db.session.scalars(select(Vacancy)).one()
    assert draft.religious_form.value == "catholic", "kept while nobody has said where the job is"
    plain = SchoolFactory(trust=trust, religious_character="")
    base = f"/hiring/vacancies/{draft.id}/edit/location"
    client.submit(base, places=[str(catholic.id)])
    assert draft.religious_form.value == "catholic"
    client.submit(base, places=[str(plain.id)])
    assert draft.religious_form.value == "no_religion"
