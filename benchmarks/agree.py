"""Ten annotators of ten thousand annotations each: how long each measure takes.

Prints the processor's seconds for each measure of all the material, by tag, by pair and by
article; what its intervals add; and the most memory that was in use.
"""

from __future__ import annotations

import resource
import time
from random import Random

from tui.agreement.material import Said, Shared
from tui.agreement.study import Plan, Unit, measures_of, study
from tui.annotations.model import Annotation, Quote

ANNOTATORS, ARTICLES, EACH, TOKENS = 10, 200, 50, 1000
TAGS = ("claim", "quote", "person", "organisation", "place", "date", "amount")


def annotation(random: Random, number: int, tag: str, start: int, end: int) -> Annotation:
    """What an annotator makes of what is there: most often right, now and then not."""
    if random.random() < 0.1:
        tag = random.choice(TAGS)
    if random.random() < 0.2:
        end = min(end + 5, TOKENS * 5)
    return Annotation(
        id=str(number), article="x", tag=tag, spans=((start, end),), quotes=(Quote("…"),)
    )


def material() -> list[Shared]:
    """Articles of a thousand words, each read by all."""
    random = Random(1)
    tokens = tuple((at * 5, at * 5 + 4) for at in range(TOKENS))
    sentences = tuple((tokens[at][0], tokens[at + 19][1]) for at in range(0, TOKENS, 20))
    made = []
    for article in range(ARTICLES):
        there = [
            (random.choice(TAGS), at * 5, (at + random.randint(1, 15)) * 5 - 1)
            for at in random.sample(range(TOKENS - 15), EACH)
        ]
        by = {
            who: Said(tuple(annotation(random, n, *mark) for n, mark in enumerate(there)))
            for who in range(ANNOTATORS)
        }
        made.append(Shared(str(article), str(article), TOKENS * 5, by, tokens, sentences))
    return made


def main() -> None:
    """Time each measure by itself."""
    given = material()
    names = [f"annotator {who + 1}" for who in range(ANNOTATORS)]
    units: tuple[Unit, ...] = ("spans", "tokens", "sentences")
    for unit in units:
        for measure in measures_of(Plan(unit=unit)):
            took = []
            for resamples in (0, 1000):
                began = time.process_time()
                study(given, names, Plan(unit=unit, names=(measure,), resamples=resamples))
                took.append(time.process_time() - began)
            print(f"{unit:10} {measure:20} {took[0]:6.2f} s, intervals {took[1] - took[0]:6.2f} s")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()
