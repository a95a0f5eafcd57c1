"""What Candelmoor's guests say: the critique of two dishes and the reasons beside votes."""

from portal.demo.nouns import Care, Critique, Pin, Reason, Response, Words
from portal.demo.people import Voice, address

VOICES = (
    Voice("Harriet Boone", "en", ("weekday guest",)),
    Voice("Devika Rao", "en", ("vegetarian",)),
    Voice("Pilar Otero", "es", ()),
    Voice("Kenji Arnold", "en", ("weekday guest",)),
    Voice("Rosalind Pike", "en", ("weekday guest", "no alcohol")),
    Voice("Ivo Castell", "es", ("weekday guest",)),
    Voice("Maud Ferris", "en", ("vegan",)),
    Voice("Tobias Grey", "en", ()),
    Voice("Lourdes Arana", "es", ("vegetarian",)),
    Voice("Callum Reid", "en", ("weekday guest",)),
    Voice("Nadine Osei", "en", ("no alcohol",)),
    Voice("Fabio Conti", "en", ()),
    Voice("Consuelo Bru", "es", ("vegan",)),
    Voice("Wren Attwood", "en", ("vegetarian", "weekday guest")),
)
(
    HARRIET,
    DEVIKA,
    PILAR,
    KENJI,
    ROSALIND,
    IVO,
    MAUD,
    TOBIAS,
    LOURDES,
    CALLUM,
    NADINE,
    FABIO,
    CONSUELO,
    WREN,
) = (address(voice.name, "guests.example") for voice in VOICES)
MAREN, OLLIE = "maren@candelmoor.example", "ollie@candelmoor.example"


def re(
    author: str,
    text: str,
    *replies: Critique,
    stances: tuple[int, int, int] = (0, 0, 0),
    care: Care | None = None,
) -> Critique:
    return Critique(author, "reply", text, stances=stances, replies=replies, care=care)


BEETROOT = (
    Critique(
        HARRIET,
        "concern",
        "The skin is like licking a grate. Inside it was lovely, but I spent the dish "
        "cutting around black paper and then had nowhere to put it.",
        stances=(31, 12, 9),
        response=Response(
            "addressed",
            "Peeled, but for one. You should have had a plate for the skins at the very "
            "least, and I am sorry.",
            MAREN,
            2,
        ),
        replies=(
            re(
                FABIO,
                "I ate the skin. It is the only part that tastes of the fire.",
                re(
                    HARRIET,
                    "Then they should give you mine.",
                    re(
                        OLLIE,
                        "We could, in fact: one skin a plate, for whoever wants it.",
                        stances=(18, 1, 2),
                    ),
                ),
                stances=(12, 9, 4),
            ),
            re(
                TOBIAS,
                "Both of you are right, which is why one should be left on.",
                care=Care(
                    OLLIE,
                    told=(
                        (
                            ROSALIND,
                            "off_topic",
                            "This is the third time he settles other people's quarrels.",
                        ),
                    ),
                ),
            ),
        ),
        topic="Texture",
        at=Pin(2, 19, 38, 30, 38),
    ),
    Critique(
        DEVIKA,
        "concern",
        "Sweet on sweet on fat. By the third half I wanted lemon, vinegar, anything. The "
        "curd is cold but it is not sharp enough to do it alone.",
        stances=(27, 3, 8),
        response=Response(
            "addressed",
            "The stalks, pickled, sit on the curd now. They used to go in the bin.",
            MAREN,
            2,
        ),
        replies=(
            re(
                IVO,
                "Un poco de naranja amarga, quizá. En mi casa la remolacha siempre va con naranja.",
                re(DEVIKA, "Orange is sweet again. I would go for something green and sour."),
            ),
        ),
        topic="Taste",
        at=Words("with cold curd"),
    ),
    Critique(
        PILAR,
        "question",
        "¿Para qué sirve la ceniza? Lo pregunto de verdad. En la boca era polvo y en el "
        "plato parecía un descuido.",
        stances=(16, 4, 7),
        response=Response(
            "addressed", "Para nada que supiéramos explicar, así que ya no está.", OLLIE, 2
        ),
        topic="Taste",
        at=Pin(1, 71, 48),
    ),
    Critique(
        MAUD,
        "praise",
        "The walnut one is not a consolation prize. I have been given the plate without "
        "the cheese for eleven years; this is the first that was thought of from the start.",
        stances=(22, 0, 6),
        replies=(
            re(
                CONSUELO,
                "Lo mismo digo. Y que no lleve la palabra «vegana» en la carta; que ponga "
                "nuez y basta.",
                re(
                    OLLIE,
                    "It will say walnut cream, with a small v for those who look for it.",
                    stances=(9, 1, 1),
                ),
            ),
        ),
        topic="The cream",
        at=Pin(4, 34, 60),
    ),
    Critique(
        CALLUM,
        "concern",
        "Three pieces on that large plate look like the end of a dinner, not its "
        "beginning. For 14 pounds I would like to be a little less aware of the glaze.",
        stances=(19, 6, 10),
        response=Response(
            "addressed", "There is a fourth piece, and the plate has not grown.", OLLIE, 2
        ),
        replies=(re(NADINE, "I liked the space. It is a first course."),),
        topic="Price and portion",
        at=Pin(1, 18, 7, 64, 84),
    ),
    Critique(
        KENJI,
        "concern",
        "Fourteen pounds, three pieces, a great deal of plate. I looked under the curd for "
        "the rest of it.",
        stances=(9, 2, 3),
        topic="Price and portion",
        care=Care(OLLIE, same_as="Three pieces on that large"),
    ),
    Critique(
        IVO,
        "idea",
        "El cocinero de otra casa, que es amigo mío, la hace en papel de estraza y me ha "
        "contado cómo. Lo pongo aquí entero.",
        topic="Texture",
        care=Care(
            MAREN,
            hidden="It tells another kitchen's recipe. What is shown in confidence stays there.",
        ),
    ),
    Critique(
        NADINE,
        "idea",
        "Serve something with it for those of us who do not drink. The juice left in the "
        "embers dish, with soda, for instance.",
        stances=(14, 0, 5),
        response=Response(
            "considering",
            "Good thought. There is hardly any juice left in the dish, but we are trying "
            "it with the trimmings.",
            OLLIE,
        ),
        topic="Beside it",
        care=Care(
            OLLIE,
            assigned_to=OLLIE,
            notes=(
                (MAREN, "The trimmings give four glasses a night. Try it with the verjus."),
                (OLLIE, "Two tables had it on Tuesday and asked for more."),
            ),
        ),
    ),
    Critique(
        TOBIAS,
        "idea",
        "Bring it whole, black as coal, and open it at the table.",
        stances=(8, 17, 11),
        response=Response(
            "declined",
            "Twelve tables, one pair of hands, and soot. I would love to and I cannot.",
            MAREN,
        ),
        topic="On the plate",
        care=Care(MAREN, is_locked=True),
    ),
    Critique(
        FABIO,
        "praise",
        "One skin left on among the peeled ones: I saw it in the picture and knew exactly "
        "whose quarrel that was. It is better than either.",
        revision=2,
        stances=(17, 1, 2),
        topic="Texture",
        at=Pin(2, 52, 22),
    ),
    Critique(
        LOURDES,
        "praise",
        "Los tallos encurtidos lo cambian todo. Antes lo probaba; ahora me lo terminaría.",
        revision=2,
        stances=(15, 0, 3),
        topic="Taste",
        at=Words("Pickled beetroot stalks"),
    ),
    Critique(
        WREN,
        "concern",
        "The herbs are beautiful and there are too many of them. On the close picture each "
        "half wears a hat. I tasted burnet for an hour.",
        revision=2,
        stances=(12, 7, 6),
        response=Response(
            "considering", "We are trying it with half. Come on Thursday and tell us.", MAREN
        ),
        replies=(re(DEVIKA, "Keep the chervil and lose the burnet."),),
        topic="On the plate",
        at=Pin(2, 18, 24, 15, 20),
        care=Care(MAREN, assigned_to=MAREN),
    ),
    Critique(
        ROSALIND,
        "question",
        "Is the blue plate in the picture of the curd the one it would come on? Everything "
        "looks better on it.",
        revision=2,
        stances=(9, 2, 4),
        replies=(
            re(OLLIE, "We have eleven of them and thirty-four seats. The potter is working on it."),
        ),
        topic="On the plate",
        at=Pin(4, 26, 33),
    ),
)
BARLEY = (
    Critique(
        KENJI,
        "concern",
        "A very good floor for something else. I finished the barley and waited for lunch.",
        stances=(38, 5, 9),
        response=Response(
            "addressed",
            "Less barley, more broth, two more leeks. It is a bowl rather than a floor "
            "now, we hope.",
            MAREN,
            2,
        ),
        replies=(
            re(CALLUM, "It is dry as well. Four coins of leek cannot carry that much grain."),
            re(
                DEVIKA,
                "I like it dry, but I would not order it twice in a month.",
                re(
                    KENJI,
                    "That is the trouble: it is meant to be the thing one orders every week.",
                    stances=(14, 0, 2),
                ),
            ),
        ),
        topic="Price and portion",
    ),
    Critique(
        ROSALIND,
        "idea",
        "An egg. Then it is a meal.",
        stances=(29, 4, 7),
        response=Response("addressed", "A yolk, to stir in.", MAREN, 2),
        replies=(
            re(
                MAUD,
                "Then I am out. There was one lunch I could have had.",
                re(
                    OLLIE,
                    "You are right to say so. It can come without the yolk, but we know "
                    'that "without" is not the same.',
                    stances=(6, 0, 1),
                ),
                stances=(11, 3, 4),
            ),
        ),
        topic="Price and portion",
    ),
    Critique(
        WREN,
        "praise",
        "The browned side of the leek is the best bite I have had here since spring. "
        "Whatever becomes of the bowl, keep that.",
        stances=(33, 0, 4),
        response=Response("considering", "Whatever becomes of the bowl, we will.", MAREN),
        topic="Taste",
    ),
    Critique(
        IVO,
        "concern",
        "Tengo cuarenta y cinco minutos para comer. La cebada está lista en diez, pero yo "
        "tardo veinte en masticarla.",
        stances=(21, 3, 6),
        replies=(
            re(HARRIET, "This made me laugh, and it is true."),
            re(
                OLLIE,
                "¿Y si la sirviéramos más suelta, casi una sopa?",
                re(
                    IVO,
                    "Ayudaría, pero entonces la comparo con una sopa, y las vuestras son mejores.",
                ),
            ),
        ),
        topic="Time at the table",
    ),
    Critique(
        TOBIAS,
        "question",
        "Why 16 pounds? I am not complaining, I should like to know what is in it that I "
        "cannot see.",
        stances=(17, 2, 5),
        response=Response(
            "declined",
            "Mostly hands: the leeks take one person the whole morning. We cannot make it "
            "cheaper and will not pretend to.",
            MAREN,
        ),
        topic="Price and portion",
    ),
    Critique(
        PILAR,
        "praise",
        "Con el caldo huele a casa de mi abuela. Es la primera vez que algo con cebada me "
        "da hambre.",
        revision=2,
        stances=(18, 5, 4),
        topic="The broth",
    ),
    Critique(
        HARRIET,
        "concern",
        "Better, and I still would not come in for it. On a Tuesday I want something I can "
        "eat while reading. This wants both hands and my attention.",
        revision=2,
        stances=(35, 4, 6),
        replies=(
            re(
                CALLUM,
                "I eat here twice a week and I would have it once, in November.",
                re(MAREN, "That is clearer than any score. Thank you both."),
            ),
        ),
        topic="Time at the table",
    ),
    Critique(
        LOURDES,
        "concern",
        "La yema en el centro es bonita en la foto, pero al removerla el caldo se enturbia "
        "y se enfría.",
        revision=2,
        stances=(16, 6, 7),
        topic="The broth",
    ),
    Critique(
        FABIO,
        "idea",
        "Turn it round: leeks first, as a side to the turbot, and barley only to catch the sauce.",
        revision=2,
        stances=(24, 2, 5),
        response=Response(
            "considering",
            "We have been thinking the same. You may meet them again in October.",
            MAREN,
        ),
    ),
    Critique(
        CONSUELO,
        "question",
        "¿El caldo de piel de cebolla lleva mantequilla? En la primera versión sí la "
        "llevaba y no lo ponía.",
        revision=2,
        stances=(6, 0, 3),
        replies=(re(OLLIE, "La cebada sí, el caldo no. Tenía que estar escrito; perdón."),),
        topic="The broth",
    ),
)

BEETROOT_REASONS = (
    Reason("for", "en", "The smoke, once past the skin.", 1),
    Reason("for", "en", "Walnut cream. At last.", 1),
    Reason("for", "es", "Sabe a tierra y a fuego.", 1),
    Reason("unsure", "en", "Needs something sour.", 1),
    Reason("unsure", "en", "Lovely, if small.", 1),
    Reason("unsure", "en", "I have not tasted it yet and the ash worries me.", 1),
    Reason("unsure", "es", "Demasiado dulce para empezar.", 1),
    Reason("against", "en", "I could not eat the skin.", 1),
    Reason("against", "en", "Beetroot again.", 1),
    Reason("against", "es", "La ceniza no.", 1),
    Reason("for", "en", "The pickled stalks make it.", 2),
    Reason("for", "en", "Peeled, and one left on. Perfect.", 2),
    Reason("for", "en", "I would start every dinner in October with this.", 2),
    Reason("for", "en", "Four pieces, and each tasted different.", 2),
    Reason("for", "es", "Ahora sí: ácido, dulce y humo.", 2),
    Reason("unsure", "en", "Too much greenery.", 2),
    Reason("unsure", "en", "Good, but not 14 pounds good.", 2),
    Reason("against", "en", "I simply do not like beetroot.", 2),
)
BARLEY_REASONS = (
    Reason("for", "en", "Plain food done with care.", 1),
    Reason("for", "es", "Los puerros.", 1),
    Reason("unsure", "en", "A side dish looking for its main.", 1),
    Reason("unsure", "en", "Once, yes. Weekly, no.", 1),
    Reason("unsure", "es", "Le falta caldo.", 1),
    Reason("against", "en", "Too much chewing for a working day.", 1),
    Reason("against", "en", "Dry.", 1),
    Reason("against", "en", "I come here for what I cannot cook.", 1),
    Reason("against", "es", "Tarda más en comerse que en hacerse.", 1),
    Reason("for", "en", "The broth saves it.", 2),
    Reason("for", "es", "El caldo me ha convencido.", 2),
    Reason("unsure", "en", "Better. Still not lunch.", 2),
    Reason("unsure", "en", "I would rather have the leeks alone.", 2),
    Reason("against", "en", "Not with the yolk.", 2),
    Reason("against", "en", "Sixteen pounds for barley.", 2),
    Reason("against", "es", "Prefiero vuestras sopas.", 2),
)
