"""Pages of messages: the candidate's, the school's, and the words schools keep."""

from teachpb.messages.views import asking, inbox, own, several, staff, templates
from teachpb.messages.views.blueprint import bp

__all__ = ["asking", "bp", "inbox", "own", "several", "staff", "templates"]
