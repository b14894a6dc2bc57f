"""What rooms above may want to hear of. Sent inside the transaction that did it.

``reference_checked`` (with ``actor``): somebody has said of a reference whether it is satisfactory.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

reference_checked = _signals.signal("reference_checked")
