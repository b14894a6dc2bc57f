"""When schools advertise, for the day on which none does. Pure.

Teachers in England give notice by 31 May for September, by 31 October for January and by the last day of February for
after Easter (the resignation dates of the Burgundy Book), so schools look for them in the months before.
"""

from __future__ import annotations

from datetime import datetime

from teachpb import clock

#: Months and what to expect in them.
SEASONS = (
    ((1, 2), "Most jobs for September are advertised between February and May: they are about to begin."),
    ((3, 4, 5), "This is the busiest time of the year, and new jobs come up every day."),
    ((6, 7), "Most posts for September are filled by now. Support jobs still come up, and late vacancies."),
    ((8,), "Schools are on holiday. The first jobs of the new school year come up in September."),
    ((9, 10), "Schools look now for January starts, and resignations come in until the end of October."),
    ((11, 12), "It is the quiet time of the year. Most jobs for September are advertised between February and May."),
)


def season_words(moment: datetime) -> str:
    """One sentence on what to expect at this time of the year."""
    month = clock.london_day(moment).month
    return next(words for months, words in SEASONS if month in months)
