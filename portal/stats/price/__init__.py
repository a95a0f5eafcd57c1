"""Signal 5: prices members name, and prices they accept.

Here: Van Westendorp's four points (points.py), the Newton-Miller-Smith extension (newton.py), Gabor
and Granger's ladder (ladder.py), and how far resampled members move the points (spread.py). Not
here: any claim that one of them is the price. One currency, tax included, in the caller's unit.
"""

from portal.stats.price.ladder import GaborGranger, gabor_granger
from portal.stats.price.newton import Nms, Reach, nms
from portal.stats.price.points import Psm, psm
from portal.stats.price.spread import Curve, Points, curves, points_spread, reach

__all__ = [
    "Curve",
    "GaborGranger",
    "Nms",
    "Points",
    "Psm",
    "Reach",
    "curves",
    "gabor_granger",
    "nms",
    "points_spread",
    "psm",
    "reach",
]
