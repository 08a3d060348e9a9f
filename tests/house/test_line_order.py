"""The measurement of the line builds it anew each time, and would see a difference."""

import json
from dataclasses import replace

import pytest

from beenthere.companion.models import ReaderSwitch
from beenthere.matching.models import Visit
from bench import line_order
from bench.evenings import Step, evenings

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def built(waiting, *, readers_on=True):
    Visit.objects.all().delete()
    return line_order.build(waiting, readers_on=readers_on)


def test_the_readers_are_on_or_off_while_the_line_comes_into_being(monkeypatch):
    seen, come_in = [], line_order.come_in

    def watched(evening, number):
        seen.append(ReaderSwitch.objects.get().is_on)
        return come_in(evening, number)

    monkeypatch.setattr(line_order, "come_in", watched)
    waiting = evenings()[:6]
    on, off = built(waiting), built(waiting, readers_on=False)

    assert seen == [True] * 6 + [False] * 6
    assert on == off
    assert len(json.loads(on)) == 6


def test_a_line_that_moved_is_another_line():
    waiting = evenings()[:4]
    safe = [replace(one, steps=tuple(step for step in one.steps if step.mark != "Y")) for one in waiting]
    unsafe = [*safe[:3], replace(safe[3], steps=(*safe[3].steps, Step("Y", "yes")))]

    assert built(safe) != built(unsafe)
