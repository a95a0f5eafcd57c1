"""Who may call which route how: one line a route and verb. `matrix.py` says how to read a line.

A route that is not here fails the suite; so does a line whose route is gone.
"""

from portal import clock
from portal.actions import schedule
from tests.matrix import NOTES, Line, Table

ALL = "else: "
TEAM = "olga hana ana: "
HEARD = "olga hana ana tom tess: "
# Managers may, the analyst is told that she may not, to everybody else nothing is there.
RUN = "olga hana: {}, ana: 403"
OWN = "olga: {}, hana ana: 403"
SOON = {"round_id": "soon_round", "question_id": "soon_question", "draft_id": "soon_draft"}
BRAND = {
    "name": "Northlight",
    "kind": "app",
    "language": "en",
    "timezone": "UTC",
    "currency": "EUR",
    "accent": "#336699",
}
ANALYST = {"staff_id": "analyst"}
GROUP = {
    "name": "Second circle",
    "purpose": "To look at drafts.",
    "house_rules": "Be kind.",
    "capacity": "200",
    "terms": "Keep it here.",
}
WHEN = {
    "opens": schedule.written(clock.hence(days=30), "UTC"),
    "closes": schedule.written(clock.hence(days=37), "UTC"),
    "timezone": "UTC",
    "blindness": "until_vote",
    "who_counts": "joined",
}

ANYBODY: Table = {
    "GET /": Line("nil: in, olga hana ana bo: 303, else: 200"),
    "GET /-/health": Line("else: 200"),
    "GET /robots.txt": Line("else: 200"),
    "GET /-/mail": Line("else: 200"),
    "GET /-/mail/<name>": Line("else: 404", {"name": "nothing"}),
    "GET /-/mail/<name>/html": Line("else: 404", {"name": "nothing"}),
    "GET /-/patterns": Line("else: 200"),
    "GET /assets/<name>": Line("else: 404", {"name": "nothing.css"}),
    "GET /static/<path:name>": Line("else: 200", {"name": "patterns/coat.svg"}),
    "GET /first-run": Line("else: 404"),
    "POST /first-run": Line("else: 404"),
    "POST /language": Line("else: 422 303", sends={"language": "es", "next": "/account"}),
}

ACCOUNTS: Table = {
    "GET /sign-in": Line("nil: 200, else: 303"),
    "POST /sign-in": Line("else: 422 in", sends={"email": "nobody@mail.example"}),
    "GET /sign-in/code": Line("else: in"),
    "POST /sign-in/code": Line("else: 422", sends={"code": "123456"}),
    "GET /sign-in/link": Line("else: 404"),
    "POST /sign-in/link": Line("else: 404"),
    "GET /sign-in/link/<token>": Line("else: 404", {"token": "nothing"}),
    "POST /sign-out": Line("else: in"),
    "GET /account": Line("nil: in, else: 200"),
    "POST /account": Line(
        "nil: in, else: 422 303", sends={"name": "Ada", "language": "en", "timezone": "UTC"}
    ),
    "POST /account/password": Line(
        "olga hana ana bo: 422 303", sends={"password": "lamp gravel otter noon"}
    ),
    "POST /account/sign-out-everywhere": Line("else: in"),
    # Ending what is not one's own ends nothing, and says so in the same words.
    "POST /account/devices/<device_id>/end": Line("nil: in, else: 303"),
}

NEWS: Table = {
    "GET /notices": Line("nil: in, else: 200"),
    "GET /search": Line("nil: in, else: 200"),
    "GET /notices/count": Line("nil: in, else: 200"),
    "GET /notices/choices": Line("nil: in, else: 200"),
    # Staff are in no group of their own brand, so there is nothing for them to choose.
    "POST /notices/choices/<group_id>": Line("tom tess: 303", sends={"round_opened": "weekly"}),
    "POST /notices/quiet-hours": Line(
        "nil: in, else: 303", sends={"quiet_from": "22:00", "quiet_until": "07:30"}
    ),
}

BRANDS: Table = {
    "GET /brands/<brand_id>": Line(TEAM + "200"),
    "GET /brands/<brand_id>/accent.css": Line(HEARD + "200, vera: 200"),
    "GET /brands/<brand_id>/settings": Line(OWN.format("200")),
    "POST /brands/<brand_id>/settings": Line(OWN.format("422 303"), sends=BRAND),
    "GET /brands/new": Line("olga bo: 200"),
    "POST /brands/new": Line("olga bo: 422 303", sends=BRAND),
}

DRAFTS: Table = {
    "GET /brands/<brand_id>/drafts/new": Line(TEAM + "200"),
    "POST /brands/<brand_id>/drafts/new": Line(RUN.format("422 303"), sends={"title": "Coat"}),
    "GET /drafts/<draft_id>": Line(TEAM + "200, tom tess: 303"),
    "POST /drafts/<draft_id>/archive": Line(RUN.format("303"), SOON),
    "POST /drafts/<draft_id>/restore": Line(RUN.format("303")),
    "POST /drafts/<draft_id>/duplicate": Line(RUN.format("303")),
    "POST /drafts/<draft_id>/revisions/next": Line(RUN.format("303")),
    "GET /drafts/<draft_id>/revisions/<int:number>": Line(TEAM + "200", {"number": "2"}),
    "GET /drafts/<draft_id>/revisions/<int:number>/edit": Line(RUN.format("200"), {"number": "2"}),
    "POST /drafts/<draft_id>/revisions/<int:number>/edit": Line(
        RUN.format("422 303"),
        {"number": "2"},
        {"title": "Coat", "version": "1", "picture": "{image}", "picture_alt": "A coat"},
    ),
    "POST /drafts/<draft_id>/revisions/<int:number>/pictures": Line(
        RUN.format("422"), {"number": "2"}
    ),
    "POST /drafts/<draft_id>/revisions/<int:number>/attachments": Line(
        RUN.format("422"), {"number": "2"}
    ),
    "POST /drafts/<draft_id>/revisions/<int:number>/unschedule": Line(
        RUN.format("303"), {"number": "2"}
    ),
    "GET /drafts/<draft_id>/topics": Line(RUN.format("200")),
    "POST /drafts/<draft_id>/topics": Line(
        "olga hana: 303, ana: 403",
        sends={f"name_{n}": f"Topic {n}" for n in range(1, 5)} | {"seeds_1": "warm, cold"},
    ),
    "GET /attachments/<attachment_id>": Line(HEARD + "200, else: 404"),
    "GET /images/<image_id>/<int:width>": Line(HEARD + "200, else: 404", {"width": "320"}),
    "GET /images/<image_id>/<int:width>.avif": Line(HEARD + "200, else: 404", {"width": "320"}),
}

ROUNDS: Table = {
    "GET /drafts/<draft_id>/rounds/new": Line(TEAM + "200"),
    "POST /drafts/<draft_id>/rounds/new": Line(
        "olga hana: 404 303, ana: 404 403", sends={**WHEN, "group": "{group}"}
    ),
    "GET /rounds/<round_id>/set-up": Line(TEAM + "200", SOON),
    "GET /rounds/<round_id>/trace": Line(RUN.format("200"), SOON),
    "POST /rounds/<round_id>/trace": Line(RUN.format("422"), SOON),
    "POST /rounds/<round_id>/set-up": Line("olga hana: 422 303, ana: 422 403", SOON, WHEN),
    "POST /rounds/<round_id>/register": Line(RUN.format("303"), SOON, {"do": "open"}),
    "POST /rounds/<round_id>/open": Line(RUN.format("409"), SOON),
    "POST /rounds/<round_id>/discard": Line(RUN.format("303"), SOON),
    "POST /rounds/<round_id>/close": Line(RUN.format("303")),
    "GET /rounds/<round_id>/preview": Line(TEAM + "200", SOON),
    "POST /rounds/<round_id>/preview/<question_id>": Line(TEAM + "422 200", SOON, {"answer": "4"}),
    "GET /rounds/<round_id>/questions": Line(RUN.format("200"), {**SOON, "?": "?kind=kano"}),
    "POST /rounds/<round_id>/questions": Line(
        RUN.format("422 303"),
        SOON,
        {
            "kind": "price_steps",
            "prompt": "How dear?",
            "currency": "eur",
            "prices": "15, 20, 25",
        },
    ),
    "GET /rounds/<round_id>/questions/<question_id>": Line(RUN.format("200"), SOON),
    "POST /rounds/<round_id>/questions/<question_id>": Line(
        RUN.format("422 303"), SOON, {"prompt": "How warm?"}
    ),
    "POST /rounds/<round_id>/questions/<question_id>/move": Line(
        RUN.format("422 303"), SOON, {"towards": "up"}
    ),
    "POST /rounds/<round_id>/kits/<kit>": Line(
        RUN.format("303"), {**SOON, "kit": "app-feature"}, {"do": "take"}
    ),
    "POST /rounds/<round_id>/criteria": Line(
        RUN.format("422 303"),
        SOON,
        {"signal": "rating:{soon_question}", "threshold": "60", "level": "950", "mode": "fixed"},
    ),
    "GET /rounds/<round_id>/criteria/<criterion_id>": Line(RUN.format("200"), SOON),
    "POST /rounds/<round_id>/criteria/<criterion_id>": Line(
        RUN.format("303"), SOON, {"threshold": "70", "level": "950", "mode": "fixed"}
    ),
    "POST /rounds/<round_id>/criteria/<criterion_id>/remove": Line(RUN.format("303"), SOON),
}

REPORTS: Table = {
    # Reading the report of a running round asks the worker for what takes long, and writes no more.
    "GET /rounds/<round_id>/report": Line(TEAM + "200", but=NOTES | {"jobs", "studies"}),
    # Which two is asked in the query: tests/web/test_portfolio.py asks for all pairs.
    "GET /compare": Line("nil: in, else: 404"),
    "GET /brands/<brand_id>/reports": Line(TEAM + "200"),
    "GET /rounds/<round_id>/report/fresh": Line(TEAM + "200"),
    "GET /rounds/<round_id>/report.csv": Line(TEAM + "200"),
    "GET /rounds/<round_id>/report.json": Line(TEAM + "200"),
    "GET /rounds/<round_id>/report.pdf": Line(TEAM + "200"),
    "GET /rounds/<round_id>/report.xlsx": Line(TEAM + "200"),
    # The round of the matrix is open: nobody decides yet. tests/web/test_reports.py closes one.
    "POST /rounds/<round_id>/decision": Line(
        TEAM + "403", sends={"choice": "launch", "why": "It is warm.", "what_next": ""}
    ),
}

OLD = {"round_id": "old_round"}
SHARED: Table = {
    "GET /rounds/<round_id>/shares": Line(TEAM + "200"),
    # The round is over and its report frozen; of the open one no link can be made.
    "POST /rounds/<round_id>/shares": Line(
        TEAM + "422 200", OLD, {"note": "The bank", "days": "14", "passcode": ""}
    ),
    "POST /shares/<share_id>/revoke": Line(TEAM + "303"),
    "GET /shared/": Line("else: 404", {"token": ""}),
    "GET /shared/<token>": Line("else: 404", {"token": "nothing"}),
    "POST /shared/<token>": Line("else: 404", {"token": "nothing"}),
    "GET /shared/<token>/accent.css": Line("else: 404", {"token": "nothing"}),
    "GET /shared/<token>/report.pdf": Line("else: 404", {"token": "nothing"}),
}

GROUPS: Table = {
    "GET /brands/<brand_id>/groups/new": Line(RUN.format("200")),
    "POST /brands/<brand_id>/groups/new": Line(RUN.format("422 303"), sends=GROUP),
    "GET /groups/<group_id>": Line(HEARD + "200"),
    "GET /groups/<group_id>/ledger": Line(HEARD + "200"),
    "POST /groups/<group_id>/credit": Line("tom tess: 303", sends={"named": "no"}),
    "GET /groups/<group_id>/edit": Line(RUN.format("200")),
    "POST /groups/<group_id>/edit": Line(RUN.format("422 303"), sends=GROUP),
    "POST /groups/<group_id>/close": Line(RUN.format("409")),
    "GET /groups/<group_id>/leave": Line("tom tess: 200"),
    "POST /groups/<group_id>/leave": Line("tom tess: 303"),
    "POST /memberships/<membership_id>/pause": Line(RUN.format("303")),
    "POST /memberships/<membership_id>/resume": Line(
        RUN.format("303"), {"membership_id": "paused"}
    ),
    "POST /memberships/<membership_id>/remove": Line(RUN.format("303")),
    "POST /memberships/<membership_id>/let-back": Line(
        RUN.format("303"), {"membership_id": "removed"}
    ),
    "POST /memberships/<membership_id>/segments": Line(
        RUN.format("303"), sends={"segments": "size: M"}
    ),
}

INVITATIONS: Table = {
    "GET /groups/<group_id>/invitations": Line(RUN.format("200")),
    "GET /groups/<group_id>/invitations/new": Line(RUN.format("200")),
    "POST /groups/<group_id>/invitations/new": Line(
        RUN.format("422 303"), sends={"addresses": "new@mail.example"}
    ),
    "GET /groups/<group_id>/invitations/progress": Line(RUN.format("200")),
    "POST /groups/<group_id>/invitations/resend": Line(RUN.format("303")),
    "POST /groups/<group_id>/invitations/remind": Line(RUN.format("303")),
    "POST /groups/<group_id>/invitations/take-back": Line(RUN.format("303")),
    "GET /invitation-lists/<list_id>/<kind>.csv": Line("olga hana: 200", {"kind": "new"}),
    "POST /invitation-lists/<list_id>/columns": Line(
        "olga hana: 422 303", sends={"column-0": "name", "column-1": "email"}
    ),
    "GET /invitation-lists/<list_id>": Line("olga hana: 200"),
    "POST /invitation-lists/<list_id>": Line("olga hana: 303"),
    "GET /groups/<group_id>/join-link": Line(RUN.format("200")),
    "POST /groups/<group_id>/join-link": Line(
        RUN.format("303"), sends={"domains": "mail.example", "most": "20"}
    ),
    "POST /groups/<group_id>/join-link/renew": Line(RUN.format("303")),
    "POST /groups/<group_id>/join-link/close": Line(RUN.format("303")),
    "POST /join-requests/<request_id>/accept": Line("olga hana: 303"),
    "POST /join-requests/<request_id>/refuse": Line("olga hana: 303"),
    "GET /join/<token>": Line("else: 200", {"token": "join_token"}),
    "POST /join/<token>": Line(
        "else: 422 200",
        {"token": "join_token"},
        {"name": "Nora", "email": "nora@mail.example", "why": "I cook."},
    ),
    "POST /invitations/<invitation_id>/resend": Line("olga hana: 303"),
    "POST /invitations/<invitation_id>/revoke": Line("olga hana: 303"),
    "POST /invitations/<invitation_id>/link": Line("olga hana: 200"),
    "POST /invitations/<invitation_id>/answer": Line("ines: 303"),
    "GET /invitations/<path:token>": Line("else: 303"),
    "GET /invitations/": Line("else: 404", {"token": ""}),
    "GET /invitation": Line("ines: 200, else: 404"),
    "POST /invitation": Line("else: 404"),
    "GET /invitation/decline": Line("else: 404"),
    "POST /invitation/decline": Line("else: 404"),
    "GET /stop/<token>": Line("else: 200", {"token": "stop"}),
    # A mail program has no page of ours to take a token from; it can only stop mail.
    "POST /stop/<token>": Line("else: 200", {"token": "stop"}, needs_token=False),
    "POST /stop/<token>/undo": Line("else: 200", {"token": "stop"}),
    "POST /invitation/not-me": Line("else: 303"),
}

MAIL: Table = {
    "GET /brands/<brand_id>/mail": Line(TEAM + "200"),
    "GET /brands/<brand_id>/mail/test": Line(RUN.format("200")),
    "POST /brands/<brand_id>/mail/test": Line(RUN.format("303")),
    "POST /brands/<brand_id>/mail/retry": Line(RUN.format("303")),
    "GET /brands/<brand_id>/mail/stopped": Line(RUN.format("200")),
    "POST /jobs/<job_id>/retry": Line(RUN.format("303")),
    "POST /suppressions/<suppression_id>/lift": Line(
        "olga hana: 422 303", sends={"why": "They wrote from it."}
    ),
}

STAFF: Table = {
    "GET /brands/<brand_id>/staff": Line(TEAM + "200"),
    "POST /brands/<brand_id>/staff": Line(
        OWN.format("422 303"), sends={"email": "colleague@mail.example", "role": "manager"}
    ),
    "POST /staff/<staff_id>/role": Line(OWN.format("422 303"), ANALYST, {"role": "manager"}),
    "POST /staff/<staff_id>/resend": Line("olga hana ana: 403", ANALYST),
    "POST /staff/<staff_id>/end": Line(OWN.format("303"), ANALYST),
}

JUDGING: Table = {
    "GET /rounds/<round_id>": Line(HEARD + "200"),
    # The round of the one revision has nothing to compare; the team's draft has its next one too.
    "GET /rounds/<round_id>/compare": Line("nil: in, else: 404"),
    "GET /drafts/<draft_id>/compare": Line(TEAM + "200"),
    "GET /rounds/<round_id>/pulse": Line(HEARD + "200"),
    "GET /rounds/<round_id>/mentions": Line(HEARD + "200"),
    "POST /rounds/<round_id>/pictures": Line("olga hana: 422, ana: 403, tom tess: 422"),
    "POST /rounds/<round_id>/votes/<question_id>": Line(
        "olga hana ana: 403, tom tess: 422 303", sends={"answer": "for"}
    ),
    "POST /rounds/<round_id>/critiques": Line(
        "olga hana ana: 403, tom tess: 422 303",
        sends={"kind": "idea", "text": "Make it warm.", "topic": "other"},
    ),
    "GET /rounds/<round_id>/point": Line("olga hana ana: 403, tom tess: 200"),
    "POST /rounds/<round_id>/point": Line(
        "olga hana ana: 403, tom tess: 200", sends={"text": "Half a thought.", "away": "1"}
    ),
    "POST /rounds/<round_id>/topic": Line(
        "olga hana ana: 403, tom tess: 200", sends={"text": "It is warm.", "topic": ""}
    ),
    # Tom has not voted yet: what others say is not there for him.
    "GET /critiques/<critique_id>": Line("olga hana ana tess: 303"),
    "GET /critiques/<critique_id>/reply": Line("ana: 403, olga hana tess: 200"),
    "POST /critiques/<critique_id>/reply": Line(
        "ana: 403, olga hana tess: 422 303", sends={"text": "So it is."}
    ),
    "GET /critiques/<critique_id>/edit": Line("olga hana ana: 403, tess: 200"),
    "POST /critiques/<critique_id>/edit": Line(
        "olga hana ana: 403, tess: 422 409", sends={"text": "Other words."}
    ),
    "POST /critiques/<critique_id>/delete": Line("olga hana ana: 403, tess: 303"),
    "POST /critiques/<critique_id>/stance": Line(
        "olga hana ana: 403, tess: 422 303", {"critique_id": "remark"}, {"stance": "agree"}
    ),
    "GET /rounds/<round_id>/house-rules": Line(HEARD + "200"),
    "GET /critiques/<critique_id>/response": Line(RUN.format("200")),
    "POST /critiques/<critique_id>/response": Line(
        RUN.format("303"), sends={"state": "considering", "sentence": ""}
    ),
}

TRIAGE: Table = {
    "GET /rounds/<round_id>/triage": Line(TEAM + "200"),
    "POST /rounds/<round_id>/triage/answers": Line(
        "olga hana: 422 303, ana: 403",
        sends={"critique": "{remark}", "state": "considering", "sentence": ""},
    ),
    # One alone says the same as nothing: tests/web/test_triage.py merges two.
    "POST /rounds/<round_id>/triage/merge": Line(
        RUN.format("422"), sends={"critique": "{remark}", "into": "{remark}"}
    ),
    "GET /critiques/<critique_id>/triage": Line(TEAM + "200"),
    "POST /critiques/<critique_id>/triage": Line(
        RUN.format("303"), sends={"state": "considering", "sentence": ""}
    ),
    "POST /critiques/<critique_id>/assignment": Line(RUN.format("303")),
    "POST /critiques/<critique_id>/part": Line(RUN.format("303")),
    "GET /critiques/<critique_id>/notes": Line(TEAM + "303"),
    "POST /critiques/<critique_id>/notes": Line(
        RUN.format("422 303"), sends={"text": "Ask the mill."}
    ),
    "POST /notes/<note_id>/remove": Line("olga: 303, hana ana: 403"),
}

# Tess has voted and may tell the team of others' words; to those who may not moderate the analyst
# and she are told so, Tom hears nothing yet.
MODERATION: Table = {
    "GET /groups/<group_id>/moderation": Line(RUN.format("200")),
    "GET /critiques/<critique_id>/moderation": Line(RUN.format("200"), {"critique_id": "remark"}),
    "POST /critiques/<critique_id>/hide": Line(
        RUN.format("422 303"), sends={"because": "Names a supplier."}
    ),
    "POST /critiques/<critique_id>/unhide": Line(RUN.format("303"), {"critique_id": "hidden"}),
    "POST /critiques/<critique_id>/lock": Line(RUN.format("303")),
    "POST /critiques/<critique_id>/unlock": Line(RUN.format("303")),
    "POST /critiques/<critique_id>/let-through": Line(RUN.format("303"), {"critique_id": "held"}),
    "POST /critiques/<critique_id>/keep": Line(RUN.format("303"), {"critique_id": "remark"}),
    "GET /critiques/<critique_id>/tell": Line(
        "olga hana ana: 403, tess: 200", {"critique_id": "remark"}
    ),
    "POST /critiques/<critique_id>/tell": Line(
        "olga hana ana: 403, tess: 422 303",
        {"critique_id": "reply"},
        {"why": "unkind", "words": ""},
    ),
}

TABLE: Table = {
    **ANYBODY,
    **ACCOUNTS,
    **NEWS,
    **BRANDS,
    **DRAFTS,
    **ROUNDS,
    **REPORTS,
    **SHARED,
    **GROUPS,
    **INVITATIONS,
    **MAIL,
    **STAFF,
    **JUDGING,
    **TRIAGE,
    **MODERATION,
}
