"""The register, the door, results; tickets, what comes after a course, and certificates anybody may verify."""

from teachpb.attendance.views import after, door, register, results, tickets, verifying

blueprints = [register.bp, results.bp, tickets.bp, after.bp, verifying.bp]

__all__ = ["after", "blueprints", "door", "register", "results", "tickets", "verifying"]
