"""What happens to vacancies, told to whoever wants to count or react. Receivers must be quick and must not fail.

``vacancy_published``, ``vacancy_closed`` and ``vacancy_removed`` are sent inside the transaction that did it, with the
``Vacancy`` as sender. The others are sent while a page is drawn: ``vacancy_shown`` with ``ids`` (a list of ids in the
order shown), ``vacancy_viewed`` and ``apply_clicked`` with ``vacancy_id``; all three with ``source``, the value of
``?source=`` or an empty string, and sender None. ``vacancy_saved`` is sent by the room that keeps saved jobs, inside
the transaction that keeps one more, with ``vacancy_id`` and ``source`` likewise.
``vacancies_told`` is sent inside the transaction that writes a letter of new jobs to somebody, with ``ids``,
``source`` and sender None.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

vacancy_published = _signals.signal("vacancy_published")
vacancy_closed = _signals.signal("vacancy_closed")
vacancy_removed = _signals.signal("vacancy_removed")
vacancy_shown = _signals.signal("vacancy_shown")
vacancy_viewed = _signals.signal("vacancy_viewed")
apply_clicked = _signals.signal("apply_clicked")
vacancy_saved = _signals.signal("vacancy_saved")
vacancies_told = _signals.signal("vacancies_told")
