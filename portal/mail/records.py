"""What must stand in the DNS of the sender's domain, so that its letters are believed.

Told from the settings alone: nothing is looked up. The relay's own key is not known here.
"""

from dataclasses import dataclass

from portal.mail import url as urls


@dataclass(frozen=True, slots=True)
class Record:
    """`name` is where it stands, `text` what it says; `about` is spf, dkim, dmarc or mx."""

    about: str
    kind: str
    name: str
    text: str


def records(mail_url: str, sender: str, bounces: str | None) -> tuple[Record, ...]:
    """For the domain of the sender, and for where letters come back to."""
    domain = sender.rpartition("@")[2]
    way = urls.parse(mail_url)
    host = way.host if isinstance(way, urls.Relay) else "mail.example"
    found = [
        Record("spf", "TXT", domain, f"v=spf1 {_allowed(host)} ~all"),
        Record("dkim", "TXT", f"SELECTOR._domainkey.{domain}", "v=DKIM1; k=rsa; p=…"),
        Record("dmarc", "TXT", f"_dmarc.{domain}", f"v=DMARC1; p=none; rua=mailto:{sender}"),
    ]
    if bounces is not None:
        back = bounces.rpartition("@")[2]
        found.append(Record("mx", "MX", back, f"10 {host}"))
    return tuple(found)


def _allowed(host: str) -> str:
    if ":" in host:
        return f"ip6:{host}"
    return f"ip4:{host}" if host.replace(".", "").isdigit() else f"a:{host}"
