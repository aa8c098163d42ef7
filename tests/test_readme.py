"""What the README counts is counted here once more, from the course itself."""

import re
from pathlib import Path

import pytest

from kapedu.cases.library import library
from kapedu.course import read_map
from kapedu.pharmacology.model import models
from kapedu.practice.drill_file import drill_names
from kapedu.practice.vignette import vignettes
from kapedu.treatment.read_patient import patient_names

ROOT = Path(__file__).resolve().parents[1]
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


def number(word):
    """
    >>> number("twelve"), number("Thirty-eight")
    (12, 38)
    """
    tens, _, ones = word.lower().partition("-")
    return ONES.index(tens) if tens in ONES else TENS[tens] + (ONES.index(ones) if ones else 0)


def counted():
    course, cases = read_map(ROOT), library()
    minutes = [lesson.minutes for lesson in course.lessons]
    return {
        r"([\w-]+) lessons of": len(course.lessons),
        r"lessons of (\d+) to": min(minutes),
        r"lessons of \d+ to (\d+) minutes": max(minutes),
        r"self-checks, in (\w+) modules": len(course.modules),
        r"who \((\w+) patients beside the screening engine": len(vignettes()),
        r"(\w+) emergencies as timed drills": len(drill_names()),
        r"(\w+) made-up patients": len(patient_names()),
        r"([\w-]+) \*\*simulated patients\*\*": len(cases),
        r"among them (\w+) emergencies": sum(case.emergency for case in cases),
        r"and (\w+) long sessions": sum(case.minutes > 30 for case in cases),
        r"(\w+) \*\*dashboards\*\*": len(list((ROOT / "kapedu" / "dashboards").glob("*.ipynb"))),
        r"examination of (\w+) stations": next(
            quiz.questions for quiz in course.quizzes if quiz.name == "osce"
        ),
        r"(\w+) other published models": len(models()) - 1,
    }


@pytest.mark.parametrize(("pattern", "count"), counted().items())
def test_a_count_in_the_readme_is_that_of_the_course(pattern, count):
    (word,) = re.findall(pattern, README)
    assert (int(word) if word.isdecimal() else number(word)) == count


def test_the_questions_that_are_handed_in_are_more_than_the_readme_says():
    (least,) = re.findall(r"more than (\d+) questions", README)
    assert sum(quiz.questions for quiz in read_map(ROOT).quizzes) > int(least)


def test_every_dashboard_is_named():
    (named,) = re.findall(r"\*\*dashboards\*\* for a workshop: (.*?)\.", README)
    for path in (ROOT / "kapedu" / "dashboards").glob("*.ipynb"):
        assert path.stem.replace("-", " ").removesuffix("s") in named
