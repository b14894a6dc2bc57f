"""The pages of the accounts room."""

from teachpb.accounts.views import account, changing, closing, links, registering, sessions, signing_in, terms
from teachpb.accounts.views.blueprint import bp

__all__ = ["account", "bp", "changing", "closing", "links", "registering", "sessions", "signing_in", "terms"]
