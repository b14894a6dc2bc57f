"""Pages about vacancies: for the public under ``/jobs``, for hiring staff under ``/hiring``."""

from teachpb.vacancies.views import (
    activity,
    browsing,
    dashboard,
    documents,
    ending,
    home,
    managing,
    outcomes,
    posting,
    relisting,
    sharing,
    starting,
    templates,
)
from teachpb.vacancies.views.blueprint import bp, hiring

blueprints = [bp, hiring]

__all__ = [
    "activity",
    "blueprints",
    "browsing",
    "dashboard",
    "documents",
    "ending",
    "home",
    "managing",
    "outcomes",
    "posting",
    "relisting",
    "sharing",
    "starting",
    "templates",
]
