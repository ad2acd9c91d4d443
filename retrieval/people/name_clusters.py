"""Groups the name candidates of a story by person: "Alice", "Ms. Johnson" and "Alice Marie Johnson" are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from retrieval.english.name_words import PERSONAL_TITLES, PRONOUN_TITLES, is_first_name, pronoun_of_first_name
from retrieval.people.name_candidates import NameRun, find_runs, is_title_case, prior

_HANDLE: Final = re.compile(r"(?<!\w)@(\w{3,30})")
_PERSON_SCORE: Final = 2.0
_MOST_EVIDENCE: Final = 4.0


@dataclass(frozen=True, slots=True)
class NameCluster:
    """The names of one person, the fullest first."""

    names: tuple[str, ...]
    pronoun: str | None


@dataclass(slots=True)
class _Candidate:
    words: tuple[str, ...]
    count: int = 0
    evidence: float = 0.0
    titles: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, eq=False)
class _Cluster:
    members: list[_Candidate]

    @property
    def longest(self) -> tuple[str, ...]:
        return self.members[0].words

    @property
    def weight(self) -> int:
        return sum(member.count for member in self.members)

    def takes(self, words: tuple[str, ...]) -> bool:
        """Tell whether a shorter name can be this person's: the same first word, or an ending of the name."""
        return any(_shortens(words, member.words) for member in self.members)


def cluster_names(texts: Iterable[Sequence[str]]) -> tuple[NameCluster, ...]:
    """Return the people that the paragraphs name, the most often named first.

    `texts`: paragraphs per article, which are looked at twice.
    """
    candidates = _collect(texts)
    clusters = _cluster_full_names(candidates)
    handles = {handle for paragraphs in texts for paragraph in paragraphs for handle in _HANDLE.findall(paragraph)}
    singles = {words[0]: candidate for words, candidate in candidates.items() if len(words) == 1}
    by_letters: defaultdict[str, list[str]] = defaultdict(list)
    for handle in handles:
        by_letters[re.sub(r"[\d_]+", "", handle).casefold()].append("@" + handle)
    owners = _owners(clusters, singles)
    owned: defaultdict[int, list[str]] = defaultdict(list)
    for word, owner in owners.items():
        owned[owner].append(word)
    named: list[tuple[int, NameCluster]] = []
    for number, cluster in enumerate(clusters):
        names = [" ".join(member.words) for member in cluster.members]
        names += owned[number]
        joined = {re.sub(r"[\W_]+", "", name).casefold() for name in names if " " in name}
        names += sorted(handle for letters in joined for handle in by_letters.get(letters, ()))
        own = [singles[word] for word in owned[number] if word in singles]
        weight = cluster.weight + sum(candidate.count for candidate in own)
        named.append((weight, NameCluster(tuple(dict.fromkeys(names)), _pronoun(cluster.members + own))))
    shared = {word for cluster in clusters for member in cluster.members for word in member.words}
    for word, candidate in singles.items():
        if word not in owners and word not in shared and _is_person(candidate, set()):
            named.append((candidate.count, NameCluster((word,), _pronoun([candidate]))))
    named.sort(key=lambda item: -item[0])
    return tuple(cluster for _, cluster in named)


def _collect(texts: Iterable[Sequence[str]]) -> dict[tuple[str, ...], _Candidate]:
    candidates: dict[tuple[str, ...], _Candidate] = {}
    for paragraphs in texts:
        for paragraph in paragraphs:
            if is_title_case(paragraph):
                continue
            for run in find_runs(paragraph):
                _count(candidates.setdefault(run.words, _Candidate(run.words)), run)
    return candidates


def _count(candidate: _Candidate, run: NameRun) -> None:
    candidate.count += 1
    candidate.evidence += run.evidence
    candidate.titles.update(run.titles)


def _is_person(candidate: _Candidate, used_alone: set[str]) -> bool:
    words = candidate.words
    evidence = max(-_MOST_EVIDENCE, min(_MOST_EVIDENCE, candidate.evidence))
    if len(words) > 1 and words[-1] in used_alone:
        evidence += 2.0
    return prior(words) + evidence >= _PERSON_SCORE


def _cluster_full_names(candidates: dict[tuple[str, ...], _Candidate]) -> list[_Cluster]:
    """Join "Alice Johnson" to "Alice Marie Johnson"; of two that could take a name, the more often named."""
    used_alone = {
        words[0]
        for words, candidate in candidates.items()
        if len(words) == 1 and candidate.evidence > 0 and prior(words) > -1.0
    }
    full = [
        candidate for words, candidate in candidates.items() if len(words) > 1 and _is_person(candidate, used_alone)
    ]
    full = _without_chance_words(full)
    full.sort(key=lambda candidate: (-len(candidate.words), -candidate.count))
    clusters: list[_Cluster] = []
    by_word: defaultdict[str, list[_Cluster]] = defaultdict(list)
    for candidate in full:
        sharing = dict.fromkeys((*by_word[candidate.words[-1]], *by_word[candidate.words[0]]))
        fitting = [cluster for cluster in sharing if cluster.takes(candidate.words)]
        if fitting:
            max(fitting, key=lambda cluster: cluster.weight).members.append(candidate)
            continue
        cluster = _Cluster([candidate])
        clusters.append(cluster)
        for word in set(candidate.words):
            by_word[word].append(cluster)
    return clusters


def _without_chance_words(full: list[_Candidate]) -> list[_Candidate]:
    """Leave out "Crooked Hillary Clinton" and "Injecting Clinton": a word before a name that stands without it."""
    known = {candidate.words for candidate in full}
    surnames = {candidate.words[-1] for candidate in full if is_first_name(candidate.words[0])}

    def is_chance(words: tuple[str, ...], evidence: float) -> bool:
        if is_first_name(words[0]) or "." in words[0]:
            return False
        if len(words) > 2:
            return words[1:] in known or is_first_name(words[1])
        return words[1] in surnames and evidence < _MOST_EVIDENCE

    return [candidate for candidate in full if not is_chance(candidate.words, candidate.evidence)]


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether `short` is `long` with words left out: the same first word, or the same ending."""
    if len(short) >= len(long):
        return False
    if long[-len(short) :] == short:
        return True
    rest = iter(long)
    return short[0] == long[0] and all(word in rest for word in short)


def _owners(clusters: list[_Cluster], singles: dict[str, _Candidate]) -> dict[str, int]:
    """Give each first name and surname to the one person it means; a shared one to the clear favourite or nobody."""
    surnames: defaultdict[str, Counter[int]] = defaultdict(Counter)
    firsts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number, cluster in enumerate(clusters):
        for member in cluster.members:
            surnames[member.words[-1]][number] += member.count + sum(member.titles.values())
            firsts[member.words[0]][number] += member.count
    owners: dict[str, int] = {}
    for words, only_if_used in ((surnames, False), (firsts, True)):
        for word, counts in words.items():
            if word in owners or word in PERSONAL_TITLES or len(word.rstrip(".")) < 2:
                continue
            ranked = counts.most_common(2)
            clear = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
            if only_if_used and word not in singles and len(ranked) > 1:
                clear = False
            if clear:
                owners[word] = ranked[0][0]
    return owners


def _pronoun(members: Sequence[_Candidate]) -> str | None:
    """Return the pronoun that the titles or else the first name suggest."""
    titles: Counter[str] = Counter()
    for member in members:
        for title, count in member.titles.items():
            if title in PRONOUN_TITLES:
                titles[PRONOUN_TITLES[title]] += count
    if titles:
        return titles.most_common(1)[0][0]
    guesses = (pronoun_of_first_name(member.words[0]) for member in members if len(member.words) > 1)
    return next((guess for guess in guesses if guess), None) or pronoun_of_first_name(members[0].words[0])
