"""What templates may call: moments in the reader's zone, numbers in the reader's language."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask
from flask_babel import format_datetime, format_decimal, get_timezone
from markupsafe import Markup, escape

from portal import clock, devices, kinds, text
from portal.kinds import amounts
from portal.language import gettext as _
from portal.language import language, ngettext
from portal.reporting import drawing, said, sentences


def set_up(app: Flask) -> None:
    app.jinja_env.filters.update(
        moment=moment,
        day=day,
        hour=hour,
        weight=weight,
        remaining=remaining,
        since=since,
        number=number,
        safe_html=safe_html,
        plain=text.plain,
        device=devices.name,
        failure=failure,
        price=price,
        typed_price=amounts.typed,
        rule=rule,
        rule_conditions=rule_conditions,
    )
    app.jinja_env.globals.update(
        now=clock.now, finding=said, drawing=drawing, kind_label=kinds.label
    )


def price(amount: str | float, currency: str) -> str:
    """25 EUR, from a number or from the field that carried it."""
    return amounts.spoken(float(amount), currency)


def moment(at: datetime, zone: str | None = None) -> Markup:
    """A <time> with date, hour and the zone's name; in the reader's zone unless one is given."""
    words = format_datetime(at, "d MMM y, HH:mm", rebase=zone is None)
    if zone is not None:
        words = format_datetime(at.astimezone(ZoneInfo(zone)), "d MMM y, HH:mm", rebase=False)
    name = zone or str(get_timezone())
    return _time(at, f"{words} {name.rsplit('/', 1)[-1].replace('_', ' ')}")


def day(at: datetime) -> Markup:
    return _time(at, _day_words(at.astimezone(get_timezone()).date(), language()))


@lru_cache(maxsize=2_000)
def _day_words(day: date, tag: str) -> str:
    """A page names few days, but often."""
    return format_date(day, "d MMM y", locale=tag)


def hour(at: datetime) -> Markup:
    """14:03, on the reader's clocks."""
    return _time(at, str(format_datetime(at, "HH:mm")))


def weight(size: int) -> str:
    """Bytes as people know them from their own files."""
    if size < 1_000_000:
        return _("%(number)s kB", number=format_decimal(max(1, round(size / 1_000))))
    return _("%(number)s MB", number=format_decimal(round(size / 1_000_000, 1)))


def remaining(at: datetime) -> str:
    """How long until `at`, in words; the two largest units at most."""
    return _span(int((at - clock.now()).total_seconds()))


def since(at: datetime) -> str:
    """How long ago `at` was, in words."""
    return _span(int((clock.now() - at).total_seconds()))


def _span(seconds: int) -> str:
    if seconds <= 0:
        return _("less than a minute")
    if seconds >= 2 * 86_400:
        days = seconds // 86_400
        return ngettext("%(num)s day", "%(num)s days", days)
    if seconds >= 2 * 3_600:
        return ngettext("%(num)s hour", "%(num)s hours", seconds // 3_600)
    return ngettext("%(num)s minute", "%(num)s minutes", max(1, seconds // 60))


def failure(kept: str) -> str:
    """Why a letter failed. Its first sentence is kept in English (portal/mail/failures.py) and
    told in the reader's language; what the mail server said in its own words stays."""
    reason, full_stop, said = kept.partition(". ")
    return f"{_(reason + '.')} {said}" if full_stop else _(kept)


def number(value: float) -> str:
    return str(format_decimal(value))


def rule(registered: Any) -> str:
    """A launch rule in words: the same on the set-up page and in the report."""
    return sentences.criterion(_registered(registered))


def rule_conditions(registered: Any) -> str:
    return sentences.conditions(_registered(registered))


def _registered(rule: Any) -> dict[str, Any]:
    return {
        "signal": rule.signal,
        "threshold_permille": rule.threshold,
        "level_permille": rule.level,
        "min_answers": rule.min_answers,
        "mode": rule.mode,
    }


def safe_html(stored: str) -> Markup:
    """HTML that portal.text made and sanitised before it was stored."""
    return Markup(stored)  # noqa: S704


def _time(at: datetime, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), escape(words))
