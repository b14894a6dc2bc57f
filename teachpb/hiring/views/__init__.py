"""Pages on the way to a decision."""

from teachpb.hiring.views import (
    checking,
    choosing,
    criteria,
    exporting,
    interviews,
    offering,
    ranking,
    record,
    scoring,
)
from teachpb.hiring.views.blueprint import bp

__all__ = [
    "bp",
    "checking",
    "choosing",
    "criteria",
    "exporting",
    "interviews",
    "offering",
    "ranking",
    "record",
    "scoring",
]
