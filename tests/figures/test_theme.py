"""Contrast after WCAG 2.2; colour blindness after Machado, Oliveira and Fernandes 2009 (severity 1.0)."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import kapedu.widgets
from kapedu.figures.theme import PALETTE, SERIES, base_layout, fade

STYLE = (Path(kapedu.widgets.__file__).parents[1] / "lab" / "static" / "tokens.css").read_text(
    encoding="utf-8"
)
LIGHT, DARK = (
    dict(re.findall(r"--kapedu-([a-z-]+): (#[0-9a-f]{6});", block))
    for block in (
        STYLE.partition("@media screen")[0],
        STYLE.partition('body[data-jp-theme-light="false"]')[2],
    )
)
BLINDNESS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    part = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    light, dark = sorted(
        (float(linear(colour) @ (0.2126, 0.7152, 0.0722)) for colour in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb
    f = np.cbrt(np.maximum(xyz / (0.9505, 1, 1.089), 1e-9))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("name", PALETTE)
@pytest.mark.parametrize("page", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_a_drawing_stands_out_from_the_page(name, page):
    assert contrast(PALETTE[name], page["surface"]) >= 3


@pytest.mark.parametrize("page", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "surface", 4.5),
        ("ink", "sunken", 4.5),
        ("ink", "accent-soft", 4.5),
        ("muted", "surface", 4.5),
        ("muted", "sunken", 4.5),
        ("accent", "surface", 4.5),
        ("accent", "accent-soft", 4.5),
        ("on-accent", "accent", 4.5),
        ("on-accent", "accent-strong", 4.5),
        ("problem", "surface", 4.5),
        ("problem", "problem-soft", 4.5),
        ("good", "good-soft", 4.5),
        ("edge", "surface", 3),
        ("focus", "surface", 3),
    ],
)
def test_text_controls_and_focus_have_the_contrast_of_level_aa(page, front, back, least):
    assert contrast(page[front], page[back]) >= least


@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_first_three_series_are_told_apart_with_colour_blindness(kind):
    seen = [lab(np.clip(np.array(BLINDNESS[kind]) @ linear(colour), 0, 1)) for colour in SERIES[:3]]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 20


def test_the_dark_page_defines_every_colour_of_the_light_one():
    assert {name for name in LIGHT if not name.startswith("monitor")} == DARK.keys()


def test_a_faded_colour_is_the_same_colour():
    assert fade("#0A8A62", 0.5) == "rgba(10,138,98,0.5)"


def test_layout_parts_are_merged_and_the_base_stays_as_it_is():
    layout = base_layout("Time (min)", "Ketamine (ng/mL)", xaxis={"dtick": 30}, margin={"t": 40}, title="T")
    assert layout["xaxis"]["title"] == {"text": "Time (min)"}
    assert layout["xaxis"]["dtick"] == 30
    assert layout["margin"]["t"] == 40
    assert layout["margin"]["l"] == base_layout("", "")["margin"]["l"]
    assert layout["title"] == "T"
    assert "dtick" not in base_layout("", "")["xaxis"]
