"""The pages of the accounts room."""

from teachpb.accounts.views import (
    account,
    changing,
    closing,
    exporting,
    links,
    registering,
    sessions,
    signing_in,
    terms,
)
from teachpb.accounts.views.blueprint import bp

__all__ = [
    "account",
    "bp",
    "changing",
    "closing",
    "exporting",
    "links",
    "registering",
    "sessions",
    "signing_in",
    "terms",
]
