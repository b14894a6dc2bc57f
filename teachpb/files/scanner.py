"""Who decides whether a document is clean: clamd, where one is configured, and always our own checks.

clamd speaks a simple protocol over a socket (clamd(8), INSTREAM): length-prefixed chunks, ended by a zero length.
"""

from __future__ import annotations

import socket
import struct
from typing import Protocol

from teachpb.config import Settings

CHUNK = 64 * 1024
TIMEOUT = 30


class ScannerAway(Exception):
    """The scanner cannot be asked just now."""


class Scanner(Protocol):
    def scan(self, content: bytes) -> str | None:
        """What is wrong, in a few words, or None. Raises ScannerAway."""
        ...


class NullScanner:
    """No scanner: nothing is ever found."""

    def scan(self, content: bytes) -> str | None:
        return None


class Clamd:
    """ClamAV's daemon at ``unix:/run/clamav/clamd.ctl``, a bare path, or ``host:port``."""

    def __init__(self, address: str) -> None:
        self.address = address

    def scan(self, content: bytes) -> str | None:
        try:
            with self._connect() as connection:
                connection.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), CHUNK):
                    chunk = content[start : start + CHUNK]
                    connection.sendall(struct.pack("!L", len(chunk)) + chunk)
                connection.sendall(struct.pack("!L", 0))
                answer = _read_all(connection)
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        return _verdict(answer)

    def _connect(self) -> socket.socket:
        path = self.address.removeprefix("unix:")
        if path.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(TIMEOUT)
            try:
                connection.connect(path)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.address.removeprefix("tcp://").rpartition(":")
        return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def make_scanner(settings: Settings) -> Scanner:
    return Clamd(settings.clamd_address) if settings.clamd_address else NullScanner()


def _read_all(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < 4096:
        part = connection.recv(1024)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> str | None:
    """``stream: OK``, ``stream: Eicar-Signature FOUND``, or an error, which is no verdict."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerAway("no verdict")
