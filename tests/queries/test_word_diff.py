"""What changed between two texts: readable, complete, and in bounded time."""

import random
import time

import pytest

from portal.queries import word_diff
from portal.queries.word_diff import Paragraph


def told(found: tuple[Paragraph, ...]) -> list[str]:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return ["".join(signs[p.kind].format(p.text) for p in one.parts) for one in found]


def sides(found: tuple[Paragraph, ...]) -> tuple[list[str], list[str]]:
    """The two texts again."""
    both = []
    for left_out in ("new", "gone"):
        lines = ["".join(p.text for p in one.parts if p.kind != left_out) for one in found]
        both.append([line.strip() for line in lines if line.strip()])
    return both[0], both[1]


def test_a_word_that_changed_is_told_in_its_sentence():
    found = word_diff.paragraphs("The buttons are plastic.", "The buttons are horn.")
    assert told(found) == ["The buttons are [-plastic-][+horn+]."]


def test_paragraphs_come_and_go():
    before = "# Coat\n\nWool, **warm** and long.\n\nThree buttons."
    after = "# Coat\n\nWool, warm and long.\n\nIt can be mended.\n\nThree buttons."
    assert told(word_diff.paragraphs(before, after)) == [
        "Coat",
        "Wool, warm and long.",
        "[+It can be mended.+]",
        "Three buttons.",
    ]
    assert told(word_diff.paragraphs(after, before))[2] == "[-It can be mended.-]"


def test_what_has_little_in_common_is_told_whole():
    found = word_diff.paragraphs("One list, no noise.", "Everything you were ever sent, sorted.")
    assert told(found) == [
        "[-One list, no noise.-]",
        "[+Everything you were ever sent, sorted.+]",
    ]


def test_nobody_reads_in_crumbs():
    [line] = told(
        word_diff.paragraphs(
            "We will open the old door to the garden at noon each day.",
            "We will paint a new gate to the cellar at noon each day.",
        )
    )
    assert "the" not in line.replace("to the", "").split("[-")[0]
    assert line.count("[-") <= 2


def test_a_title_that_stays_is_same():
    assert word_diff.words("Winter coat", "Winter coat").is_same
    assert told((word_diff.words("Winter coat", "Summer coat"),)) == ["[-Winter -][+Summer +]coat"]
    assert told((word_diff.words("", "Coat"),)) == ["[+Coat+]"]


@pytest.mark.parametrize("seed", range(40))
def test_both_texts_can_be_read_back(seed):
    rng = random.Random(seed)

    def text() -> str:
        words = ("a", "bb", "ccc", "dddd", "eee,", "f.")
        lines = [rng.choices(words, k=rng.randint(1, 12)) for _ in range(rng.randint(0, 8))]
        return "\n\n".join(map(" ".join, lines))

    before, after = text(), text()
    gone, new = sides(word_diff.paragraphs(before, after))
    assert gone == before.split("\n\n") if before else not gone
    assert new == after.split("\n\n") if after else not new


PATHOLOGICAL = {
    "no word twice": (" ".join(map(str, range(4_000))), " ".join(map(str, range(8_000, 12_000)))),
    "always the same": ("a " * 10_000, "b a " * 5_000),
    "turned round": (" ".join(map(str, range(4_000))), " ".join(map(str, range(4_000, 0, -1)))),
    "two words": ("ab " * 6_600, "ba ab ab " * 2_200),
    "short lines": ("\n".join("ab" * 5_000), "\n".join("ba" * 5_000)),
    "many lines alike": ("x y z\n" * 3_000, "x y w\n" * 3_000),
    "letters": ("".join(chr(33 + n % 90) for n in range(20_000)), "!" * 20_000),
    "spaces": (" a  " * 5_000, "a " * 9_000),
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_texts_made_to_be_slow_are_told_in_time(name):
    before, after = (text[:20_000] for text in PATHOLOGICAL[name])
    began = time.process_time()
    found = word_diff.paragraphs(before, after)
    took = time.process_time() - began
    print(f"{name}: {took * 1000:.0f} ms")
    assert took < 0.2
    assert found
