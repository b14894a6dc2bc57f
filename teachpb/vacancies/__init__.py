"""Vacancies: what a school advertises, and how the public finds and reads it.

This room promises that an advert is public exactly from its opening moment to its closing moment, whatever any
background job has or has not done; that what was promised to applicants (title, role, school, contract, way of
applying) does not change under them; and that every change is somebody's, and written down.
"""
