"""The forms of a page, read from its HTML: where each goes, and what it would send as it stands."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from rehearsal.failure import PageRefused

Value = str | tuple[str, ...]
"""What a field sends: one text, or one for each box that is ticked."""

_VOID_WITH_VALUE = {"hidden", "text", "password", "email", "number", "tel", "search", "url", "date"}


@dataclass(slots=True)
class Button:
    """A submit button: what it sends and what it says."""

    name: str
    value: str
    text: str = ""


@dataclass(slots=True)
class Form:
    """One form: where it goes, the values it would send as it stands, its choices, files and buttons."""

    action: str
    method: str
    values: dict[str, Value] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def button(self, name: str, value: str) -> Button:
        """The button with this name and value; PageRefused when the form has none."""
        for button in self.buttons:
            if (button.name, button.value) == (name, value):
                return button
        raise PageRefused(f"Formulir ke {self.action} tidak memiliki tombol {name}={value}.")


def _choose(form: Form, name: str, value: str, *, several: bool) -> None:
    """Keep what is ticked; of check boxes each counts."""
    before = form.values.get(name, ())
    form.values[name] = (*([before] if isinstance(before, str) else before), value) if several else value


class FormReader(HTMLParser):
    """Collects forms and the error messages that are shown on a page."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.errors: list[str] = []
        self._url = url
        self._form: Form | None = None
        self._select: str | None = None
        self._text_of: str | None = None
        self._error_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "govuk-error-message" in given.get("class", ""):
            self._error_depth = 1
            self.errors.append("")
        if tag == "form":
            self._form = Form(urljoin(self._url, given.get("action", "")), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input":
            self._input(form, name, given)
        elif tag == "button":
            form.buttons.append(Button(name, given.get("value", "")))
            self._text_of = "button"
        elif tag == "textarea":
            form.values[name] = ""
            self._text_of = name
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given.get("value", "")

    @staticmethod
    def _input(form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                _choose(form, name, given.get("value", "on"), several=kind == "checkbox")
        elif kind in _VOID_WITH_VALUE and name:
            form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"textarea", "button"}:
            self._text_of = None
        elif tag == "select":
            self._select = None
        elif tag == "p":
            self._error_depth = 0

    def handle_data(self, data: str) -> None:
        if self._error_depth:
            self.errors[-1] = " ".join(f"{self.errors[-1]} {data}".split())
        if self._form is None or self._text_of is None:
            return
        if self._text_of == "button":
            self._form.buttons[-1].text = " ".join(f"{self._form.buttons[-1].text} {data}".split())
        else:
            self._form.values[self._text_of] = f"{self._form.values[self._text_of]}{data}"
