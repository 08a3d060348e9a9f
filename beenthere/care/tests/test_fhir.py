"""The document for record systems: valid, deterministic, and with nothing in it that was not in the letter."""

import json
import re
from datetime import UTC, datetime

import pytest
from fhir.resources.R4B.bundle import Bundle

from beenthere.care import fhir
from beenthere.care.letters import Letter, Part, Row

AT = datetime(2026, 3, 2, 20, 0, 1, 999, tzinfo=UTC)
PARTS = (
    Part("sentences", "Three sentences", "March 2", (Row("What happened", "I <cried> & cried"),)),
    Part("talk", "From a talk", "Lines I chose.", (Row("I wrote", "first\nsecond", at=AT.isoformat()),)),
    Part(
        "numbers",
        "How bad it was",
        "0 is calm",
        (Row("When I came", number=8, at=AT.isoformat()), Row("When I left", number=5, at=AT.isoformat())),
    ),
    Part(
        "answers",
        "What I answered",
        "",
        (Row("What it was about", "Grief"), Row("What helped", "being heard")),
    ),
    Part("plan", "My safety plan", "As it stands", (Row("How I notice", "I stop eating"),)),
)


def a_letter(**more):
    told = {
        "key": "abc", "language": "en", "service": "S", "to_name": "Eli", "to_role": "My therapist", "purpose": "For our next hour",
        "dated": "March 2, 2026", "until": "March 9, 2026", "signed": "", "parts": PARTS,
    }  # fmt: skip
    return Letter(**(told | more))


def read(letter):
    return json.loads(fhir.document(letter, at=AT))


def resources(found):
    return [one["resource"] for one in found["entry"]]


def test_it_is_valid_and_the_composition_comes_first():
    found = read(a_letter())

    Bundle.model_validate(found)
    assert (found["resourceType"], found["type"]) == ("Bundle", "document")
    assert found["identifier"]["value"].startswith("urn:uuid:")
    assert found["timestamp"]
    kinds = [one["resourceType"] for one in resources(found)]
    assert kinds == ["Composition", "Patient", "Observation", "Observation", "QuestionnaireResponse"]


def test_every_reference_leads_to_an_entry_and_every_entry_is_named_once():
    found = read(a_letter())

    urls = [one["fullUrl"] for one in found["entry"]]
    asked = set(re.findall(r'"reference": "([^"]+)"', json.dumps(found)))
    assert len(set(urls)) == len(urls)
    assert asked <= set(urls)
    assert all(one["fullUrl"] == f"urn:uuid:{one['resource']['id']}" for one in found["entry"])


def test_each_number_is_an_observation_and_each_answer_an_item():
    _composition, _writer, before, after, answers = resources(read(a_letter()))

    assert (before["valueInteger"], after["valueInteger"]) == (8, 5)
    assert before["effectiveDateTime"].startswith("2026-03-02T20:00:01")
    assert [item["answer"][0]["valueString"] for item in answers["item"]] == ["Grief", "being heard"]
    assert answers["status"] == "completed"


def test_sections_carry_the_words_in_the_order_of_the_letter_with_their_status_and_language():
    composition = resources(read(a_letter(language="de")))[0]

    assert [section["title"] for section in composition["section"]] == [part.heading for part in PARTS]
    statuses = [section["text"]["status"] for section in composition["section"]]
    assert statuses == ["additional", "additional", "generated", "generated", "additional"]
    assert 'xml:lang="de" lang="de"' in composition["section"][0]["text"]["div"]
    assert "I &lt;cried&gt; &amp; cried" in composition["section"][0]["text"]["div"]
    assert "first<br/>second" in composition["section"][1]["text"]["div"]
    assert composition["language"] == "de"


def test_the_same_letter_is_the_same_document_and_another_key_another_one():
    assert fhir.document(a_letter(), at=AT) == fhir.document(a_letter(), at=AT)
    assert read(a_letter())["id"] != read(a_letter(key="other"))["id"]


@pytest.mark.parametrize("said", [("\x01\x02", "being heard"), ("\x07",)])
def test_an_answer_of_control_signs_alone_is_left_out_and_the_rest_stays_valid(said):
    part = Part("answers", "What I answered", "", tuple(Row("What helped", words) for words in said))

    found = read(a_letter(parts=(part,), signed="\x01"))

    Bundle.model_validate(found)
    answers = next(one for one in resources(found) if one["resourceType"] == "QuestionnaireResponse")
    kept = [item["answer"][0]["valueString"] for item in answers.get("item", [])]
    assert kept == [words for words in said if words.isprintable()]
    assert "name" not in resources(found)[1]


def test_nobody_is_named_who_did_not_sign():
    writer = resources(read(a_letter()))[1]

    assert set(writer) == {"resourceType", "id", "language", "text"}
    assert resources(read(a_letter(signed="Ann")))[1]["name"] == [{"text": "Ann"}]
    said = fhir.document(a_letter(), at=AT).decode()
    assert "abc" not in said
    assert "Eli" not in said


@pytest.mark.parametrize("words", ["\x00\x07bell", "nb\u00a0space", "]]>", "خطة", "👩‍👩‍👧", "a\tb", " "])
def test_whatever_somebody_pasted_stays_valid(words):
    parts = (
        Part("answers", "h", "", (Row("l", f"x{words}"),)),
        Part("own", "h", "", (Row("", f"x{words}"),)),
    )

    Bundle.model_validate(read(a_letter(parts=parts)))
