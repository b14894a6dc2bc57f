"""Templates: made, changed, used and thrown away. Each is somebody’s doing, and written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit import operations as audit
from teachpb.db import DomainError, db
from teachpb.schools.models import Organisation
from teachpb.vacancies.errors import NotEditable
from teachpb.vacancies.models import Vacancy, VacancyState, VacancyTemplate
from teachpb.vacancies.operations.shared import note
from teachpb.vacancies.operations.writing import draft_slug
from teachpb.vacancies.rules import settle
from teachpb.vacancies.template_content import TEMPLATE_FIELDS, advert_of, advert_with, content_of, values_of

TAKEN = "You already have a template of this name. Choose a different one"
SHORTEST_NAME, LONGEST_NAME = 2, 75


def create_template(
    *, actor: User, organisation: Organisation, name: str, vacancy: Vacancy | None = None
) -> VacancyTemplate:
    """A template of ``organisation``: empty, or like ``vacancy`` whatever its state.

    The same person asking for the same again gets the one they have: a double click. Raises DomainError for a name that
    is too short, too long or taken.
    """
    advert = vacancy if vacancy is not None else advert_with(organisation, {})
    content = content_of(advert)
    name = _checked(name)
    twin = _named(organisation, name)
    if twin is not None:
        if twin.created_by_id == actor.id and twin.content == content:
            return twin
        raise DomainError(TAKEN, "name")
    template = VacancyTemplate(
        organisation=organisation, name=name, name_key=name_key(name), content=content, created_by=actor
    )
    db.session.add(template)
    db.session.flush()
    _note(actor, "created", template, {"from_vacancy": (None, vacancy.id)} if vacancy is not None else {})
    return template


def name_key(name: str) -> str:
    """Names that differ in case only are the same name."""
    return name.casefold()[:150]


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise DomainError(f"Name must be between {SHORTEST_NAME} and {LONGEST_NAME} characters", "name")
    return name


def _named(organisation: Organisation, name: str) -> VacancyTemplate | None:
    question = select(VacancyTemplate).where(
        VacancyTemplate.organisation_id == organisation.id, VacancyTemplate.name_key == name_key(name)
    )
    return db.session.scalar(question)


def edit_template(*, actor: User, template: VacancyTemplate, values: Mapping[str, Any]) -> VacancyTemplate:
    """Keep ``values`` and take back what no longer applies. Two tabs on two pages keep each other’s answers.

    Raises NotEditable for a field that no template holds.
    """
    db.session.refresh(template, with_for_update={"of": VacancyTemplate})
    strange = sorted(values.keys() - TEMPLATE_FIELDS)
    if strange:
        raise NotEditable("A template does not keep this: it is asked for every advert", strange[0])
    advert = advert_of(template)
    for name, value in values.items():
        setattr(advert, name, value)
    settle(advert)
    before, after = template.content, content_of(advert)
    changes = {name: (before.get(name), after[name]) for name in after if before.get(name) != after[name]}
    if changes:
        template.content = after
        template.updated_at = clock.now()
        _note(actor, "edited", template, changes)
    db.session.flush()
    return template


def rename_template(*, actor: User, template: VacancyTemplate, name: str) -> VacancyTemplate:
    """Raises DomainError for a name that is too short, too long or taken."""
    db.session.refresh(template, with_for_update={"of": VacancyTemplate})
    name = _checked(name)
    twin = _named(template.organisation, name)
    if twin is not None and twin is not template:
        raise DomainError(TAKEN, "name")
    if name != template.name:
        _note(actor, "renamed", template, {"name": (template.name, name)})
        template.name, template.name_key = name, name_key(name)
    db.session.flush()
    return template


def delete_template(*, actor: User, template: VacancyTemplate) -> None:
    """For good. Adverts that were made from it stay as they are."""
    _note(actor, "deleted", template, {"name": (template.name, None)})
    db.session.delete(template)
    db.session.flush()


def use_template(*, actor: User, template: VacancyTemplate) -> Vacancy:
    """A draft that begins with what the template holds. One that the same person has begun with it and left untouched
    is taken up again, so that a double click makes one draft."""
    db.session.refresh(template, with_for_update={"of": VacancyTemplate})
    question = select(Vacancy).where(
        Vacancy.template_id == template.id,
        Vacancy.created_by_id == actor.id,
        Vacancy.state == VacancyState.draft,
        Vacancy.title == "",
        Vacancy.updated_at == Vacancy.created_at,
    )
    untouched = db.session.scalar(question.order_by(Vacancy.id.desc()).limit(1))
    if untouched is not None and untouched.created_at >= template.updated_at:
        return untouched
    moment = clock.now()
    vacancy = Vacancy(
        **values_of(template.content),
        organisation=template.organisation,
        template=template,
        created_by=actor,
        slug=draft_slug(),
        contact_email=actor.email,
        created_at=moment,
        updated_at=moment,
    )
    settle(vacancy)
    db.session.add(vacancy)
    db.session.flush()
    note(actor=actor, verb="drafted", vacancy=vacancy, changes={"template_id": (None, template.id)})
    return vacancy


def _note(actor: User | None, verb: str, template: VacancyTemplate, changes: Mapping[str, tuple[Any, Any]]) -> None:
    audit.record(
        actor=actor,
        verb=f"template_{verb}",
        subject=template,
        changes=dict(changes),
        organisation_id=template.organisation_id,
    )
