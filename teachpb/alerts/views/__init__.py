"""Pages about alerts: setting one up, confirming it, looking after it by the link in our mail, answering a letter."""

from teachpb.alerts.views import account, asking, managing, stopping
from teachpb.alerts.views.blueprint import bp

__all__ = ["account", "asking", "bp", "managing", "stopping"]
