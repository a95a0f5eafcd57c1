"""The ways from every page: members to what needs them, staff to their desks, all to their account.

Asked of the database only when a page is really drawn, and never while it draws an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal import access
from portal.web.session import db
from portal.web.sign_in import actor


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    is_current: bool
    counts_news: bool = False


class Navigation:
    """The items, found when first looked at."""

    def __bool__(self) -> bool:
        return actor().is_signed_in

    def __iter__(self) -> Iterator[NavItem]:
        if "navigation" not in g:
            g.navigation = _items()
        return iter(g.navigation)


def set_up(app: Flask) -> None:
    app.context_processor(lambda: {"nav": Navigation()})


def _items() -> tuple[NavItem, ...]:
    items = [_item(_("Home"), url_for("home.show"), exact=True)]
    desks = _desks()
    # With one brand the page wears its name already.
    items += [
        _item(name if len(desks) > 1 else _("Desk"), url_for("brands.show", brand_id=id))
        for name, id in desks
    ]
    news = _item(_("News"), url_for("notices.index"))
    items.append(replace(news, counts_news=not news.is_current))
    items.append(_item(_("Account"), url_for("people.account")))
    return tuple(items)


def _desks() -> list[tuple[str, str]]:
    if not actor().is_staff_anywhere:
        return []
    mine = access.seeing.staffed_brands(actor()).subquery()
    try:
        rows = db().execute(select(mine.c.name, mine.c.public_id).order_by(mine.c.name)).all()
    except SQLAlchemyError:
        # The page that says what is wrong with the database is drawn without it.
        return []
    return [(name, public_id) for name, public_id in rows]


def _item(label: str, url: str, *, exact: bool = False) -> NavItem:
    here = request.path
    is_current = here == url or (not exact and here.startswith(url + "/"))
    return NavItem(label, url, is_current)
