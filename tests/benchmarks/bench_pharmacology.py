"""How fast, how exact and how large: `simulate` beside peers and beside NumPy itself, in one interleaved run.

Ketamine in artery, vein and effect site over 24 hours at 1,441 points after 35 mg over 40 min, for one patient, 1,000
and 10,000. Rounds alternate between ours and each peer and the median is given. For many patients a peer solves an even
sample of them, and its time is multiplied up. Errors are the largest difference from the matrix exponential, relative to
the peak. Memory is what Python and NumPy hold at the worst moment, beside the arrays that are returned.

    python tests/benchmarks/bench_pharmacology.py
"""

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from statistics import median

import numpy as np
from pharmacology_peers import (
    TIMES,
    Array,
    Solver,
    equations,
    error,
    loosest,
    missing,
    peers,
    reference,
    with_norketamine,
)
from row import Row

from kapedu.pharmacology import Course, Patient, Patients, Regimen, population, simulate
from kapedu.pharmacology.bands import population_bands

REGIMEN = Regimen.parse("iv 35 mg over 40 min")
PLOT_TIMES = np.linspace(0, 240, 121)
SAMPLE = 20
_MB = 1e6
_START = "from kapedu.pharmacology import Patient, Regimen, simulate; simulate(Regimen.parse('iv 35 mg over 40 min'), Patient(70), range(1441))"
_STARTS = {
    "python -c 'import numpy'": "import numpy",
    "python -c 'import scipy.integrate'": "import scipy.integrate",
}


def ours(patient: Patient | Patients) -> Course:
    return simulate(REGIMEN, patient, TIMES)


def traces(course: Course) -> Array:
    """As the peers give theirs: shape ``(3, times)`` or ``(3, patients, times)``."""
    return np.array([course.arterial_ng_ml, course.venous_ng_ml, course.effect_site_ng_ml])


def filled(patients: int, arrays: int = 4) -> list[Array]:
    """The floor: fresh arrays of the size of our result, each written once."""
    return [np.full((patients, len(TIMES)), 1.0) for _ in range(arrays)]


def interleaved(calls: dict[str, Callable[[], object]], rounds: int, repeats: int = 1) -> dict[str, float]:
    """Median seconds per call over rounds in which the rivals alternate."""
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


def peak_bytes(call: Callable[[], object]) -> int:
    """The most memory that Python and NumPy hold during a call, beyond what they held before."""
    call()
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def one_patient(rivals: dict[str, Solver]) -> list[Row]:
    """A single curve."""
    system, typical = equations(70, 1, 1), Patient(70)
    expected = reference(system)
    tolerances = {name: loosest(solver, [system], expected[:, None]) for name, solver in rivals.items()}
    calls: dict[str, Callable[[], object]] = {"ours": lambda: ours(typical)}
    for name, tolerance in tolerances.items():
        if tolerance:
            calls[name] = lambda s=rivals[name], t=tolerance: s(system, t)
    seconds = interleaved(calls, 9, repeats=20)
    mine = f"{_ms(seconds['ours'])}, error {error(traces(ours(typical)), expected):.0e}"
    lines = []
    for name, tolerance in tolerances.items():
        if tolerance is None:
            lines.append(Row("1 patient", mine, "no tolerance reaches 1e-6", name, ""))
            continue
        theirs = f"{_ms(seconds[name])}, error {error(rivals[name](system, tolerance), expected):.0e}"
        ratio = f"{seconds[name] / seconds['ours']:.1f} times faster"
        lines.append(
            Row("1 patient", mine, theirs, f"{name}, rtol {tolerance:.0e}", ratio, "< 0.5 ms, error < 1e-8")
        )
    return lines


def many_patients(count: int, rivals: dict[str, Solver], rounds: int) -> list[Row]:
    """A population: time, error and memory."""
    people = population(count, np.random.default_rng(2026))
    chosen = np.linspace(0, count - 1, SAMPLE).astype(int)
    systems = [
        equations(people.weight_kg[one], people.clearance_factor[one], people.volume_factor[one])
        for one in chosen
    ]
    expected = np.stack([reference(system) for system in systems], axis=1)
    tolerances = {name: loosest(solver, systems, expected) for name, solver in rivals.items()}
    calls: dict[str, Callable[[], object]] = {"ours": lambda: ours(people), "floor": lambda: filled(count)}
    for name, tolerance in tolerances.items():
        if tolerance:
            calls[name] = lambda s=rivals[name], t=tolerance: [s(system, t) for system in systems]
    seconds = interleaved(calls, rounds)
    course = ours(people)
    mine = f"{_ms(seconds['ours'])}, error {error(traces(course)[:, chosen], expected):.0e}"
    what, lines = f"{count:,} patients", []
    for name, tolerance in tolerances.items():
        if tolerance is None:
            lines.append(Row(what, mine, "no tolerance reaches 1e-6", name, ""))
            continue
        theirs = seconds[name] * count / SAMPLE
        found = np.stack([rivals[name](system, tolerance) for system in systems], axis=1)
        shown = f"{_ms(theirs)}, error {error(found, expected):.0e}"
        label = f"{name}, rtol {tolerance:.0e}, from {SAMPLE} of them"
        lines.append(Row(what, mine, shown, label, f"{theirs / seconds['ours']:.0f} times faster"))
    size = sum(trace.nbytes for trace in course.traces.values())
    del course
    held = peak_bytes(lambda: ours(people))
    ratio = seconds["ours"] / seconds["floor"]
    lines.append(
        Row(
            what,
            _ms(seconds["ours"]),
            _ms(seconds["floor"]),
            "NumPy fills four arrays of that size",
            f"{ratio:.1f} times the floor",
            "5 times",
        )
    )
    lines.append(
        Row(
            f"{what}, peak memory",
            f"{held / _MB:.0f} MB",
            f"{size / _MB:.0f} MB",
            "the arrays returned",
            f"{held / size:.2f} times",
            "2 times",
        )
    )
    return lines


def metabolite(count: int) -> list[Row]:
    """A population with norketamine, beside NumPy filling arrays of that size."""
    people = population(count, np.random.default_rng(2026))
    chosen = np.linspace(0, count - 1, SAMPLE).astype(int)
    expected = np.stack(
        [
            reference(
                with_norketamine(
                    people.weight_kg[one], people.clearance_factor[one], people.volume_factor[one]
                ),
                (0, 3),
            )
            for one in chosen
        ],
        axis=1,
    )

    def followed() -> Course:
        return simulate(REGIMEN, people, TIMES, "otto", metabolites=True)

    course = followed()
    found = np.array([course.venous_ng_ml[chosen], course.metabolites["norketamine"][chosen]])
    del course
    seconds = interleaved({"ours": followed, "floor": lambda: filled(count, 3)}, 3)
    return [
        Row(
            f"{count:,} patients with norketamine",
            f"{_ms(seconds['ours'])}, error {error(found, expected):.0e}",
            _ms(seconds["floor"]),
            "NumPy fills the three arrays returned",
            f"{seconds['ours'] / seconds['floor']:.1f} times the floor",
            "5 times",
        )
    ]


def band(count: int) -> list[Row]:
    """A percentile band for a plot: 121 points, five percentiles of one trace."""
    people = population(count, np.random.default_rng(2026))
    levels = simulate(REGIMEN, people, PLOT_TIMES).effect_site_ng_ml
    seconds = interleaved(
        {
            "ours": lambda: population_bands(REGIMEN, people, PLOT_TIMES, traces=("effect_site",)),
            "percentile": lambda: np.percentile(levels, (5, 25, 50, 75, 95), axis=0),
        },
        7,
    )
    found = population_bands(REGIMEN, people, PLOT_TIMES, traces=("effect_site",)).levels_ng_ml["effect_site"]
    exact = np.percentile(levels, (5, 25, 50, 75, 95), axis=0)
    mine = f"{_ms(seconds['ours'])}, error {error(found[None], exact[None]):.0e}"
    return [
        Row(
            f"band over {count:,} patients, 121 points, simulated and sorted",
            mine,
            _ms(seconds["percentile"]),
            "numpy.percentile alone, levels given",
            f"{seconds['ours'] / seconds['percentile']:.1f} times",
            "60 ms",
        )
    ]


def start_up() -> list[Row]:
    """Start of the process to the first result."""
    calls = {"ours": lambda: _run(_START)} | {
        name: lambda code=code: _run(code) for name, code in _STARTS.items()
    }
    seconds = interleaved(calls, 5)
    return [
        Row(
            "start of Python to the first curve",
            _ms(seconds["ours"]),
            _ms(seconds[name]),
            name,
            f"{seconds['ours'] / seconds[name]:.1f} times",
        )
        for name in _STARTS
    ]


def rows() -> list[Row]:
    """The measurements as lines of the common table."""
    rivals = peers()
    lines = one_patient(rivals) + many_patients(1000, rivals, 5) + many_patients(10_000, rivals, 3)
    lines += metabolite(10_000) + band(10_000) + start_up()
    lines += [Row("peer not installed here", "", "not measured", name, "") for name in missing()]
    return lines


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.2f} ms" if seconds < 0.1 else f"{1000 * seconds:,.0f} ms"


def main() -> None:
    from run import table

    print(table(rows()))


if __name__ == "__main__":
    main()
