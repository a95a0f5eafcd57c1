"""Browsers by the names people use."""

import pytest

from portal import devices

ROBOTIC = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{ROBOTIC} Chrome/130.0.0.0 Safari/537.36", "Chrome · Linux"),
        (f"{ROBOTIC} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0",
         "Firefox · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
         "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
         "Chrome · Android"),
        ("test", "test"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_device_has_the_names_of_its_browser_and_system(agent: str, name: str) -> None:
    assert devices.name(agent) == name
