"""What a faith school may ask besides. None of it has to be answered, and who practises no faith may apply.

Voluntary aided schools may consider it (School Standards and Framework Act 1998, sections 58 and 60); the questions are
kept apart from the rest of the application.
"""

from __future__ import annotations

from teachpb.vacancies.models import ReligiousForm

NOTE = (
    "These questions are for jobs at a school with a religious character. You can leave any of them empty. People of "
    "no faith, or of another one, may apply."
)
#: Which page of the form asks, for the schools that let it.
PAGES = {ReligiousForm.other_religion: "faith", ReligiousForm.catholic: "catholic-faith"}
