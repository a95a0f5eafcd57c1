"""Every answer, whatever its status, carries the headers that keep it private and inert."""

import pytest

PATHS = ["/sign-in", "/account", "/nothing", "/robots.txt", "/-/health"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_inert_and_unframed(world, path):
    headers = world.visitor().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_dynamic_is_kept_by_a_cache(world, path):
    headers = world.visitor("tom").get(path).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert {"Cookie", "HX-Request"} <= {v.strip() for v in headers["Vary"].split(",")}


def test_style_and_script_are_kept_for_ever_under_a_name_that_changes(world):
    page = world.visitor().get("/sign-in")
    [style] = [
        e.attributes["href"] for e in page.tree.all("link") if e.attributes["rel"] == "stylesheet"
    ]
    answer = world.visitor().client.get(style, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert world.visitor().get("/assets/app-000000000000.css").status == 404


@pytest.mark.parametrize("path", ["../pyproject.toml", "css/ORDER", "js/keep-typed.js", "nothing"])
def test_only_pictures_and_fonts_are_served_from_static(world, path):
    assert world.visitor().client.get(f"/static/{path}").status_code == 404


def test_an_unknown_host_is_refused(world):
    answer = world.visitor().client.get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_pages_are_zipped_with_a_length_that_varies(world):
    client = world.visitor().client
    sizes = {
        len(client.get("/sign-in", headers={"Accept-Encoding": "gzip"}).data) for _ in range(12)
    }
    assert len(sizes) > 3


def test_development_pages_do_not_exist_in_production(world, monkeypatch):
    from dataclasses import replace

    visitor = world.visitor()
    assert visitor.get("/-/mail").status == 200
    assert visitor.get("/-/patterns").status == 200
    production = replace(world.app.extensions["portal_config"], mode="production")
    monkeypatch.setitem(world.app.extensions, "portal_config", production)
    assert visitor.get("/-/mail").status == 404
    assert visitor.get("/-/patterns").status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 303),
        # The page of an invitation sends no referrer, and so no origin of its own.
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_its_own_pages_may_write(world, headers, status):
    visitor = world.visitor("tom")
    assert visitor.post("/language", {"language": "es"}, headers=headers).status == status


def test_a_static_file_says_one_thing_about_how_long_it_may_be_kept(world):
    headers = world.visitor().get("/static/patterns/coat.svg", buffered=True).headers
    assert headers["Cache-Control"] == "public, max-age=3600"
    assert "Expires" not in headers
