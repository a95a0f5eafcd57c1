"""Tolmera, an invented company that makes an app for quiet days: staff, group, rounds."""

from portal.demo.app_drafts import HABITS, PLANNER_DRAFT, QUIET_INBOX
from portal.demo.app_voices import INBOX, INBOX_REASONS, PLANNER, PLANNER_REASONS, VOICES
from portal.demo.nouns import (
    Brand,
    Criterion,
    Decision,
    Group,
    Leaning,
    Question,
    Round,
    Staff,
    days,
)
from portal.demo.people import members

STAFF = (
    Staff("Iris (product lead)", "iris@tolmera.example", "owner"),
    Staff("Mateo (beta programme)", "mateo@tolmera.example", "manager", "es"),
    Staff("Lena (research)", "lena@tolmera.example", "analyst"),
)
TESTERS = Group(
    name="Beta testers",
    purpose=(
        "Forty people who use Tolmera every day and see features a few weeks before anyone "
        "else. You tell us what to keep, what to change and what not to ship. (This is a demo: "
        "the company, the app and the people in it are invented.)"
    ),
    house_rules=(
        "- Judge what you see, not what you guess we will do next.\n"
        '- Say what happened and when. "On Monday I missed a call from school" helps more '
        'than "confusing".\n'
        "- Disagree with ideas, never with people.\n"
        "- English or Spanish, whichever comes first."
    ),
    terms=(
        "What you see here is unfinished. Please do not share screens or describe features "
        "outside this group until we announce them. You may always say that you are a tester. "
        "This ends when a feature ships, or when we drop it and tell you so."
    ),
    terms_version=2,
    capacity=40,
    members=members(
        "testers.example",
        40,
        VOICES,
        ({"power user": 0.4}, {"iOS": 0.55, "Android": 0.45}, {"screen reader": 0.07}),
        0.3,
        "Europe/Amsterdam",
    ),
)

INTENT = Question(
    "intent", "Would you pay for it?", {"price": "3 EUR a month", "period": "the next 3 months"}
)
RECOMMEND = Question("recommend", "Would you recommend Tolmera to a friend?")
FEATURES = (
    ("f1", "Room that is kept free", "A"),
    ("f2", "A warning when two blocks overlap", "M"),
    ("f3", "The week at a glance", "O"),
    ("f4", "Colours by project", "I"),
    ("f5", "Subtasks", "R"),
)
INBOX_ROUND = Round(
    key="quiet-inbox",
    draft="quiet-inbox",
    group="Beta testers",
    first_revision=1,
    revisions=(1, 2),
    registered_by="mateo@tolmera.example",
    opens_at=days(-6),
    closes_at=days(5),
    questions=(
        Question("support", "Should we ship the quiet inbox?"),
        Question("rating", "How well does it fit your working day?"),
        INTENT,
        Question("choice", "How often should it deliver?"),
        Question("without_it", "How would you feel if the quiet inbox went away again?"),
        RECOMMEND,
    ),
    criteria=(
        Criterion("support", 600, min_answers=20, mode="sequential"),
        Criterion("rating", 500, min_answers=20),
        Criterion("concerns", 500),
    ),
    critiques=INBOX,
    reasons=INBOX_REASONS,
    leaning=Leaning(
        appeal={1: 0.2, 2: 0.75},
        turnout={1: 0.72, 2: 0.6},
        segments={"power user": 0.3, "screen reader": -0.5},
        variants={"A": 2.2, "B": 1},
        tastes={("power user", "B"): 0.9},
    ),
)
PLANNER_ROUND = Round(
    key="day-planner",
    draft="day-planner",
    group="Beta testers",
    first_revision=1,
    revisions=(1, 2, 3),
    registered_by="mateo@tolmera.example",
    opens_at=days(-34),
    closes_at=days(-12),
    questions=(
        Question("support", "Should we ship the day planner?"),
        Question("rating", "How much calmer would your day be?"),
        INTENT,
        Question("choice", "Which view should open first?"),
        Question(
            "without_it", "How would you feel if you could no longer plan your day in Tolmera?"
        ),
        Question(
            "kano",
            "How do you feel about each of these?",
            {"features": [{"key": key, "name": name} for key, name, _letter in FEATURES]},
            tendency={key: letter for key, _name, letter in FEATURES},
        ),
        RECOMMEND,
    ),
    criteria=(
        Criterion("support", 600, min_answers=20),
        Criterion("without_it", 250, min_answers=20),
        Criterion("concerns", 500),
    ),
    critiques=PLANNER,
    reasons=PLANNER_REASONS,
    leaning=Leaning(
        appeal={1: 0.05, 2: 0.8, 3: 1.25},
        turnout={1: 0.8, 2: 0.82, 3: 0.86},
        segments={"power user": 0.15, "Android": -0.1},
        variants={"A": 1.6, "B": 1},
        tastes={("screen reader", "B"): 2.0},
    ),
    decision=Decision(
        "launch",
        "Revision 3 carried the group, and those who were against revision 1 say what "
        "moved them: the room, then the week. The one concern that many shared, a block "
        "dropped unnoticed onto another, is gone.",
        "The planner ships with the next version, opening by the clock; the view in order "
        "is one tap away and opens first with a screen reader. Subtasks will not come. "
        "Thank you.",
        "iris@tolmera.example",
        days(-10.5),
    ),
)

BRAND = Brand(
    name="Tolmera",
    kind="app",
    accent_hue=275,
    accent_chroma=150,
    currency="EUR",
    language="en",
    timezone="Europe/Amsterdam",
    staff=STAFF,
    groups=(TESTERS,),
    drafts=(QUIET_INBOX, PLANNER_DRAFT, HABITS),
    rounds=(INBOX_ROUND, PLANNER_ROUND),
)
