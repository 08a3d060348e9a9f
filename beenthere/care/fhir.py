"""The same letter as an HL7 FHIR R4 document, for record systems that read one.

A Bundle of type ``document``: first a Composition with a section for each part of the letter, then the
person who wrote it (no identifier, a name only if they typed one), an Observation for each number they
gave, and a QuestionnaireResponse for each evening's answers. Built and validated with the R4B models of
``fhir.resources``; these five resources are the same in R4 (4.0.1) and R4B (4.3.0).

Ids are made from the hand-over's own random key and the place of a part, so that the same letter is the
same document, byte for byte. No code of a terminology is claimed for what is somebody's own number.
"""

from datetime import datetime
from html import escape
from typing import Any
from unicodedata import category
from uuid import UUID, uuid5

from fhir.resources.R4B.bundle import Bundle

from beenthere.care.letters import Letter, Part, Row

NAMESPACE = UUID("5c0f1f0e-9d0b-4a3f-8a52-0b6a3a6f9c11")
XHTML = "http://www.w3.org/1999/xhtml"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_SPACE = {"Cc": "", "Cs": "", "Zs": " ", "Zl": " ", "Zp": " "}
Resource = dict[str, Any]


def document(letter: Letter, *, at: datetime) -> bytes:
    """Return the document as JSON.

    :raises ValueError: it would not be valid FHIR
    """
    bundle = Bundle.model_validate(_bundle(letter, at.replace(microsecond=0)))
    return bundle.model_dump_json(indent=2).encode("utf-8")


def _bundle(letter: Letter, at: datetime) -> Resource:
    resources = [_composition(letter, at), _writer(letter), *_findings(letter)]
    return {
        "resourceType": "Bundle",
        "id": _id(letter, "bundle"),
        "language": letter.language,
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{_id(letter, 'bundle')}"},
        "type": "document",
        "timestamp": at.isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }


def _id(letter: Letter, place: str) -> str:
    return str(uuid5(NAMESPACE, f"{letter.key}:{place}"))


def _reference(letter: Letter, place: str) -> Resource:
    return {"reference": f"urn:uuid:{_id(letter, place)}"}


def _composition(letter: Letter, at: datetime) -> Resource:
    return {
        "resourceType": "Composition",
        "id": _id(letter, "composition"),
        "language": letter.language,
        "text": _narrative(letter, "generated", _paragraph(f"{letter.purpose} ({letter.dated})")),
        "status": "final",
        "type": {"text": "Own words of a person, handed over by themselves"},
        "subject": _reference(letter, "writer"),
        "date": at.isoformat(),
        "author": [_reference(letter, "writer")],
        "title": letter.purpose,
        "section": [_section(letter, number, part) for number, part in enumerate(letter.parts)],
    }


def _section(letter: Letter, number: int, part: Part) -> Resource:
    entries = [_reference(letter, place) for place in _places(number, part)]
    status = "generated" if entries else "additional"
    section = {
        "title": part.heading,
        "text": _narrative(letter, status, "".join(_shown(row) for row in part.rows), note=part.note),
    }
    return section | ({"entry": entries} if entries else {})


def _places(number: int, part: Part) -> list[str]:
    """Return the resources a part has besides its words."""
    if part.kind == "numbers":
        return [f"number:{number}:{place}" for place in range(len(part.rows))]
    return [f"answers:{number}"] if part.kind == "answers" else []


def _writer(letter: Letter) -> Resource:
    signed = _sayable(letter.signed).strip()
    name = {"name": [{"text": signed}]} if signed else {}
    words = signed or "No name was given."
    return {
        "resourceType": "Patient",
        "id": _id(letter, "writer"),
        "language": letter.language,
        "text": _narrative(letter, "generated", _paragraph(words)),
        **name,
    }


def _findings(letter: Letter) -> list[Resource]:
    found: list[Resource] = []
    for number, part in enumerate(letter.parts):
        if part.kind == "numbers":
            found += [_number(letter, f"number:{number}:{n}", part, row) for n, row in enumerate(part.rows)]
        elif part.kind == "answers":
            found.append(_answers(letter, f"answers:{number}", part))
    return found


def _number(letter: Letter, place: str, part: Part, row: Row) -> Resource:
    return {
        "resourceType": "Observation",
        "id": _id(letter, place),
        "language": letter.language,
        "text": _narrative(letter, "generated", _shown(row), note=f"{part.heading}. {part.note}"),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
        "code": {"text": f"{row.label}. {part.note}"},
        "subject": _reference(letter, "writer"),
        "performer": [_reference(letter, "writer")],
        "effectiveDateTime": datetime.fromisoformat(row.at).replace(microsecond=0).isoformat(),
        "valueInteger": row.number,
    }


def _answers(letter: Letter, place: str, part: Part) -> Resource:
    items = [
        {"linkId": str(number), "text": row.label, "answer": [{"valueString": _sayable(row.words)}]}
        for number, row in enumerate(part.rows, 1)
        # An answer of control signs alone says nothing, and FHIR takes no empty string.
        if _sayable(row.words).strip()
    ]
    said = {"item": items} if items else {}
    return {
        "resourceType": "QuestionnaireResponse",
        "id": _id(letter, place),
        "language": letter.language,
        "text": _narrative(letter, "generated", "".join(_shown(row) for row in part.rows), note=part.heading),
        "status": "completed",
        "subject": _reference(letter, "writer"),
        "author": _reference(letter, "writer"),
        "source": _reference(letter, "writer"),
        **said,
    }


def _shown(row: Row) -> str:
    words = f"{row.number} / 10" if row.number is not None else row.words
    return _paragraph(f"{row.label}: {words}" if row.label else words)


def _paragraph(words: str) -> str:
    lines = "<br/>".join(escape(_sayable(line), quote=False) for line in words.split("\n"))
    return f"<p>{lines}</p>"


def _sayable(words: str) -> str:
    """Return words as XHTML and FHIR strings take them: no control signs, every odd space a plain one."""
    return "".join(_SPACE.get(category(sign), sign) if sign not in "\n\t" else sign for sign in words)


def _narrative(letter: Letter, status: str, body: str, *, note: str = "") -> Resource:
    before = _paragraph(note) if note else ""
    lang = escape(letter.language)
    div = f'<div xmlns="{XHTML}" xml:lang="{lang}" lang="{lang}">{before}{body}</div>'
    return {"status": status, "div": div}
