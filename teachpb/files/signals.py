"""What happens to files, told to whoever they belong to. Receivers must be quick and must not fail.

``file_scanned`` is sent inside the transaction that noted the verdict, with the ``StoredFile`` as sender.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

file_scanned = _signals.signal("file_scanned")
