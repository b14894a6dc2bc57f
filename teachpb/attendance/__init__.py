"""What happens on the day of a course and after it: the register, tickets at the door, evaluations, certificates.

A register is kept per session and delegate; what it says settles the state of the place, the hours of learning and
whether there is a certificate. Every correction is in the trail. What people think of a course is kept apart from who
they are.
"""
