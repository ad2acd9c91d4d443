"""Groups the name candidates of a story by person: "Alice", "Ms. Johnson" and "Alice Marie Johnson" are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from retrieval.english.name_words import PERSONAL_TITLES, PRONOUN_TITLES, is_first_name, pronoun_of_first_name
from retrieval.people.name_candidates import THE, is_plain, prior
from retrieval.people.name_counts import Candidate, NameCounts
from retrieval.people.titled_names import Bearer, TitledName, is_somebody, tell_apart, written

_PERSON_SCORE: Final = 2.0
_MOST_EVIDENCE: Final = 4.0
_OFTENER: Final = 10
"""A name that stands alone so many times as often as behind an everyday word is a name without it."""


class NameCluster(NamedTuple):
    """The names of one person, the fullest first."""

    names: tuple[str, ...]
    pronoun: str | None


@dataclass(slots=True, eq=False)
class _Cluster:
    members: list[Candidate]

    @property
    def longest(self) -> tuple[str, ...]:
        return self.members[0].words

    @property
    def weight(self) -> int:
        return sum(member.count for member in self.members)

    def takes(self, words: tuple[str, ...]) -> bool:
        """Tell whether a shorter name can be this person's: the same first word, or an ending of the name."""
        return any(_shortens(words, member.words) for member in self.members)


def cluster_names(counted: NameCounts) -> tuple[NameCluster, ...]:
    """Return the people that a story names, the most often named first."""
    candidates = counted.candidates
    clusters = _cluster_full_names(candidates)
    singles = {words[0]: candidate for words, candidate in candidates.items() if len(words) == 1}
    by_letters: defaultdict[str, list[str]] = defaultdict(list)
    for handle in counted.handles:
        by_letters[re.sub(r"[\d_]+", "", handle).casefold()].append("@" + handle)
    owners = _owners(clusters, singles)
    owned: defaultdict[int, list[str]] = defaultdict(list)
    for word, owner in owners.items():
        owned[owner].append(word)
    strangers = _strangers(clusters, singles, owners, owned)
    named: list[tuple[int, NameCluster]] = []
    for number, cluster in enumerate(clusters):
        names = [" ".join(member.words) for member in cluster.members]
        names += owned[number]
        joined = {re.sub(r"[\W_]+", "", name).casefold() for name in names if " " in name}
        names += sorted(handle for letters in joined for handle in by_letters.get(letters, ()))
        own = [singles[word] for word in owned[number] if word in singles]
        weight = cluster.weight + sum(candidate.count for candidate in own)
        pronoun = _pronoun(cluster.members) or (_pronoun(own) if own else None)
        if all(is_somebody(member) for member in cluster.members):
            names.insert(0, f"{THE} {names[0]}")
        named.append((weight, NameCluster(tuple(dict.fromkeys(names)), pronoun)))
    shared = {word for cluster in clusters for member in cluster.members for word in member.words}
    free = singles.keys() - {word for words in owned.values() for word in words}
    for word, candidate in singles.items():
        alone = word in free and (word not in shared or word in strangers)
        if alone and (word in strangers or _is_person(candidate, set())):
            named.append((candidate.count, _single(candidate, strangers.get(word, [()])[0])))
        for titled in strangers.get(word, [])[int(alone) :]:
            named.append((sum(each.count for each in titled), _titled(word, titled)))
    named.sort(key=lambda item: -item[0])
    return tuple(cluster for _, cluster in named)


def _single(candidate: Candidate, titled: Sequence[TitledName]) -> NameCluster:
    """Return somebody of one name, first the one behind the title that it is mostly used with."""
    word = candidate.words[0]
    if is_somebody(candidate):
        return NameCluster((f"{THE} {word}", word), PRONOUN_TITLES.get(word))
    if not titled:
        return NameCluster((word,), _pronoun([candidate]))
    names, pronoun = _titled(word, titled)
    alone = candidate.count - sum(count for title, count in candidate.titles.items() if title in PERSONAL_TITLES)
    at = int(titled[0].count > alone)
    return NameCluster((*names[:at], word, *names[at:]), pronoun)


def _titled(word: str, titled: Sequence[TitledName]) -> NameCluster:
    """Return somebody who is named behind a title alone."""
    pronoun = next((PRONOUN_TITLES[each.title] for each in titled if each.title in PRONOUN_TITLES), None)
    return NameCluster(tuple(written(each.title, word) for each in titled), pronoun)


def _strangers(
    clusters: Sequence[_Cluster],
    singles: Mapping[str, Candidate],
    owners: Mapping[str, int],
    owned: defaultdict[int, list[str]],
) -> dict[str, list[Sequence[TitledName]]]:
    """Return for surnames whom their titles give to nobody known, the likeliest to be meant by the surname alone first.

    What a title gives to somebody else than the surname's owner is added to the names owned.
    """
    bearers: defaultdict[str, dict[int, Bearer]] = defaultdict(dict)
    for number, cluster in enumerate(clusters):
        titles = frozenset(title for member in cluster.members for title in member.titles)
        for word in {word for member in cluster.members for word in (member.words[0], member.words[-1])}:
            bearers[word][number] = Bearer(_pronoun(cluster.members), titles, cluster.weight)
    found: dict[str, list[Sequence[TitledName]]] = {}
    for word, candidate in singles.items():
        if not _is_person(candidate, set()):
            continue
        favourite = owners.get(word)
        new: defaultdict[int, list[TitledName]] = defaultdict(list)
        kept: list[str] = []
        for each in tell_apart(candidate, bearers[word], favourite):
            if each.owner < 0:
                new[each.owner].append(each)
            elif each.owner == favourite:
                kept.append(written(each.title, word))
            else:
                owned[each.owner].append(written(each.title, word))
        if new:
            found[word] = sorted(new.values(), key=lambda titled: -sum(each.count for each in titled))
            most = sum(each.count for each in found[word][0])
            if favourite is not None and most > 2 * clusters[favourite].weight:
                owned[favourite].remove(word)  # alone, too, it means whom it means behind the title
                owned[favourite] += kept
    return found


def _is_person(candidate: Candidate, used_alone: set[str]) -> bool:
    if is_somebody(candidate):
        return True
    words = candidate.words
    evidence = max(-_MOST_EVIDENCE, min(_MOST_EVIDENCE, candidate.evidence))
    if len(words) > 1 and words[-1] in used_alone:
        evidence += 2.0
    return prior(words) + evidence >= _PERSON_SCORE


def _cluster_full_names(candidates: dict[tuple[str, ...], Candidate]) -> list[_Cluster]:
    """Join "Alice Johnson" to "Alice Marie Johnson"; of two that could take a name, the more often named."""
    used_alone = {
        words[0]
        for words, candidate in candidates.items()
        if len(words) == 1 and candidate.evidence > 0 and prior(words) > -1.0
    }
    full = [
        candidate for words, candidate in candidates.items() if len(words) > 1 and _is_person(candidate, used_alone)
    ]
    full = _without_chance_words(full, candidates)
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


def _without_chance_words(full: list[Candidate], every: Mapping[tuple[str, ...], Candidate]) -> list[Candidate]:
    """Leave out "Crooked Hillary Clinton" and "Unhappy Maria": a word before a name that stands without it."""
    known = {candidate.words for candidate in full}
    surnames = {candidate.words[-1] for candidate in full if is_first_name(candidate.words[0])}

    def is_chance(words: tuple[str, ...], evidence: float, count: int) -> bool:
        if is_first_name(words[0]) or "." in words[0]:
            return False
        alone = every.get(words[1:])
        if alone is not None and alone.count >= _OFTENER * count and alone.evidence > 0 and is_plain(words[0]):
            return True
        if len(words) > 2:
            return words[1:] in known or is_first_name(words[1])
        return words[1] in surnames and evidence < _MOST_EVIDENCE

    return [candidate for candidate in full if not is_chance(candidate.words, candidate.evidence, candidate.count)]


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether `short` is `long` with words left out: the same first word, or the same ending."""
    if len(short) >= len(long):
        return False
    if long[-len(short) :] == short:
        return True
    rest = iter(long)
    return short[0] == long[0] and all(word in rest for word in short)


def _owners(clusters: list[_Cluster], singles: dict[str, Candidate]) -> dict[str, int]:
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


def _pronoun(members: Sequence[Candidate]) -> str | None:
    """Return the pronoun that the titles or else the first name suggest."""
    guesses = (pronoun_of_first_name(member.words[0]) for member in members if len(member.words) > 1)
    own = next(filter(None, guesses), None)
    titles: Counter[str] = Counter()
    for member in members:
        for title, count in member.titles.items():
            if title in PRONOUN_TITLES:
                titles[PRONOUN_TITLES[title]] += count
    if titles and (own is None or own in titles):  # "Mrs. John Dashwood" does not make John a woman
        return titles.most_common(1)[0][0]
    return own or pronoun_of_first_name(members[0].words[0])
