r"""Where the drug goes after it is in the blood: linear compartments around a central one.

Compartments :math:`0, \dots, n-1` hold the amounts :math:`A_j = V_j c_j`. Compartment 0 is central and exchanges
with every other one through a flow :math:`Q_j`; each may eliminate with a clearance :math:`\mathit{CL}_j`:

.. math::

    V_0 \dot c_0 &= -\mathit{CL}_0 c_0 - \sum_j Q_j (c_0 - c_j) + \text{input},\\
    V_j \dot c_j &= -\mathit{CL}_j c_j + Q_j (c_0 - c_j) + \text{input}.

With :math:`x = V^{1/2} c` this is :math:`\dot x = -S x`, where
:math:`S = V^{-1/2} G V^{-1/2}` is symmetric: :math:`S = U \Lambda U^{\mathsf T}` by ``numpy.linalg.eigh``, all
patients at once. A unit amount put into compartment :math:`j` gives in the central one

.. math:: c_0(t) = \sum_i w_{ji} e^{-\lambda_i t}, \qquad w_{ji} = \frac{U_{0i} U_{ji}}{\sqrt{V_0 V_j}} .

For input into the central compartment every weight is non-negative.

Shapes: volumes, flows and clearances ``(patients, compartments)``; rates :math:`\lambda` the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kapedu.pharmacology.exponentials import FloatArray


@dataclass(frozen=True, eq=False)
class Disposition:
    """The modes of a compartment model, for one or more patients.

    Attributes:
        rates_per_min: Rates of the modes, 1/min, shape ``(patients, modes)``, ascending.
        vectors: Orthonormal eigenvectors, shape ``(patients, compartments, modes)``.
        volumes_l: Compartment volumes, L, shape ``(patients, compartments)``.
    """

    rates_per_min: FloatArray
    vectors: FloatArray
    volumes_l: FloatArray

    @classmethod
    def solve(
        cls, volumes_l: FloatArray, flows_l_min: FloatArray, clearances_l_min: FloatArray
    ) -> "Disposition":
        """Solve the compartment model.

        Args:
            volumes_l: Volumes, L, shape ``(patients, compartments)``, central first.
            flows_l_min: Flow between the central and each other compartment, L/min, shape
                ``(patients, compartments - 1)``.
            clearances_l_min: Elimination from each compartment, L/min, shape ``(patients, compartments)``.

        Examples:
            >>> import numpy as np
            >>> one = Disposition.solve(np.array([[10.0]]), np.zeros((1, 0)), np.array([[2.0]]))
            >>> print(one.rates_per_min, one.weights(0))  # 2 / 10 per min; 1 / 10 L
            [[0.2]] [[0.1]]
        """
        count = volumes_l.shape[1]
        conductance = np.zeros((len(volumes_l), count, count))
        diagonal = np.arange(count)
        conductance[:, diagonal, diagonal] = clearances_l_min
        conductance[:, 0, 0] += flows_l_min.sum(axis=1)
        conductance[:, diagonal[1:], diagonal[1:]] += flows_l_min
        conductance[:, 0, 1:] = conductance[:, 1:, 0] = -flows_l_min
        scale = 1.0 / np.sqrt(volumes_l)
        rates, vectors = np.linalg.eigh(conductance * scale[:, :, None] * scale[:, None, :])
        return cls(rates, vectors, volumes_l)

    def weights(self, compartment: int, seen_in: int = 0) -> FloatArray:
        """Concentration in one compartment per unit amount put into a compartment, by mode.

        Args:
            compartment: Where the amount is put.
            seen_in: Where the concentration is seen; the central compartment unless told.

        Returns:
            Weights, 1/L, shape ``(patients, modes)``.
        """
        seen, put = self.vectors[:, seen_in], self.vectors[:, compartment]
        scale = np.sqrt(self.volumes_l[:, seen_in] * self.volumes_l[:, compartment])
        return np.asarray(seen * put / scale[:, None])

    def select(self, patients: NDArray[np.intp]) -> "Disposition":
        """The same for some of the patients."""
        return Disposition(self.rates_per_min[patients], self.vectors[patients], self.volumes_l[patients])
