"""Applications: the candidate's form, and the school's way from a first reading to an appointment.

A draft belongs to its candidate alone. Once sent, it moves only along the transition table, every move is told to the
candidate, and hiring staff see it for as long as they need it and not longer.
"""
