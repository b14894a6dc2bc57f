"""Words that mean the same in schools, as data, and what follows from them for a text.

A document that says one variant of a group is also found by every other, each as often as the others: synonyms are
written into the index, so asking costs nothing and "maths" and "mathematics" give the same results in the same order.
Each domain may add groups of its own (``add``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from teachpb.search.words import STOP_WORDS, Word, words


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say it. ``capitals``: in running text only in capitals ("RE", not "re"). ``exact``: not its other
    forms ("languages", not "language"). ``not_before``: unless one of these words follows ("head", not "head of")."""

    text: str
    capitals: bool = False
    exact: bool = False
    not_before: frozenset[str] = frozenset()
    #: Recognised, but never added to a document (its parts mean something else on their own).
    only_read: bool = False
    #: Near, not the same: found by the others, but below those that say it themselves.
    loose: bool = False


Group = tuple[Variant, ...]


def group(*variants: str | Variant) -> Group:
    """One group: the first variant is the one the others are read as when typed in several words."""
    return tuple(variant if isinstance(variant, Variant) else Variant(variant) for variant in variants)


def _abbreviation(text: str) -> Variant:
    return Variant(text, capitals=True)


def _name(text: str) -> Variant:
    return Variant(text, only_read=True)


SCHOOL_WORDS: tuple[Group, ...] = (
    group("maths", "mathematics"),
    group(_abbreviation("RE"), "religious education", "religious studies"),
    group(_abbreviation("PE"), "physical education", _name("sport and exercise")),
    group(_abbreviation("DT"), "design and technology", _name("D&T"), _name("design technology")),
    group("MFL", "modern foreign languages", Variant("languages", exact=True)),
    group(_abbreviation("IT"), _abbreviation("ICT"), "information technology"),
    group("PSHE", "personal social health and economic education"),
    group("ECT", "NQT", "early career teacher", "newly qualified teacher"),
    group("ECTE", "ECF", "ITTECF", "early career framework", "early career training"),
    group("ITT", "initial teacher training"),
    group("SCITT", "school centred initial teacher training"),
    group("QTS", "qualified teacher status"),
    group(_abbreviation("TA"), "teaching assistant", "learning support assistant", "LSA", _name("classroom assistant")),
    group("HLTA", "higher level teaching assistant"),
    group(
        "headteacher",
        "principal",
        Variant("head", not_before=frozenset({"of", "lice", "injury", "injuries", "office", "start"})),
        Variant("head of school", only_read=True, loose=True),
        _name("head teacher"),
        _name("headmaster"),
        _name("headmistress"),
    ),
    group("HOD", "head of department", "curriculum leader"),
    group("SLT", "senior leadership team"),
    group("CEO", "chief executive", _name("chief executive officer")),
    group("SENCO", "SENDCO", "special educational needs coordinator", _name("special needs coordinator"),
          _name("SEN coordinator"), _name("special educational needs and disabilities coordinator")),
    group("SEN", _abbreviation("SEND"), "special educational needs", _name("special needs")),
    group("DSL", "designated safeguarding lead"),
    group("EAL", "english as an additional language"),
    group("TLR", "teaching and learning responsibility"),
    group("CPD", "professional development"),
    group("EYFS", "early years", Variant("reception", exact=True, loose=True), _name("foundation stage")),
    group("KS1", "key stage 1", _name("key stage one")),
    group("KS2", "key stage 2", _name("key stage two")),
    group("KS3", "key stage 3", _name("key stage three")),
    group("KS4", "key stage 4", _name("key stage four")),
    group("KS5", "key stage 5", _name("key stage five"), "sixth form"),
    group("PRU", "alternative provision", "pupil referral unit"),
    group(_abbreviation("MAT"), "multi academy trust"),
    group("NPQH", "npq for headship", _name("npq headship")),
    group("NPQSL", "npq for senior leadership", _name("npq senior leadership")),
    group("NPQEL", "npq for executive leadership", _name("npq executive leadership")),
    group("NPQEYL", "npq for early years leadership", _name("npq early years leadership")),
    group("NPQLT", "npq for leading teaching", _name("npq leading teaching")),
    group("NPQLBC", "npq for leading behaviour and culture", _name("npq leading behaviour and culture")),
    group("NPQLTD", "npq for leading teacher development", _name("npq leading teacher development")),
    group("nursery nurse", "nursery practitioner", "early years practitioner"),
    group("science technician", "laboratory technician", "lab technician"),
    group("one to one", "1:1", _name("1 to 1")),
    group("cofe", "church of england", _name("c of e")),
    group("RC", "roman catholic"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A variant, ready to be looked for."""

    group: int
    variant: Variant
    plain: tuple[str, ...]
    stems: tuple[str, ...]
    written: tuple[str, ...]

    def matches(self, text: Sequence[Word], start: int, *, typed: bool) -> bool:
        end = start + len(self.stems)
        if end > len(text):
            return False
        for word, plain, stem in zip(text[start:end], self.plain, self.stems, strict=True):
            if word.plain != plain if self.variant.exact else word.stem != stem:
                return False
            if self.variant.capitals and not (typed or word.capitals):
                return False
        return not (end < len(text) and text[end].plain in self.variant.not_before)


@dataclass
class Synonyms:
    """All groups in force."""

    groups: list[Group] = field(default_factory=list)
    _by_first: dict[str, list[_Pattern]] = field(default_factory=dict)
    _texts: list[dict[tuple[str, ...], bool]] = field(default_factory=list)

    def add(self, groups: Iterable[Group]) -> None:
        for variants in groups:
            if variants in self.groups:
                continue
            number = len(self.groups)
            self.groups.append(variants)
            written: dict[tuple[str, ...], bool] = {}
            for variant in variants:
                found = words(variant.text)
                pattern = _Pattern(
                    group=number,
                    variant=variant,
                    plain=tuple(word.plain for word in found),
                    stems=tuple(word.stem for word in found),
                    written=tuple(word.stem for word in found if word.plain not in STOP_WORDS or len(found) == 1),
                )
                bucket = self._by_first.setdefault(pattern.stems[0], [])
                bucket.append(pattern)
                bucket.sort(key=lambda known: -len(known.stems))
                if not variant.only_read:
                    written.setdefault(pattern.written, variant.loose)
            self._texts.append(written)

    def _matches(self, text: Sequence[Word], *, typed: bool) -> Iterator[tuple[int, _Pattern]]:
        """(place, pattern) of every variant in ``text``; of one group only the longest at a place, none overlapping."""
        free_from: dict[int, int] = {}
        for start, word in enumerate(text):
            for pattern in self._by_first.get(word.stem, ()):
                if free_from.get(pattern.group, 0) <= start and pattern.matches(text, start, typed=typed):
                    free_from[pattern.group] = start + len(pattern.stems)
                    yield start, pattern

    def others(self, text: Sequence[Word], *, strictly: bool = False) -> list[tuple[str, ...]]:
        """The stems of every other way to say what ``text`` (of a document) says, once per time it says it.

        ``strictly``: only those that mean exactly the same.
        """
        found: list[tuple[str, ...]] = []
        for _, pattern in self._matches(text, typed=False):
            if not (strictly and pattern.variant.loose):
                known = self._texts[pattern.group].items()
                found.extend(other for other, loose in known if other != pattern.written and not (strictly and loose))
        return found

    def read(self, text: Sequence[Word]) -> list[Word]:
        """What somebody typed, with names of several words that mean one ("head teacher") read as that one."""
        result = list(text)
        for start, pattern in reversed(list(self._matches(text, typed=True))):
            if pattern.variant.only_read and not pattern.variant.loose:
                result[start : start + len(pattern.stems)] = words(self.groups[pattern.group][0].text)
        return result

    def rephrase(self, phrase: Sequence[Word], limit: int = 12) -> list[list[Word]]:
        """The phrase in its variants: "head of maths" also as "head of mathematics". The phrase itself comes first."""
        variants = [list(phrase)]
        for start, pattern in reversed(list(self._matches(phrase, typed=True))):
            end = start + len(pattern.stems)
            others = [each for each in self.groups[pattern.group] if each is not pattern.variant and not each.only_read]
            more = [[*each[:start], *words(other.text), *each[end:]] for other in others for each in variants]
            variants = [*variants, *more][:limit]
        return variants


_synonyms = Synonyms()
_synonyms.add(SCHOOL_WORDS)


def add(*groups: Group) -> None:
    """Add a domain's own groups. The indexes notice and are rebuilt."""
    _synonyms.add(groups)


def current() -> Synonyms:
    return _synonyms
