"""The whole demo world: three invented brands with everything that belongs to them.

Start here to load it: `BRANDS`, then `voting.votes`, `voting.said` and `voting.stances` for each
round, and `pictures.draw(image.name)` for each image.
"""

from portal.demo import app, fashion, restaurant
from portal.demo.nouns import Brand, Draft, Group, Image, Revision, Round

SEED = "firstlook demo"
BRANDS: tuple[Brand, ...] = (app.BRAND, fashion.BRAND, restaurant.BRAND)


def draft_of(brand: Brand, round: Round) -> Draft:
    return next(draft for draft in brand.drafts if draft.key == round.draft)


def group_of(brand: Brand, round: Round) -> Group:
    return next(group for group in brand.groups if group.name == round.group)


def images_of(revision: Revision) -> tuple[Image, ...]:
    """The gallery, then the faces of the variants."""
    return (*revision.images, *(variant.image for variant in revision.variants))
