"""Tolmera's drafts: the quiet inbox, the day planner, the habit garden."""

from portal.demo.nouns import Draft, Image, Revision, Topic, Variant, days

THREE = Variant(
    "A",
    "Three deliveries",
    "Letters come at 8:00, 12:30 and 17:45. You can move each time by up to two hours.",
    Image(
        "inbox-three-a-day",
        "Two phones: three delivery times on an arc from morning to evening, and the inbox "
        "after the first of them.",
    ),
)
ONCE = Variant(
    "B",
    "One delivery",
    "Everything comes at 17:45. The rest of the day has no inbox at all.",
    Image(
        "inbox-once-a-day",
        "Two phones: a single delivery at 17:45 with a chart of letters a day, and an "
        "empty screen with hills that says nothing until 17:45.",
    ),
)
QUIET_INBOX = Draft(
    "quiet-inbox",
    "mateo@tolmera.example",
    (
        Revision(
            1,
            days(-6.2),
            "Quiet inbox",
            "Mail arrives all day and each letter asks for a moment. The quiet inbox keeps "
            "letters back and **delivers them a few times a day**, the way post used to "
            "come.\n\n"
            "Between deliveries the inbox shows nothing at all: no number, no dot, no list "
            "to pull at.\n\n"
            "We would like to know two things: would you switch it on for a normal working "
            "day, and how often should it deliver?",
            (
                Image(
                    "inbox-r1-list",
                    "A phone with five letters on separate cards under the heading Inbox.",
                    "The inbox after a delivery.",
                ),
                Image(
                    "inbox-r1-deliveries",
                    "Two phones: delivery times on an arc with three switches, and a calm "
                    "screen with hills that says nothing until 12:30.",
                    "Choosing the times; the screen in between.",
                ),
            ),
            (THREE, ONCE),
        ),
        Revision(
            2,
            days(-2.1),
            "Quiet inbox, with a way through",
            "The quiet inbox keeps letters back and delivers them a few times a day. In "
            "this revision it also says **when the next delivery comes**, and you decide "
            "**who and what may come at once**.\n\n"
            "Nothing else has changed: between deliveries there is no number and no list.",
            (
                Image(
                    "inbox-r2-list",
                    "Two phones: an inbox headed Five letters with a banner for the next "
                    "delivery at 12:30, and the waiting screen.",
                    "The next delivery is always in sight.",
                ),
                Image(
                    "inbox-r2-let-through",
                    "A phone with a list of five senders and switches, three of them on, "
                    "and three words that always ring: urgent, cancelled, gate.",
                    "Who may come at once.",
                ),
                Image(
                    "inbox-r2-next-delivery",
                    "The banner from nearby: next delivery 12:30, in 3 h 18 min, with a "
                    "small clock.",
                    "The banner, closer.",
                ),
            ),
            (THREE, ONCE),
            "**People who may come at once.** Priya Raman missed a message from her "
            "children's school on the first day; eleven of you agreed that this alone "
            "would make them switch it off.\n\n"
            "**Words that always ring.** An idea of Tomás Vidal, who was waiting at a gate "
            "when his flight was cancelled.\n\n"
            "**The next delivery is shown.** Greta Lindqvist kept opening the app to see "
            "whether it was broken.",
        ),
    ),
    topics=(
        Topic("What gets through", ("people", "person", "words", "urgent", "school", "through")),
        Topic("Delivery times", ("time", "hour", "morning", "night", "delivery", "hora")),
        Topic(
            "The waiting screen", ("empty", "waiting", "countdown", "screen", "pantalla", "held")
        ),
        Topic("Reading and replying", ("read", "reply", "answer", "aloud", "carta", "respuesta")),
    ),
)

CLOCK = "The hours run down the left side; what you plan sits where it happens."
ORDER = Variant(
    "B",
    "In order",
    "Six cards one after the other, without a clock. You see what comes next, not when.",
    Image(
        "planner-order",
        "A phone with six numbered cards in the order of the day, each with about how many "
        "minutes it takes.",
    ),
)
PLANNER_DRAFT = Draft(
    "day-planner",
    "mateo@tolmera.example",
    (
        Revision(
            1,
            days(-34.5),
            "Day planner",
            "A plan for one day, drawn as a strip. Drag a block to move it; **the others "
            "stay where they are**.\n\n"
            "We left out colours by project, subtasks and tags on purpose. Tell us whether "
            "you miss them.",
            (
                Image(
                    "planner-r1-day",
                    "A phone with a day from 8:00 to 17:00: six blocks in four colours and "
                    "a red line for the present.",
                    "A Tuesday.",
                ),
                Image(
                    "planner-r1-move",
                    "Two phones: the same day at rest, and with the call with Nadia being "
                    "dragged onto lunch.",
                    "Moving a block.",
                ),
            ),
            (
                Variant(
                    "A",
                    "By the clock",
                    CLOCK,
                    Image(
                        "planner-r1-day",
                        "A phone with the day as a strip with hours down the side.",
                    ),
                ),
                ORDER,
            ),
        ),
        Revision(
            2,
            days(-26),
            "Day planner with room",
            "The day as a strip, and **room that is kept free on purpose**. After long "
            "work and before fixed times the planner leaves a hatched stretch. You can "
            "fill it, but it will not be offered to anyone, and the total is written at "
            "the top.",
            (
                Image(
                    "planner-r2-day",
                    "Two phones: the day with two hatched stretches and the words 1 h 15 "
                    "of room, and a block being moved.",
                    "Room after writing, room before Ida.",
                ),
                Image(
                    "planner-r2-room",
                    "The morning from nearby: a hatched stretch named room after writing "
                    "between two blocks.",
                    "What room looks like.",
                ),
            ),
            (
                Variant(
                    "A",
                    "By the clock",
                    CLOCK,
                    Image(
                        "planner-clock",
                        "A phone with the day as a strip with hours and two hatched stretches.",
                    ),
                ),
                ORDER,
            ),
            '**Room.** Joel Feldman wrote that a plan without gaps is "a list of things '
            'to be late for". Fourteen of you agreed.\n\n'
            "**Moving.** Lucía Ferrer dropped a call on top of lunch without noticing; a "
            "block now shows where it came from while you hold it.",
        ),
        Revision(
            3,
            days(-19),
            "Day planner with room and a week",
            "Everything from revision 2, and **a week at a glance**: how much is planned, "
            "how much is free. A day with less than an hour of room is said to be full, in "
            "words. Weekends are never suggested.",
            (
                Image(
                    "planner-r3-day",
                    "Two phones: the day with room, and a week of bars in which Wednesday "
                    "is nearly all planned.",
                    "The day and its week.",
                ),
                Image(
                    "planner-r3-week",
                    "The week from nearby: blue bars for what is planned and sand coloured "
                    "ones above for what is kept free.",
                    "Planned and free.",
                ),
            ),
            (
                Variant(
                    "A",
                    "By the clock",
                    CLOCK,
                    Image(
                        "planner-clock",
                        "A phone with the day as a strip with hours and two hatched stretches.",
                    ),
                ),
                ORDER,
            ),
            "**The week.** Bruno Salas asked how he would notice that Wednesday was full "
            "before Wednesday.\n\n"
            "**Weekends left alone.** Noor Haddad did not want to be offered Saturday. "
            "Nobody disagreed.",
        ),
    ),
    topics=(
        Topic("Room between things", ("room", "gap", "free", "weekend", "minute")),
        Topic("Moving blocks", ("move", "drag", "drop", "block", "encima")),
        Topic("How the day is drawn", ("line", "colour", "order", "clock", "screen")),
        Topic("The week", ("week", "wednesday", "semana", "full")),
        Topic("What is left out", ("subtask", "tag", "point", "missing")),
    ),
)
HABITS = Draft(
    "habit-garden",
    "iris@tolmera.example",
    (
        Revision(
            1,
            days(-20),
            "Habit garden",
            "Four habits, four plants. What you keep up grows; what you miss for three days wilts.",
            (
                Image(
                    "habits-r1-garden",
                    "A phone with four potted plants; the one for stretching hangs its "
                    "head over the words 3 days missed.",
                    "The garden.",
                ),
                Image(
                    "habits-r1-month",
                    "Two phones: four weeks of dots for each habit with a streak, and the garden.",
                    "Four weeks.",
                ),
            ),
        ),
        Revision(
            2,
            days(-1),
            "Habit garden that rests",
            "Four habits, four plants. What you keep up grows; what you leave alone "
            "**rests** and waits. Nothing wilts, and there are no streaks.",
            (
                Image(
                    "habits-r2-garden",
                    "Two phones: the garden, where the plant for stretching is now a small "
                    "seedling, and one question at night with the answers Yes, a little "
                    "and Let it rest tonight.",
                    "One question a day.",
                ),
                Image(
                    "habits-r2-month",
                    "Four weeks of dots from nearby: 22 of 28 days for reading in bed.",
                    "Days kept, not streaks.",
                ),
            ),
            changes=(
                "We showed revision 1 inside the company first. Three of us felt told off by a "
                "plant, so it rests now. You will see it next."
            ),
        ),
    ),
)
