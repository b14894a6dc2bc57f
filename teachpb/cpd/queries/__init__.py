"""What can be asked about courses, dates, bookings and places."""

from teachpb.cpd.queries.bookings import (
    BookingView,
    booking_by_key,
    my_places,
    on_date,
    own_hold,
    place_visible_to,
    places_of_school,
)
from teachpb.cpd.queries.catalogue import (
    Card,
    cards,
    course_by_slug,
    course_listing,
    date_on_show,
    next_cards,
    provider_by_slug,
    providers_with_courses,
    public_dates,
)
from teachpb.cpd.queries.counting import availability, availability_of, position_in_line
from teachpb.cpd.queries.payers import payer_of, payers_for
from teachpb.cpd.queries.providing import (
    course_managed_by,
    courses_managed_by,
    date_known_to,
    dates_led_by,
    delegates_of,
    facilitators_of,
    place_run_by,
    venues_of,
)
from teachpb.cpd.queries.timetable import (
    courses_running,
    courses_with_sessions_lately,
    districts_ahead,
    first_day_after,
    sessions_between,
)

__all__ = [
    "BookingView",
    "Card",
    "availability",
    "availability_of",
    "booking_by_key",
    "cards",
    "course_by_slug",
    "course_listing",
    "course_managed_by",
    "courses_managed_by",
    "courses_running",
    "courses_with_sessions_lately",
    "date_known_to",
    "date_on_show",
    "dates_led_by",
    "delegates_of",
    "districts_ahead",
    "facilitators_of",
    "first_day_after",
    "my_places",
    "next_cards",
    "on_date",
    "own_hold",
    "payer_of",
    "payers_for",
    "place_run_by",
    "place_visible_to",
    "places_of_school",
    "position_in_line",
    "provider_by_slug",
    "providers_with_courses",
    "public_dates",
    "sessions_between",
    "venues_of",
]
