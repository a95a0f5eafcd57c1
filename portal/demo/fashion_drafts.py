"""Hilvareda's drafts: the Río cardigan, the Taller overshirt, the tote from offcuts."""

from portal.demo.nouns import Draft, Image, Revision, Topic, Variant, days

NICO = "nico@hilvareda.example"


def cardigan_colours(second: bool) -> tuple[Variant, ...]:
    cut = (
        "con bolsillos y seis botones claros"
        if second
        else "con cuello en pico y cinco botones oscuros"
    )
    names = (
        ("cardigan-oat", "cardigan-madder", "cardigan-slate")
        if second
        else ("cardigan-r1-front", "cardigan-r1-madder", "cardigan-r1-slate")
    )
    return (
        Variant(
            "A",
            "Avena",
            "Lana sin teñir. El color cambia un poco de una oveja a otra.",
            Image(names[0], f"La chaqueta en color avena, {cut}."),
        ),
        Variant(
            "B",
            "Granza",
            "Teñida con raíz de granza. Con los años se vuelve más rosada.",
            Image(names[1], f"La chaqueta en rojo granza, {cut}."),
        ),
        Variant(
            "C",
            "Pizarra",
            "Teñida con índigo sobre lana gris. Destiñe un poco los tres primeros lavados.",
            Image(names[2], f"La chaqueta en azul pizarra, {cut}."),
        ),
    )


CARDIGAN_DRAFT = Draft(
    "cardigan-rio",
    NICO,
    (
        Revision(
            1,
            days(-8.3),
            "Chaqueta Río",
            "Una chaqueta de lana merina de dos rebaños de Teruel, hilada y tejida a menos "
            "de doscientos kilómetros. Punto liso, puños y bajo en canalé, cinco botones "
            "de asta.\n\n"
            "Pesa **640 gramos** en la talla M. Queremos que dure quince años, así que "
            "vendrá con veinte metros de la misma lana para remendarla.\n\n"
            "Lo que no sabemos: si hace falta otra chaqueta de punto en el mundo, y en qué "
            "color.",
            (
                Image(
                    "cardigan-r1-front",
                    "Chaqueta de punto color avena extendida sobre papel: cuello en pico "
                    "hasta el pecho, cinco botones oscuros, sin bolsillos.",
                    "Talla M, en plano.",
                ),
                Image(
                    "cardigan-r1-stitch",
                    "El punto de cerca: la tapeta en canalé con dos botones de asta "
                    "cosidos con hilo claro.",
                    "La tapeta.",
                ),
                Image(
                    "cardigan-r1-swatches",
                    "Tres muestras de punto, avena, granza y pizarra, cada una con una "
                    "hebra suelta.",
                    "Las tres lanas.",
                ),
            ),
            cardigan_colours(second=False),
        ),
        Revision(
            2,
            days(-3.2),
            "Chaqueta Río, con bolsillos",
            "La misma lana y el mismo punto. Cambian tres cosas: **dos bolsillos de "
            "parche** en los que cabe un teléfono y una mano, el escote **ocho centímetros "
            "más alto** y botones de **corozo**, que es una semilla.\n\n"
            "Pesa ahora 690 gramos y el precio no cambia.",
            (
                Image(
                    "cardigan-r2-front",
                    "La chaqueta color avena con escote más cerrado, seis botones claros y "
                    "dos bolsillos de parche con borde en canalé.",
                    "Talla M, en plano.",
                ),
                Image(
                    "cardigan-r2-pocket",
                    "Un bolsillo de cerca en lana roja, con el borde en canalé y los lados "
                    "cosidos a mano.",
                    "El bolsillo, cosido por los dos lados.",
                ),
            ),
            cardigan_colours(second=True),
            "**Bolsillos.** Los pidió Leonor Prieto y diecisiete personas estaban de "
            "acuerdo.\n\n"
            "**El escote.** Hannah Birkett y otras tallas L escribieron que en pico se "
            "abría al sentarse.\n\n"
            "**Sin asta.** Ada Zorrilla no se la pondría con botones de animal. El corozo "
            "es igual de duro y cuesta lo mismo.",
            papers=("measures",),
        ),
    ),
    topics=(
        Topic("Corte y tallas", ("escote", "manga", "talla", "largo", "sleeve", "button")),
        Topic("Bolsillos", ("bolsillo", "pocket", "manos")),
        Topic("Materiales", ("lana", "asta", "wool", "animal", "tinte")),
        Topic("Precio", ("euros", "precio", "caro", "pagar")),
        Topic("Cuidado y arreglos", ("remendar", "lavar", "destiñe", "darn", "durar")),
    ),
)


def overshirt_colours(number: int) -> tuple[Variant, ...]:
    cut = {
        1: "con dos bolsillos de solapa",
        2: "con un bolsillo al pecho y dos para las manos",
        3: "con bolsillos para las manos y coderas",
    }[number]
    names = {
        1: ("overshirt-r1-undyed", "overshirt-r1-front", "overshirt-r1-indigo"),
        2: ("overshirt-r2-undyed", "overshirt-r2-front", "overshirt-r2-indigo"),
        3: ("overshirt-undyed", "overshirt-olive", "overshirt-indigo"),
    }[number]
    return (
        Variant(
            "A",
            "Cruda",
            "Sin teñir ni blanquear.",
            Image(names[0], f"La sobrecamisa en crudo, {cut}."),
        ),
        Variant(
            "B",
            "Oliva",
            "Teñida con granada y hierro.",
            Image(names[1], f"La sobrecamisa en verde oliva, {cut}."),
        ),
        Variant(
            "C",
            "Índigo",
            "Teñida en pieza. Se aclara en los bordes.",
            Image(names[2], f"La sobrecamisa en azul índigo, {cut}."),
        ),
    )


OVERSHIRT_DRAFT = Draft(
    "sobrecamisa-taller",
    NICO,
    (
        Revision(
            1,
            days(-40.5),
            "Sobrecamisa Taller",
            "Sarga de algodón reciclado y cáñamo, 280 gramos. Corte recto, dos bolsillos "
            "con solapa, botones de nuez. Pensada para trabajar encima de una camiseta y "
            "debajo de un abrigo.\n\n"
            "Se puede descoser entera: las costuras van a la vista para que cualquiera las "
            "repare.",
            (
                Image(
                    "overshirt-r1-front",
                    "Sobrecamisa verde oliva extendida: cuello de camisa, dos bolsillos "
                    "con solapa al pecho, costuras claras a la vista.",
                    "Talla M, en plano.",
                ),
                Image(
                    "overshirt-r1-pocket",
                    "El bolsillo de cerca, con solapa, botón y doble pespunte en la tapeta.",
                    "Las costuras se ven.",
                ),
            ),
            overshirt_colours(1),
        ),
        Revision(
            2,
            days(-30),
            "Sobrecamisa Taller, sin solapas",
            "Un solo bolsillo al pecho, sin solapa, y **dos bolsillos al bies para las "
            "manos**. El resto sigue igual.",
            (
                Image(
                    "overshirt-r2-front",
                    "La sobrecamisa verde oliva con un bolsillo al pecho y dos aberturas "
                    "inclinadas a los lados.",
                    "Un bolsillo menos, dos manos más.",
                ),
                Image(
                    "overshirt-r2-colours",
                    "Tres sobrecamisas solapadas, cruda, oliva e índigo.",
                    "Los tres colores juntos.",
                ),
            ),
            overshirt_colours(2),
            "**Fuera las solapas.** Martín Olmos se enganchaba con ellas al coser; doce "
            "personas tampoco las querían.\n\n"
            "**Bolsillos para las manos.** Los pidieron Josie Carter y Nuria Campos, cada "
            "una por su lado, el mismo día.",
        ),
        Revision(
            3,
            days(-3),
            "Sobrecamisa Taller, con coderas",
            "Lo que decidimos al cerrar la ronda: **coderas** del mismo tejido, cosidas "
            "para poder cambiarlas, y un **tablón en la espalda** que deja cruzar los "
            "brazos. La ronda nueva se abrirá cuando tengamos la muestra en la talla S.",
            (
                Image(
                    "overshirt-r3-front",
                    "La sobrecamisa verde oliva de frente, con una codera ovalada más "
                    "oscura en cada manga.",
                    "Con coderas.",
                ),
                Image(
                    "overshirt-r3-back",
                    "La espalda: canesú con pespunte, una trabilla y un tablón que baja "
                    "hasta el bajo.",
                    "La espalda, por primera vez.",
                ),
            ),
            overshirt_colours(3),
            "**Coderas.** Idea de Rosa Ibáñez, que ya se las había cosido ella misma a la "
            "anterior.\n\n"
            "**La espalda.** Clara Domènech, talla S, no podía coger la bici. Hemos movido "
            "cuatro centímetros de tela de los lados al centro.",
        ),
    ),
    topics=(
        Topic("Corte y tallas", ("espalda", "hombro", "talla", "manga", "brazos")),
        Topic("Bolsillos", ("bolsillo", "pocket", "solapa", "manos")),
        Topic("Materiales", ("cáñamo", "algodón", "hilo", "thread", "hemp")),
        Topic("Color", ("color", "oliva", "índigo", "tono")),
        Topic("Precio", ("euros", "precio", "caro", "pagar")),
        Topic("Cuidado y arreglos", ("codera", "botón", "encoge", "lavado", "durar")),
    ),
)
TOTE = Draft(
    "bolsa-retal",
    "alma@hilvareda.example",
    (
        Revision(
            1,
            days(-25),
            "Bolsa Retal",
            "Una bolsa cosida con lo que sobra al cortar la sobrecamisa. Cada una es "
            "distinta. Del retal se aprovecha el 69 %.",
            (
                Image(
                    "tote-r1-front",
                    "Bolsa de veinte retales de seis colores, con asas cortas grises.",
                    "Veinte piezas.",
                ),
                Image(
                    "tote-r1-plan",
                    "Plano de corte sobre una tela clara: piezas con huecos entre ellas y "
                    "una franja vacía abajo.",
                    "Lo que queda sin usar es lo claro.",
                ),
            ),
        ),
        Revision(
            2,
            days(-5),
            "Bolsa Retal, doce piezas",
            "Menos piezas, asas que caben en el hombro y dos azules que se repiten. Del "
            "retal se aprovecha ahora el 88 %, porque las piezas encajan unas con otras.",
            (
                Image(
                    "tote-r2-front",
                    "Bolsa de doce retales claros con dos cuadros azules en el centro y "
                    "asas largas azules.",
                    "Doce piezas.",
                ),
                Image(
                    "tote-r2-plan",
                    "El plano de corte nuevo: piezas juntas, sin huecos.",
                    "Sin huecos.",
                ),
            ),
            changes=(
                "La probamos una semana en el taller. Las asas no pasaban por encima de un "
                "abrigo y coser veinte piezas costaba más que la tela. Aún no la ha visto el "
                "grupo."
            ),
        ),
    ),
)
