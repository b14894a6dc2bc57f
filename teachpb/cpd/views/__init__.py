"""Pages of the catalogue, of booking, and of those who run courses."""

from teachpb.cpd.views import booking, browsing, courses, dates, describing, desk, moving, places

blueprints = [browsing.bp, booking.bp, places.bp, courses.bp, describing.bp, dates.bp, desk.bp]

#: Pages that other modules’ blueprints carry.
__all__ = ["blueprints", "moving"]
