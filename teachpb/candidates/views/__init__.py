"""Pages of the profile, of who may see it, and of the schools that look for people."""

from teachpb.candidates.views import profile, searching, showing
from teachpb.candidates.views.blueprint import bp

__all__ = ["bp", "profile", "searching", "showing"]
