"""portal brand create, portal brand vouch: a brand with its first owner, from the shell."""

from sqlalchemy import select

from portal.actions import brands, people
from portal.addresses import BadAddress, parse
from portal.cli.common import Arguments, Parsers, settings, writing
from portal.errors import Invalid, NotFound
from portal.models import Brand
from portal.models.brands import KINDS


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("brand", help="create a brand")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    create = verbs.add_parser("create", help="create a brand and its owner")
    create.add_argument("name")
    create.add_argument("--owner", required=True, metavar="EMAIL")
    create.add_argument("--kind", choices=KINDS, default="other")
    create.add_argument("--language", default="en")
    create.add_argument("--timezone", default="UTC")
    create.add_argument("--currency", default="EUR")
    create.set_defaults(run=run)
    vouch = verbs.add_parser("vouch", help="let a brand write to 20,000 people a day, not 200")
    vouch.add_argument("brand", metavar="BRAND", help="the id in the address of its desk")
    vouch.set_defaults(run=run_vouch)


def run(arguments: Arguments) -> int:
    try:
        address = parse(arguments.owner)
    except BadAddress as error:
        raise Invalid(str(error)) from error
    with writing() as session:
        owner = people.ensure(
            session, address.stored, address.canonical, arguments.language, arguments.timezone
        )
        brand = brands.create(
            session,
            owner,
            name=arguments.name,
            kind=arguments.kind,
            language=arguments.language,
            timezone=arguments.timezone,
            currency=arguments.currency,
        )
        brands.vouch(brand)
    print(f"{brand.name} is there. {address.stored} signs in at {settings().base_url}/sign-in")
    return 0


def run_vouch(arguments: Arguments) -> int:
    with writing() as session:
        brand = session.scalar(select(Brand).where(Brand.public_id == arguments.brand))
        if brand is None:
            raise NotFound("There is no brand of this id.")
        brands.vouch(brand)
    print(f"{brand.name} may write to 20,000 people a day.")
    return 0
