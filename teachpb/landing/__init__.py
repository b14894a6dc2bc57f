"""Pages to arrive on: jobs by role, phase, subject, working pattern and part of the city, each with words worth reading.

It promises that what a page says is true of what it lists: its search is the search of the jobs page, its count is live,
and every address it ever had leads somewhere.
"""
