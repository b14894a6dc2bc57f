"""Our forms on paper, to be read before anybody chooses them: drawn from the questions the pages ask."""

from teachpb.applications.samples.catalogue import SAMPLES, Sample, build, find_sample

__all__ = ["SAMPLES", "Sample", "build", "find_sample"]
