"""The brand whose name and colour a page wears. A view says so once; base.html draws it."""

from dataclasses import dataclass

from flask import Flask, g, url_for

from portal.models import Brand


@dataclass(frozen=True, slots=True)
class Dress:
    name: str
    accent_url: str
    logo_url: str | None = None


def wear(brand: Brand) -> None:
    """This page is the brand's."""
    g.dress = Dress(brand.name, url_for("brands.accent", brand_id=brand.public_id))


def set_up(app: Flask) -> None:
    app.context_processor(_worn)


def _worn() -> dict[str, object]:
    dress: Dress | None = g.get("dress")
    return {"brand": dress, "accent_url": dress.accent_url if dress else None}
