"""No page is open by forgetting: each endpoint names the act it asks for, or why everybody may see it."""

from pathlib import Path

from flask import Flask

from services.intake.domain.rights import Act
from services.intake.web.app import create_app
from services.intake.web.rules import Rule
from shared.database import Database
from tests.visitors import settings_for


def the_app(folder: Path) -> Flask:
    return create_app(settings_for(folder), Database(f"sqlite:///{folder / 'none.sqlite'}"))


def rules_of(app: Flask) -> dict[str, Rule]:
    return {name: rule for name, view in app.view_functions.items() if (rule := getattr(view, "rule", None))}


def test_every_endpoint_has_a_rule(tmp_path: Path) -> None:
    app = the_app(tmp_path)
    assert len(app.view_functions) > 10
    assert sorted(set(app.view_functions) - set(rules_of(app))) == []


def test_a_public_endpoint_says_why_it_may_be(tmp_path: Path) -> None:
    rules = rules_of(the_app(tmp_path))
    assert sorted(name for name, rule in rules.items() if rule.act is None and not rule.why) == []
    assert sorted(name for name, rule in rules.items() if rule.act is not None and rule.act not in Act) == []


def test_an_address_with_an_id_of_an_office_is_never_public(tmp_path: Path) -> None:
    app = the_app(tmp_path)
    with_ids = [each for each in app.url_map.iter_rules() if any(name.endswith("_id") for name in each.arguments)]
    assert with_ids
    assert [each.rule for each in with_ids if rules_of(app)[each.endpoint].act is None] == []


def test_each_form_behind_a_sign_in_names_the_page_it_stands_on(tmp_path: Path) -> None:
    app = the_app(tmp_path)
    forms = [each for each in app.url_map.iter_rules() if "POST" in (each.methods or set())]
    rules = {each.endpoint: rules_of(app)[each.endpoint] for each in forms}
    assert sorted(name for name, rule in rules.items() if rule.act is not None and rule.page is None) == []
    assert {rule.page for rule in rules.values() if rule.page} <= set(app.view_functions)
