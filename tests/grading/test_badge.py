"""Certificates: who gets one, what stands in it, and that nothing else passes for one."""

import copy
import json
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kapedu import cli
from kapedu.grading.award import Award, Shown, awards, criteria_of
from kapedu.grading.badge import NOT_CERTIFIED, BadgeError, belongs_to, check_badge, credential, read_badge
from kapedu.grading.class_report import class_report
from kapedu.grading.criteria import Criteria, read_criteria
from kapedu.grading.data_integrity import issuer_id, signed
from kapedu.grading.rebuild import books_of
from kapedu.quiz import QuizError
from tests.classroom import REPO, make_class

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CRITERIA = Criteria("Foundations", "A clinic", "https://example.org", {"module-1": 0.7}, {"C3": 0.5})
AWARD = Award("ann", (Shown("module-1", 0.7, 0.7),), (Shown("C3", 0.999, 0.5), Shown("C9", 0.2, None)))


@pytest.fixture
def badge():
    return credential(AWARD, CRITERIA, KEY, NOW)


def as_bytes(badge):
    return json.dumps(badge).encode()


def test_what_was_issued_is_read_checked_and_belongs_to_its_holder(badge):
    read = read_badge(as_bytes(badge))
    assert check_badge(read, NOW) == issuer_id(KEY)
    assert belongs_to(read, "ann")
    assert not belongs_to(read, "bob")


def test_no_name_or_account_stands_in_it_and_two_are_never_alike(badge):
    assert '"ann"' not in json.dumps(badge)
    again = credential(AWARD, CRITERIA, KEY, NOW)
    one, other = (each["credentialSubject"]["identifier"][0]["identityHash"] for each in (badge, again))
    assert one != other
    assert badge["id"] != again["id"]


def test_it_says_what_was_shown_rounded_down_and_what_it_does_not_certify(badge):
    subject = badge["credentialSubject"]
    named = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    told = {named[one["resultDescription"]]["name"]: one["value"] for one in subject["result"]}
    assert told == {"module-1": "70", "C3: Dose and route": "99", "C9: Measure": "20"}
    for words in (badge["description"], subject["achievement"]["criteria"]["narrative"]):
        assert NOT_CERTIFIED in words
    assert "supervised practice" in NOT_CERTIFIED


def test_nobody_gets_one_who_has_not_shown_everything():
    for missing in (Shown("module-1", None, 0.7), Shown("module-1", 0.6999, 0.7)):
        with pytest.raises(BadgeError, match="does not meet the criteria: module-1"):
            credential(Award("ann", (missing,), ()), CRITERIA, KEY, NOW)


def resigned(badge, **changes):
    body = {name: value for name, value in badge.items() if name != "proof"}
    return signed(body | changes, KEY, "2026-11-22T09:00:00Z")


def test_a_certificate_of_another_time_or_another_issuer_is_refused(badge):
    late = resigned(badge, validUntil="2026-11-21T00:00:00Z")
    other = {**badge["issuer"], "id": issuer_id(Ed25519PrivateKey.generate())}
    for changed, now, words in (
        (badge, NOW - timedelta(days=1), "valid from"),
        (late, NOW, "valid until"),
        (resigned(badge, issuer=other), NOW, "somebody other"),
        ({**badge, "name": "Mastery"}, NOW, "changed after"),
    ):
        with pytest.raises(BadgeError, match=words):
            check_badge(read_badge(as_bytes(changed)), now)


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield from paths(inner, (*path, name))


PATHS = [path for path in paths(credential(AWARD, CRITERIA, KEY, NOW)) if path]


@given(st.sampled_from(PATHS), st.sampled_from([None, 7, 0.5, "", "x", [], {}, ["x"], {"x": 1}]))
def test_no_part_can_be_changed_without_being_found(path, value):
    changed = copy.deepcopy(credential(AWARD, CRITERIA, KEY, NOW))
    inner = changed
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    with pytest.raises(BadgeError):
        check_badge(read_badge(as_bytes(changed)), NOW)


@given(st.binary(max_size=200) | st.text(max_size=50).map(str.encode))
def test_any_other_file_is_refused_with_a_reason(data):
    with pytest.raises(BadgeError):
        read_badge(data)


@pytest.mark.parametrize("data", [b"[" * 100_000, b" " * 300_000, b'{"a": 1, "a": 2}'])
def test_a_file_made_to_hurt_is_refused(data):
    with pytest.raises(BadgeError):
        read_badge(data)


GOOD = """
title: Foundations
issuer: {name: A clinic}
assignments: {"module-*": 70, pre-test: 0}
competencies: {C3: 50}
"""


def criteria(tmp_path, text):
    path = tmp_path / "certificate.yaml"
    path.write_text(text, encoding="utf-8")
    return read_criteria(path, ["module-1", "module-2", "pre-test"])


def test_a_star_stands_for_every_assignment_of_that_kind(tmp_path):
    read = criteria(tmp_path, GOOD)
    assert read.assignments == {"module-1": 0.7, "module-2": 0.7, "pre-test": 0.0}
    assert read.competencies == {"C3": 0.5}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: Foundations", "", "field 'title': it is missing"),
        ("title: Foundations", "titel: Foundations", "field 'title': it is missing"),
        ("{name: A clinic}", "{name: A clinic, url: example.org}", "field 'url': 'example.org'"),
        ('"module-*": 70', "capstone: 70", "no assignment is called 'capstone'; there are module-1"),
        ('"module-*": 70', '"module-*": 70, module-1: 80', "'module-1' is asked for twice"),
        ('"module-*": 70', '"module-*": 170', "170 cannot be used; write a number from 0 to 100"),
        ('"module-*": 70', '"module-*": all', "'all' cannot be used"),
        ("C3: 50", "C33: 50", "'C33' is not known"),
        ("competencies: {C3: 50}", "competences: {C3: 50}", "'competences': there is no such field"),
        ("issuer: {name: A clinic}", "issuer: [", "not readable as YAML"),
    ],
)
def test_a_fault_in_the_criteria_is_named_with_what_is_allowed(tmp_path, old, new, words):
    with pytest.raises(QuizError, match=words.replace("[", r"\[")):
        criteria(tmp_path, GOOD.replace(old, new))


def test_the_criteria_of_the_course_can_be_used():
    read = criteria_of(books_of(REPO / "assessments"))
    assert set(read.assignments) >= {"module-1"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return make_class(tmp_path_factory.mktemp("class"), 6, read=True)


def badge_command(capsys, course, *words):
    code = cli.main(["grades", "badge", *words, "--root", str(course)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_who_meets_the_criteria_follows_from_the_gradebook(course):
    books = books_of(course / "assessments")
    grid = class_report(books).grids["module-1"]
    found = {one.student: one for one in awards(books, criteria_of(books))}
    for student in grid.students:
        total = grid.total(student)
        assert found[student].is_met == (total is not None and total >= 0.7)
        assert found[student].assignments[0].share == total


def test_at_a_shell_certificates_are_listed_issued_noted_and_checked(capsys, course, tmp_path):
    code, out, _ = badge_command(capsys, course, "--json")
    listed = json.loads(out)
    good = [one["student"] for one in listed if one["met"]]
    bad = [one["student"] for one in listed if not one["met"]]
    assert code == 0
    assert good
    assert bad
    code, _, err = badge_command(capsys, course, "issue", good[0], bad[0])
    assert (code, err.count("\n")) == (2, 1)
    assert "nothing was issued" in err
    assert not (course / "assessments" / "certificates").exists()
    code, out, _ = badge_command(capsys, course, "issue", good[0], "--name", "Dr Ann Example")
    assert code == 0
    file = course / "assessments" / "certificates" / f"{good[0]}.json"
    assert file.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
    assert "Example" not in file.read_text(encoding="utf-8")
    key = course / "assessments" / "keys" / "certificate.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    entries = list(books_of(course / "assessments").ledger.entries())
    assert [one["student"] for one in entries if one["event"] == "certificate"] == [good[0]]
    assert cli.main(["grades", "badge", "verify", str(file), "--student", good[0]]) == 0
    assert f"It was issued to {good[0]}." in capsys.readouterr().out
    assert cli.main(["grades", "badge", "verify", str(file), "--student", "somebody"]) == 1
    assert "not issued to somebody" in capsys.readouterr().out
    forged = tmp_path / "forged.json"
    forged.write_text(file.read_text(encoding="utf-8").replace("Foundations", "Mastery"), encoding="utf-8")
    assert cli.main(["grades", "badge", "verify", str(forged)]) == 1
    assert "Not valid" in capsys.readouterr().out
    before = key.read_bytes()
    assert badge_command(capsys, course, "issue", "--all")[0] == 0
    assert key.read_bytes() == before, "the key stays"
    assert cli.main(["grades", "verify", "--root", str(course)]) == 0


def test_wrong_input_is_one_line(capsys, course):
    for words, told in (
        (("issue",), "--all"),
        (("issue", "nobody"), "nobody is not in the gradebook"),
        (("give",), "write list, issue or verify"),
        (("verify",), "needs the name of one file"),
        (("verify", "no-such-file.json"), "cannot be read"),
        (("issue", "--all", "--name", "名"), ""),
    ):
        code, out, err = badge_command(capsys, course, *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert told in err


def test_a_key_that_is_none_is_not_replaced(capsys, course):
    key = course / "assessments" / "keys" / "certificate.pem"
    before = key.read_bytes() if key.exists() else None
    key.parent.mkdir(exist_ok=True)
    key.write_text("not a key")
    code, _, err = badge_command(capsys, course, "issue", "--all")
    assert code == 2
    assert "holds no Ed25519 key" in err
    assert key.read_text() == "not a key"
    if before is not None:
        key.write_bytes(before)
