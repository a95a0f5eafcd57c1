"""The one error of the statistics: a question that no data could have asked."""


class Impossible(ValueError):
    """Input that cannot be: more yeses than answers, a negative count, a level outside (0, 1).

    The message is one plain sentence that names the field.
    """
