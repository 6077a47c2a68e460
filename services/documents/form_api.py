"""Reading a form that came back, without effect: what stands in it, cell by cell, or why it is refused."""

from typing import Any
from uuid import UUID

from flask import Flask, abort, jsonify, request
from flask.typing import ResponseReturnValue

from services.documents.data_forms.form import FilledForm
from services.documents.data_forms.reading import check_addressee, read_form
from shared.office_files.refusal import FileRefused
from shared.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Add the address to an app."""

    @app.post("/data-forms/read")
    def read() -> ResponseReturnValue:
        asked = {name: request.args.get(name, type=UUID) for name in ("office_id", "cycle_id", "unit_id")}
        revision = request.args.get("revision", type=int)
        office_id, cycle_id, unit_id = asked.values()
        if office_id is None or cycle_id is None or unit_id is None or revision is None:
            abort(400, "office_id, cycle_id, unit_id and revision say whose form it should be")
        try:
            form = read_form(request.get_data(), settings.secret_key)
            check_addressee(form.identity, office_id=office_id, cycle_id=cycle_id, unit_id=unit_id, revision=revision)
        except FileRefused as refused:
            return jsonify({"refused": refused.sentence}), 422
        return jsonify(_answer(form))


def _answer(form: FilledForm) -> dict[str, Any]:
    return {
        "rows": {
            code: {field: {"ref": cell.ref, "text": cell.text} for field, cell in row.items()}
            for code, row in form.rows.items()
        },
        "problems": [
            {"ref": problem.ref, "code": problem.code, "field": problem.field, "sentence": problem.sentence}
            for problem in form.cell_problems
        ],
    }
