"""A sentence as data: which values it needs, when it is true, and its words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.analysis.domain.evaluation.fact import Facts
from services.analysis.domain.evaluation.said import Sentence


@dataclass(frozen=True, slots=True)
class Template:
    """`needs` are names of facts, all of which must be there; `condition` takes their values in that order.

    `text` may print any of them and the labels it is told with. `quotes` names the fact that is somebody's own words
    and stands behind the text instead of in it.
    """

    id: str
    needs: tuple[str, ...]
    condition: Callable[..., bool]
    text: str
    quotes: str = ""

    def tell(self, facts: Facts, labels: Mapping[str, str]) -> Sentence | None:
        """The sentence, where the facts bear it."""
        if any(name not in facts for name in self.needs):
            return None
        if not self.condition(*(facts[name].value for name in self.needs)):
            return None
        printed = {name: facts[name].printed for name in self.needs}
        ids = dict.fromkeys(each for name in self.needs for each in facts[name].ids)
        words = facts[self.quotes].printed if self.quotes else ""
        return Sentence(self.id, self.text.format_map({**labels, **printed}), tuple(ids), words)


def tell_all(templates: Iterable[Template], facts: Facts, labels: Mapping[str, str]) -> list[Sentence]:
    """Every sentence that these facts bear, in the order of the templates."""
    return [told for template in templates if (told := template.tell(facts, labels))]


def always(*_: object) -> bool:
    """For a sentence that is true wherever its values are known."""
    return True
