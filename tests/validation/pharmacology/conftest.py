"""An oracle written a second time, from the sheet's equations and not from the room under test.

It reads the sheet's JSON itself, writes every route as one linear system dy/dt = M y + b with a constant b between
two changes, and steps it with SciPy's matrix exponential (or hands it to ``solve_ivp``). It shares no code with
``kapedu.pharmacology``.
"""

import csv
import json
import sys
from importlib.resources import files
from math import log
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

sys.path.insert(0, str(Path(__file__).parent))  # the comparisons import one another

DATA = files("kapedu.knowledge") / "data"
SHEET = json.loads((DATA / "pkpd.json").read_text(encoding="utf-8"))


def sheet_value(path):
    entry = SHEET
    for key in path.split("."):
        entry = entry[key]
    return entry["value"]


# state: 0-2 Kamp amounts (mg), 3 venous, 4 effect site of racemate (mg/L), 5-9 depots im sc sl po in,
#        10-13 Perez-Ruixo central, two peripheral, liver, 14 its effect site, 15 nasal depot, 16 swallowed depot
DEPOTS = {"im": 5, "sc": 6, "sl": 7, "po": 8, "in": 9}
ABSORPTION = {
    "im": ("intramuscular", "F", "ka", "lag"),
    "sc": ("intramuscular", "F", "ka", "lag"),
    "sl": ("sublingual_wafer_racemic", "F", "ka", "lag"),
    "po": ("oral_racemic", "F_tablet", "ka", "lag"),
    "in": ("nasal_racemic", "F_default", "ka_default", None),
}


class Oracle:
    def __init__(self, weight_kg=70.0, changed=None):
        value = lambda path: {**(changed or {})}.get(path, sheet_value(path))  # noqa: E731
        kamp = {
            name: value(f"models.kamp2020_arterial.parameters.{name}")
            for name in ("V1", "V2", "V3", "CL", "Q2", "Q3")
        }
        size = weight_kg / 70
        for name in kamp:
            kamp[name] *= size if name[0] == "V" else size**0.75 / 60
        self.v1 = kamp["V1"]
        kv = log(2) / value("models.venous_lag.parameters.t_half")
        ke0 = log(2) / value("effect_site.olofsen2022.t_half_ke0")
        m = np.zeros((17, 17))

        def move(rate, source, target):
            m[source, source] -= rate
            if target is not None:
                m[target, source] += rate

        move(kamp["CL"] / kamp["V1"], 0, None)
        for j, number in ((1, "2"), (2, "3")):
            move(kamp[f"Q{number}"] / kamp["V1"], 0, j)
            move(kamp[f"Q{number}"] / kamp[f"V{number}"], j, 0)
        for link, rate in ((3, kv), (4, ke0)):
            m[link, 0] += rate / kamp["V1"]
            m[link, link] -= rate
        self.share, self.lag = {}, {}
        for route, (group, share, rate, lag) in ABSORPTION.items():
            move(value(f"absorption.{group}.{rate}") / 60, DEPOTS[route], 0)
            self.share[route] = value(f"absorption.{group}.{share}")
            self.lag[route] = value(f"absorption.{group}.{lag}") if lag else 0.0
        pr = {
            name: entry["value"] for name, entry in SHEET["models"]["perez_ruixo_2020"]["parameters"].items()
        }
        pr |= {path.rpartition(".")[2]: v for path, v in (changed or {}).items() if "perez" in path}
        self.pr = pr
        for j, flow, volume in ((11, "Q1", "Vp1"), (12, "Q2", "Vp2"), (13, "Qh", "Vh")):
            move(pr[flow] / pr["Vc"] / 60, 10, j)
            move(pr[flow] / pr[volume] / 60, j, 10)
        move((pr["kel"] + pr["kmet"]) / 60, 13, None)
        m[14, 10] += ke0 / pr["Vc"]
        m[14, 14] -= ke0
        move(pr["ka_n"] / 60, 15, 10)
        move(pr["ka_sw"] / 60, 16, 13)
        self.matrix = m

    def _events(self, doses):
        """(time, state, amount at once, inflow per minute, duration)."""
        for route, mg, at, over in doses:
            if route == "iv":
                yield (at, 0, 0.0, mg / over, over) if over else (at, 0, mg, 0.0, 0.0)
            elif route != "esketamine-in":
                yield at + self.lag[route], DEPOTS[route], mg * self.share[route], 0.0, 0.0
        devices = sorted(
            at + 5 * k for route, mg, at, _ in doses if route == "esketamine-in" for k in range(mg // 28)
        )
        for number, at in enumerate(devices):
            nasal = self.pr["FRn_first_28mg"] * (self.pr["FRn_factor_later_devices"] if number else 1)
            yield at, 15, 28 * nasal, 0.0, 0.0
            release = self.pr["Dsw"] * 60
            yield at, 16, 0.0, 28 * (1 - nasal) * self.pr["Fgut"] / release, release

    def _stretches(self, doses, times):
        """Between two changes: begin, end, jump of the state at the beginning, constant inflow."""
        events = list(self._events(doses))
        changes = sorted({0.0, times[-1]} | {e[0] for e in events} | {e[0] + e[4] for e in events})
        for begin, end in zip(changes, [*changes[1:], changes[-1]], strict=True):
            jump, inflow = np.zeros(17), np.zeros(17)
            for at, state, amount, rate, duration in events:
                if at == begin:
                    jump[state] += amount
                if at <= begin < at + duration:
                    inflow[state] += rate
            yield begin, end, jump, inflow

    def exact(self, doses, times):
        """Traces at the times by the matrix exponential of the augmented system."""
        y, out = np.zeros(17), np.zeros((17, len(times)))
        for begin, end, jump, inflow in self._stretches(doses, times):
            y = y + jump
            augmented = np.zeros((18, 18))
            augmented[:17, :17], augmented[:17, 17] = self.matrix, inflow
            last, state = begin, np.append(y, 1.0)
            inside = (times >= begin) & ((times < end) | (end == begin))
            for place in np.flatnonzero(inside):
                state = expm(augmented * (times[place] - last)) @ state
                last = times[place]
                out[:, place] = state[:17]
            y = (expm(augmented * (end - last)) @ state)[:17]
        return self._traces(out)

    def integrated(self, doses, times, **options):
        """The same by ``solve_ivp``."""
        y, out = np.zeros(17), np.zeros((17, len(times)))
        for begin, end, jump, inflow in self._stretches(doses, times):
            y = y + jump
            inside = (times >= begin) & ((times < end) | (end == begin))
            if end == begin:
                out[:, inside] = y[:, None]
                continue
            steps = np.append(times[inside], end)
            found = solve_ivp(
                lambda _, y, b=inflow: self.matrix @ y + b, (begin, end), y, t_eval=steps, **options
            )
            out[:, inside], y = found.y[:, :-1], found.y[:, -1]
        return self._traces(out)

    def _traces(self, out):
        nasal = out[10] / self.pr["Vc"]
        return 1000 * np.array(
            [out[0] / self.v1 + nasal, out[3] + nasal, out[4] + out[14], out[4] / 2 + out[14]]
        )


@pytest.fixture(scope="session")
def oracle():
    return Oracle


@pytest.fixture(scope="session")
def published():
    """A value of the sheet by path, read from its JSON."""
    return sheet_value


@pytest.fixture(scope="session")
def observations():
    with (DATA / "observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
