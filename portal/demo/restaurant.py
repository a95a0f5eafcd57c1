"""Candelmoor, an invented restaurant and its guests: staff, group, rounds."""

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
from portal.demo.restaurant_drafts import BARLEY_DRAFT, BEETROOT_DRAFT, EVENING
from portal.demo.restaurant_voices import (
    BARLEY,
    BARLEY_REASONS,
    BEETROOT,
    BEETROOT_REASONS,
    VOICES,
)

STAFF = (
    Staff("Maren (chef and owner)", "maren@candelmoor.example", "owner"),
    Staff("Ollie (front of house)", "ollie@candelmoor.example", "manager"),
    Staff("Saskia (bookkeeping)", "saskia@candelmoor.example", "analyst"),
)
GUESTS = Group(
    name="The long table",
    purpose=(
        "Guests who have been here at least five times and whose palate we trust. You taste "
        "dishes before they are on the menu, and tell us what to cook, change or leave. (This "
        "is a demo: the restaurant, its dishes and its guests are invented.)"
    ),
    house_rules=(
        "- Talk about the plate in front of you: too much, too little, too cold, too clever.\n"
        "- Say if you cannot eat something. We would rather cook differently than guess.\n"
        "- Be as frank as you would be at home, and as kind."
    ),
    terms=(
        "Dishes shown here are not on the menu yet, and some never will be. Please keep "
        "pictures and recipes to yourself until we serve them. Bring whom you like when we do."
    ),
    terms_version=3,
    capacity=200,
    members=members(
        "guests.example",
        196,
        VOICES,
        ({"vegan": 0.09, "vegetarian": 0.16}, {"weekday guest": 0.45}, {"no alcohol": 0.15}),
        0.18,
        "Europe/London",
    ),
)
PLATE = (
    ("i1", "The beetroot itself", 1.2),
    ("i2", "The pickled stalks", 0.9),
    ("i3", "The cream", 0.5),
    ("i4", "The hazelnuts", 0.2),
    ("i5", "The chive oil", -0.2),
    ("i6", "The herbs", -0.6),
    ("i7", "The one skin left on", -0.4),
)
BOWL = (
    ("i1", "The browned leeks", 1.5),
    ("i2", "The broth", 0.5),
    ("i3", "The barley", -0.3),
    ("i4", "The yolk", -0.2),
    ("i5", "The chive oil", 0.0),
    ("i6", "How fast it comes", -0.5),
)


def best_and_worst(prompt: str, items: tuple[tuple[str, str, float], ...]) -> Question:
    return Question(
        "best_worst",
        prompt,
        {"items": [{"key": key, "name": name} for key, name, _weight in items]},
        tendency={key: weight for key, _name, weight in items},
    )


BEETROOT_ROUND = Round(
    key="beetroot-embers",
    draft="beetroot-embers",
    group=GUESTS.name,
    first_revision=1,
    revisions=(1, 2),
    registered_by="ollie@candelmoor.example",
    opens_at=days(-6),
    closes_at=days(3),
    questions=(
        Question("support", "Should the beetroot go on the autumn menu?"),
        Question("rating", "How did it taste to you, or how does it look if you have not been?"),
        Question("intent", "Would you order it?", {"price": "14 GBP", "period": "your next visit"}),
        Question("choice", "With which cream?"),
        best_and_worst("What makes this plate, and what could go?", PLATE),
        Question("recommend", "Would you send a friend to Candelmoor?"),
    ),
    criteria=(
        Criterion("support", 600, min_answers=80, mode="sequential"),
        Criterion("intent", 400, min_answers=80),
        Criterion("concerns", 500),
    ),
    marks_images=True,
    critiques=BEETROOT,
    reasons=BEETROOT_REASONS,
    leaning=Leaning(
        appeal={1: 0.3, 2: 0.95},
        turnout={1: 0.62, 2: 0.5},
        segments={"vegan": 0.2, "vegetarian": 0.3, "weekday guest": -0.1},
        variants={"A": 1.5, "B": 1},
        tastes={("vegan", "B"): 8, ("vegetarian", "B"): 0.6},
    ),
)
BARLEY_ROUND = Round(
    key="barley-leeks",
    draft="barley-leeks",
    group=GUESTS.name,
    first_revision=1,
    revisions=(1, 2),
    registered_by="ollie@candelmoor.example",
    opens_at=days(-30),
    closes_at=days(-16),
    questions=(
        Question("support", "Should the barley bowl become the weekday lunch?"),
        Question("rating", "How gladly would you eat it on a Tuesday?"),
        Question(
            "intent", "Would you come for it?", {"price": "16 GBP", "period": "the next month"}
        ),
        Question(
            "price_steps",
            "Would you have it for lunch at this price?",
            {"currency": "GBP", "prices": [9, 11, 13, 15, 17, 19]},
            typical=12,
        ),
        best_and_worst("What should stay, and what could go?", BOWL),
        Question("recommend", "Would you send a friend to Candelmoor?"),
    ),
    criteria=(
        Criterion("support", 600, min_answers=80),
        Criterion("intent", 300, min_answers=80),
        Criterion("concerns", 500),
    ),
    critiques=BARLEY,
    reasons=BARLEY_REASONS,
    leaning=Leaning(
        appeal={1: -0.45, 2: -0.1},
        turnout={1: 0.66, 2: 0.6},
        segments={"weekday guest": -0.25, "vegetarian": 0.35, "vegan": -0.5},
    ),
    decision=Decision(
        "stop",
        "The second bowl is better than the first and still not a lunch you would come in "
        "for. The guests who eat here on weekdays, whom it was made for, are the least "
        "convinced, and no change to the broth will turn it into something quick.",
        "We will not serve it. The leeks stay: they go beside the turbot in October. For "
        "weekday lunch we will ask you first what you would like, and cook afterwards.",
        "maren@candelmoor.example",
        days(-15),
    ),
)

BRAND = Brand(
    name="Candelmoor",
    kind="restaurant",
    accent_hue=355,
    accent_chroma=130,
    currency="GBP",
    language="en",
    timezone="Europe/London",
    staff=STAFF,
    groups=(GUESTS,),
    drafts=(BEETROOT_DRAFT, BARLEY_DRAFT, EVENING),
    rounds=(BEETROOT_ROUND, BARLEY_ROUND),
)
