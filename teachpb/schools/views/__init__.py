"""The pages of the schools room."""

from teachpb.schools.views import browsing, editing, people
from teachpb.schools.views.blueprint import bp

blueprints = [bp, *people.blueprints]

__all__ = ["blueprints", "bp", "browsing", "editing", "people"]
