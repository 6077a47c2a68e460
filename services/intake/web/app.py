"""The web of intake: the only part of Kinerja that faces people."""

from flask import Flask

from services.intake.web import (
    accounts,
    accounts_forgotten,
    accounts_invited,
    acts_for,
    aggregate_traces,
    corrections,
    cycle_acts,
    cycles,
    data_format,
    data_format_file,
    data_format_indicator,
    dead_letters,
    decisions,
    demo,
    draft_data,
    draft_handover,
    draft_notes,
    drafts,
    figures,
    figures_check,
    figures_file,
    health,
    links,
    mails,
    managing,
    measured,
    narrative_form,
    office_calendar_page,
    office_hours,
    office_letters,
    office_measuring,
    office_settings,
    operations,
    order,
    papers,
    people,
    receipt,
    reminders,
    sending,
    sign_in,
    signing,
    stand_ins,
    tasks,
    times,
    traces,
    tracking,
    verification,
)
from services.intake.web.defences import install_defences
from services.intake.web.error_pages import install_error_pages
from services.intake.web.frame import frame
from services.intake.web.presentation import install_templates
from services.intake.web.rules import public
from services.intake.web.sessions import DatabaseSessions
from services.intake.web.site import Site, install_site
from shared.clock import Clock, clock_of
from shared.database import Database
from shared.delivery.nudge import nudge_after_telling
from shared.settings import Settings


def create_app(settings: Settings, database: Database | None = None, clock: Clock | None = None) -> Flask:
    """The WSGI app. Without a database and a clock it takes those of the settings."""
    app = Flask(__name__, static_folder=None)
    app.config.update(SECRET_KEY=settings.secret_key)
    place = Site(settings, database or Database(settings.database_urls["intake"]), clock or clock_of(settings))
    nudge_after_telling(place.database, "intake", settings)
    install_site(app.extensions, place)
    app.session_interface = DatabaseSessions(lambda: place.database, is_https=settings.is_https)
    install_defences(app)
    install_templates(app)
    app.view_functions["asset"] = public("styles and scripts")(app.view_functions["asset"])
    _register_pages(app, settings)
    app.context_processor(frame)
    install_error_pages(app)
    return app


def _register_pages(app: Flask, settings: Settings) -> None:
    for module in (
        tasks,
        order,
        data_format,
        data_format_file,
        data_format_indicator,
        dead_letters,
        figures,
        figures_check,
        figures_file,
        drafts,
        narrative_form,
        draft_data,
        draft_notes,
        corrections,
        draft_handover,
        decisions,
        acts_for,
        aggregate_traces,
        signing,
        sending,
        receipt,
        verification,
        cycles,
        cycle_acts,
        reminders,
        measured,
        traces,
        tracking,
        times,
        mails,
        stand_ins,
        papers,
        links,
        sign_in,
        accounts,
        accounts_invited,
        accounts_forgotten,
        managing,
        office_settings,
        office_letters,
        office_measuring,
        office_calendar_page,
        office_hours,
        people,
        operations,
        health,
    ):
        app.register_blueprint(module.pages)
    if settings.is_demo:
        app.register_blueprint(demo.pages)
