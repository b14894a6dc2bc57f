"""What people have learnt, and what runs out: the record of a person, and who of a school or board is trained.

A record is put together from the courses attended here and from what people enter themselves, with evidence. Training
that runs out is of a kind that the council's officers look after; a school says which role needs which kind, and sees
who has it. Nobody is reminded twice of the same thing.
"""
