"""One file of tokens: no colour stands anywhere else, and every pair of colours can be read, light and dark."""

import re
from pathlib import Path

import pytest

import kapedu
from kapedu.figures import theme
from kapedu.widgets.parts.layout import StyleSheet

PACKAGE = Path(kapedu.__file__).parent
REPOSITORY = Path(__file__).resolve().parents[2]
TOKENS = PACKAGE / "lab" / "static" / "tokens.css"
STYLES = sorted(path for path in PACKAGE.rglob("*.css") if path != TOKENS)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")
WRITTEN = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']""")  # in a script
SCRIPTS = sorted(
    path
    for pattern in ("widgets/**/*.js", "lab/static/*.js", "figures/*.py", "widgets/**/*.py")
    for path in PACKAGE.glob(pattern)
    if not path.name.endswith(".min.js") and path.name not in {"launcher_plugin.js", "theme.py"}
)
FRAME = [PACKAGE / "lab" / "static" / name for name in ("lesson.css", "home.css")]
FRAME += [PACKAGE / "dashboards" / "template" / "static" / "kapedu.css"]
CLASS = re.compile(r"\.((?:kapedu|ke|kq)-[\w-]+)")
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11

TEXT = [
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "ground"),
    ("ink", "accent-soft"),
    ("ink", "notice"),
    ("ink", "good-soft"),
    ("ink", "problem-soft"),
    ("ink", "partly-soft"),
    ("ink", "quiz-soft"),
    ("ink", "predict-soft"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("muted", "ground"),
    ("accent", "surface"),
    ("accent", "sunken"),
    ("accent-strong", "surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-accent", "quiz"),
    ("on-accent", "predict"),
    ("quiz", "surface"),
    ("predict", "surface"),
    ("problem", "surface"),
    ("problem", "problem-soft"),
    ("good", "surface"),
    ("good", "good-soft"),
    ("monitor-ink", "monitor"),
    ("monitor-ink", "monitor-alarm-ground"),
    ("monitor-quiet", "monitor"),
    ("monitor-good", "monitor"),
    ("monitor-alarm", "monitor"),
    ("monitor-alarm", "monitor-alarm-ground"),
]
SHAPES = [
    ("edge", "surface"),
    ("accent", "surface"),
    ("focus", "surface"),
    ("focus", "sunken"),
    ("focus", "ground"),
    ("focus", "accent-soft"),
    ("focus", "notice"),
    ("focus", "problem-soft"),
    ("focus", "good-soft"),
    ("notice-line", "notice"),
    ("second", "surface"),
    ("third", "surface"),
    ("monitor-pressure", "monitor"),
    ("monitor-pulse", "monitor"),
    ("monitor-oxygen", "monitor"),
    ("monitor-drug", "monitor"),
]


def tokens(text):
    return dict(re.findall(r"--kapedu-([a-z-]+): (#[0-9a-f]{6});", text))


def looks():
    """The colours as they hold on paper, on a light and on a dark screen."""
    text = TOKENS.read_text(encoding="utf-8")
    paper, _, screen = text.partition("@media screen {")
    monitor, _, dark = screen.partition("body[")
    light = tokens(paper) | tokens(monitor)
    return {"paper": tokens(paper), "light": light, "dark": light | tokens(dark)}


LOOKS = looks()


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known near miss


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_colour_stands_in_the_tokens_and_nowhere_else(path):
    assert COLOUR.findall(path.read_text(encoding="utf-8")) == []


def test_no_script_and_no_drawing_writes_a_colour_of_its_own():
    own = {path.name: WRITTEN.findall(path.read_text(encoding="utf-8")) for path in SCRIPTS}
    assert {name: colours for name, colours in own.items() if colours} == {}


def classes(path):
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(CLASS.findall(rules))


def test_the_frame_of_the_page_and_what_stands_in_it_do_not_share_names():
    # else the frame's rules lay out, or hide on paper, a part of an activity
    frame = set().union(*map(classes, FRAME))
    for path in (path for path in STYLES if "widgets" in path.parts):
        assert classes(path) & frame <= {"kapedu-button", "kapedu-button-primary", "kapedu-question"}, (
            path.name
        )


def test_every_class_that_is_styled_is_given_to_something():
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("*.py", "*.js", "*.j2", "*.html")
        for path in PACKAGE.rglob(pattern)
        if not path.name.endswith(".min.js")
    )
    source += "\n".join(path.read_text(encoding="utf-8") for path in REPOSITORY.glob("course/**/*.ipynb"))

    words = set(re.findall(r"[\w-]+", source))
    begun = set(re.findall(r"([\w-]+)-(?:\$?\{|[\"'])", source)) - {
        "kapedu"
    }  # the rest of the name is put in

    def given(name):
        return name in words or any(name.startswith(f"{start}-") for start in begun)

    unused = {name for path in STYLES for name in classes(path) if not given(name)}
    assert unused == set()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_tokens_that_exist_are_used(path):
    text = path.read_text(encoding="utf-8")
    known = set(re.findall(r"(--kapedu-[a-z-]+)\s*:", TOKENS.read_text(encoding="utf-8")))
    set_by_scripts = {"--kapedu-filled", "--kapedu-drawn-width", "--kapedu-drawn-ratio"}
    own = set(re.findall(r"(--kapedu-[a-z-]+)\s*:", text))
    assert set(re.findall(r"var\((--kapedu-[a-z-]+)", text)) <= known | own | set_by_scripts


@pytest.mark.parametrize("look", LOOKS)
def test_words_and_shapes_can_be_told_from_what_they_stand_on(look):
    colours = LOOKS[look]
    low = [
        f"{one} on {other}: {contrast(colours[one], colours[other]):.2f}"
        for pairs, least in ((TEXT, TEXT_CONTRAST), (SHAPES, SHAPE_CONTRAST))
        for one, other in pairs
        if contrast(colours[one], colours[other]) < least
    ]
    assert low == []


def test_every_colour_of_the_light_look_has_its_counterpart_in_the_dark_one():
    dark = TOKENS.read_text(encoding="utf-8").partition("body[")[2]
    unchanged = {name for name in LOOKS["light"] if not name.startswith("monitor")} - set(tokens(dark))
    assert unchanged == set()


def test_drawings_and_pages_share_their_colours():
    assert LOOKS["light"]["second"] == theme.SECOND.lower()
    assert LOOKS["light"]["third"] == theme.THIRD.lower()
    for colour in theme.PALETTE.values():
        assert contrast(colour.lower(), LOOKS["light"]["surface"]) >= TEXT_CONTRAST  # as theme.ON_MARK on it
        mixed = "#" + "".join(
            f"{round(int(colour[start : start + 2], 16) * 0.7 + 255 * 0.3):02x}" for start in (1, 3, 5)
        )  # as plot_view.js lightens it
        assert contrast(mixed, LOOKS["dark"]["surface"]) >= TEXT_CONTRAST


def test_the_widgets_carry_the_tokens_with_them():
    assert TOKENS.read_text(encoding="utf-8") in StyleSheet._css
