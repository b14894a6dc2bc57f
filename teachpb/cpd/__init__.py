"""Continuing professional development: the catalogue of courses, and places on them.

A course is the lasting thing, a course date one run of it. Nothing is ever oversold: whatever consumes a place goes
through ``locking.locked_course_dates`` and counts after the lock. What a cancellation costs is told before it is
confirmed, and calendars hear of every change.
"""
