"""Every model and its metabolites against a second implementation: the sheet's equations and SciPy's expm.

Each model is written here once more, from the JSON of the sheet, as one linear system in amounts; nothing is shared
with `kapedu.pharmacology`.
"""

import warnings

import numpy as np
import pytest
from scipy.linalg import expm

from kapedu.knowledge import facts
from kapedu.pharmacology import ExtrapolationWarning, Patient, Regimen, models, simulate

TIMES = np.array([0.0, 3, 10, 25, 40, 41, 47, 60, 90, 150, 240, 480, 1440])


class System:
    """dy/dt = M y + b; `read` gives each output as (state, ng/mL per unit amount)."""

    def __init__(self, size):
        self.matrix, self.read = np.zeros((size, size)), {}

    def move(self, rate, source, target=None, gain=1.0):
        self.matrix[source, source] -= rate
        if target is not None:
            self.matrix[target, source] += gain * rate


def exchange(system, flow, first, volume_first, second, volume_second):  # noqa: PLR0917 - two ends of a flow
    system.move(flow / volume_first, first, second)
    system.move(flow / volume_second, second, first)


def parameters(published, group):
    return lambda name: published(f"models.{group}.parameters.{name}")


def kamp(published, weight):
    p, size = parameters(published, "kamp2020_arterial"), weight / 70
    system, v = System(3), [p(f"V{j}") * size for j in (1, 2, 3)]
    for j in (1, 2):
        exchange(system, p(f"Q{j + 1}") / 60 * size**0.75, 0, v[0], j, v[j])
    system.move(p("CL") / 60 * size**0.75 / v[0], 0)
    system.read["parent"] = (0, 1000 / v[0])
    return system


def micro(group, peripheral):
    def build(published, weight):
        p = parameters(published, group)
        system = System(1 + len(peripheral))
        system.move(p("k10"), 0)
        for j, number in enumerate(peripheral, start=1):
            system.move(p(f"k1{number}"), 0, j)
            system.move(p(f"k{number}1"), j, 0)
        system.read["parent"] = (0, 1000 / (p("V1") * weight))
        return system

    return build


def simons(published, weight):
    """States in nmol per 0.001: 0-2 ketamine, 3-4 transit, 5-6 norketamine, 7-8 transit, 9-10 hydroxynorketamine."""
    p, size = parameters(published, "simons2022_S"), weight / 70
    system = System(11)
    v = {name: p(name) * size for name in ("VK1", "VK2", "VK3", "VN1", "VN2", "VH1", "VH2")}
    q = {n: p(n) * size**0.75 for n in ("CLK1", "CLK2", "CLK3", "CLN1", "CLN2", "CLH1", "CLH2")}
    exchange(system, q["CLK2"], 0, v["VK1"], 1, v["VK2"])
    exchange(system, q["CLK3"], 0, v["VK1"], 2, v["VK3"])
    system.move(q["CLK1"] / v["VK1"], 0, 3)
    k = 2 / p("MTT_K_NK")
    system.move(k, 3, 4)
    system.move(k, 4, 5, gain=p("fm_NK"))
    exchange(system, q["CLN2"], 5, v["VN1"], 6, v["VN2"])
    system.move(q["CLN1"] / v["VN1"], 5, 7)
    k = 2 / p("MTT_NK_HNK")
    system.move(k, 7, 8)
    system.move(k, 8, 9, gain=p("fm_HNK"))
    exchange(system, q["CLH2"], 9, v["VH1"], 10, v["VH2"])
    system.move(q["CLH1"] / v["VH1"], 9)
    mw = {n: published(f"constants.mw_{n}") for n in ("ketamine", "norketamine", "hydroxynorketamine")}
    system.read["parent"] = (0, 1000 / v["VK1"])
    system.read["norketamine"] = (5, 1000 / v["VN1"] * mw["norketamine"] / mw["ketamine"])
    system.read["hydroxynorketamine"] = (9, 1000 / v["VH1"] * mw["hydroxynorketamine"] / mw["ketamine"])
    return system


def otto(published, weight):
    p, size = parameters(published, "otto2021_fanta2015_S"), weight / 70
    system, central = System(5), p("V") * size
    exchange(system, p("Q1") / 60, 0, central, 1, p("Vp1"))
    exchange(system, p("Q2") / 60, 0, central, 2, p("Vp2"))
    system.move(p("CL") * size**0.75 / 60 / central, 0, 3, gain=p("fm_NK"))
    own = p("V_NK") * size
    exchange(system, p("Q_NK") / 60, 3, own, 4, p("Vp_NK"))
    system.move(p("CL_NK") * size**0.75 / 60 / own, 3)
    system.read |= {"parent": (0, 1000 / central), "norketamine": (3, 1000 / own)}
    return system


def perez_ruixo(published, weight):
    """0 central, 1-2 peripheral, 3 liver, 4-5 norketamine, 6 depot of a swallowed dose."""
    p, system = parameters(published, "perez_ruixo_2020"), System(7)
    for j, flow, volume in ((1, "Q1", "Vp1"), (2, "Q2", "Vp2"), (3, "Qh", "Vh")):
        exchange(system, p(flow) / 60, 0, p("Vc"), j, p(volume))
    system.move(p("kel") / 60, 3)
    system.move(p("kmet") / 60, 3, 4)
    exchange(system, p("Q_NK") / 60, 4, p("V_NK"), 5, p("Vp_NK"))
    system.move(p("CL_NK") / 60 / p("V_NK"), 4)
    system.move(p("ka_po") / 60, 6, 3)
    system.read |= {"parent": (0, 1000 / p("Vc")), "norketamine": (4, 1000 / p("V_NK"))}
    return system


SYSTEMS = {
    "kamp": kamp,
    "domino": micro("domino", "23"),
    "clements": micro("clements_nimmo_1981", "2"),
    "hijazi": micro("hijazi2003_icu", "2"),
    "simons": simons,
    "otto": otto,
    "perez-ruixo": perez_ruixo,
}


def step_through(system, events, times):
    """Events: (start, state, amount at once, inflow per minute, duration)."""
    size = len(system.matrix)
    changes = sorted({0.0, *times, *(e[0] for e in events), *(e[0] + e[4] for e in events)})
    state, out = np.zeros(size + 1), {}
    state[-1] = 1.0
    for place, begin in enumerate(changes):
        for start, where, amount, _, _ in events:
            if start == begin:
                state[where] += amount
        out[begin] = state.copy()
        if place + 1 < len(changes):
            augmented = np.zeros((size + 1, size + 1))
            augmented[:size, :size] = system.matrix
            for start, where, _, rate, duration in events:
                if start <= begin < start + duration:
                    augmented[where, size] += rate
            state = expm(augmented * (changes[place + 1] - begin)) @ state
    return {
        name: np.array([out[time][where] * factor for time in times])
        for name, (where, factor) in system.read.items()
    }


def simulated(name, *doses, weight=70, times=TIMES):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExtrapolationWarning)
        course = simulate(
            Regimen.parse(doses), Patient(weight), times, name, metabolites=bool(models()[name].metabolites)
        )
    trace = course.venous_ng_ml if course.site == "venous" else course.arterial_ng_ml
    return {"parent": trace, **course.metabolites}


@pytest.mark.parametrize("weight", [50, 70, 110])
@pytest.mark.parametrize("name", SYSTEMS)
def test_parent_and_metabolites_agree_with_the_matrix_exponential(published, name, weight):
    events = [(0.0, 0, 0.0, 35 / 40, 40.0), (47.0, 0, 10.0, 0.0, 0.0)]
    expected = step_through(SYSTEMS[name](published, weight), events, TIMES)
    found = simulated(name, "iv 35 mg over 40 min", "iv 10 mg at 47 min", weight=weight)
    assert set(found) == set(expected)
    for output, trace in expected.items():
        np.testing.assert_allclose(found[output], trace, rtol=1e-8, atol=1e-10 * trace.max(), err_msg=output)


def test_a_swallowed_dose_in_the_model_with_a_liver_agrees_with_the_matrix_exponential(published):
    p = parameters(published, "perez_ruixo_2020")
    release = p("Dpo") * 60
    events = [(0.0, 6, 0.0, 50 * p("Fgut") / release, release)]
    expected = step_through(perez_ruixo(published, 70), events, TIMES)
    found = simulated("perez-ruixo", "po 50 mg")
    for output, trace in expected.items():
        np.testing.assert_allclose(found[output], trace, rtol=1e-8, atol=1e-10 * trace.max(), err_msg=output)


NOT_USED = {
    "simons": {"film_F1", "film_D1", "film_KA1", "film_F2", "film_D2", "film_KA2", "film_MTT_gut"},
    "perez-ruixo": {"age_on_Qh", "asian_on_kel", "asian_on_CL_NK", "japanese_on_FRn"},
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_figure_of_the_sheet_is_used_and_named_by_the_course(name):
    model = models()[name]
    doses = ["iv 35 mg"] if name != "perez-ruixo" else ["iv 35 mg", "po 35 mg", "esketamine-in 56 mg"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExtrapolationWarning)
        course = simulate(Regimen.parse(doses), Patient(70), [0.0], name, metabolites=bool(model.metabolites))
    used = {path.rpartition(".")[2] for path in course.facts if path.startswith(model.parameters)}
    assert used == set(facts(model.parameters)) - NOT_USED.get(name, set())


def test_age_and_ancestry_use_the_figures_left_out_above():
    course = simulate(
        Regimen.parse("esketamine-in 56 mg"), Patient(70, 70), [0.0], "perez-ruixo", ancestry="japanese"
    )
    used = {path.rpartition(".")[2] for path in course.facts}
    assert NOT_USED["perez-ruixo"] <= used


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_changed_figure_changes_the_curve(published, name):
    """The oracle with one figure 10 % off must disagree: otherwise the comparison above could not fail."""
    group = models()[name].parameters.split(".")[2]
    own = simulated(name, "iv 35 mg over 40 min")
    events = [(0.0, 0, 0.0, 35 / 40, 40.0)]
    for figure in facts(models()[name].parameters):
        if figure.startswith(("film", "age", "asian", "japanese", "FR", "ka_", "Dsw", "Dpo", "Fgut")):
            continue

        def changed(path, figure=figure):
            return published(path) * (1.1 if path == f"models.{group}.parameters.{figure}" else 1)

        other = step_through(SYSTEMS[name](changed, 70), events, TIMES)
        largest = max(np.abs(own[o] - other[o]).max() / own[o].max() for o in other)
        assert largest > 1e-5, figure
