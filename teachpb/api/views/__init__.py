"""The addresses machines ask: JSON, feeds, and the page that tells people how."""

from teachpb.api.views import course_feeds, courses, feeds, guide, reading
from teachpb.api.views.blueprint import bp

__all__ = ["bp", "course_feeds", "courses", "feeds", "guide", "reading"]
