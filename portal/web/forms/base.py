"""What all forms share: labels in the reader's language, and errors an action found."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField, SelectChoice  # type: ignore[attr-defined]
from wtforms.i18n import get_translations

from portal.errors import Invalid
from portal.language import language


class PortalForm(FlaskForm):  # type: ignore[misc]
    """A form that keeps what was typed and can be told what an action refused."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Fields hold text, whatever was sent in their name; files only where one is asked."""
            sent = super().wrap_formdata(form, formdata)
            if sent is None or sent is formdata:
                return sent
            files = [
                (name, file)
                for name, file in request.files.items(multi=True)
                if isinstance(form._fields.get(name), FileField)
            ]
            return CombinedMultiDict([MultiDict(files), request.form])

        def get_translations(self, _form: object) -> object:
            """Flask-WTF reads its catalogue from the disk for each form; ours is kept."""
            return _sentences(language())

    def stand_apart(self, name: str) -> None:
        """Ids of its own: several such forms may stand open on one page."""
        for field in self:
            field.id = f"{field.id}-{name}"

    def refuse(self, error: Invalid) -> None:
        """Put the sentences of `error` beside their fields; the rest is said above the form."""
        for name, sentence in error.fields.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, sentence]
            else:
                self.form_errors.append(sentence)
        if not error.fields:
            self.form_errors.append(error.sentence)


@cache
def _sentences(tag: str) -> object:
    return get_translations([tag])


def choices(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """Options of a select or radio field, from pairs of value and (lazy) label."""
    return [SelectChoice(value, label) for value, label in pairs]
