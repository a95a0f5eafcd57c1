"""What all forms share: labels in the reader's language, and errors an action found."""

from flask_wtf import FlaskForm

from portal.errors import Invalid


class PortalForm(FlaskForm):  # type: ignore[misc]
    """A form that keeps what was typed and can be told what an action refused."""

    def refuse(self, error: Invalid) -> None:
        """Put the sentences of `error` beside their fields; the rest is said above the form."""
        for name, sentence in error.fields.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, sentence]
            else:
                self.form_errors.append(sentence)
        if not error.fields:
            self.form_errors.append(error.sentence)
