"""What happens to vacancies, told to whoever wants to count or react. Receivers must be quick and must not fail.

Sent inside the transaction that did it, with the ``Vacancy`` as sender: ``vacancy_published``, ``vacancy_closed``,
``vacancy_removed``, ``vacancy_cut_short`` (a live advert closed before its time: ended early or removed) and
``vacancy_relisted`` (the new draft is the sender, ``original`` the advert it was made from: copy what belongs to it).

Sent while a page is drawn: ``vacancy_shown`` with ``ids`` (a list of ids in the order shown), ``vacancy_viewed`` and
``apply_clicked`` with ``vacancy_id``; all three with ``source``, the value of ``?source=`` or an empty string, and
sender None. ``vacancy_saved`` is sent by the room that keeps saved jobs, inside the transaction that keeps one more,
with ``vacancy_id`` and ``source`` likewise; ``vacancies_told`` inside the transaction that writes a letter of new jobs
to somebody, with ``ids``, ``source`` and sender None.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

vacancy_published = _signals.signal("vacancy_published")
vacancy_closed = _signals.signal("vacancy_closed")
vacancy_removed = _signals.signal("vacancy_removed")
vacancy_cut_short = _signals.signal("vacancy_cut_short")
vacancy_relisted = _signals.signal("vacancy_relisted")
vacancy_shown = _signals.signal("vacancy_shown")
vacancy_viewed = _signals.signal("vacancy_viewed")
apply_clicked = _signals.signal("apply_clicked")
vacancy_saved = _signals.signal("vacancy_saved")
vacancies_told = _signals.signal("vacancies_told")
