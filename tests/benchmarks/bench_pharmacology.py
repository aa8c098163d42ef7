"""How fast and how exact: `simulate` beside `scipy.integrate.solve_ivp`, in one run.

Each rival solves the same three equations of disposition with the venous and the effect-site link, over 24 hours at
1-minute steps after 35 mg over 40 min, restarted at the end of the infusion. Tolerances are the loosest of
1e-6, 1e-7, ... at which the rival agrees with the matrix exponential better than 1e-6 at every point (relative to
that point). Rounds alternate between the rivals, twenty calls each for one curve, and the median is given. The first call after a
rival has had the processor takes about twice as long as the following ones.

    python tests/benchmarks/bench_pharmacology.py
"""

import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from row import Row
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from kapedu.pharmacology import Course, Patient, Patients, Regimen, population, simulate

Array = NDArray[np.float64]

TIMES = np.arange(0, 24 * 60 + 1.0)
DOSE_MG, INFUSION_MIN = 35.0, 40.0
AGREEMENT = 1e-6
REGIMEN = Regimen.parse(f"iv {DOSE_MG} mg over {INFUSION_MIN} min")
_RIVALS = ("LSODA", "RK45")


def equations(weight_kg: float, clearance_factor: float, volume_factor: float) -> tuple[Array, Array]:
    """Matrix and inflow of the model in ng/mL: three compartments, vein, effect site."""
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
    return matrix, inflow


def integrated(matrix: Array, inflow: Array, method: str, tolerance: float) -> Array:
    """The rival: shape ``(3, times)``."""
    split = int(INFUSION_MIN)
    during = solve_ivp(
        lambda _, y: matrix @ y + inflow,
        (0, INFUSION_MIN),
        np.zeros(5),
        method=method,
        t_eval=TIMES[: split + 1],
        rtol=tolerance,
        atol=tolerance,
    )
    after = solve_ivp(
        lambda _, y: matrix @ y,
        (INFUSION_MIN, TIMES[-1]),
        during.y[:, -1],
        method=method,
        t_eval=TIMES[split:],
        rtol=tolerance,
        atol=tolerance,
    )
    return np.concatenate([during.y[:, :-1], after.y], axis=1)[[0, 3, 4]]


def reference(matrix: Array, inflow: Array) -> Array:
    """Matrix exponential, minute by minute: shape ``(3, times)``."""
    augmented = np.zeros((6, 6))
    augmented[:5, :5], augmented[:5, 5] = matrix, inflow
    during = expm(augmented)
    augmented[:5, 5] = 0
    after = expm(augmented)
    states = [np.array([0, 0, 0, 0, 0, 1.0])]
    for minute in TIMES[:-1]:
        states.append((during if minute < INFUSION_MIN else after) @ states[-1])
    return np.array(states).T[[0, 3, 4]]


def worst(found: Array, expected: Array) -> float:
    """Largest relative difference over all points after time zero."""
    return float(np.max(np.abs(found - expected)[..., 1:] / expected[..., 1:]))


def ours(patient: Patient | Patients) -> Course:
    return simulate(REGIMEN, patient, TIMES)


def traces(patient: Patient | Patients) -> Array:
    """Our result as the rivals give theirs: shape ``(3, times)`` or ``(3, patients, times)``."""
    course = ours(patient)
    return np.array([course.arterial_ng_ml, course.venous_ng_ml, course.effect_site_ng_ml])


def timed(calls: dict[str, Callable[[], object]], rounds: int, repeats: int = 1) -> dict[str, float]:
    """Median seconds per call over rounds in which the rivals alternate, each with some calls in a row."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(rounds):
        for name, call in calls.items():
            begin = time.perf_counter()
            for _ in range(repeats):
                call()
            seconds[name].append((time.perf_counter() - begin) / repeats)
    return {name: median(found) for name, found in seconds.items()}


def loosest(systems: list[tuple[Array, Array]], method: str, expected: Array) -> float:
    """The loosest tolerance at which all the systems agree with the reference, shape ``(3, systems, times)``."""
    for tolerance in (10.0**-power for power in range(6, 13)):
        found = np.stack([integrated(*system, method, tolerance) for system in systems], axis=1)
        if worst(found, expected) < AGREEMENT:
            return tolerance
    raise RuntimeError(f"{method} does not reach an agreement of {AGREEMENT}")


def measurements(patients: int = 1000, sampled: int = 25) -> list[dict[str, Any]]:
    """Measurements, one mapping each: what, method, seconds per curve, worst relative error, ratio to ours.

    Args:
        patients: Virtual patients in the second part.
        sampled: How many of them the rivals really solve; their time is per curve, so nothing is extrapolated.
    """
    matrix, inflow = equations(70, 1, 1)
    expected = reference(matrix, inflow)
    typical = Patient(70)
    tolerances = {method: loosest([(matrix, inflow)], method, expected[:, None]) for method in _RIVALS}
    calls: dict[str, Callable[[], object]] = {"kapedu": lambda: ours(typical)}
    for method, tolerance in tolerances.items():
        calls[method] = lambda m=method, t=tolerance: integrated(matrix, inflow, m, t)
    seconds = timed(calls, 9, repeats=20)
    table = [
        _row(
            "one curve, 24 h, 1441 points",
            "kapedu.simulate",
            seconds["kapedu"],
            worst(traces(typical), expected),
        )
    ]
    for method, tolerance in tolerances.items():
        error = worst(integrated(matrix, inflow, method, tolerance), expected)
        label = f"solve_ivp {method}, rtol {tolerance:.0e}"
        table.append(_row(table[0]["what"], label, seconds[method], error, seconds["kapedu"]))

    people = population(patients, np.random.default_rng(2026))
    chosen = np.linspace(0, patients - 1, sampled).astype(int)
    systems = [
        equations(people.weight_kg[i], people.clearance_factor[i], people.volume_factor[i]) for i in chosen
    ]
    references = np.stack([reference(*system) for system in systems], axis=1)
    tolerances = {method: loosest(systems, method, references) for method in _RIVALS}
    calls = {"kapedu": lambda: ours(people)}
    for method, tolerance in tolerances.items():
        calls[method] = lambda m=method, t=tolerance: [integrated(*system, m, t) for system in systems]
    seconds = timed(calls, 5)
    what = f"{patients} virtual patients, per curve"
    mine = seconds["kapedu"] / patients
    table.append(_row(what, "kapedu.simulate", mine, worst(traces(people)[:, chosen], references)))
    for method, tolerance in tolerances.items():
        found = np.stack([integrated(*system, method, tolerance) for system in systems], axis=1)
        label = f"solve_ivp {method}, rtol {tolerance:.0e} ({sampled} of them)"
        table.append(_row(what, label, seconds[method] / sampled, worst(found, references), mine))
    table.append(_row("import kapedu.pharmacology, NumPy already loaded", "python", import_seconds(), None))
    return table


def import_seconds() -> float:
    """Import and the first look at the sheet, in fresh interpreters that have NumPy loaded; median of five."""
    script = (
        "import numpy, time; begin = time.perf_counter(); import kapedu.pharmacology; "
        "from kapedu.knowledge import fact; fact('pkpd.constants.mw_ketamine'); print(time.perf_counter() - begin)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return median(float(run.stdout) for run in runs)


def _row(
    what: str, method: str, seconds: float, error: float | None, ours_seconds: float | None = None
) -> dict[str, Any]:
    return {
        "what": what,
        "method": method,
        "seconds": seconds,
        "worst_relative_error": error,
        "times_slower_than_ours": None if ours_seconds is None else seconds / ours_seconds,
    }


def rows() -> list[Row]:
    """The measurements as lines of the common table."""
    lines, mine = [], {}
    for row in measurements():
        seconds, error = row["seconds"], row["worst_relative_error"]
        shown = f"{1000 * seconds:.3f} ms" + ("" if error is None else f", error {error:.0e}")
        if row["times_slower_than_ours"] is None:
            mine[row["what"]] = shown
            if error is None:
                lines.append(Row(row["what"], shown, "", row["method"], ""))
        else:
            ratio = f"{row['times_slower_than_ours']:.0f} times faster"
            lines.append(
                Row(row["what"], mine[row["what"]], shown, row["method"], ratio, "50 times, error < 1e-6")
            )
    return lines


def main() -> None:
    for row in measurements():
        error = "" if row["worst_relative_error"] is None else f"{row['worst_relative_error']:.1e}"
        ratio = "" if row["times_slower_than_ours"] is None else f"{row['times_slower_than_ours']:.0f} x"
        sys.stdout.write(
            f"{row['what']:<50} {row['method']:<44} {1000 * row['seconds']:>9.3f} ms  {error:>8}  {ratio:>6}\n"
        )


if __name__ == "__main__":
    main()
