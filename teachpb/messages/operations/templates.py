"""The words a school keeps for next time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb.accounts.models import User
from teachpb.applications.placeholders import KNOWN, unknown
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.messages.models import MessageTemplate
from teachpb.messages.queries import templates_of
from teachpb.schools.models import Organisation


def save_template(
    *, actor: User, organisation: Organisation, template: MessageTemplate | None = None, values: Mapping[str, Any]
) -> MessageTemplate:
    """Keep new words, or change them. Raises DomainError for a name that is taken or braces nobody can fill in."""
    strange = unknown(values["body"])
    if strange:
        known = ", ".join(f"{{{name}}}" for name in KNOWN)
        raise DomainError(f"Take {{{strange[0]}}} out: what can be filled in is {known}", "body")
    namesake = next((each for each in templates_of([organisation.id]) if each.name == values["name"]), None)
    if namesake is not None and namesake is not template:
        if template is None and (namesake.kind, namesake.body) == (values["kind"], values["body"]):
            return namesake  # a double click
        raise DomainError("There is a saved message with this name already. Choose another name", "name")
    verb = "message_template_changed" if template else "message_template_added"
    if template is None:
        template = MessageTemplate(organisation_id=organisation.id)
        db.session.add(template)
    template.name, template.kind, template.body = values["name"], values["kind"], values["body"]
    db.session.flush()
    record(actor=actor, verb=verb, subject=template, organisation_id=organisation.id)
    return template


def delete_template(*, actor: User, template: MessageTemplate) -> None:
    record(actor=actor, verb="message_template_deleted", subject=template, organisation_id=template.organisation_id)
    db.session.delete(template)
    db.session.flush()
