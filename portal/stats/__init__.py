"""The numbers of the validation report, one module a signal.

Here: pure functions from counts and sequences to frozen dataclasses. Not here: Flask, SQLAlchemy,
a clock, unseeded chance, wording for members. Importing this package loads nothing else; each
module imports scipy only inside the few functions that need it.

N is the frozen roster, n those who answered, x those of them who said yes, K the yeses among all N.
"""

import os

# One thread. These matrices are small: threads that wait for each other take ten times the
# processor, and a sum split differently on another machine could end in other digits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
