"""Messages: one thread for each application, and questions to a school before applying.

Whose name may not be known yet stays hidden here too; what is written is for the two sides of the thread alone.
"""
