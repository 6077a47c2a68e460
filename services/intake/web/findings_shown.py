"""What analysis finds in figures, as pages show it: in words, by weight, with a way to the cell it means."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from services.intake.domain.cycle import Cycle
from services.intake.web.calling import CallRefused, ServiceDown, call
from shared.calls import CHECK_FIGURES
from shared.events.evaluated import DataFinding
from shared.events.parts import IndicatorValue
from shared.events.wire import schema_of

_WEIGHTS = {"serious": "Penting", "check": "Periksa"}
_NOTE = "Catatan"


@dataclass(frozen=True, slots=True)
class FindingShown:
    """`weight` is Penting, Periksa or Catatan; `about` names the indicator, `url` leads to its cell or is empty."""

    weight: str
    about: str
    sentence: str
    url: str

    @property
    def is_note(self) -> bool:
        return self.weight == _NOTE


def look_again(cycle: Cycle, unit: str, values: Sequence[IndicatorValue]) -> tuple[DataFinding, ...] | None:
    """What is worth a second look before these figures are sent; None when nobody answers, which stops nothing."""
    if not values:
        return ()
    figures = schema_of(IndicatorValue).dump(values, many=True)
    asked = {"office_id": str(cycle.office_id), "period": cycle.period, "unit": unit, "values": figures}
    try:
        answer = call(CHECK_FIGURES, data=asked)
    except (CallRefused, ServiceDown):
        return None
    return tuple(schema_of(DataFinding).load(answer["findings"], many=True))


def shown(
    findings: Iterable[DataFinding],
    name_of: Callable[[DataFinding], str],
    url_of: Callable[[DataFinding], str] = lambda _: "",
) -> list[FindingShown]:
    """The findings, the weightiest first, those of one weight in the order of the rows."""
    order = [*_WEIGHTS.values(), _NOTE]
    told = [
        FindingShown(_WEIGHTS.get(each.severity, _NOTE), name_of(each), each.sentence, url_of(each))
        for each in findings
    ]
    return sorted(told, key=lambda each: order.index(each.weight))
