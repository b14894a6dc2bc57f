"""Saved words on the pages that send them."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.registry import SavedWords
from teachpb.messages import queries
from teachpb.vacancies.models import Vacancy


def chosen_words(vacancy: Vacancy, asked: str) -> str:
    """The text of the saved message an address asks for (``?words=3``); nothing for one the vacancy does not have."""
    if not asked.isdecimal() or len(asked) > 9:
        return ""
    return next((each.body for each in queries.templates_for(vacancy) if each.id == int(asked)), "")


def saved_words(_user: User, vacancy: Vacancy) -> list[SavedWords]:
    """What the room of applications offers where a decision is sent to candidates."""
    return [SavedWords(each.id, each.name, each.body) for each in queries.templates_for(vacancy)]
