"""The course in real JupyterLab, as a trainee meets it: started by ``kapedu course``, seen in Chromium."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NothingCame

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).resolve().parents[2]
LESSONS = sorted((REPOSITORY / "modules" / "1-mechanism").glob("*.ipynb"))
EVERY_LESSON = sorted((REPOSITORY / "modules").glob("*/[0-9]*.ipynb"))
HOME = "course/index.ipynb"
TRIAL = "modules/trial"  # where the notebooks written here lie, inside the served copy
READY = 60_000

Axe = Callable[..., list[str]]


def notebook(*cells: tuple[str, str]) -> dict[str, Any]:
    """A lesson as authors write them: (kind, source) for each cell."""
    made = []
    for number, (kind, source) in enumerate(cells):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
        if kind == "code":
            cell |= {"metadata": {"jupyter": {"source_hidden": True}}, "outputs": [], "execution_count": None}
        made.append(cell)
    metadata = {
        "kapedu": {"run_on_open": True},
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


LESSON = notebook(
    ("markdown", "# A small lesson\n\nWords before it. [Back to the start](../../course/index.ipynb)"),
    ("code", "from kapedu.knowledge import cite"),
    ("code", 'cite("kamp2020")'),
    ("markdown", "## And then\n\nWords after it."),
)
FOREIGN = notebook(("markdown", "# Not ours"), ("code", "open('proof.txt', 'w').write('it ran')"))
FAILING = notebook(
    ("markdown", "# One part fails"),
    ("code", "from kapedu.knowledge import cite"),
    ("code", 'cite("no-such-source")'),
    ("code", 'cite("kamp2020")'),
)


@pytest.fixture(scope="module")
def trial(course_server) -> Callable[[str, dict[str, Any]], str]:
    """Write a notebook into the served copy and return its path there."""

    def write(name: str, content: dict[str, Any]) -> str:
        path = course_server.root / TRIAL / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
        return f"{TRIAL}/{name}.ipynb"

    return write


def shown(page: Page, selector: str) -> Any:
    """The elements of the open notebook that a person can see."""
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {selector}").locator("visible=true")


def wait_for_home(page: Page) -> None:
    expect(
        page.locator(".kapedu-course-name")
    ).to_be_visible()  # the last thing that happens when the Lab opens
    expect(shown(page, "h1")).to_contain_text("Ketamine-assisted psychotherapy")


def wait_until_ready(page: Page) -> None:
    expect(shown(page, ".kapedu-bar-status")).to_have_text("Ready", timeout=READY)


def no_code_is_visible(page: Page) -> bool:
    machinery = ".jp-InputArea-editor, .jp-CodeCell .jp-InputArea, .jp-InputPrompt, .jp-OutputPrompt, .jp-cell-toolbar"
    return shown(page, f":is({machinery})").count() == 0


def test_the_printed_address_opens_the_home(course_server, open_page) -> None:
    page = open_page(course_server.address)
    expect(shown(page, "h1")).to_contain_text("Ketamine-assisted psychotherapy")
    expect(shown(page, ":text('This course teaches; it does not treat.')")).to_be_visible()
    assert no_code_is_visible(page)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_one_click_on_the_home_opens_a_lesson_with_live_activities_and_no_code(
    course_server, open_page, lesson: Path
) -> None:
    page = open_page(course_server.address)
    shown(page, f"a[href*='{lesson.name}']").click()
    wait_until_ready(page)
    assert no_code_is_visible(page)
    expect(shown(page, ".kapedu-bar-message")).to_have_count(0)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    assert shown(page, ".jp-OutputArea-output").count() > 1


def test_every_lesson_is_on_the_home_with_its_own_minutes(course_server, open_page) -> None:
    page = open_page(course_server.address)
    for lesson in EVERY_LESSON:
        first = "".join(json.loads(lesson.read_text(encoding="utf-8"))["cells"][0]["source"])
        minutes = re.search(r"(\d+) minutes", first)
        assert minutes, f"{lesson.name} does not say in its first cell how many minutes it takes"
        card = shown(page, f".kapedu-home-lesson:has(a[href*='{lesson.parent.name}/{lesson.name}'])")
        expect(card).to_contain_text(f"about {minutes[1]} minutes")


def test_a_lesson_opens_and_returns_with_the_keyboard_alone(course_server, open_page) -> None:
    page = open_page(course_server.address)
    expect(shown(page, "h1")).to_be_visible()
    target = LESSONS[0].name
    shown(page, "h1").click()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement?.href?.includes(name) ?? false", target):
            break
    else:
        pytest.fail("forty presses of Tab do not reach the first lesson")
    page.keyboard.press("Enter")
    wait_until_ready(page)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement?.textContent === 'Course home'"):
            break
    else:
        pytest.fail("sixty presses of Shift+Tab do not reach the way back")
    page.keyboard.press("Enter")
    expect(shown(page, "h1")).to_contain_text("Ketamine-assisted psychotherapy")


def test_a_link_in_a_lesson_opens_the_other_notebook(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    page = open_page(course_server.url(trial("link", LESSON)))
    wait_until_ready(page)
    shown(page, "a:has-text('Back to the start')").click()
    expect(shown(page, "h1")).to_contain_text("Ketamine-assisted psychotherapy")


def test_start_again_gives_fresh_activities(course_server, open_page, trial: Callable[..., str]) -> None:
    page = open_page(course_server.url(trial("again", LESSON)))
    wait_until_ready(page)
    output = shown(page, ".jp-OutputArea-output").first
    output.evaluate("node => { node.dataset.old = 'yes' }")
    shown(page, "button:has-text('Start again')").click()
    expect(page.locator("[data-old]")).to_have_count(0)
    wait_until_ready(page)
    expect(output).to_contain_text("Kamp")
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_lesson_whose_kernel_dies_starts_again_without_a_question(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    path = trial("dying/lesson", LESSON)
    page = open_page(course_server.url(path))
    wait_until_ready(page)
    shown(page, ".jp-OutputArea-output").first.evaluate("node => { node.dataset.old = 'yes' }")
    folder = str((course_server.root / path).parent)
    kernels = [
        child for child in psutil.Process(course_server.pid).children(recursive=True) if child.cwd() == folder
    ]
    assert len(kernels) == 1
    kernels[0].kill()
    expect(page.locator("[data-old]")).to_have_count(0)
    wait_until_ready(page)
    expect(shown(page, ".jp-OutputArea-output").first).to_contain_text("Kamp")
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_reload_starts_the_lesson_once_more(course_server, open_page, trial: Callable[..., str]) -> None:
    page = open_page(course_server.url(trial("reload", LESSON)))
    wait_until_ready(page)
    page.reload()
    wait_until_ready(page)
    expect(shown(page, ".jp-OutputArea-output").first).to_contain_text("Kamp")


def run_by_hand(page: Page) -> None:
    """Run the first cell as a person does, who presses again when nothing comes of it.

    JupyterLab can drop a run, and empty the prompt, when its kernel has only just come up.
    """
    shown(page, ".jp-CodeCell .jp-Placeholder-content").click()
    ran = shown(page, ".jp-CodeCell .jp-InputPrompt:text-is('[1]:')")
    for _press in range(3):
        shown(page, ".jp-CodeCell .cm-content").first.click()
        expect(shown(page, ".jp-CodeCell").first.locator(".cm-focused")).to_have_count(1)
        page.keyboard.press("Shift+Enter")
        with suppress(NothingCame):
            return ran.wait_for(timeout=10_000)
    raise AssertionError("three runs by hand came to nothing")


def test_a_notebook_with_other_code_says_so_and_runs_nothing(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    path = trial("foreign", FOREIGN)
    page = open_page(course_server.url(path))
    message = shown(page, ".kapedu-bar-message")
    expect(message).to_contain_text("This notebook contains other code; run it yourself if you trust it.")
    page.wait_for_function(
        """async path => {
            const sessions = await (await fetch("/api/sessions")).json();
            return sessions.find(session => session.path === path)?.kernel.execution_state === "idle";
        }""",
        arg=path,
    )
    expect(shown(page, ".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_have_count(1)
    assert not (course_server.root / TRIAL / "proof.txt").exists()
    run_by_hand(page)  # counts as the kernel's first run: none came before
    assert (course_server.root / TRIAL / "proof.txt").exists()


def test_a_failing_activity_is_told_in_plain_words_and_the_others_live(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    page = open_page(course_server.url(trial("failing", FAILING)))
    message = shown(page, ".kapedu-bar-message")
    expect(message).to_contain_text("A part of this lesson could not start.", timeout=READY)
    expect(shown(page, ":text('Traceback')")).to_have_count(0)
    expect(shown(page, ".jp-OutputArea-output:has-text('Kamp')")).to_have_count(1)
    message.get_by_text("Details for your instructor").click()
    expect(message).to_contain_text("no-such-source")
    message.get_by_role("button", name="Start again").click()
    expect(message).to_have_count(0)
    expect(message).to_contain_text("A part of this lesson could not start.", timeout=READY)


def test_reading_keys_and_double_clicks_change_nothing_and_saving_keeps_the_file_clean(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    path = trial("untouched", LESSON)
    page = open_page(course_server.url(path))
    wait_until_ready(page)
    shown(page, ":text('Words after it.')").dblclick()
    for key in ("d", "d", "x", "b", "Enter", "y", "Shift+Enter", "Control+Enter"):
        page.keyboard.press(key)
    assert no_code_is_visible(page)
    expect(shown(page, ".jp-Cell")).to_have_count(len(LESSON["cells"]))
    with page.expect_response(
        lambda response: response.request.method == "PUT" and "/api/contents/" in response.url
    ):
        page.keyboard.press("Control+s")
    saved = json.loads((course_server.root / path).read_text(encoding="utf-8"))
    assert ["".join(cell["source"]) for cell in saved["cells"]] == [
        cell["source"] for cell in LESSON["cells"]
    ]
    assert all(
        cell.get("outputs", []) == [] and cell.get("execution_count") is None for cell in saved["cells"]
    )
    assert "widgets" not in saved["metadata"]


def test_closing_a_lesson_asks_nothing_and_leads_home(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    page = open_page(course_server.url(trial("closing", LESSON)))
    wait_until_ready(page)
    page.get_by_role("menuitem", name="File").click()
    page.get_by_role("menuitem", name=re.compile("^Close Tab")).click()
    expect(shown(page, "h1")).to_contain_text("Ketamine-assisted psychotherapy")
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_the_curious_can_see_the_code_and_hide_it_again(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    page = open_page(course_server.url(trial("curious", LESSON)))
    wait_until_ready(page)
    shown(page, "button:has-text('Show code')").click()
    expect(shown(page, ".jp-CodeCell .jp-InputArea-editor")).to_have_count(2)
    expect(shown(page, ".jp-CodeCell .jp-InputArea-editor").nth(1)).to_contain_text('cite("kamp2020")')
    shown(page, "button:has-text('Hide code')").click()
    assert no_code_is_visible(page)


def test_a_trainee_sees_the_course_folders_and_none_of_the_teachers_tools(course_server, open_page) -> None:
    page = open_page(course_server.address)
    expect(shown(page, "h1")).to_be_visible()
    names = page.evaluate(
        "async () => (await (await fetch('/api/contents/')).json()).content.map(item => item.name)"
    )
    assert set(names) <= {"course", "modules", "my-work"}
    page.get_by_role("menuitem", name="Nbgrader").click()
    expect(page.get_by_role("menuitem", name="Assignment List")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Formgrader")).to_have_count(0)
    expect(page.get_by_role("menuitem", name="Create Assignment")).to_have_count(0)
    assert page.evaluate("async () => (await fetch('/formgrader')).status") == 404


def test_a_button_on_the_home_opens_the_list_of_assignments_and_the_course_name_leads_back(
    course_server, open_page
) -> None:
    page = open_page(course_server.address)
    wait_for_home(page)
    shown(page, "button:has-text('list of assignments')").click()
    expect(page.locator("#nbgrader-assignment-list")).to_be_visible()
    page.get_by_role("button", name="Ketamine-assisted psychotherapy").click()
    expect(shown(page, "h1")).to_contain_text("Ketamine-assisted psychotherapy")


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_home_and_bar_break_no_rule_of_accessibility(
    course_server, open_page, axe: Axe, trial: Callable[..., str], size: str
) -> None:
    page = open_page(course_server.address, size)
    expect(shown(page, "h1")).to_be_visible()
    assert axe(page, ".jp-RenderedMarkdown") == []
    page = open_page(course_server.url(trial(f"rules-{size}", FAILING)), size)
    expect(shown(page, ".kapedu-bar-message")).to_contain_text("could not start", timeout=READY)
    assert axe(page, ".kapedu-bar") == []


def test_on_a_telephone_nothing_is_cut_off_and_buttons_are_large_enough(
    course_server, open_page, trial: Callable[..., str]
) -> None:
    page = open_page(course_server.url(trial("telephone", LESSON)), "narrow")
    wait_until_ready(page)
    too_wide = "node => node.scrollWidth > node.clientWidth + 1"
    assert not shown(page, ".jp-WindowedPanel-outer").evaluate(too_wide)
    for button in shown(page, ".kapedu-button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 390


@pytest.fixture
def instructor_server(tmp_path: Path, copy_course, serve_course) -> Iterator[Any]:
    root = copy_course(tmp_path)
    (root / "assessments").mkdir()
    (root / "assessments" / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'trial'\n"
        f"c.CourseDirectory.root = {str(root / 'assessments')!r}\n",
        encoding="utf-8",
    )
    with serve_course(root, "--instructor") as server:
        yield server


def test_an_instructor_sees_the_assessments_and_the_grading_tools(instructor_server, open_page) -> None:
    page = open_page(instructor_server.address)
    expect(shown(page, "h1")).to_be_visible()
    names = page.evaluate(
        "async () => (await (await fetch('/api/contents/')).json()).content.map(item => item.name)"
    )
    assert "assessments" in names
    page.get_by_role("menuitem", name="Nbgrader").click()
    expect(page.get_by_role("menuitem", name="Formgrader").first).to_be_visible()
    assert page.evaluate("async () => (await fetch('/formgrader')).status") == 200
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("menuitem", name="File").click()
    page.get_by_role("menuitem", name="New Launcher").click()
    page.locator(".jp-LauncherCard").filter(has_text="Course home").click()
    expect(shown(page, "h1")).to_be_visible()
