"""Custom properties, worked out for paper."""

import pytest

from portal.exports import tokens

STYLE = """
@layer tokens {
  /* Not :root { --ink: red } but what follows. */
  :root { --h: 55; --c: 0.2; }
  :root, [data-theme] {
    --ink: light-dark(oklch(0.2 0.1 55), oklch(0.9 0.1 55));
    --fill: oklch(0.4 min(var(--c), 0.13) var(--h));
    --wash: light-dark(oklch(0.9 min(var(--c) * 0.3, 0.03) var(--h)), black);
    --away: var(--nowhere, var(--h));
  }
  @media (prefers-contrast: more) { :root { --ink: black; } @media print { :root { --h: 1; } } }
  @media print { .x { color: red } }
}
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("--ink", "oklch(0.2 0.1 55)"),
        ("--fill", "oklch(0.4 0.13 20)"),
        ("--wash", "oklch(0.9 0.03 20)"),
        ("--away", "20"),
    ],
)
def test_a_property_is_worked_out(name: str, value: str) -> None:
    assert tokens.of_root(STYLE, ("--h", "20"))[name] == value


def test_screens_go_and_print_stays() -> None:
    kept = tokens.without_screens(STYLE)
    assert "prefers-contrast" not in kept
    assert "@media print { .x { color: red } }" in kept
