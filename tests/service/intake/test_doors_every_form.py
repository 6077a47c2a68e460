"""What holds for every form and every page there is, taken from the url_map."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule as Address

from tests.every_address import TYPED, addresses, everything, ids_at_work, status
from tests.visitors import Doors


def forms(doors: Doors) -> list[str]:
    """Every address that takes a POST, with ids of a cycle at work."""
    return [path for method, path in every_address(doors) if method == "POST"]


def every_address(doors: Doors) -> Iterator[tuple[str, str]]:
    yield from addresses(doors, ids_at_work(doors))
    for each in doors.app.url_map.iter_rules():
        if not each.arguments:
            yield from ((method, each.rule) for method in _methods(each))


def _methods(each: Address) -> set[str]:
    return {"GET", "HEAD", "POST"} & set(each.methods or ())


@pytest.mark.parametrize("role", ["camat", "kasubbag", "admin"])
def test_no_form_does_anything_without_the_token_of_our_own_page(doors: Doors, role: str) -> None:
    tried = forms(doors)
    visitor = doors.visitor().go_on_as(doors.office.person(role))
    before = everything(doors)
    for path in tried:
        for token in ("", "made-up"):
            visitor.token = token
            assert visitor.post(path, TYPED).status_code in {303, 422}, path
    assert everything(doors) == before
    assert visitor.is_in


def test_no_form_does_anything_when_another_site_sends_it(doors: Doors) -> None:
    tried = forms(doors)
    visitor = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    before = everything(doors)
    answers = {path: visitor.post(path, TYPED, headers={"Sec-Fetch-Site": "cross-site"}) for path in tried}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(tried, 403)
    assert everything(doors) == before
    assert visitor.is_in


@pytest.mark.parametrize("role", ["camat", "sekcam", "kasubbag", "kasi_lurah", "admin"])
def test_looking_at_pages_decides_nothing_and_head_answers_like_get(doors: Doors, role: str) -> None:
    tried = {path for method, path in every_address(doors) if method == "GET"}
    visitor = doors.visitor().go_on_as(doors.office.person(role))
    before = everything(doors)
    for path in sorted(tried):
        assert status(visitor, "HEAD", path) == status(visitor, "GET", path) < 500, path
    assert everything(doors) == before


def test_every_page_carries_the_strict_policy_and_is_in_indonesian(doors: Doors) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    for path in sorted({path for method, path in every_address(doors) if method == "GET"}):
        answer = visitor.get(path)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype != "text/html" or '<html lang="id"' in answer.text or answer.status_code == 303
