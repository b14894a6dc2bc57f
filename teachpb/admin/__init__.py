"""The officers' desk: what the council's staff see first, and what waits for them.

Thin pages over the other rooms' questions and operations; it writes nothing itself.
"""
