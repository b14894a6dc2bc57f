"""Pictures for shared links: what a messenger or social page shows of an advert, a school, a course or a governor role.

It promises a PNG of 1200 × 630 whose words never run out of it, whatever they are, drawn once for the same words.
"""
