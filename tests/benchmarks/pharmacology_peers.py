"""Peers that solve the same three compartments, vein and effect site: each where it can be imported.

Every peer gets the same linear system, restarted at the end of the infusion, and the loosest of the tolerances 1e-6,
1e-7, ... at which it agrees with the matrix exponential better than 1e-6 of the peak: the choice that is kindest to it.
SciPy comes with the test dependencies. libRoadRunner (compiled C++, LLVM) and scikit-SUNDAE (CVODE) do not; to see
their rows: ``pip install libroadrunner scikit-sundae`` into the environment that runs the benchmark.
"""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import odeint, solve_ivp
from scipy.linalg import expm

Array = NDArray[np.float64]
TIMES = np.arange(0, 24 * 60 + 1.0)
DOSE_MG, INFUSION_MIN = 35.0, 40.0
SHOWN = (0, 3, 4)  # artery, vein, effect site
AGREEMENT = 1e-6
OPTIONAL = {"libroadrunner": "roadrunner", "scikit-sundae": "sksundae"}


class System(NamedTuple):
    """A linear system: matrix, 1/min, shape ``(5, 5)``, and inflow during the infusion, ng/mL/min, shape ``(5,)``."""

    matrix: Array
    inflow: Array


Solver = Callable[[System, float], Array]
"""A system and a tolerance; the traces, ng/mL, shape ``(3, times)``."""


def equations(weight_kg: float, clearance_factor: float, volume_factor: float) -> System:
    """The default model in ng/mL: three compartments, vein, effect site. Written here again, apart from the course."""
    flow, size = (weight_kg / 70) ** 0.75 / 60, weight_kg / 70 * volume_factor
    v1, v2, v3 = 25 * size, 56 * size, 157 * size
    clearance, q2, q3 = 84 * flow * clearance_factor, 161 * flow, 79 * flow
    matrix = np.zeros((5, 5))
    matrix[0, :3] = -(clearance + q2 + q3) / v1, q2 / v1, q3 / v1
    matrix[1, :2] = q2 / v2, -q2 / v2
    matrix[2, 0], matrix[2, 2] = q3 / v3, -q3 / v3
    for link, half_time in ((3, 10.0), (4, 8.3)):
        matrix[link, 0], matrix[link, link] = np.log(2) / half_time, -np.log(2) / half_time
    inflow = np.zeros(5)
    inflow[0] = 1000 * DOSE_MG / INFUSION_MIN / v1
    return System(matrix, inflow)


def with_norketamine(weight_kg: float, clearance_factor: float, volume_factor: float) -> System:
    """S-ketamine and S-norketamine of Otto 2021 in ng/mL: three compartments of the parent, two of the metabolite."""
    size, flow = weight_kg / 70, (weight_kg / 70) ** 0.75
    v1, v2, v3 = 133 * size * volume_factor, 187 * volume_factor, 98.8 * volume_factor
    clearance, q2, q3 = 95.2 * flow * clearance_factor / 60, 23.2 / 60, 157 / 60
    n1, n2, cleared, qn = 98.6 * size, 160, 57.7 * flow / 60, 42.8 / 60
    matrix = np.zeros((5, 5))
    matrix[0, :3] = -(clearance + q2 + q3) / v1, q2 / v1, q3 / v1
    matrix[1, :2] = q2 / v2, -q2 / v2
    matrix[2, 0], matrix[2, 2] = q3 / v3, -q3 / v3
    matrix[3, 0], matrix[3, 3], matrix[3, 4] = clearance / n1, -(cleared + qn) / n1, qn / n1
    matrix[4, 3:] = qn / n2, -qn / n2
    inflow = np.zeros(5)
    inflow[0] = 1000 * DOSE_MG / INFUSION_MIN / v1
    return System(matrix, inflow)


def reference(system: System, shown: tuple[int, ...] = SHOWN) -> Array:
    """Matrix exponential, minute by minute: shape ``(shown, times)``."""
    augmented = np.zeros((6, 6))
    augmented[:5, :5], augmented[:5, 5] = system.matrix, system.inflow
    during = expm(augmented)
    augmented[:5, 5] = 0
    after = expm(augmented)
    states = [np.array([0, 0, 0, 0, 0, 1.0])]
    for minute in TIMES[:-1]:
        states.append((during if minute < INFUSION_MIN else after) @ states[-1])
    return np.array(states).T[list(shown)]


def error(found: Array, expected: Array) -> float:
    """Largest difference, relative to the peak of each trace: shapes ``(3, ..., times)``."""
    peak = np.abs(expected).max(axis=-1, keepdims=True)
    return float((np.abs(found - expected) / peak).max())


def in_two_parts(solve: Callable[[System, float, Array, Array, float], Array]) -> Solver:
    """During and after the infusion; ``solve`` gives the states, shape ``(times, 5)``, from a start state."""

    def whole(system: System, tolerance: float) -> Array:
        split = int(INFUSION_MIN)
        during = solve(system, 1.0, TIMES[: split + 1], np.zeros(5), tolerance)
        after = solve(system, 0.0, TIMES[split:], during[-1], tolerance)
        return np.concatenate([during[:-1], after]).T[list(SHOWN)]

    return whole


def _odeint(system: System, on: float, times: Array, start: Array, tolerance: float) -> Array:
    inflow = on * system.inflow
    return odeint(
        lambda y, _: system.matrix @ y + inflow,
        start,
        times,
        Dfun=lambda *_: system.matrix,
        rtol=tolerance,
        atol=tolerance,
    )


def _solve_ivp(method: str) -> Callable[[System, float, Array, Array, float], Array]:
    def solve(system: System, on: float, times: Array, start: Array, tolerance: float) -> Array:
        inflow = on * system.inflow
        stiff = {"jac": lambda *_: system.matrix} if method == "LSODA" else {}
        found = solve_ivp(
            lambda _, y: system.matrix @ y + inflow,
            (times[0], times[-1]),
            start,
            method=method,
            t_eval=times,
            rtol=tolerance,
            atol=tolerance,
            **stiff,
        )
        return found.y.T

    return solve


def _cvode(system: System, on: float, times: Array, start: Array, tolerance: float) -> Array:
    from sksundae.cvode import CVODE

    inflow = on * system.inflow

    def slopes(_: float, y: Array, out: Array) -> None:
        out[:] = system.matrix @ y + inflow

    return np.asarray(
        CVODE(slopes, rtol=tolerance, atol=tolerance, max_num_steps=100_000).solve(times, start).y
    )


class RoadRunner:
    """One compiled model whose constants are changed from patient to patient."""

    def __init__(self) -> None:
        import roadrunner

        self._model: Any = roadrunner.RoadRunner(_sbml())
        self._model.timeCourseSelections = [f"y{number}" for number in SHOWN]
        self._model.integrator.setValue("maximum_num_steps", 100_000)
        self._model.integrator.setValue("stiff", True)  # noqa: FBT003  (its own signature)

    def __call__(self, system: System, tolerance: float) -> Array:
        model = self._model
        model.integrator.setValue("relative_tolerance", tolerance)
        model.integrator.setValue("absolute_tolerance", tolerance)
        model.resetAll()
        for row, column in np.argwhere(system.matrix):
            model[f"m{row}{column}"] = system.matrix[row, column]
        model["u"] = system.inflow[0]
        split = int(INFUSION_MIN)
        during = np.array(model.simulate(0, split, split + 1))
        model["u"] = 0.0
        after = np.array(model.simulate(split, int(TIMES[-1]), len(TIMES) - split))
        return np.concatenate([during[:-1], after]).T


def _sbml() -> str:
    """The system as SBML with one rate rule per state."""
    pairs = [tuple(pair) for pair in np.argwhere(equations(70, 1, 1).matrix)]
    constants = [f'<parameter id="m{row}{column}" value="0" constant="false"/>' for row, column in pairs]
    states = [f'<parameter id="y{number}" value="0" constant="false"/>' for number in range(5)]
    rules = []
    for number in range(5):
        terms = "".join(
            f"<apply><times/><ci>m{row}{column}</ci><ci>y{column}</ci></apply>"
            for row, column in pairs
            if row == number
        )
        extra = "<ci>u</ci>" if number == 0 else ""
        rules.append(
            f'<rateRule variable="y{number}"><math xmlns="http://www.w3.org/1998/Math/MathML">'
            f"<apply><plus/>{terms}{extra}</apply></math></rateRule>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" '
        'version="1"><model id="ketamine"><listOfParameters><parameter id="u" value="0" constant="false"/>'
        f"{''.join(constants)}{''.join(states)}</listOfParameters><listOfRules>{''.join(rules)}</listOfRules>"
        "</model></sbml>"
    )


def peers() -> dict[str, Solver]:
    """Every peer that can be imported here, by name."""
    found: dict[str, Solver] = {
        "SciPy odeint": in_two_parts(_odeint),
        "SciPy solve_ivp LSODA": in_two_parts(_solve_ivp("LSODA")),
        "SciPy solve_ivp RK45": in_two_parts(_solve_ivp("RK45")),
    }
    if find_spec("roadrunner"):
        found["libRoadRunner"] = RoadRunner()
    if find_spec("sksundae"):
        found["scikit-SUNDAE CVODE"] = in_two_parts(_cvode)
    return found


def missing() -> list[str]:
    """Peers that are not installed here."""
    return [package for package, module in OPTIONAL.items() if not find_spec(module)]


def loosest(solver: Solver, systems: list[System], expected: Array) -> float | None:
    """The loosest tolerance at which all the systems agree with the reference, shape ``(3, systems, times)``."""
    for tolerance in (10.0**-power for power in range(6, 13)):
        found = np.stack([solver(system, tolerance) for system in systems], axis=1)
        if error(found, expected) < AGREEMENT:
            return tolerance
    return None
