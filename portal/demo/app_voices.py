"""What Tolmera's testers say: the critique of its two rounds and the reasons beside votes."""

from portal.demo.nouns import Care, Critique, Pin, Reason, Response, Words
from portal.demo.people import Voice, address

VOICES = (
    Voice("Priya Raman", "en", ("iOS",)),
    Voice("Tomás Vidal", "es", ("Android",)),
    Voice("Greta Lindqvist", "en", ("power user", "Android")),
    Voice("Joel Feldman", "en", ("iOS", "screen reader")),
    Voice("Lucía Ferrer", "es", ("power user", "iOS")),
    Voice("Noor Haddad", "en", ("iOS",)),
    Voice("Bruno Salas", "es", ("power user", "Android")),
    Voice("Sam Whitcombe", "en", ("Android",)),
    Voice("Amara Nwosu", "en", ("power user", "iOS")),
    Voice("Yuki Tanabe", "en", ("iOS",)),
    Voice("Carla Montes", "es", ("Android",)),
    Voice("Daniel Oduya", "en", ("Android",)),
    Voice("Mireia Puig", "es", ("iOS",)),
    Voice("Wes Harper", "en", ("power user", "Android")),
)
PRIYA, TOMAS, GRETA, JOEL, LUCIA, NOOR, BRUNO, SAM, AMARA, YUKI, CARLA, DANIEL, MIREIA, WES = (
    address(voice.name, "testers.example") for voice in VOICES
)
IRIS, MATEO = "iris@tolmera.example", "mateo@tolmera.example"


def re(
    author: str,
    text: str,
    *replies: Critique,
    stances: tuple[int, int, int] = (0, 0, 0),
    care: Care | None = None,
) -> Critique:
    return Critique(author, "reply", text, stances=stances, replies=replies, care=care)


INBOX = (
    Critique(
        PRIYA,
        "concern",
        "The school wrote at 10:05 that my daughter had a fever. I read it at 12:30 "
        "because nothing had told me. One morning like that and I will never switch this "
        "on again.",
        stances=(11, 1, 2),
        response=Response(
            "addressed",
            "You can now name people who come at once; we put School in the picture because of "
            "you.",
            MATEO,
            2,
        ),
        replies=(
            re(
                SAM,
                "Same with my mother's carer. It does not happen often, it only has to happen "
                "once.",
                re(
                    WES,
                    "Could they not phone, though? If it is a fever I would expect a call.",
                    re(PRIYA, "They have 400 children. They write.", stances=(9, 0, 1)),
                    care=Care(
                        MATEO,
                        told=(
                            (
                                SAM,
                                "unkind",
                                "I did not enjoy being asked why I do not simply phone.",
                            ),
                        ),
                    ),
                ),
            ),
            re(
                MATEO,
                "Thank you for telling us the time as well. We are working on a list of people "
                "who are let through, and will show it here before the round closes.",
            ),
        ),
        topic="What gets through",
    ),
    Critique(
        TOMAS,
        "idea",
        "Además de personas, dejad pasar palabras. Yo estaba en la puerta de embarque y el "
        "aviso de «vuelo cancelado» lo firmaba una dirección que no había visto nunca.",
        stances=(8, 0, 3),
        response=Response(
            "addressed",
            "Buena idea y fácil de explicar: hay tres palabras de ejemplo y puedes cambiarlas.",
            MATEO,
            2,
        ),
        replies=(
            re(
                CARLA,
                "¿Y si alguien escribe «urgente» en cada correo? Mi jefe lo hace.",
                re(
                    TOMAS,
                    "Pues esa palabra la quitas tú. Mejor eso que una lista que decidan otros.",
                ),
            ),
        ),
        topic="What gets through",
    ),
    Critique(
        GRETA,
        "concern",
        "On the first picture nothing says whether the five letters are all there is or "
        "whether more are being held. I opened it eight times in an hour to check that it "
        "was not broken, which is rather the opposite of quiet.",
        stances=(10, 0, 1),
        response=Response(
            "addressed",
            "The next delivery now stands above the letters, with the time left.",
            IRIS,
            2,
        ),
        replies=(re(YUKI, "Eight is honest. I stopped counting."),),
        topic="The waiting screen",
        at=Pin(1, 50, 45),
    ),
    Critique(
        YUKI,
        "concern",
        "Is it holding something back, or is there nothing? I cannot tell an empty inbox from "
        "a full one that is shut.",
        stances=(6, 0, 1),
        topic="The waiting screen",
        at=Pin(2, 53, 4, 31, 22),
        care=Care(IRIS, same_as="On the first picture nothing says"),
    ),
    Critique(
        AMARA,
        "praise",
        "The empty screen with the hills is the best thing you have made. It does not "
        "congratulate me for being away, it is just empty.",
        stances=(9, 2, 2),
        replies=(
            re(
                BRUNO,
                "De acuerdo. Eso sí: que no cambie con las estaciones ni con las fiestas. Que "
                "se quede así.",
            ),
            re(
                JOEL,
                'For me that screen is silence followed by "image". What does it say in words?',
                re(
                    IRIS,
                    'At the moment only the heading, "Nothing until 12:30". We will add how '
                    "many letters are kept and leave the hills out of the reading order. Would "
                    "that be enough?",
                    re(
                        JOEL,
                        "Yes. The number matters more to me than the scenery.",
                        stances=(4, 0, 0),
                    ),
                ),
            ),
        ),
        topic="The waiting screen",
        at=Pin(2, 53, 53, 31, 34),
    ),
    Critique(
        MIREIA,
        "question",
        "Si contesto a una carta a las 13:00, ¿mi respuesta sale en ese momento o espera "
        "también a la próxima entrega?",
        stances=(3, 0, 2),
        response=Response(
            "considering",
            "Ahora sale en el momento. Nos preguntas algo que no habíamos decidido; lo pensamos.",
            MATEO,
        ),
        replies=(
            re(LUCIA, "Que salga en el momento, por favor. Quiero calma, no ser maleducada."),
        ),
        topic="Reading and replying",
        at=Words("keeps letters back"),
    ),
    Critique(
        WES,
        "idea",
        "Let me empty the morning delivery by reading it aloud on the bike. Three letters, "
        "next, next, done.",
        stances=(2, 6, 4),
        response=Response(
            "declined",
            "We like bikes too, but reading aloud is a product of its own and would delay this "
            "one by months.",
            IRIS,
        ),
        topic="Reading and replying",
    ),
    Critique(
        NOOR,
        "concern",
        'Settings say 8:00 "with coffee". I work nights. My coffee is at 19:00 and the '
        "arc on the picture starts at sunrise, so I could not even drag a delivery to "
        "where my day begins.",
        revision=1,
        stances=(6, 0, 3),
        response=Response(
            "considering",
            "You are right that the arc assumes a day that starts in the morning. We are "
            "looking at letting it begin at any hour.",
            MATEO,
        ),
        replies=(re(DANIEL, "Nurse here, half of us would say the same."),),
        topic="Delivery times",
        at=Pin(2, 20, 54),
        care=Care(
            MATEO,
            assigned_to=IRIS,
            notes=(
                (IRIS, "A third of the closed beta works shifts, by what they wrote at joining."),
            ),
        ),
    ),
    Critique(
        LUCIA,
        "praise",
        "La lista de quién puede pasar es justo lo que faltaba. Tres personas y listo; no "
        "he tocado nada más desde el martes.",
        revision=2,
        stances=(9, 0, 1),
        topic="What gets through",
        at=Pin(2, 58, 27),
    ),
    Critique(
        DANIEL,
        "concern",
        '"In 3 h 18 min" counts down. I now look at a clock instead of an inbox. The '
        "time alone, 12:30, would be enough.",
        revision=2,
        stances=(7, 5, 2),
        replies=(
            re(GRETA, "I asked for this line and I half agree. 12:30 in large, the rest away."),
            re(
                YUKI,
                "I like the countdown. It tells me I can stop thinking about it.",
                re(
                    DANIEL,
                    "Then it should at least not move while I look at it.",
                    re(
                        YUKI,
                        "It moves once a minute. You would have to stare.",
                        re(
                            DANIEL,
                            "I did stare. That is my point.",
                            re(
                                GRETA,
                                "Could it say the time, and how long only when one touches it?",
                                re(
                                    YUKI,
                                    "Touch it and it tells you, leave it and it keeps quiet. Yes.",
                                    re(
                                        MATEO,
                                        "We are drawing exactly that. It comes with the next "
                                        "revision.",
                                        re(DANIEL, "Then I withdraw my stare."),
                                        stances=(6, 0, 0),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        topic="The waiting screen",
        at=Pin(3, 26, 34, 50, 13),
    ),
    Critique(
        CARLA,
        "question",
        "En la pantalla de personas, «Nadia, design» y «Building» aparecen apagadas. ¿Las "
        "propone la aplicación o las he puesto yo alguna vez?",
        revision=2,
        stances=(2, 0, 3),
        replies=(
            re(
                MATEO,
                "Son las cinco que más te escriben, apagadas hasta que tú decidas. Lo diremos en "
                "la pantalla.",
            ),
        ),
        topic="What gets through",
        at=Pin(2, 36, 50, 28, 17),
    ),
    Critique(
        SAM,
        "idea",
        "Let a person through for one day only. When my car is at the garage I want the "
        "garage, tomorrow I do not.",
        revision=2,
        stances=(8, 0, 1),
        topic="What gets through",
        at=Words("who and what may come at once"),
    ),
)
PLANNER = (
    Critique(
        JOEL,
        "concern",
        "A plan without gaps is a list of things to be late for. Nothing on this Tuesday "
        "ends where the next thing starts, and still there is no minute that belongs to me.",
        stances=(14, 1, 2),
        response=Response(
            "addressed",
            "There is room in the plan now, and it has a name and a pattern so that it is not "
            "mistaken for emptiness.",
            IRIS,
            2,
        ),
        replies=(
            re(
                AMARA,
                'Lunch is 45 minutes and then straight into "Icons, second pass". I felt '
                "tired reading it.",
            ),
            re(
                BRUNO,
                "El hueco tiene que estar protegido. Si lo ve vacío, mi equipo me lo llena.",
                re(
                    IRIS,
                    "So it should not count as free for others. Understood.",
                    stances=(6, 0, 0),
                ),
            ),
        ),
        topic="Room between things",
    ),
    Critique(
        LUCIA,
        "concern",
        "En la segunda imagen la llamada cae encima de la comida y no pasa nada. Me ha "
        "ocurrido dos veces sin darme cuenta.",
        stances=(12, 0, 1),
        response=Response(
            "addressed",
            "Mientras sujetas un bloque se ve de dónde viene, y si tapa a otro, el otro se aparta.",
            MATEO,
            2,
        ),
        replies=(
            re(WES, "It should refuse."),
            re(
                PRIYA,
                "Please not. Sometimes I do eat during a call, and I would like to be warned, "
                "not stopped.",
                re(
                    LUCIA,
                    "Con un aviso me basta.",
                    re(WES, "Fine. Warned.", stances=(3, 0, 0)),
                    stances=(5, 0, 0),
                ),
            ),
        ),
        topic="Moving blocks",
    ),
    Critique(
        NOOR,
        "praise",
        "No tags, no subtasks, no points. I planned a day in forty seconds and closed it. "
        "Please keep the courage.",
        stances=(10, 3, 3),
        replies=(re(WES, "I do miss subtasks, to be fair. A release note is five things."),),
        topic="What is left out",
    ),
    Critique(
        WES,
        "idea",
        "Subtasks, folded away unless wanted.",
        stances=(4, 9, 3),
        response=Response(
            "declined",
            "Nine of you would rather not have them, and we think the planner is better at "
            "being a day than at being a list.",
            IRIS,
        ),
        topic="What is left out",
    ),
    Critique(
        SAM,
        "question",
        "Is the red line the present? On my phone it hides the first line of what I am doing.",
        stances=(4, 0, 2),
        response=Response("addressed", "It is. The words now stay clear of it.", MATEO, 3),
        topic="How the day is drawn",
    ),
    Critique(
        BRUNO,
        "question",
        "¿Cómo me entero de que el miércoles está lleno antes de que sea miércoles?",
        revision=2,
        stances=(9, 0, 2),
        response=Response(
            "addressed",
            "Hay una semana: barras para lo planeado y lo libre, y una frase cuando un día "
            "está lleno.",
            MATEO,
            3,
        ),
        replies=(
            re(
                GRETA,
                "A week, please, but not a calendar. I have three calendars.",
                stances=(7, 0, 0),
            ),
        ),
        topic="The week",
    ),
    Critique(
        YUKI,
        "praise",
        '"Room before Ida" made me smile. It is the first planner that knows one arrives '
        "somewhere before one arrives.",
        revision=2,
        stances=(8, 0, 1),
        topic="Room between things",
    ),
    Critique(
        JOEL,
        "concern",
        'By the clock, my screen reader says "8:00, 9:00, 10:00" before it says anything '
        "I have to do. In order is much better for me: six things, six swipes.",
        revision=2,
        stances=(5, 0, 6),
        response=Response("addressed", "With a screen reader the planner opens in order.", IRIS, 3),
        replies=(
            re(DANIEL, "I can see and I still prefer it in order. The clock makes me feel behind."),
        ),
        topic="How the day is drawn",
    ),
    Critique(
        NOOR,
        "concern",
        "Do not fill my weekend. If it starts offering Saturday I will go back to paper.",
        revision=2,
        stances=(13, 0, 1),
        response=Response(
            "addressed",
            "Saturday and Sunday are never suggested; the week says so in words.",
            IRIS,
            3,
        ),
        topic="The week",
    ),
    Critique(
        MIREIA,
        "praise",
        "La semana con dos colores se entiende sin leer. El miércoles se ve lleno desde lejos.",
        revision=3,
        stances=(9, 0, 0),
        topic="The week",
    ),
    Critique(
        GRETA,
        "idea",
        '"Wednesday is full. Move something?" is right. Now let me tap it and be shown '
        "the two things that move most easily.",
        revision=3,
        stances=(6, 1, 3),
        response=Response(
            "considering", "Not in the first version, but it is the next thing we will draw.", IRIS
        ),
        replies=(re(TOMAS, "Dos, no diez."),),
        topic="The week",
    ),
)


INBOX_REASONS = (
    Reason("for", "en", "I had two hours without looking at it. That is new.", 1),
    Reason("for", "en", "Lunchtime is when I answer mail anyway.", 1),
    Reason("for", "es", "Por fin una mañana entera para escribir.", 1),
    Reason("unsure", "en", "Only if my son can get through.", 1),
    Reason("unsure", "en", "I would use it two days a week, not five.", 1),
    Reason("unsure", "es", "No sé si mis clientes esperarían tanto.", 1),
    Reason("against", "en", "I am on call every other week.", 1),
    Reason("against", "es", "Me perdí un cambio de turno.", 1),
    Reason("for", "en", "The list of people settles it for me.", 2),
    Reason("for", "en", "I no longer check whether it is broken.", 2),
    Reason("for", "es", "Con tres personas autorizadas, sí.", 2),
    Reason("unsure", "en", "The countdown makes me restless.", 2),
    Reason("unsure", "es", "Falta ver qué pasa con el calendario.", 2),
    Reason("against", "en", "My days do not start at eight.", 2),
)
PLANNER_REASONS = (
    Reason("for", "en", "Forty seconds for a whole day.", 1),
    Reason("unsure", "en", "Pretty, but it plans me into a corner.", 1),
    Reason("against", "en", "I lost a call under lunch.", 1),
    Reason("against", "es", "Demasiado apretado.", 1),
    Reason("for", "en", "The hatched part is why I would pay.", 2),
    Reason("for", "es", "El hueco antes de recoger a la niña.", 2),
    Reason("unsure", "en", "I need to see more than today.", 2),
    Reason("for", "en", "It told me on Sunday that Wednesday was full.", 3),
    Reason("for", "es", "La semana era lo que me faltaba.", 3),
    Reason("for", "en", "It leaves my weekend alone.", 3),
    Reason("unsure", "en", "I still miss subtasks.", 3),
)
