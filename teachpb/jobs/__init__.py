"""Jobs: the worker, its clock, and the queue that wakes it.

Rooms declare jobs through ``teachpb.work``. What is to be done stands in the database; the queue (huey) only carries
"there is work". Whatever is lost with a killed process, the clock finds again: every job runs by it sooner or later.
"""
