"""Logistic regression, as small as the report needs it.

Here: maximum likelihood by Newton's steps, and when no finite estimate exists. Not here: what is
regressed on what (calib.py, herding.py, pairs.py).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_STEPS = 100
FARTHEST = 30.0  # on the logit scale: beyond this the data are separated and the estimate runs away


def sigmoid(logit: "Floats") -> "Floats":
    """1/(1 + exp(-logit)) without overflow."""
    import numpy as np

    return 0.5 * (1 + np.tanh(0.5 * logit))


def fit(
    design: "Floats", outcome: "Floats", offset: "Floats | float" = 0.0
) -> "tuple[Floats, Floats] | None":
    """Coefficients and their covariance; None where none is finite or the columns say the same.

    design: rows by columns, the constant included; outcome: 0 or 1 a row.
    """
    import numpy as np

    coefficients = np.zeros(design.shape[1])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    scale = np.abs(design).max(axis=0)
    for _ in range(MOST_STEPS):
        chance = sigmoid(design @ coefficients + offset)
        weight = chance * (1 - chance)
        information = design.T @ (design * weight[:, None])
        try:
            step = np.linalg.solve(information, design.T @ (outcome - chance))
        except np.linalg.LinAlgError:
            return None
        largest = float(np.abs(step * scale).max())
        coefficients = coefficients + step * min(1.0, 2.0 / largest if largest else 1.0)
        if not np.isfinite(coefficients).all() or np.abs(coefficients * scale).max() > FARTHEST:
            return None
        if largest < 1e-10:
            covariance = np.linalg.inv(information).astype(np.float64)
            return coefficients, covariance
    return None
