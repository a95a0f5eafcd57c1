"""Words, weights of words, and themes from seed words."""

import math

import pytest

from portal.stats import stems, themes, topics, words
from portal.stats.errors import Impossible

SEEDS = {"en": {"price": ["cost", "cheap", "pay"], "strap": ["strap", "buckle", "carry"]}}
SEEDS["es"] = {"precio": ["caro", "pagar", "barato"], "correa": ["correa", "hebilla", "llevar"]}


def test_words_used_more_by_one_side():
    common = dict.fromkeys(["lazy", "jumps", "pig", "over"], 1) | {"the": 2}
    quick = common | dict.fromkeys(["brown", "fox", "quick"], 1)
    found = words.log_odds(quick, common | {"donkey": 1, "purple": 1, "lazier": 1}, 0.05)
    assert found.z["fox"] == pytest.approx(0.689423, abs=1e-6)  # README of fightin_words
    assert found.z["donkey"] == -found.z["fox"]
    assert found.z["the"] == found.delta["the"] == 0


def test_words_at_the_edges():
    assert words.log_odds({}, {}, 0.1) == words.LogOdds({}, {})
    assert words.log_odds({"a": 3}, {"a": 1}, 0.1).z == {"a": None}
    assert set(words.log_odds({"a": 3}, {"b": 1}, {"a": 0.4}).z) == {"a", "b"}
    for bad in (0, -1, math.nan, {"a": 0}, None):
        with pytest.raises(Impossible, match="prior"):
            words.log_odds({"a": 3}, {"b": 1}, bad)


def test_the_prior_of_the_report_is_a_tenth_with_a_floor():
    assert words.prior_of_pooled({"a": 13, "b": 0}, {"a": 5}) == {"a": 1.8, "b": 0.01}


def test_weights_have_length_one_and_favour_the_rare():
    docs = [["a", "b", "b"], ["a"], ["a", "c"]]
    found = themes.tfidf_row(docs, 0).weights
    rare, common = 2 * (math.log(4 / 2) + 1), 1.0
    assert found == {
        "a": pytest.approx(common / math.hypot(rare, common)),
        "b": pytest.approx(rare / math.hypot(rare, common)),
    }
    assert themes.tfidf_row([[]], 0).weights == {}
    with pytest.raises(Impossible, match="row"):
        themes.tfidf_row(docs, 3)


def test_coherence_of_a_theme():
    docs = [["a", "b"], ["a", "b"], ["c"], ["c", "a"]]
    pair = math.log((2 / 4) / (3 / 4 * 2 / 4)) / -math.log(2 / 4)
    assert themes.npmi(docs, ["a", "b"]).npmi == pytest.approx(pair)
    assert themes.npmi(docs, ["b", "c"]).npmi == -1
    assert themes.npmi([["a", "b"]], ["a", "b"]).npmi == 1
    assert themes.npmi(docs, ["a"]).npmi is None
    assert themes.npmi(docs, ["a", "b", "nowhere"]).npmi == pytest.approx((pair - 2) / 3)


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", ["leak", "leaks", "leaked", "leaking"]),
        ("en", ["price", "prices", "pricing"]),
        ("en", ["heavy", "heaviness"]),
        ("en", ["dry", "dries", "dried", "drying"]),
        ("en", ["recycle", "recycled", "recycles", "recyclable"]),
        ("es", ["caro", "cara", "carísimo", "caros"]),
        ("es", ["alto", "alta", "altos", "altísima"]),
        ("es", ["pagar", "pagué", "pagaría", "pago", "pagarlo"]),
        ("es", ["coste", "costar", "costó"]),
        ("es", ["limpio", "limpiarla", "limpiando"]),
        ("es", ["pequeño", "pequeñas"]),
    ],
)
def test_forms_of_a_word_share_a_stem(lang, forms):
    assert len({tuple(stems.stemmed(form, lang)) for form in forms}) == 1


def test_suggestions_follow_the_seeds():
    texts = [
        "It cost me a lot",
        "The straps are too short",
        "I paid nothing",
        "Buckles, cheap ones",
    ]
    assert themes.suggest("en", SEEDS["en"], texts) == ("price", "strap", None, "strap")
    texts = ["¡Carísima!", "Las correas se rompen al llevarlas", "Me gusta"]
    assert themes.suggest("es", SEEDS["es"], texts) == ("precio", "correa", None)


def test_accuracy_counts_what_has_no_theme_as_wrong():
    texts, gold = ["cheap", "a buckle", "hello"], ["price", "strap", "strap"]
    assert themes.seeded_grouping("en", SEEDS["en"], texts, gold).accuracy == pytest.approx(2 / 3)
    for bad in (
        {"lang": "fr"},
        {"gold": gold[:2]},
        {"texts": [], "gold": []},
        {"seeds": {"a": [1]}},
    ):
        asked = {"lang": "en", "seeds": SEEDS["en"], "texts": texts, "gold": gold} | bad
        with pytest.raises(Impossible):
            themes.seeded_grouping(**asked)


def test_one_text_gets_one_topic():
    assert topics.suggest("en", SEEDS["en"], "Cheap, but the buckles and straps break") == "strap"
    assert topics.suggest("es", SEEDS["es"], "Me gusta") is None
    with pytest.raises(Impossible, match="lang"):
        topics.suggest("fr", {}, "bonjour")


FANS = [["I love the colour", "The COLOURS shine"]] * 2 + [["Nice colour, light bag"]] * 18
FOES = [["The zip broke", "zips again"]] * 10 + [["Not this zip"], ["A zipped bag"]] * 5


def test_words_of_two_sides_count_members_not_texts():
    found = words.compare(FANS, FOES, "en")
    assert (found.reason, found.texts_a, found.texts_b) == (None, 22, 30)
    first = next(one for one in found.words if one.side == "a")
    assert (first.word, first.members_a, first.members_b) == ("colour", 20, 0)
    assert first.uses_a[:3] == ((0, 0), (0, 1), (1, 0))
    zip_ = next(one for one in found.words if one.side == "b")
    assert (zip_.word, zip_.members_b, len(zip_.uses_b)) == ("zip", 20, 30)
    assert zip_.z < -1.96
    assert "love" not in {one.word for one in found.words}  # two members say it
    assert "the" not in {one.word for one in found.words}  # it says nothing
    assert [abs(one.z) for one in found.words] == sorted(abs(o.z) for o in found.words)[::-1]


def test_words_of_two_sides_use_the_measure_of_the_literature():
    fans, foes = [["green colour"]] * 15 + [["green"]] * 15, [["green zip"]] * 30
    counts = {"green": 30, "colour": 15}, {"green": 30, "zip": 30}
    z = words.log_odds(*counts, {"green": 6, "colour": 1.5, "zip": 3}).z
    found = words.compare(fans, foes, "en")
    assert {one.word: one.z for one in found.words} == {
        word: pytest.approx(z[word]) for word in z if abs(z[word]) > 1.96
    }
    turned = words.compare(foes, fans, "en")
    assert {w.word: -w.z for w in turned.words} == {w.word: w.z for w in found.words}
    assert found.compared == 3


def test_a_loud_member_is_one_member():
    loud = [[f"The zip is bad {i}" for i in range(30)], ["fine"], ["ok"]]
    assert all(word.word != "zip" for word in words.compare(loud, FANS, "en").words)


def test_too_few_texts_have_no_words():
    found = words.compare(FANS, FOES[:9], "en")
    assert (found.reason, found.words, found.texts_b) == ("too_few_texts", (), 18)
    assert words.compare([], [], "es").reason == "too_few_texts"
    for bad in ((["x"], [["y"]]), ([[1]], [])):
        with pytest.raises(Impossible, match="texts_a"):
            words.compare(*bad, "en")


def test_spanish_words_keep_their_accents():
    fans, foes = [["Me encanta el tamaño, qué diseño"]] * 20, [["Los tamaños no caben, pesan"]] * 20
    found = words.compare(fans, foes, "es")
    assert {word.word for word in found.words} >= {"diseño", "caben"}
    assert "tamaño" not in {word.word for word in found.words}
