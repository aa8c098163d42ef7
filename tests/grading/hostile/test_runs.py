"""Runs of a simulated patient that were broken, forged or taken from others: played again, or not counted with a reason."""

import base64
import json
import zlib
from itertools import count

import pytest

from kapedu.cases import EncounterRun, begin, case_named
from kapedu.cases.players import play, scripted
from kapedu.quiz.variants import run_seed
from kapedu.treatment import CourseRun, patient_named
from kapedu.treatment import begin as begin_course
from kapedu.treatment.players import play as play_course
from kapedu.treatment.players import scripted as scripted_course

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

RIGHT = {"site": "pore", "dose": "14 mg", "word": "hypothesis", "own": "In my words."}
CASE = case_named("no-touch")
OTHER = case_named("panic")
SEEDS = count(0xABCD0000)  # no other class has these
UNREADABLE = "its run cannot be read: it is cut off or was changed by hand"
TOO_LONG = "its run is far too long"
TOO_MANY = "its run holds more than 2000 actions"
FOREIGN = "its run was not begun in this answer sheet"


def expert(case, seed):
    return EncounterRun.of(
        case, seed, [action for action, _ in play(begin(case, seed), scripted(case.expert))]
    )


def played(answer):
    """A sheet whose run is what ``answer(seed of the run)`` gives."""

    def make(submission):
        seed = f"{next(SEEDS):08x}"
        submission.write_sheet({**RIGHT, "play": answer(run_seed(seed, "play"))}, seed=seed)

    return make


def as_json(**changes):
    """The expert's run as JSON with some parts replaced."""
    return played(lambda seed: json.dumps(json.loads(expert(CASE, seed).to_json()) | changes))


def raw_json(old, new):
    return played(lambda seed: expert(CASE, seed).to_json().replace(old, new))


def does(*actions):
    return played(lambda seed: EncounterRun(CASE.id, CASE.fingerprint, seed, actions).code())


def bomb(seed):
    """A code of a few hundred letters that unpacks to a hundred megabytes."""
    plain = f"no-touch\n{CASE.fingerprint}\n{seed}\n".encode() + b"wait:1\n" * 15_000_000
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(plain) + packer.flush()
    return "KE1-" + base64.urlsafe_b64encode(zlib.crc32(plain).to_bytes(4, "big") + packed[:12_000]).decode()


def without_a_seed(submission):
    submission.write_sheet({**RIGHT, "play": expert(CASE, run_seed("", "play")).code()}, seed="")


def with_half_a_letter(submission):
    """A seed that cannot be written down: half of a pair of code units."""
    submission.write_sheet({**RIGHT, "play": expert(CASE, 7).code()}, seed="\ud800")


def lent(submission):
    """Somebody's run together with the seed it was played with, in a sheet that says it was begun at another time."""
    theirs = submission.folder.parent / submission.folder.name.replace("zz-lent", "an-honest-player")
    data = json.loads((theirs / "answers.json").read_bytes())
    submission.write_sheet(
        {**RIGHT, "play": data["answers"]["play"]["answer"]},
        seed=data["seed"],
        started="2026-11-23T10:00:00+00:00",
    )


MILAN = patient_named("milan")


def treated(answer):
    """A sheet whose course of treatment is what ``answer(seed of the run)`` gives."""

    def make(submission):
        seed = f"{next(SEEDS):08x}"
        submission.write_sheet({**RIGHT, "treat": answer(run_seed(seed, "treat"))}, seed=seed)

    return make


def plan(seed):
    """The course's own plan with this trainee's Milan."""
    steps = [action for action, _ in play_course(begin_course(MILAN, seed), scripted_course(MILAN.expert))]
    return CourseRun.of(MILAN, seed, steps)


def course_json(**changes):
    return treated(lambda seed: json.dumps(json.loads(plan(seed).to_json()) | changes))


# What is handed in; the points for the run; what the graded notebook says.
KINDS = {
    "an-honest-player": (played(lambda seed: expert(CASE, seed).code()), 5, None),
    "honest-with-notes": (played(lambda seed: [expert(CASE, seed).code(), "She asked twice."]), 5, None),
    "honest-as-json": (as_json(), 5, None),
    "begun-and-left": (does(), 0, None),
    "anothers-run": (played(lambda seed: expert(CASE, seed ^ 1).code()), 0, FOREIGN),
    "a-run-of-another-case": (played(lambda seed: expert(OTHER, seed).code()), 0, "one of another case"),
    "an-unknown-case": (as_json(case="../../etc/passwd"), 0, "one of another case"),
    "the-case-is-a-number": (as_json(case=7), 0, UNREADABLE),
    "an-absurd-seed": (as_json(seed=10**400), 0, UNREADABLE),
    "a-negative-seed": (as_json(seed=-1), 0, UNREADABLE),
    "a-seed-that-is-true": (as_json(seed=True), 0, UNREADABLE),
    "a-seed-of-nan": (raw_json('"seed": ', '"seed": NaN, "was": '), 0, UNREADABLE),
    "a-seed-of-5000-digits": (raw_json('"seed": ', f'"seed": {"1" * 5000}, "was": '), 0, UNREADABLE),
    "brings-its-own-marks": (as_json(score=100, passed=True, ended="good"), 5, None),
    "forged-marks-for-nothing": (as_json(actions=[], score=100, passed=True, ended="good"), 0, None),
    "another-version": (as_json(fingerprint="0" * 12), 5, "played with another version of the case"),
    "a-forged-fingerprint": (as_json(fingerprint="<script>alert(1)</script>"), 5, "with another version"),
    "actions-are-numbers": (as_json(actions=[1, None, {"a": 1}]), 0, UNREADABLE),
    "actions-are-a-text": (as_json(actions="wait:1"), 0, UNREADABLE),
    "an-unknown-verb": (as_json(actions=["pass:station"]), 0, UNREADABLE),
    "a-wait-of-a-year": (as_json(actions=["wait:31536000"]), 0, UNREADABLE),
    "a-wait-of-nan": (as_json(actions=["wait:nan"]), 0, UNREADABLE),
    "python-for-an-action": (as_json(actions=["choose:__import__('os').system('id')"]), 0, "1 steps that"),
    "options-that-are-not-open": (as_json(actions=["choose:x"] * 40), 0, "40 steps that could not be taken"),
    "a-hundred-thousand-actions": (does(*["wait:1"] * 100_000), 0, UNREADABLE),
    "packed-to-look-small": (does(*["ask:again"] * 30_000), 0, TOO_MANY),
    "written-out-at-length": (as_json(actions=["wait:1"] * 60_000), 0, TOO_LONG),
    "in-a-loop": (does(*["stay:silent", "record:notes"] * 900), 0, "1778 steps that could not be taken"),
    "a-bomb": (played(bomb), 0, UNREADABLE),
    "a-megabyte": (played(lambda _: "KE1-" + "A" * 900_000), 0, TOO_LONG),
    "nested-10-000-deep": (played(lambda _: "[" * 9_000), 0, UNREADABLE),
    "nested-json": (played(lambda _: '{"actions": ' + "[" * 9_000), 0, UNREADABLE),
    "cut-off": (played(lambda seed: expert(CASE, seed).code()[:-3]), 0, UNREADABLE),
    "one-letter-wrong": (played(lambda seed: expert(CASE, seed).code()[:-1] + "!"), 0, UNREADABLE),
    "half-a-letter": (as_json(actions=["choose:\ud800"]), 0, "1 steps that could not be taken"),
    "a-list-in-a-list": (played(lambda seed: [[expert(CASE, seed).code()]]), 0, "it does not hold a run"),
    "an-object": (played(lambda _: {"case": "no-touch"}), 0, "it does not hold a run"),
    "true": (played(lambda _: True), 0, "it does not hold a run"),
    "no-seed-in-the-sheet": (without_a_seed, 0, "the answer sheet does not say whose it is"),
    "a-seed-that-is-no-text": (with_half_a_letter, 0, FOREIGN),
    "treats-honestly": (treated(lambda seed: plan(seed).code()), 5, None),
    "treats-anothers": (treated(lambda seed: plan(seed ^ 1).code()), 0, FOREIGN),
    "treats-nobody": (course_json(patient="nobody"), 0, "one of another patient"),
    "treats-with-nan": (course_json(seed=float("nan")), 0, UNREADABLE),
    "treats-a-thousand-times": (course_json(actions=["dose:alone"] * 1001), 0, UNREADABLE),
    "treats-in-a-loop": (course_json(actions=["choose:x"] * 1000), 0, "1000 steps that could not"),
    "treats-by-its-own-marks": (course_json(actions=["close:handover"], passed=True, score=100), 0, None),
    "plays-nonsense": (course_json(actions=["protocol:iv_depression", "play:KE1-AAAA"]), 0, None),
    "an-encounter-for-a-treatment": (treated(lambda seed: expert(CASE, seed).code()), 0, UNREADABLE),
    "zz-lent": (lent, 5, "begun as the same one as another submission"),
}


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class({name: kind[0] for name, kind in KINDS.items()})


def test_the_batch_goes_through_and_harms_nobody(graded, check_class):
    check_class(graded)


@pytest.mark.parametrize("name", KINDS)
def test_the_run_gets_what_playing_it_again_gives_and_what_is_wrong_is_said(graded, name):
    _, points, expected = KINDS[name]
    assert graded.scores[name] == (4.0 + points, True), (
        "four points of the other questions, one waits for a person"
    )
    told = graded.told(name)
    if expected is None:
        assert "About this submission" not in told
    else:
        assert expected in told
        assert "About this submission" in told, "somebody has to look at it"
    markup = graded.told(name, markup=True)
    assert "<script" not in markup


def test_whose_run_it_was_does_not_stand_in_the_feedback(graded):
    assert "an-honest-player" not in graded.told("zz-lent")
