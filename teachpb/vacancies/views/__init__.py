"""Pages about vacancies: for the public under ``/jobs``, for hiring staff under ``/hiring``."""

from teachpb.vacancies.views import browsing, dashboard, ending, home, managing, posting, relisting, sharing
from teachpb.vacancies.views.blueprint import bp, hiring

blueprints = [bp, hiring]

__all__ = ["blueprints", "browsing", "dashboard", "ending", "home", "managing", "posting", "relisting", "sharing"]
