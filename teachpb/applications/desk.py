"""What every page about one application shows around its own part; pages of rooms above extend the same two layouts,
``applications/desk.html`` (for staff) and ``applications/own.html`` (for the candidate)."""

from __future__ import annotations

from typing import Any

from teachpb.applications.models import Application
from teachpb.applications.more import more_of
from teachpb.applications.registry import candidate_parts, staff_parts, todos_for
from teachpb.applications.wording import candidate_label, staff_label
from teachpb.web.access import signed_in_user


def staff_desk(application: Application, part_title: str = "") -> dict[str, Any]:
    """The context of ``applications/desk.html``. ``part_title`` follows the name in the heading."""
    return {
        "application": application,
        "vacancy": application.vacancy,
        "state_label": staff_label(application.state),
        "parts": staff_parts(signed_in_user(), application),
        "more": more_of(application, for_staff=True),
        "part_title": part_title,
    }


def own_desk(application: Application, part_title: str = "") -> dict[str, Any]:
    """The context of ``applications/own.html``."""
    user = signed_in_user()
    return {
        "application": application,
        "vacancy": application.vacancy,
        "state_label": candidate_label(application.state),
        "parts": candidate_parts(user, application),
        "more": more_of(application, for_staff=False),
        "todos": todos_for(user, [application.id]).get(application.id, []),
        "part_title": part_title,
    }
