"""Every endpoint carries a rule: public with a reason, or an act that the signed-in person must be allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.answers import Refused
from services.intake.domain.rights import Act, Person, Subject, may
from services.intake.models import OfficeRecord, PersonRecord
from services.intake.process.tasks import TaskUnknown, cycle_of_task
from services.intake.repository.cycles import CycleUnknown, read_cycle, waived_in
from services.intake.repository.offices import person_of, today_of
from services.intake.web.kept import keep_form
from services.intake.web.sessions import ServerSession
from services.intake.web.site import reading, site
from shared.logs import name_ids

View = Callable[..., ResponseReturnValue]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])
Loader = Callable[..., Subject]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked before a view runs; `act` is None for a public one, `why` then says why it may be public.

    `page` is the endpoint of the page a form stands on.
    """

    act: Act | None
    why: str = ""
    page: str | None = None


def public(why: str) -> Callable[[AnyView], AnyView]:
    """Anybody may see this, for the reason given."""

    def mark(view: AnyView) -> AnyView:
        view.rule = Rule(None, why)  # type: ignore[attr-defined] # read by the contract test
        return view

    return mark


def rule(act: Act, loader: Loader, page: str | None = None) -> Callable[[View], View]:
    """Only a signed-in person who may do `act` to what `loader(session, person, **view_args)` finds.

    `page` is the endpoint a form came from: when the session has ended while somebody typed, what was typed is
    kept and they are led back there.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            person = current_person()
            if person is None:
                return to_sign_in(url_for(page or request.endpoint or "tasks.mine", **arguments))
            with reading() as rows:
                try:
                    subject = loader(rows, person, **arguments)
                except (CycleUnknown, TaskUnknown):
                    abort(404)
            answer = may(person, act, subject)
            if isinstance(answer, Refused):
                return _refuse(answer)
            g.subject = subject
            name_ids({"office_id": subject.office_id, "cycle_id": subject.cycle.id if subject.cycle else None})
            return view(**arguments)

        guarded.rule = Rule(act, page=page)  # type: ignore[attr-defined] # read by the contract test
        return guarded

    return mark


def _refuse(answer: Refused) -> ResponseReturnValue:
    if answer.hidden:
        abort(404)
    return render_template("errors/403.html", reason=answer.reason), 403


def current_person() -> Person | None:
    """The signed-in person with the posts held today; None when nobody is signed in."""
    if "person" not in g:
        g.person = _load_person()
    return cast("Person | None", g.person)


def signed_in() -> Person:
    """The person of a guarded view."""
    person = current_person()
    if person is None:
        abort(401)
    return person


def _load_person() -> Person | None:
    person_id = cast("ServerSession", session).person_id
    if person_id is None:
        return None
    with reading() as rows:
        return person_of(rows, person_id, _today(rows, person_id))


def _today(rows: Session, person_id: UUID) -> Any:
    row = rows.get(PersonRecord, person_id)
    office = rows.get(OfficeRecord, row.office_id) if row and row.office_id else None
    now = site().clock.now()
    return today_of(office, now) if office else now.date()


def page_of_form() -> str | None:
    """The address of the page that the posted form stands on; None for a form that keeps nothing."""
    view = current_app.view_functions.get(request.endpoint or "")
    asked: Rule | None = getattr(view, "rule", None)
    return url_for(asked.page, **(request.view_args or {})) if asked and asked.page else None


def to_sign_in(back_to: str) -> ResponseReturnValue:
    """Ask to sign in, keep what was typed, and remember where to go on."""
    if request.method == "POST":
        keep_form(back_to, request.form, request.files)
    session["back_to"] = back_to
    return redirect(url_for("sign_in.form"), 303)


def own_office(_rows: Session, person: Person) -> Subject:
    """The person's own office; 404 for somebody who belongs to none."""
    if person.office_id is None:
        abort(404)
    return Subject(office_id=person.office_id)


def the_cycle(rows: Session, _person: Person, cycle_id: UUID, **_more: Any) -> Subject:
    """The cycle in the address."""
    cycle = read_cycle(rows, cycle_id)
    return Subject(office_id=cycle.office_id, cycle=cycle, waived=waived_in(rows, cycle_id))


def the_task(rows: Session, _person: Person, task_id: UUID, **_more: Any) -> Subject:
    """The task in the address."""
    cycle = read_cycle(rows, cycle_of_task(rows, task_id))
    run, task = cycle.find(task_id)
    return Subject(office_id=cycle.office_id, cycle=cycle, run=run, task=task, waived=waived_in(rows, cycle.id))
