"""The numbers of the validation report, one module a signal.

Here: pure functions from counts and sequences to frozen dataclasses. Not here: Flask, SQLAlchemy,
a clock, unseeded chance, wording for members. Importing this package loads nothing else; each
module imports scipy only inside the few functions that need it.

N is the frozen roster, n those who answered, x those of them who said yes, K the yeses among all N.
"""
