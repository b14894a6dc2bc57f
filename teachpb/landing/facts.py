"""What is said on several pages, in one place.

Pay is that of the School Teachers’ Pay and Conditions Document 2025 for England outside London, and of the National Joint
Council’s pay agreement; the year stands beside every figure, because they rise each September or April.
"""

from __future__ import annotations

Fact = tuple[str, str]

MAIN_PAY: Fact = ("Pay for teachers", "Main range £32,916 to £45,352, upper range £47,472 to £51,048 (2025/26)")
EXTRA_PAY: Fact = ("On top for responsibility", "A TLR payment of £3,527 to £17,216 a year (2025/26)")
LEADERS_PAY: Fact = ("Pay for leaders", "Leadership range £51,773 to £143,796, by size of school and duties (2025/26)")
SEN_PAY: Fact = ("On top for special needs", "An SEN allowance of £2,787 to £5,497 in posts that qualify (2025/26)")
SUPPORT_PAY: Fact = (
    "Pay",
    "Most schools use the NJC scale; a term-time post is paid for its weeks, so read the actual figure",
)
QTS: Fact = (
    "You will need",
    "Qualified teacher status (QTS), or to be training towards it; academies may ask for less",
)
DEGREE: Fact = (
    "Usually asked for",
    "QTS and a degree in the subject or close to it; many schools train willing teachers in it",
)
NO_DEGREE: Fact = ("You will need", "Good English and mathematics, usually GCSE grade 4 or level 2; no degree")
CHECKS: Fact = (
    "Before you start",
    "An enhanced DBS check, references, and proof of who you are and your right to work",
)
