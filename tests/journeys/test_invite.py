"""Journey 1: a brand begins, invites its people by e-mail, and they join."""

import re

import pytest
from playwright.sync_api import Locator, expect

from portal.actions.brands import first_run_code
from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_round
from tests.site import Site

pytestmark = pytest.mark.browser
# As Excel in Spain saves it: semicolons, Windows-1252, a line without an address.
SHEET = (
    "Nombre;Correo;Segmentos\r\n"
    "Begoña Peña;begona@mail.example;talla M, vegana\r\n"
    "Íñigo;inigo@mail.example;talla L\r\n"
    "Sin Correo;;talla S\r\n"
).encode("cp1252")


def test_brand_begins_and_invites_its_people(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    olga = person(size)
    set_up_the_brand(olga)
    invite_a_manager(olga, site, person(size))
    open_a_group(olga)
    paste_addresses(olga)
    upload_a_sheet(olga)
    site.run_jobs()
    olga.page.reload()
    olga.sees("All 4 mails have left.")
    expect(olga.page.locator("tbody .badge", has_text="Sent")).to_have_count(4)
    olga.check()


def test_member_joins_by_the_link_in_the_mail(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    brand = a_brand(site)
    round = a_round(site, brand)
    hana = person(size)
    hana.sign_in("hana@mail.example")
    hana.go(f"/groups/{brand.group}/invitations/new")
    hana.fill("Addresses", "Mina <mina@mail.example>\nPau <pau@mail.example>")
    hana.press("Look at the list")
    hana.press("Send 2 invitations")
    link = site.link_for("mina@mail.example")

    mina = person(size)
    mina.go(link)
    assert mina.page.url == f"{site.url}/invitation", "the token left the address bar"
    mina.sees("Be honest and kind.")
    mina.sees("Keep it between us.")
    mina.check()
    hana.go(f"/groups/{brand.group}/invitations")
    expect(row(hana, "mina@mail.example")).to_contain_text("Opened")

    mina.fill("Your name", "Mina")
    mina.press("Join")
    expect(mina.page).to_have_url(f"{site.url}/rounds/{round}")
    mina.sees("Quiet inbox")
    mina.check()
    hana.page.reload()
    expect(row(hana, "mina@mail.example")).to_contain_text("Joined")
    hana.check()

    resend_and_revoke(site, hana, person(size))


def resend_and_revoke(site: Site, hana: Person, pau: Person) -> None:
    older = site.link_for("pau@mail.example")
    hana.press("Send again", within=row(hana, "pau@mail.example"))
    expect(row(hana, "pau@mail.example")).to_contain_text("Waiting to be sent")
    newer = site.link_for("pau@mail.example")
    assert newer != older
    pau.expected = {404}
    pau.go(older)
    pau.sees("This link does not work")
    pau.check()
    pau.expected = {410}
    pau.go(newer)
    pau.sees("What must stay between us")
    hana.page.reload()
    hana.press("Revoke", within=row(hana, "pau@mail.example"))
    expect(row(hana, "pau@mail.example")).to_contain_text("Revoked")
    pau.page.reload()
    pau.sees("This invitation no longer holds")
    pau.check()


def set_up_the_brand(olga: Person) -> None:
    with olga.site.database.reading() as db:
        code = first_run_code(db)
    olga.go("/first-run")
    olga.check()
    olga.fill("Set-up code", code)
    olga.fill("Name of the brand", "Northlight")
    olga.fill("Time zone", "Europe/Madrid")
    olga.fill("Your name", "Olga")
    olga.fill("Your e-mail address", "olga@mail.example")
    olga.fill("Password", "four words in a row")
    olga.press("Set up and sign in")
    olga.sees("Welcome. This is the desk of your brand")
    olga.check()


def invite_a_manager(olga: Person, site: Site, hana: Person) -> None:
    olga.follow("Team")
    olga.fill("E-mail address", "hana@mail.example")
    olga.page.get_by_label("Role").last.select_option("manager")
    olga.press("Send the invitation")
    olga.sees("The invitation to the team is on its way.")
    olga.check()
    hana.go(site.link_for("hana@mail.example"))
    hana.check()
    hana.fill("Your name", "Hana")
    hana.fill("Choose a password", "quite a long sentence")
    hana.press("Join")
    expect(hana.page.locator("h1")).to_have_text("Northlight")


def open_a_group(olga: Person) -> None:
    olga.go("/")
    olga.follow("Open a group")
    olga.check()
    olga.fill("Name", "First circle")
    olga.fill("Purpose", "We look at drafts together.")
    olga.fill("House rules", "Be honest and kind.")
    olga.fill("Confidentiality terms", "Keep it between us.")
    olga.press("Open the group")
    expect(olga.page.locator("h1")).to_have_text("First circle")
    olga.check()


def paste_addresses(olga: Person) -> None:
    olga.page.get_by_role("link", name="Invite people").first.click()
    olga.check()
    olga.fill("Addresses", "Mina <mina@mail.example>\nnot an address\npau@mail.example")
    olga.press("Look at the list")
    expect(olga.page.locator("h1")).to_have_text("2 people will be invited")
    expect(olga.page.locator(".line-problems li")).to_have_count(1)
    olga.sees("Line 2")
    olga.check()
    olga.press("Send 2 invitations")
    olga.sees("2 invitations are on their way.")
    olga.check()


def upload_a_sheet(olga: Person) -> None:
    olga.page.get_by_role("link", name="Invite people").first.click()
    sheet = {"name": "lista.csv", "mimeType": "text/csv", "buffer": SHEET}
    olga.field("Or a CSV or Excel file").set_input_files(files=[sheet])
    olga.press("Look at the list")
    expect(olga.page.locator("h1")).to_have_text("2 people will be invited")
    olga.sees("Begoña Peña")
    olga.sees("Line 4")
    olga.check()
    olga.press("Send 2 invitations")
    expect(olga.page.locator("tbody tr")).to_have_count(4)


def row(visitor: Person, address: str) -> Locator:
    return visitor.page.get_by_role("row", name=re.compile(re.escape(address)))
