"""Pages of the catalogue, of booking, and of those who run courses."""

from teachpb.cpd.views import booking, browsing, courses, dates, describing, places

blueprints = [browsing.bp, booking.bp, places.bp, courses.bp, describing.bp, dates.bp]
