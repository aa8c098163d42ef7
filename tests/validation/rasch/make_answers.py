"""Write the two tables of answers that rasch_oracle.R and the test read: simulated.csv and lsat6.csv.

lsat6: section 6 of the Law School Admission Test, 1000 people, five items, as Bock and Lieberman printed it in 1970
(Psychometrika 35:179) and as psychometrics has used it since. simulated: 160 people, 12 items, some quite easy.
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
# how many gave each pattern, from 00000 to 11111
LSAT6 = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
    10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
)  # fmt: skip


def lsat6() -> np.ndarray:
    """Answers, shape (1000, 5), 1 for right."""
    rows = [[int(letter) for letter in f"{pattern:05b}"] for pattern in range(32)]
    return np.repeat(rows, LSAT6, axis=0)


def simulated() -> np.ndarray:
    """Answers, shape (160, 12), 1 for right."""
    rng = np.random.default_rng(20261122)
    ability = rng.normal(0.4, 1.1, 160)
    difficulty = np.linspace(-2, 2, 12)
    return (rng.random((160, 12)) < 1 / (1 + np.exp(difficulty - ability[:, None]))).astype(int)


if __name__ == "__main__":
    for name, answers in (("lsat6", lsat6()), ("simulated", simulated())):
        head = ",".join(f"i{number:02}" for number in range(1, answers.shape[1] + 1))
        np.savetxt(HERE / f"{name}.csv", answers, fmt="%d", delimiter=",", header=head, comments="")
