"""YAML as plain text with positions: nothing is typed, so that `no`, `1:30` and dates stay what was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import yaml

from services.intake.sop_format.problems import Finding, Place, Problem, SopFileInvalid
from services.intake.sop_format.yaml_errors import explained

Tree = str | None | list["Tree"] | dict[str, "Tree"]
"""What a file holds: text, nothing, lists and mappings."""

LONGEST_FILE = 256 * 1024
DEEPEST = 16
NOTHING = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Composed:
    """The file's tree, and the line (from 1) at which each place stands."""

    file: str
    tree: Tree
    lines: Mapping[Place, int]

    def problem(self, finding: Finding) -> Problem:
        """The finding with its line: that of the place, or of the nearest place around it that was written."""
        place = self._written(finding.place)
        return Problem(self.file, self.lines.get(place, 1), f"{self._where(place)}{finding.text}")

    def _written(self, place: Place) -> Place:
        """As much of a place as the file has. A list of one may have been written without the list."""
        written: Place = ()
        for part in place:
            for name in (part, "performer" if part == "performers" else part):
                if (*written, name) in self.lines:
                    written = (*written, name)
                    break
            else:
                if part != 0:
                    break
        return written

    def _where(self, place: Place) -> str:
        match place:
            case ("steps", int(index), *rest):
                return f"langkah {self._number(index)}: {_path(rest)}"
            case ("roles", str(role), *rest):
                return f'peran "{role}": {_path(rest)}'
        return _path(place)

    def _number(self, index: int) -> str:
        match self.tree:
            case {"steps": list(steps)} if index < len(steps):
                match steps[index]:
                    case {"number": str(number)}:
                        return number
        return f"urutan ke-{index + 1}"


def _path(place: Iterable[str | int]) -> str:
    words = [part if isinstance(part, str) else f"butir {part + 1}" for part in place]
    return f"{' '.join(words)}: " if words else ""


def compose(text: str, file: str) -> Composed:
    """The tree and positions of a YAML text. Raises SopFileInvalid for what is not sound YAML or not plain."""
    try:
        _refuse_unplain(text, file)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise SopFileInvalid([Problem(file, *explained(error, text))]) from error
    if node is None:
        raise SopFileInvalid([Problem(file, 1, "berkas ini kosong")])
    walk = _Walk(file)
    tree = walk.tree(node, ())
    if walk.problems:
        raise SopFileInvalid(walk.problems)
    return Composed(file, tree, walk.lines)


def _refuse_unplain(text: str, file: str) -> None:
    """Refuse what could blow up or mislead, before any tree is made."""
    if len(text) > LONGEST_FILE:
        raise SopFileInvalid([Problem(file, 1, f"berkas terlalu besar; paling besar {LONGEST_FILE // 1024} KiB")])
    for line, content in enumerate(text.splitlines(), 1):
        if "\t" in content[: len(content) - len(content.lstrip())]:
            raise SopFileInvalid([Problem(file, line, "baris diawali tabulator (Tab); gunakan spasi")])
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if advice := _unplain(event, depth):
            raise SopFileInvalid([Problem(file, _line(event), advice)])


def _line(part: yaml.Event | yaml.Node) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


def _unplain(event: yaml.Event, depth: int) -> str | None:
    if depth > DEEPEST:
        return f"susunan terlalu dalam; paling dalam {DEEPEST} tingkat"
    if getattr(event, "anchor", None) is not None:
        return "jangkar (&) dan alias (*) YAML tidak dipakai; teks yang diawali & atau * harus diberi tanda kutip"
    if getattr(event, "tag", None) is not None:
        return "tag (!) YAML tidak dipakai; teks yang diawali ! harus diberi tanda kutip"
    return None


@dataclass(slots=True)
class _Walk:
    file: str
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tree(self, node: yaml.Node, place: Place) -> Tree:
        self.lines.setdefault(place, _line(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.tree(item, (*place, index)) for index, item in enumerate(node.value)]
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return None if plain and node.value in NOTHING else str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> Tree:
        result: dict[str, Tree] = {}
        for key, value in node.value:
            line = _line(key)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(self.file, line, "kunci harus satu kata, bukan daftar atau susunan"))
            elif key.value in result:
                first = self.lines[(*place, key.value)]
                text = f'kunci "{key.value}" ditulis dua kali (sudah ada pada baris {first}); satukan'
                self.problems.append(Problem(self.file, line, text))
            else:
                self.lines[(*place, key.value)] = line
                result[key.value] = self.tree(value, (*place, key.value))
        return result
