"""The Standard for teachers' professional development: its five parts, in short.

Source: Department for Education, Standard for teachers' professional development, July 2016 (DFE-00167-2016),
guidance that is not statutory. What a provider says about a part is the provider's statement and nobody's seal.
"""

from __future__ import annotations

PARTS: dict[str, str] = {
    "1": "It aims at what pupils gain, and checks it",
    "2": "It rests on evidence and expertise",
    "3": "It brings people together, with expert challenge",
    "4": "It lasts over time",
    "5": "School leaders make it a priority",
}
