"""Marks of who looks: a pattern too faint to see, laid over a picture, and found again in a copy.

Two patterns of 128 by 128 pixels repeat over the picture's brightness: one is the same for
everybody of an installation and says where the pattern lies and at which scale; the other is one
person's. Because they repeat, a piece of the picture holds them whole; because they lie between
fine detail and large shapes, they outlive saving as JPEG and a change of size. Pixels and keys in,
pixels or scores out. What is survived is measured by `benchmarks/marks.py`; decision 0013.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

Plane = NDArray[np.float32]

SIDE: Final = 128
# Waves between 7 and 18 pixels long.
_BAND: Final = (1 / 18, 1 / 7)
# How strong: a little on plain ground, more where the picture is busy.
_FAINTEST: Final = 1.0
_STRONGEST: Final = 3.0
_WITH_DETAIL: Final = 0.09
# Sizes of a copy, as a share of what was shown, that are tried.
_SMALLEST: Final = 0.45
_LARGEST: Final = 1.6
_STEP: Final = 1.01
_WINDOW: Final = 512
_BEST: Final = 4
_BEYOND_DOUBT: Final = 12.0
# A blank sheet has no deviations.
_NOTHING: Final = 1e-9
# Standard deviations of chance. The place is sought among some 2 million, a person among 200.
PLACE_AT: Final = 7.0
PERSON_AT: Final = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """How a found picture lies: its scale, the pattern's shift in it, and how sure that is."""

    scale: float
    down: int
    right: int
    score: float


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found: the place of the pattern, if any, and every person's score, best first."""

    place: Place | None
    scores: tuple[tuple[str, float], ...]

    @property
    def person(self) -> str | None:
        """Who it was shown to, where chance is no explanation."""
        if self.place is None or not self.scores:
            return None
        best, score = self.scores[0]
        return best if score >= PERSON_AT else None


@lru_cache(maxsize=512)
def pattern(key: str) -> Plane:
    """The pattern of a key: noise of that band, as strong everywhere on average, repeatable."""
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest())
    noise = np.random.default_rng(seed).standard_normal((SIDE, SIDE))
    made = np.fft.ifft2(np.fft.fft2(noise) * _in_band()).real
    return np.asarray(made / made.std(), dtype=np.float32)


def marked(grey: Plane, common: str, personal: str) -> Plane:
    """What to add to each pixel's brightness."""
    both = (pattern(common) + pattern(personal)) / np.float32(np.sqrt(2))
    down, right = (-(-length // SIDE) for length in grey.shape)
    laid = np.tile(both, (down, right))[: grey.shape[0], : grey.shape[1]]
    return laid * _strength(grey)


def traced(grey: Plane, common: str, people: Mapping[str, str]) -> Trace:
    """Whose pattern lies on a found picture; `people` are keys by name."""
    flat = _flattened(grey)
    place = found_place(flat, pattern(common))
    if place is None or place.score < PLACE_AT:
        return Trace(None, ())
    tile = np.roll(_folded(_scaled(flat, place.scale)), (-place.down, -place.right), (0, 1))
    white = _whitened(tile)
    scores = {name: _likeness(white, pattern(key)) for name, key in people.items()}
    return Trace(place, tuple(sorted(scores.items(), key=lambda row: -row[1])))


def found_place(flat: Plane, common: Plane) -> Place | None:
    """The scale and shift under which the common pattern shows best."""
    rough = sorted(_rough(_middle(flat), common), key=lambda place: -place.score)[:_BEST]
    fine = [
        place
        for start in rough
        for place in _tried(flat, common, [start.scale * (1 + n / 1500) for n in range(-9, 10)])
    ]
    return max(fine, key=lambda place: place.score, default=None)


def _rough(window: Plane, common: Plane) -> Iterator[Place]:
    """Every size, until one leaves no doubt."""
    for place in _tried(window, common, _scales()):
        yield place
        if place.score > _BEYOND_DOUBT:
            return


def _tried(flat: Plane, common: Plane, scales: Sequence[float]) -> Iterator[Place]:
    for scale in scales:
        sized = _scaled(flat, scale)
        if min(sized.shape) < SIDE // 2:
            continue
        yield _laid(_folded(sized), common, scale)


def _laid(tile: Plane, common: Plane, scale: float) -> Place:
    """Where the pattern fits a folded picture best, over all shifts at once."""
    fit = np.fft.ifft2(np.fft.fft2(_whitened(tile)) * np.conj(np.fft.fft2(common))).real
    down, right = divmod(int(fit.argmax()), SIDE)
    return Place(scale, down, right, float(fit.max() / (fit.std() + _NOTHING)))


def _likeness(white: Plane, personal: Plane) -> float:
    """How far the pattern stands out at its place, in deviations of chance: of all other shifts."""
    fit = np.fft.ifft2(np.fft.fft2(white) * np.conj(np.fft.fft2(personal))).real
    # The scale is never met to the last digit: the neighbours count as the place.
    near = max(fit[down, right] for down in (-1, 0, 1) for right in (-1, 0, 1))
    return float(near / (fit.std() + _NOTHING))


def _folded(flat: Plane) -> Plane:
    """All repetitions laid upon each other: the picture fades, the pattern stays."""
    down, right = (-(-length // SIDE) for length in flat.shape)
    room = np.zeros((2, down * SIDE, right * SIDE), dtype=np.float32)
    room[0, : flat.shape[0], : flat.shape[1]] = flat
    room[1, : flat.shape[0], : flat.shape[1]] = 1
    piled, count = room.reshape(2, down, SIDE, right, SIDE).sum(axis=(1, 3))
    return np.asarray(piled / np.maximum(count, 1), dtype=np.float32)


def _whitened(tile: Plane) -> Plane:
    """Every wave of the band equally loud, so that one strong stripe does not drown the others."""
    waves = np.fft.fft2(tile)
    return np.asarray(np.fft.ifft2(waves / (np.abs(waves) + 1e-9) * _in_band()).real)


def _flattened(grey: Plane) -> Plane:
    """Without large shapes, and no edge louder than the plain ground."""
    detail = grey - gaussian_filter(grey, 6)
    loud = np.sqrt(gaussian_filter(detail**2, 6)) + 1.0
    return np.asarray(np.clip(detail / loud, -2.5, 2.5), dtype=np.float32)


def _strength(grey: Plane) -> Plane:
    detail = grey - gaussian_filter(grey, 4)
    busy = np.sqrt(gaussian_filter(detail**2, 6))
    return np.asarray(np.clip(_FAINTEST + _WITH_DETAIL * busy, _FAINTEST, _STRONGEST))


def _scaled(flat: Plane, scale: float) -> Plane:
    """As large as it was shown; `scale` is how large the copy is of that."""
    if scale == 1:
        return flat
    size = max(1, int(flat.shape[1] / scale)), max(1, int(flat.shape[0] / scale))
    # The box says what whole pixels cannot: which part of the copy they stand for, to the digit.
    box = (0.0, 0.0, min(size[0] * scale, flat.shape[1]), min(size[1] * scale, flat.shape[0]))
    drawn = Image.fromarray(flat).resize(size, Image.Resampling.BILINEAR, box)
    return np.asarray(drawn, dtype=np.float32)


def _middle(flat: Plane) -> Plane:
    down, right = (max(0, (length - _WINDOW) // 2) for length in flat.shape)
    return flat[down : down + _WINDOW, right : right + _WINDOW]


def _scales() -> list[float]:
    """1 first, then every size, each one percent larger than the one before."""
    count = int(np.log(_LARGEST / _SMALLEST) / np.log(_STEP))
    return [1.0, *(_SMALLEST * _STEP**n for n in range(count + 1))]


@lru_cache(maxsize=1)
def _in_band() -> Plane:
    across = np.fft.fftfreq(SIDE)
    wave = np.hypot(across[:, None], across[None, :])
    return np.asarray((wave >= _BAND[0]) & (wave <= _BAND[1]), dtype=np.float32)
