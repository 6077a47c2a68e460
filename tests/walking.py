"""People walking through the pages one after another in one window, looked at on the way."""

from uuid import UUID

from playwright.sync_api import Browser, ConsoleMessage

from services.intake.domain.rights import Person
from tests.browsing import complaints, go_on_as, look, page_of
from tests.intake_office import IntakeOffice


class Walk:
    """One window. What is wrong with a page that is seen is gathered in `found`, as is what the console complains of.

    Without scripts a page cannot be examined, only be used.
    """

    def __init__(
        self, browser: Browser, address: str, office: IntakeOffice, size: dict[str, int], *, scripts: bool = True
    ) -> None:
        self.page = page_of(browser, size, scripts=scripts)
        self.address = address
        self.office = office
        self.scripts = scripts
        self.found: list[str] = []
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        # A refused form answers 422, which a browser notes as an error.
        if message.type == "error" and "422" not in message.text:
            self.found.append(message.text)

    def go(self, person: Person | UUID, path: str) -> None:
        """Sign in as somebody else and open a page."""
        go_on_as(self.page, self.address, person if isinstance(person, UUID) else person.person_id)
        self.open(path)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def press(self, words: str) -> None:
        """Press a button that sends a form, and wait for the answer."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).click()

    def choose_answers(self) -> None:
        """In a form of figures, choose the first answer wherever one is chosen instead of typed."""
        for field in self.page.locator("select[name^=realisasi-]").all():
            field.select_option(index=1)

    def follow(self, words: str) -> None:
        """Follow a link to the page behind it."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()

    def unfold(self, words: str) -> None:
        self.page.locator("summary", has_text=words).first.click()

    def see(self, name: str) -> None:
        """Look at the page as it stands."""
        if self.scripts:
            look(self.page, name)
            self.found += [f"{name}: {complaint}" for complaint in complaints(self.page)]

    @property
    def heading(self) -> str:
        return self.page.inner_text("h1")

    @property
    def refusal(self) -> str:
        return self.page.inner_text(".govuk-error-summary")
