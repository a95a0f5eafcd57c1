"""Candelmoor's drafts: the beetroot, the barley bowl, an evening in October."""

from portal.demo.nouns import Draft, Image, Revision, Topic, Variant, days

MAREN = "maren@candelmoor.example"
BEETROOT_DRAFT = Draft(
    "beetroot-embers",
    MAREN,
    (
        Revision(
            1,
            days(-6.3),
            "Beetroot baked in embers",
            "Beetroots from the walled garden at the end of our lane, buried in embers for "
            "three hours until the skin is black and the inside is almost jam. Halved, "
            "skin on, with cold curd, hazelnuts and ash.\n\n"
            "It would open the autumn menu, before the turbot.",
            (
                Image(
                    "beetroot-r1-plate",
                    "Three halved beetroots with black skins on a pale plate, a sweep of "
                    "white curd behind them, nuts, specks of ash and one sprig.",
                    "As it stood on the pass on Friday.",
                ),
                Image(
                    "beetroot-r1-close",
                    "The same plate from nearby: rings in the beetroot, charred edges, ash "
                    "on the curd.",
                    "Skin on.",
                ),
            ),
            (
                Variant(
                    "A",
                    "Sheep's curd",
                    "Cold, sour, from the dairy at Ash Cross.",
                    Image("beetroot-r1-plate", "The beetroot with a white sweep of sheep's curd."),
                ),
                Variant(
                    "B",
                    "Walnut cream",
                    "Walnuts soaked overnight and ground with water and salt. Vegan.",
                    Image(
                        "beetroot-r1-walnut",
                        "The beetroot with a light brown sweep of walnut cream.",
                    ),
                ),
            ),
        ),
        Revision(
            2,
            days(-1.8),
            "Beetroot baked in embers, peeled",
            "Baked the same way, then **peeled, all but one**. Pickled beetroot stalks on "
            "the cream for sharpness, chive oil in place of ash, and more herbs: salad "
            "burnet and chervil.\n\n"
            "A fourth, small piece, because three looked mean.",
            (
                Image(
                    "beetroot-r2-plate",
                    "Four halved beetroots, three of them peeled and glossy, with herbs on "
                    "each, green drops of oil and pink pickled stalks on the curd.",
                    "Tuesday's plate.",
                ),
                Image(
                    "beetroot-r2-close",
                    "From nearby: one dark skin left among the peeled ones, pink pickle, leaves.",
                    "One skin left on, for the smoke.",
                ),
                Image(
                    "beetroot-r2-table",
                    "The plate on dark blue linen with a napkin, a fork, a knife and a "
                    "glass of something golden.",
                    "On the table.",
                ),
            ),
            (
                Variant(
                    "A",
                    "Sheep's curd",
                    "Cold, sour, from the dairy at Ash Cross.",
                    Image(
                        "beetroot-curd", "The new plate in dark blue with a white sweep of curd."
                    ),
                ),
                Variant(
                    "B",
                    "Walnut cream",
                    "Walnuts soaked overnight and ground with water and salt. Vegan.",
                    Image(
                        "beetroot-walnut",
                        "The new plate with a light brown sweep of walnut cream and more nuts.",
                    ),
                ),
            ),
            '**Peeled.** Harriet Boone wrote that the skin tasted "like licking a '
            'grate". Thirty-one of you agreed; we kept one skin, because twelve of you '
            "loved it.\n\n"
            "**Something sharp.** Devika Rao missed acid. The stalks we used to throw away "
            "do it.\n\n"
            "**No more ash.** Pilar Otero asked what it was for, and we had no answer.",
            papers=("menu",),
        ),
    ),
    topics=(
        Topic("Taste", ("sweet", "sour", "taste", "lemon", "encurtidos")),
        Topic("Texture", ("skin", "soft", "crunch", "paper", "peeled")),
        Topic("The cream", ("curd", "walnut", "cream", "cheese")),
        Topic("On the plate", ("plate", "herbs", "table", "picture")),
        Topic("Price and portion", ("pounds", "pieces", "portion", "small")),
        Topic("Beside it", ("drink", "juice", "bread", "wine")),
    ),
)
BARLEY_DRAFT = Draft(
    "barley-leeks",
    MAREN,
    (
        Revision(
            1,
            days(-30.5),
            "Barley and leeks",
            "A weekday lunch in one bowl: barley toasted in butter, leeks cut into coins "
            "and browned on one side, a little broth. On the table ten minutes after you "
            "sit down.",
            (
                Image(
                    "barley-r1-bowl",
                    "A brown bowl heaped with barley, four browned coins of leek on top.",
                    "The bowl.",
                ),
                Image(
                    "barley-r1-table",
                    "The bowl on pale linen with a napkin, fork, knife and a glass.",
                    "Lunch for one.",
                ),
            ),
        ),
        Revision(
            2,
            days(-23),
            "Barley and leeks in broth",
            "Looser: less barley, **twice the broth**, made from roast onion skins. Six "
            "leeks in place of four, chive oil, and a yolk you stir in yourself.",
            (
                Image(
                    "barley-r2-bowl",
                    "A dark blue bowl of amber broth with barley, six coins of leek, herbs "
                    "and a yolk in the middle.",
                    "With broth and yolk.",
                ),
                Image(
                    "barley-r2-close",
                    "The yolk from nearby, leek around it, green oil on the broth.",
                    "Stir it in.",
                ),
            ),
            changes=(
                '**Broth.** Kenji Arnold called the first bowl "a very good floor for '
                'something else". Thirty-eight of you agreed.\n\n'
                "**The yolk.** Rosalind Pike asked for something that makes it a meal."
            ),
        ),
    ),
    topics=(
        Topic("Taste", ("bite", "taste", "leek", "flavour")),
        Topic("The broth", ("broth", "caldo", "yolk", "butter")),
        Topic("Price and portion", ("pounds", "meal", "egg", "enough")),
        Topic("Time at the table", ("minutes", "tuesday", "lunch", "comer")),
    ),
)
EVENING = Draft(
    "october-evening",
    MAREN,
    (
        Revision(
            1,
            days(-18),
            "An evening in October",
            "One table, twelve guests, six courses, the first Thursday in October. White "
            "linen and everything laid at once, as it was done in this house a hundred "
            "years ago. It ends with pears poached whole.",
            (
                Image(
                    "evening-r1-table",
                    "A place laid on pale linen: an empty plate, a fork on a napkin, two "
                    "knives, two spoons, three glasses, two candles.",
                    "Everything at once.",
                ),
                Image(
                    "evening-r1-pear",
                    "Two poached pear halves in syrup on a black plate, with a scoop of cream.",
                    "The pear.",
                ),
            ),
        ),
        Revision(
            2,
            days(-2),
            "An evening in October, by one candle",
            "The same six courses with less on the table: one knife, one glass, one "
            "candle, the menu on a card. What you need comes with the course that needs "
            "it. The pear is sliced, with burnt honey and thyme ice.",
            (
                Image(
                    "evening-r2-table",
                    "Dark blue linen, a green plate on a pale one with a sprig, a single "
                    "knife, a glass, a candle and a printed menu: oysters, beetroot, "
                    "turbot, venison, cheese, pear.",
                    "Less on the table.",
                ),
                Image(
                    "evening-r2-pear",
                    "Five slices of pear opened like a fan in burnt honey, thyme ice and "
                    "crumbs on a sand-coloured plate.",
                    "The pear, sliced.",
                ),
            ),
            changes=(
                "We laid the first table for ourselves. Ollie counted forty-one pieces of "
                "cutlery that nobody touched. You will be asked about this one next week."
            ),
        ),
    ),
)
