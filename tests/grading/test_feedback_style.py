"""The feedback page carries the tokens, and its dark look follows the device."""

import re

from kapedu.grading import feedback_text
from kapedu.grading.feedback_style import _RULES, _TOKENS, feedback_style
from kapedu.quiz import Verdict


def test_every_token_is_there_light_and_dark_and_no_selector_needs_a_script():
    style = feedback_style()
    declared = re.compile(r"--kapedu-[a-z-]+: [^;]+;")
    assert declared.findall(style) == declared.findall(_TOKENS.read_text(encoding="utf-8"))
    assert "data-jp-theme-light" not in style
    dark = style.partition("@media (prefers-color-scheme: dark) {")[2]
    assert "--kapedu-ink: #e8eef1;" in dark
    assert style.count("{") == style.count("}")


def test_it_loads_nothing_and_cannot_end_its_element():
    for word in ("url(", "@import", "</", "http"):
        assert word not in feedback_style()


def test_every_verdict_has_a_look_of_the_page():
    rules = _RULES.read_text(encoding="utf-8")
    assert set(feedback_text._LOOKS) == set(Verdict)
    for look in feedback_text._LOOKS.values():
        assert f".{look} {{" in rules
