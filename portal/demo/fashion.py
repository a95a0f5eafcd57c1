"""Hilvareda, an invented fashion label that debates each garment: staff, group, rounds."""

from portal.demo.fashion_drafts import CARDIGAN_DRAFT, OVERSHIRT_DRAFT, TOTE
from portal.demo.fashion_voices import (
    CARDIGAN,
    CARDIGAN_REASONS,
    OVERSHIRT,
    OVERSHIRT_REASONS,
    VOICES,
)
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
    Staff("Alma (diseño)", "alma@hilvareda.example", "owner", "es"),
    Staff("Nico (taller y comunidad)", "nico@hilvareda.example", "manager", "es"),
    Staff("Berta (producto)", "berta@hilvareda.example", "analyst", "es"),
)
GROUP = Group(
    name="Cocreadoras y cocreadores",
    purpose=(
        "Sesenta personas que discuten cada prenda antes de que exista: qué lana, qué "
        "bolsillo, qué color, y si hace falta. (Esto es una demostración: la marca, las "
        "prendas y las personas son inventadas.)"
    ),
    house_rules=(
        "- Habla de la prenda: dónde tira, dónde abriga, cuánto durará.\n"
        "- Di tu talla y para qué la usarías; sin eso no podemos coser nada.\n"
        "- Se puede estar en contra de hacer una prenda. Es una respuesta útil.\n"
        "- Castellano o inglés, como te salga."
    ),
    terms=(
        "Las imágenes y los patrones de esta página no se han publicado. No los compartas "
        "fuera del grupo hasta que la prenda salga a la venta o te digamos que no saldrá. "
        "Puedes contar que participas."
    ),
    terms_version=1,
    capacity=60,
    members=members(
        "cocreadoras.example",
        60,
        VOICES,
        (
            {"talla S": 0.28, "talla M": 0.37, "talla L": 0.35},
            {"vegana": 0.2},
            {"arregla su ropa": 0.35},
        ),
        0.65,
        "Europe/London",
    ),
    holds_first_posts=True,
)
CARDIGAN_ROUND = Round(
    key="cardigan-rio",
    draft="cardigan-rio",
    group=GROUP.name,
    first_revision=1,
    revisions=(1, 2),
    registered_by="nico@hilvareda.example",
    opens_at=days(-8),
    closes_at=days(6),
    questions=(
        Question("support", "¿Tejemos la chaqueta Río?"),
        Question("rating", "¿Cuánto la usarías en un invierno normal?"),
        Question(
            "intent", "¿La comprarías?", {"price": "139 EUR", "period": "los próximos 3 meses"}
        ),
        Question("choice", "¿Qué color?"),
        Question("pairs", "¿Cuál de los dos colores te pondrías más?"),
        Question(
            "price_range", "¿Cuánto puede costar la chaqueta?", {"currency": "EUR"}, typical=125
        ),
    ),
    criteria=(
        Criterion("support", 600, min_answers=30, mode="sequential"),
        Criterion("intent", 300, min_answers=30),
        Criterion("concerns", 500),
    ),
    critiques=CARDIGAN,
    reasons=CARDIGAN_REASONS,
    leaning=Leaning(
        appeal={1: 0.25, 2: 0.8},
        turnout={1: 0.7, 2: 0.52},
        segments={"vegana": -0.8, "arregla su ropa": 0.25, "talla L": -0.15},
        variants={"A": 1.5, "B": 1.3, "C": 1},
        tastes={("arregla su ropa", "B"): 0.5, ("talla S", "C"): 0.4},
    ),
)
OVERSHIRT_ROUND = Round(
    key="sobrecamisa-taller",
    draft="sobrecamisa-taller",
    group=GROUP.name,
    first_revision=1,
    revisions=(1, 2),
    registered_by="nico@hilvareda.example",
    opens_at=days(-40),
    closes_at=days(-21),
    questions=(
        Question("support", "¿Cosemos la sobrecamisa Taller?"),
        Question("rating", "¿Cómo de útil te parece?"),
        Question(
            "intent", "¿La comprarías?", {"price": "118 EUR", "period": "los próximos 3 meses"}
        ),
        Question("ranking", "¿En qué orden los pondrías?"),
        Question(
            "price_range",
            "¿Cuánto puede costar la sobrecamisa?",
            {"currency": "EUR", "asks_intent": True},
            typical=105,
        ),
        Question("recommend", "¿Recomendarías Hilvareda a una amiga o a un amigo?"),
    ),
    criteria=(
        Criterion("support", 600, min_answers=30),
        Criterion("intent", 300, min_answers=30),
        Criterion("concerns", 500),
    ),
    critiques=OVERSHIRT,
    reasons=OVERSHIRT_REASONS,
    leaning=Leaning(
        appeal={1: -0.15, 2: 0.4},
        turnout={1: 0.76, 2: 0.74},
        segments={"arregla su ropa": 0.2, "talla S": -0.45, "vegana": 0.1},
        variants={"A": 0.9, "B": 1.6, "C": 1.2},
        tastes={("arregla su ropa", "A"): 0.8},
    ),
    decision=Decision(
        "revise",
        "La segunda versión gusta más que la primera, pero no lo bastante para cortar "
        "quinientos metros de tela. Lo que falta se repite: los codos se gastan, y en las "
        "tallas pequeñas la espalda no deja mover los brazos.",
        "Habrá una tercera versión con coderas y un tablón en la espalda. Os la "
        "enseñaremos en una ronda nueva antes de comprar la tela; hasta entonces no "
        "cosemos nada.",
        "alma@hilvareda.example",
        days(-19),
    ),
)

BRAND = Brand(
    name="Hilvareda",
    kind="fashion",
    accent_hue=42,
    accent_chroma=120,
    currency="EUR",
    language="es",
    timezone="Europe/Madrid",
    staff=STAFF,
    groups=(GROUP,),
    drafts=(CARDIGAN_DRAFT, OVERSHIRT_DRAFT, TOTE),
    rounds=(CARDIGAN_ROUND, OVERSHIRT_ROUND),
)
