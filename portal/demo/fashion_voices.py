"""What Hilvareda's co-creators say: the critique of two garments and the reasons beside votes."""

from portal.demo.nouns import Care, Critique, Pin, Reason, Response, Words
from portal.demo.people import Voice, address

VOICES = (
    Voice("Leonor Prieto", "es", ("talla M",)),
    Voice("Hannah Birkett", "en", ("talla L",)),
    Voice("Ada Zorrilla", "es", ("talla M", "vegana")),
    Voice("Rosa Ibáñez", "es", ("talla L", "arregla su ropa")),
    Voice("Martín Olmos", "es", ("talla L", "arregla su ropa")),
    Voice("Josie Carter", "en", ("talla S", "arregla su ropa")),
    Voice("Nuria Campos", "es", ("talla S",)),
    Voice("Clara Domènech", "es", ("talla S",)),
    Voice("Fergus Lane", "en", ("talla M", "arregla su ropa")),
    Voice("Inés Barral", "es", ("talla M",)),
    Voice("Wanda Kowal", "en", ("talla L", "vegana")),
    Voice("Darío Peña", "es", ("talla M",)),
    Voice("Amparo Lluch", "es", ("talla L",)),
    Voice("Tess Holloway", "en", ("talla S", "vegana")),
    Voice("Gala Ruiz", "es", ("talla S",)),
)
(
    LEONOR,
    HANNAH,
    ADA,
    ROSA,
    MARTIN,
    JOSIE,
    NURIA,
    CLARA,
    FERGUS,
    INES,
    WANDA,
    DARIO,
    AMPARO,
    TESS,
    GALA,
) = (address(voice.name, "cocreadoras.example") for voice in VOICES)
ALMA, NICO = "alma@hilvareda.example", "nico@hilvareda.example"


def re(
    author: str,
    text: str,
    *replies: Critique,
    stances: tuple[int, int, int] = (0, 0, 0),
    care: Care | None = None,
) -> Critique:
    return Critique(author, "reply", text, stances=stances, replies=replies, care=care)


CARDIGAN = (
    Critique(
        LEONOR,
        "idea",
        "Bolsillos. Es una chaqueta de estar en casa y de salir a por el pan: sin "
        "bolsillos me la quitaría para meter las llaves en otra.",
        stances=(17, 2, 3),
        response=Response(
            "addressed",
            "Dos, de parche, y hemos comprobado que un teléfono no los deforma.",
            NICO,
            2,
        ),
        replies=(
            re(
                INES,
                "De acuerdo, pero que no se descuelguen. Tengo una de hace años y parecen orejas.",
                re(
                    ROSA,
                    "Se arregla cosiendo una cinta por dentro del borde. Cuesta diez minutos.",
                    re(
                        NICO,
                        "Lo haremos así: la cinta va dentro del canalé y no se ve.",
                        stances=(6, 0, 0),
                    ),
                    stances=(9, 0, 1),
                ),
            ),
            re(
                FERGUS,
                "I would rather have none than bad ones, but Rosa's tape works. I did it "
                "to three of mine.",
            ),
        ),
        topic="Bolsillos",
    ),
    Critique(
        HANNAH,
        "concern",
        "I am an L. On me a V that deep falls open the moment I sit down, and the first "
        "button ends up where I would want the second.",
        stances=(12, 1, 4),
        response=Response(
            "addressed",
            "The neckline is eight centimetres higher, and there are six buttons instead of five.",
            NICO,
            2,
        ),
        replies=(
            re(
                AMPARO,
                "Me pasa igual. En plano, en la foto, no se nota; hay que verla en un cuerpo.",
                re(
                    ALMA,
                    "Tienes razón. Para la próxima ronda la fotografiaremos puesta, en S y en L.",
                ),
            ),
            re(CLARA, "En la S el pico me gusta. ¿No puede cambiar según la talla?"),
        ),
        topic="Corte y tallas",
        at=Pin(1, 42, 20, 16, 24),
    ),
    Critique(
        NURIA,
        "idea",
        "¿Y las manos, dónde van? Con dos bolsillos me la pondría el doble.",
        stances=(7, 1, 2),
        topic="Bolsillos",
        care=Care(ALMA, same_as="Bolsillos. Es una chaqueta"),
    ),
    Critique(
        ADA,
        "concern",
        "Los botones de asta son de animal y no lo pone en ningún sitio fácil de ver. La "
        "lana la puedo discutir; el botón es gratuito.",
        stances=(11, 3, 5),
        response=Response(
            "addressed",
            "Ahora son de corozo, la semilla de una palmera. Gracias por leer la letra pequeña.",
            NICO,
            2,
        ),
        replies=(
            re(
                WANDA,
                "Agreed, and I will not buy the wool either. I am here because I would "
                "like there to be a cotton one.",
                re(ADA, "Yo tampoco la compraría, pero prefiero que las demás la tengan sin asta."),
            ),
            re(
                MARTIN,
                "El asta es un resto de matadero, no se mata a nadie por un botón. Pero "
                "entiendo que moleste.",
            ),
        ),
        topic="Materiales",
        at=Pin(2, 68, 21),
    ),
    Critique(
        FERGUS,
        "praise",
        "Twenty metres of the same wool in the box. Nobody does this. I have darned "
        "jumpers with whatever the shop had and they look like maps.",
        stances=(15, 0, 2),
        topic="Cuidado y arreglos",
        at=Words("veinte metros de la misma lana para remendarla"),
    ),
    Critique(
        JOSIE,
        "question",
        "How wide is the sleeve above the cuff on a size S? On the flat picture it looks "
        "as wide as the body of my cat.",
        stances=(4, 0, 3),
        response=Response(
            "considering", "19 cm in S. We are trying 17 and will show you both.", NICO
        ),
        replies=(re(NURIA, "Diecisiete, por favor. Debajo de un abrigo, diecinueve es un bulto."),),
        topic="Corte y tallas",
        at=Pin(1, 17, 72),
    ),
    Critique(
        DARIO,
        "concern",
        "139 euros. Sé lo que cuesta pagar bien a quien teje, pero hay que decir en qué se "
        "van: yo no se lo sé explicar a mi hermana.",
        stances=(14, 3, 4),
        response=Response(
            "considering",
            "Estamos preparando el desglose: lana, hilado, tejido, taller y nosotras. Lo "
            "veréis antes de que se cierre la ronda.",
            ALMA,
        ),
        replies=(re(LEONOR, "Con el desglose delante, yo los pago. Sin él, me parece cara."),),
        topic="Precio",
        care=Care(
            ALMA,
            assigned_to=NICO,
            notes=(
                (
                    NICO,
                    "El desglose lo tengo: lana 31, hilado 12, tejido 44, botones 2, el resto "
                    "somos nosotros. ¿Lo publicamos?",
                ),
                (ALMA, "Sí, entero."),
            ),
        ),
    ),
    Critique(
        TESS,
        "idea",
        "Make the front symmetrical so that it buttons either way. Then it fits everyone "
        "and you cut one pattern.",
        stances=(5, 7, 6),
        response=Response(
            "declined",
            "We tried it on two samples: with holes on both sides the band gapes. It stays "
            "one way.",
            NICO,
        ),
        topic="Corte y tallas",
        care=Care(NICO, is_locked=True),
    ),
    Critique(
        GALA,
        "question",
        "Acabo de entrar. ¿La etiqueta del cuello va cosida o se puede pedir sin ella? Me pican "
        "todas.",
        revision=2,
        topic="Corte y tallas",
        at=Pin(1, 50, 19),
        care=Care(ALMA, is_held=True),
    ),
    Critique(
        ROSA,
        "praise",
        "El bolsillo de cerca está bien cosido: por los dos lados y no solo por arriba. Se "
        "ve que alguien lo ha pensado.",
        revision=2,
        stances=(10, 0, 1),
        topic="Bolsillos",
        at=Pin(2, 30, 31),
    ),
    Critique(
        CLARA,
        "concern",
        "Los bolsillos quedan muy abajo. En la S me llegan casi a medio muslo y el canalé "
        "del bolsillo se junta con el del bajo.",
        revision=2,
        stances=(9, 2, 3),
        response=Response(
            "considering", "Los subiremos en proporción: tres centímetros en S, uno en M.", NICO
        ),
        replies=(
            re(INES, "En M está bien como está."),
            re(JOSIE, "Same in S. Three centimetres sounds right.", stances=(4, 0, 0)),
        ),
        topic="Bolsillos",
        at=Pin(1, 28, 58, 17, 16),
    ),
    Critique(
        AMPARO,
        "praise",
        "Con el escote así ya no se abre. Me la pondría para trabajar y no solo en casa.",
        revision=2,
        stances=(8, 0, 2),
        topic="Corte y tallas",
        at=Pin(1, 50, 32),
    ),
    Critique(
        MARTIN,
        "question",
        "La granza, ¿destiñe sobre una camisa blanca? Lo digo por los puños.",
        revision=2,
        stances=(5, 0, 2),
        replies=(
            re(
                NICO,
                "No en nuestras pruebas, diez lavados a 30 grados. El índigo de la pizarra "
                "sí suelta los tres primeros.",
                re(
                    DARIO,
                    "Eso tendría que ir en la etiqueta y no en una respuesta.",
                    re(NICO, "Irá en la etiqueta."),
                    stances=(7, 0, 0),
                ),
            ),
        ),
        topic="Cuidado y arreglos",
    ),
)
OVERSHIRT = (
    Critique(
        MARTIN,
        "concern",
        "Las solapas se enganchan. Coso con una camisa parecida y la izquierda acaba "
        "siempre debajo del prensatelas.",
        stances=(12, 2, 4),
        response=Response(
            "addressed", "Sin solapas. Queda un bolsillo, con doble pespunte arriba.", NICO, 2
        ),
        replies=(
            re(
                FERGUS,
                "Mine catch on the bench. Form without function.",
                re(INES, "Pues a mí me gustan; parecen de verdad.", stances=(2, 5, 0)),
            ),
        ),
        topic="Bolsillos",
    ),
    Critique(
        JOSIE,
        "idea",
        "Somewhere to put cold hands. Two slanted pockets in the side seams would not "
        "change the look.",
        stances=(13, 0, 3),
        response=Response(
            "addressed", "Two, slanted. Nuria asked for the same thing on the same day.", NICO, 2
        ),
        topic="Bolsillos",
    ),
    Critique(
        NURIA,
        "idea",
        "Bolsillos para las manos, aunque sean sencillos. La llevaré en otoño como chaqueta.",
        stances=(10, 0, 3),
        response=Response("addressed", "Hechos, al bies. Gracias a ti y a Josie.", NICO, 2),
        topic="Bolsillos",
    ),
    Critique(
        CLARA,
        "concern",
        "En la S no puedo coger el manillar de la bici: tira de hombro a hombro. Para "
        "llamarse Taller tendría que dejar mover los brazos.",
        stances=(16, 0, 3),
        response=Response(
            "addressed",
            "En la tercera versión hay un tablón en la espalda. Tardamos demasiado en "
            "enseñarla por detrás.",
            ALMA,
            3,
        ),
        replies=(
            re(TESS, "Same, and I am not even cycling, I am reaching for a shelf."),
            re(
                AMPARO,
                "En la L no tira, pero porque es enorme de todo.",
                re(
                    NICO,
                    "Estamos escalando de M a S y a L en proporción, y los hombros no van "
                    "en proporción. Es culpa nuestra.",
                    re(CLARA, "Gracias por decirlo así.", stances=(6, 0, 0)),
                ),
            ),
        ),
        topic="Corte y tallas",
    ),
    Critique(
        WANDA,
        "praise",
        "Hemp and recycled cotton, nut buttons, nothing from an animal and no plastic. I "
        "did not have to ask.",
        stances=(9, 0, 4),
        topic="Materiales",
    ),
    Critique(
        FERGUS,
        "question",
        "What thread are the visible seams sewn with? If it is polyester it outlives the "
        "cloth and cuts it.",
        stances=(7, 0, 5),
        response=Response(
            "addressed", "Cotton from revision 2 on. You were right about the cutting.", NICO, 2
        ),
        topic="Materiales",
    ),
    Critique(
        ROSA,
        "idea",
        "Coderas desde el principio. A la mía se las puse al año y medio; si van cosidas "
        "aparte, se cambian y listo.",
        revision=2,
        stances=(18, 1, 2),
        response=Response(
            "addressed",
            "Van en la tercera, del mismo tejido y descosibles. La idea es tuya y lo diremos.",
            ALMA,
            3,
        ),
        replies=(
            re(
                DARIO,
                "Con coderas parezco mi profesor de latín.",
                re(
                    ROSA,
                    "Tu profesor de latín llevaba la misma chaqueta treinta años. Por algo sería.",
                    stances=(11, 0, 2),
                ),
            ),
        ),
        topic="Cuidado y arreglos",
    ),
    Critique(
        LEONOR,
        "praise",
        "Los tres colores juntos me han hecho decidirme: el oliva solo parecía militar y "
        "al lado del índigo no.",
        revision=2,
        stances=(6, 1, 3),
        topic="Color",
    ),
    Critique(
        INES,
        "concern",
        "118 euros por algo que aún tira de los hombros. Con la espalda resuelta cambiaría "
        "mi voto.",
        revision=2,
        stances=(11, 2, 4),
        replies=(re(TESS, "This is exactly where I am."),),
        topic="Precio",
    ),
    Critique(
        DARIO,
        "idea",
        "Un botón de repuesto cosido por dentro. Son de nuez y no los voy a encontrar en "
        "ninguna mercería.",
        revision=2,
        stances=(12, 0, 1),
        response=Response("considering", "Claro. Lo vemos con la muestra de la tercera.", NICO),
        topic="Cuidado y arreglos",
    ),
    Critique(
        ADA,
        "question",
        "¿Se encoge? En la sarga de cáñamo que tengo perdí una talla con el primer lavado.",
        revision=2,
        stances=(5, 0, 3),
        response=Response(
            "declined",
            "No la prelavamos porque gasta mucha agua; encoge un 3 % y el patrón ya lo cuenta.",
            NICO,
        ),
        topic="Cuidado y arreglos",
    ),
)

CARDIGAN_REASONS = (
    Reason("for", "es", "La lana viene de aquí al lado y se puede remendar.", 1),
    Reason("for", "es", "El color avena me vale para todo.", 1),
    Reason("for", "en", "The mending wool decided it.", 1),
    Reason("unsure", "es", "Sin bolsillos no sé.", 1),
    Reason("unsure", "es", "Me gusta, pero ya tengo dos.", 1),
    Reason("unsure", "en", "The neckline is made for someone smaller.", 1),
    Reason("against", "es", "No uso lana.", 1),
    Reason("against", "en", "I do not wear wool.", 1),
    Reason("against", "es", "Por ese precio, la tejo yo.", 1),
    Reason("for", "es", "Los bolsillos eran lo que faltaba.", 2),
    Reason("for", "es", "Ahora me la pondría para trabajar.", 2),
    Reason("for", "en", "Higher neck, corozo buttons: yes.", 2),
    Reason("unsure", "es", "Quiero ver el desglose del precio.", 2),
    Reason("unsure", "en", "Pockets too low on a size S.", 2),
    Reason("against", "es", "Sigue siendo lana.", 2),
)
OVERSHIRT_REASONS = (
    Reason("for", "es", "La tela y las costuras a la vista.", 1),
    Reason("for", "en", "Hemp. Finally.", 1),
    Reason("unsure", "es", "Las solapas me sobran.", 1),
    Reason("unsure", "en", "Where do my hands go?", 1),
    Reason("against", "es", "No puedo levantar los brazos.", 1),
    Reason("against", "en", "Too tight across the back in S.", 1),
    Reason("for", "es", "Los bolsillos al bies me han convencido.", 2),
    Reason("for", "en", "Simpler, better.", 2),
    Reason("unsure", "es", "Falta la espalda.", 2),
    Reason("unsure", "en", "Show me the back.", 2),
    Reason("against", "es", "En la S sigue tirando.", 2),
    Reason("against", "en", "I would wear out the elbows in a year.", 2),
)
