"""Pages about applications: writing one, following it, and the school's side."""

from teachpb.applications.views import (
    documents,
    equality,
    files,
    following,
    keeping,
    lists,
    panel,
    received,
    samples,
    starting,
    writing,
)
from teachpb.applications.views.blueprint import bp

__all__ = [
    "bp",
    "documents",
    "equality",
    "files",
    "following",
    "keeping",
    "lists",
    "panel",
    "received",
    "samples",
    "starting",
    "writing",
]
