"""Letters to a real relay: in the clear, by STARTTLS, by TLS, signed in, several at a time."""

import email
import email.policy
from collections.abc import Callable
from urllib.parse import quote

import pytest

from portal.mail import failures, smtp
from portal.mail.message import Letter
from portal.mail.post import Bounced, Deferred, Misconfigured, open_post
from tests.mail.conftest import Certificate
from tests.smtp import PASSWORD, USER, Running

# The relay warns of what these tests are about: a password in the clear on one's own machine.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

Start = Callable[..., Running]
Make = Callable[..., Letter]
SIGN_IN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"


def send(url: str, *letters: Letter) -> None:
    with open_post(url) as post:
        for letter in letters:
            post.deliver(letter)


def test_a_letter_arrives_as_it_was_written(relay: Start, letter: Make) -> None:
    running = relay()
    written = letter(
        to_name='Bob "; <x@y>', subject="Tú decides: ¿sí o no?", text="Hola\n.\n..\nFrom me\n"
    )
    send(f"smtp://127.0.0.1:{running.port}?hello=portal.example", written)
    (envelope,) = running.inbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (written.sender, [written.to])
    assert running.inbox.sessions[0].host_name == "portal.example"
    assert isinstance(envelope.content, bytes)
    read = email.message_from_bytes(envelope.content, policy=email.policy.default)
    (mailbox,) = read["To"].addresses
    assert (mailbox.display_name, mailbox.addr_spec) == (written.to_name, written.to)
    assert read["Subject"] == written.subject
    assert read["Message-ID"] == written.message_id
    plain, _ = read.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == written.text


def test_several_letters_share_a_connection(relay: Start, letter: Make) -> None:
    running = relay()
    send(f"smtp://127.0.0.1:{running.port}", *(letter(message_id=f"<{n}@x>") for n in range(5)))
    assert len(running.inbox.envelopes) == 5
    assert running.inbox.connections == 1


def test_a_connection_is_given_up_before_the_relay_tires_of_it(
    relay: Start, letter: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "LETTERS_PER_CONNECTION", 2)
    running = relay()
    send(f"smtp://127.0.0.1:{running.port}", *(letter(message_id=f"<{n}@x>") for n in range(5)))
    assert len(running.inbox.envelopes) == 5
    assert running.inbox.connections == 3


def test_a_connection_lost_while_idle_is_opened_again(relay: Start, letter: Make) -> None:
    running = relay(timeout=0.2)
    with open_post(f"smtp://127.0.0.1:{running.port}") as post:
        post.deliver(letter())
        running.inbox.wait_for_the_cut()
        post.deliver(letter())
    assert len(running.inbox.envelopes) == 2
    assert running.inbox.connections == 2


def test_starttls_is_used_where_it_is_offered(
    relay: Start, letter: Make, certificate: Certificate
) -> None:
    running = relay(tls_context=certificate.server_context())
    send(f"smtp://127.0.0.1:{running.port}", letter())
    assert running.inbox.sessions[0].ssl is not None


def test_required_starttls_checks_the_certificate(
    relay: Start, letter: Make, certificate: Certificate
) -> None:
    running = relay(tls_context=certificate.server_context(), require_starttls=True)
    url = f"smtp+starttls://localhost:{running.port}"
    send(f"{url}?cafile={certificate.cert}", letter())
    assert running.inbox.sessions[0].ssl is not None
    with pytest.raises(Misconfigured) as failure:
        send(url, letter())
    assert failure.value.reason == failures.BAD_CERTIFICATE
    assert len(running.inbox.envelopes) == 1


def test_required_starttls_refuses_a_relay_without(relay: Start, letter: Make) -> None:
    running = relay()
    with pytest.raises(Misconfigured) as failure:
        send(f"smtp+starttls://127.0.0.1:{running.port}", letter())
    assert failure.value.reason == failures.NOT_ENCRYPTED
    assert running.inbox.envelopes == []


def test_tls_from_the_start_checks_the_certificate(
    relay: Start, letter: Make, certificate: Certificate
) -> None:
    running = relay(ssl_context=certificate.server_context())
    url = f"smtp+tls://localhost:{running.port}"
    send(f"{url}?cafile={certificate.cert}", letter(), letter())
    assert len(running.inbox.envelopes) == 2
    with pytest.raises(Misconfigured) as failure:
        send(url, letter())
    assert failure.value.reason == failures.BAD_CERTIFICATE


@pytest.mark.parametrize("kind", ["smtp+tls", "smtp+starttls"])
def test_a_certificate_for_another_host_is_not_trusted(
    relay: Start, letter: Make, foreign_certificate: Certificate, kind: str
) -> None:
    context = foreign_certificate.server_context()
    running = relay(**{"ssl_context" if kind == "smtp+tls" else "tls_context": context})
    with pytest.raises(Misconfigured) as failure:
        send(f"{kind}://localhost:{running.port}?cafile={foreign_certificate.cert}", letter())
    assert failure.value.reason == failures.BAD_CERTIFICATE
    assert running.inbox.envelopes == []


def test_tls_to_a_relay_that_speaks_none_is_deferred(relay: Start, letter: Make) -> None:
    running = relay()
    with pytest.raises(Deferred) as failure:
        send(f"smtp+tls://localhost:{running.port}", letter())
    assert failure.value.reason == failures.NO_TLS


def test_signing_in_over_starttls(relay: Start, letter: Make, certificate: Certificate) -> None:
    running = relay(auth=True, tls_context=certificate.server_context())
    url = f"smtp+starttls://{SIGN_IN}@localhost:{running.port}?cafile={certificate.cert}"
    send(url, letter())
    assert len(running.inbox.signed_in) == len(running.inbox.envelopes) == 1


def test_signing_in_to_ones_own_machine_in_the_clear(relay: Start, letter: Make) -> None:
    running = relay(auth=True, auth_require_tls=False)
    send(f"smtp://{SIGN_IN}@127.0.0.1:{running.port}", letter())
    assert len(running.inbox.signed_in) == len(running.inbox.envelopes) == 1


def test_a_wrong_password_is_the_operators_matter_and_is_not_repeated(
    relay: Start, letter: Make
) -> None:
    running = relay(auth=True, auth_require_tls=False)
    with pytest.raises(Misconfigured) as failure:
        send(f"smtp://ana:hunter2@127.0.0.1:{running.port}", letter())
    assert (failure.value.reason, failure.value.code) == (failures.BAD_SIGN_IN, 535)
    assert "hunter2" not in str(failure.value)


def test_a_forgotten_password_is_the_operators_matter(relay: Start, letter: Make) -> None:
    running = relay(auth=True, auth_require_tls=False)
    with pytest.raises(Misconfigured) as failure:
        send(f"smtp://127.0.0.1:{running.port}", letter())
    assert failure.value.code == 530


def test_a_password_for_a_relay_without_sign_in_is_the_operators_matter(
    relay: Start, letter: Make
) -> None:
    running = relay()
    with pytest.raises(Misconfigured) as failure:
        send(f"smtp://{SIGN_IN}@127.0.0.1:{running.port}", letter())
    assert failure.value.reason == failures.BAD_SIGN_IN


def test_an_international_mailbox_goes_where_the_relay_takes_it(relay: Start, letter: Make) -> None:
    running = relay(enable_SMTPUTF8=True)
    send(f"smtp://127.0.0.1:{running.port}", letter(to="ü@exämple.de", to_name="Ü"), letter())
    abroad, usual = running.inbox.envelopes
    assert abroad.rcpt_tos == ["ü@xn--exmple-cua.de"]
    assert abroad.smtp_utf8
    assert not usual.smtp_utf8


def test_an_international_mailbox_is_refused_where_the_relay_does_not(
    relay: Start, letter: Make
) -> None:
    running = relay(enable_SMTPUTF8=False)
    with open_post(f"smtp://127.0.0.1:{running.port}") as post:
        with pytest.raises(Bounced) as failure:
            post.deliver(letter(to="ü@exämple.de"))
        post.deliver(letter(to="bob@exämple.de"))
    assert failure.value.reason == failures.NO_SMTPUTF8
    assert [envelope.rcpt_tos for envelope in running.inbox.envelopes] == [
        ["bob@xn--exmple-cua.de"]
    ]
