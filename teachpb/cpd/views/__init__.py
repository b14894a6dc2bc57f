"""Pages of the catalogue, of booking, and of those who run courses."""

from teachpb.cpd.views import (
    approvals,
    around,
    booking,
    bookings,
    browsing,
    catalogue,
    copying,
    courses,
    dates,
    deciding,
    describing,
    desk,
    embedding,
    figures,
    filling,
    groups,
    in_school,
    moving,
    places,
    watching,
    writing,
)

blueprints = [
    catalogue.bp,
    booking.bp,
    places.bp,
    courses.bp,
    describing.bp,
    around.bp,
    embedding.bp,
    in_school.bp,
    watching.bp,
    dates.bp,
    desk.bp,
    approvals.bp,
]

#: Pages that other modules’ blueprints carry.
__all__ = [
    "blueprints",
    "bookings",
    "browsing",
    "copying",
    "deciding",
    "figures",
    "filling",
    "groups",
    "moving",
    "writing",
]
