"""People who book through HTTP as a browser does, reading each page for its form."""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = re.compile(r"<form[^>]*>(?P<inside>.*?)</form>", re.DOTALL)
INPUT = re.compile(r'<input(?=[^>]*name="(?P<name>[^"]+)")[^>]*>')
VALUE = re.compile(r'value="([^"]*)"')


@dataclass
class Tally:
    """What became of everybody."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    booked: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)

    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1] if len(self.times) > 1 else 0.0


class Buyer:
    """A browser with one cookie."""

    def __init__(self, port: int, cookie: str, tally: Tally) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = cookie
        self.tally = tally

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, where it leads, page)."""
        headers = {"Cookie": self.cookie, "Accept-Encoding": "identity"}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        if kept := response.headers.get("Set-Cookie"):
            self.cookie = kept.partition(";")[0]
        with self.tally.lock:
            self.tally.statuses[response.status] += 1
        return response.status, response.headers.get("Location", ""), text

    def book(self, course_date_id: int) -> str:
        """Book a place as a person does. Returns "booked", "sold out" or what went wrong, and where."""
        status, where, page = self.ask("GET", f"/training/book/{course_date_id}")
        if status == 200 and "Hold a place" not in page:
            return "sold out"
        status, where, page = self.ask("POST", f"/training/book/{course_date_id}", form(page, "/training/book/"))
        if status == 409:
            return "sold out"
        if status != 302:
            return f"hold {status}"
        _, _, page = self.ask("GET", where)
        status, check, page = self.ask("POST", where, form(page, "access"))
        if status != 302:
            return f"details {status}"
        _, _, page = self.ask("GET", check)
        status, where, page = self.ask("POST", check, form(page, 'name="digest"'))
        if status != 302:
            return f"confirm {status}"
        status, _, page = self.ask("GET", where)
        return "booked" if "The place is confirmed" in page else f"confirmation {status}"


def form(page: str, marker: str) -> dict[str, str]:
    """The hidden and text fields of the first form that holds ``marker``."""
    for match in FORM.finditer(page):
        if marker in match.group(0):
            found = {}
            for tag in INPUT.finditer(match.group("inside")):
                if 'type="checkbox"' not in tag.group(0):
                    value = VALUE.search(tag.group(0))
                    found[tag.group("name")] = value.group(1) if value else ""
            return found
    return {}


def one_booking(port: int, cookie: str, course_date_id: int, tally: Tally) -> None:
    begun = time.perf_counter()
    try:
        outcome = Buyer(port, cookie, tally).book(course_date_id)
    except OSError as error:
        outcome = f"connection: {type(error).__name__}"
    with tally.lock:
        if outcome == "booked":
            tally.booked += 1
            tally.times.append(time.perf_counter() - begun)
        elif outcome == "sold out":
            tally.refused += 1
        else:
            tally.lost.append(outcome)
