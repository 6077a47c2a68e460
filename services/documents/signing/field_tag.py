"""The signature field's place in the structure tree: PDF/UA-1 (ISO 14289-1, 7.18.4) wants each field in a Form tag.

The papers say in their metadata that they are PDF/UA-1; without this their signed copies would say it wrongly.
"""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, IndirectObject, pdf_name, pdf_string

from services.documents.signing.stamp_place import StampBox

# pyHanko's types are partial: what it takes and gives goes by Any here.
_dictionary_object: Any = generic.DictionaryObject
_number: Any = generic.NumberObject


def tag_field(writer: Any, field: Any, place: StampBox, words: str) -> None:
    """Put the field after the room it fills, or at the end of an unmarked paper; an untagged paper stays untagged."""
    root = writer.root
    if "/StructTreeRoot" not in root or "/ParentTree" not in root["/StructTreeRoot"]:
        return
    tree = root["/StructTreeRoot"]
    parent = tree["/K"].raw_get(0) if place.room is None else place.room.raw_get("/P")
    page = writer.find_page_for_modification(place.page)[0]
    form = writer.add_object(_form(field, page, parent, words))
    _insert(writer, parent.get_object(), place.room, form)
    _register(writer, tree, field, form)
    _follow_structure(writer, page.get_object())


def _form(field: Any, page: Any, parent: Any, words: str) -> Any:
    reference = _dictionary(Type=pdf_name("/OBJR"), Obj=field, Pg=page)
    return _dictionary(
        Type=pdf_name("/StructElem"), S=pdf_name("/Form"), P=parent, Pg=page, Alt=pdf_string(words), K=reference
    )


def _insert(writer: Any, parent: Any, room: Any, form: Any) -> None:
    kids = list(parent["/K"]) if isinstance(parent["/K"], ArrayObject) else [parent.raw_get("/K")]
    places = [number for number, kid in enumerate(kids, start=1) if room is not None and _is(kid, room)]
    kids.insert(places[0] if places else len(kids), form)
    parent[pdf_name("/K")] = ArrayObject(kids)
    writer.update_container(parent)


def _is(kid: Any, room: Any) -> bool:
    return isinstance(kid, IndirectObject) and bool(kid.reference == room.container_ref)


def _register(writer: Any, tree: Any, field: Any, form: Any) -> None:
    """Enter the field under the next free key, by which a reader finds its tag (ISO 32000-1, 14.7.4.4)."""
    parents = tree["/ParentTree"]
    key = _number(int(tree.get("/ParentTreeNextKey", _highest(parents) + 1)))
    if "/Nums" in parents:
        parents["/Nums"].extend([key, form])
        writer.update_container(parents["/Nums"])
    else:
        leaf = _dictionary(Nums=ArrayObject([key, form]), Limits=ArrayObject([key, key]))
        parents["/Kids"].append(writer.add_object(leaf))
        writer.update_container(parents["/Kids"])
    tree[pdf_name("/ParentTreeNextKey")] = _number(key + 1)
    writer.update_container(tree)
    field.get_object()[pdf_name("/StructParent")] = key


def _highest(parents: Any) -> int:
    if "/Nums" in parents:
        return max((int(key) for key in list(parents["/Nums"])[::2]), default=-1)
    return max((int(kid.get_object()["/Limits"][1]) for kid in list(parents["/Kids"])), default=-1)


def _follow_structure(writer: Any, page: Any) -> None:
    if "/Tabs" not in page:
        page[pdf_name("/Tabs")] = pdf_name("/S")
        writer.update_container(page)


def _dictionary(**entries: Any) -> Any:
    return _dictionary_object({pdf_name(f"/{name}"): value for name, value in entries.items()})
