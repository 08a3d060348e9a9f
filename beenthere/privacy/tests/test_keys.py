"""T31: what is stored is noise without its key, and can be neither changed, moved nor replayed."""

import base64
import os
import time

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from beenthere.privacy import actions, keys
from beenthere.privacy.models import DataKey
from beenthere.privacy.root_key import RootKeyIsWrong, make_root_key_file, read_root_key, root_key

pytestmark = pytest.mark.django_db
ANN = "person:ann"


@pytest.fixture(autouse=True)
def _no_keys_from_other_tests():
    keys.forget_cached()
    yield
    keys.forget_cached()


def test_words_come_back_and_are_not_in_the_ciphertext():
    sealed = keys.seal(subject=ANN, place="note:1", words="my sister ❤ שלום")

    assert keys.unseal(subject=ANN, place="note:1", sealed=sealed) == "my sister ❤ שלום"
    assert b"sister" not in sealed


def test_the_same_words_twice_look_different():
    assert keys.seal(subject=ANN, place="a", words="x") != keys.seal(subject=ANN, place="a", words="x")


def test_every_flipped_byte_is_noticed():
    sealed = keys.seal(subject=ANN, place="a", words="hello")

    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(keys.Tampered):
            keys.unseal(subject=ANN, place="a", sealed=changed)


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_cut_ciphertext_is_noticed(length):
    sealed = keys.seal(subject=ANN, place="a", words="hello")

    with pytest.raises(keys.Tampered):
        keys.unseal(subject=ANN, place="a", sealed=sealed[:length])


def test_a_ciphertext_can_not_be_moved_to_another_place_or_person():
    sealed = keys.seal(subject=ANN, place="a", words="hello")
    keys.make_key(subject="person:cy")

    with pytest.raises(keys.Tampered):
        keys.unseal(subject=ANN, place="b", sealed=sealed)
    with pytest.raises(keys.Tampered):
        keys.unseal(subject="person:cy", place="a", sealed=sealed)


def test_a_wrapped_key_moved_to_another_subject_opens_nothing():
    sealed = keys.seal(subject=ANN, place="a", words="hello")
    stolen = DataKey.objects.get(subject=ANN).wrapped
    keys.make_key(subject="person:cy")
    DataKey.objects.filter(subject="person:cy").update(wrapped=stolen)

    with pytest.raises(keys.Tampered):
        keys.unseal(subject="person:cy", place="a", sealed=sealed)


def test_a_destroyed_key_is_gone_at_once_and_others_stay():
    sealed = keys.seal(subject=ANN, place="a", words="hello")
    other = keys.seal(subject="person:bo", place="a", words="here")

    keys.destroy_key(subject=ANN)

    with pytest.raises(keys.KeyIsGone):
        keys.unseal(subject=ANN, place="a", sealed=sealed)
    assert keys.unseal(subject="person:bo", place="a", sealed=other) == "here"


def test_a_warm_key_asks_no_database_and_is_fast():
    keys.seal(subject=ANN, place="a", words="warm")
    with CaptureQueriesContext(connections["keyring"]) as asked:
        began = time.perf_counter()
        for _message in range(1000):
            keys.cipher_for(subject=ANN).encrypt(b"a", "x" * 200)
        took = time.perf_counter() - began

    assert len(asked) == 0
    assert took < 1  # a thousand; 0.1 ms each would be 0.1 s, and the machine may be busy


def test_changing_the_root_key_keeps_every_word_and_ends_the_old_key():
    sealed = keys.seal(subject=ANN, place="a", words="hello")
    old, new = root_key(), os.urandom(32)

    assert actions.rotate_root_key(old=old, new=new) == DataKey.objects.count()
    assert actions.rotate_root_key(old=old, new=new) == DataKey.objects.count()  # repeating is safe
    with pytest.raises(keys.Tampered):
        keys.unseal(subject=ANN, place="a", sealed=sealed)

    actions.rotate_root_key(old=new, new=old)
    assert keys.unseal(subject=ANN, place="a", sealed=sealed) == "hello"


def test_a_wrong_old_root_key_changes_nothing():
    sealed = keys.seal(subject=ANN, place="a", words="hello")

    with pytest.raises(actions.WrongRootKey):
        actions.rotate_root_key(old=os.urandom(32), new=os.urandom(32))
    assert keys.unseal(subject=ANN, place="a", sealed=sealed) == "hello"


def test_a_made_root_key_is_for_this_user_only_and_is_never_replaced(tmp_path):
    path = tmp_path / "config" / "root.key"

    assert make_root_key_file(path=path)
    first = read_root_key(encoded="", path=path, data_dir=tmp_path / "data")
    assert not make_root_key_file(path=path)
    assert read_root_key(encoded="", path=path, data_dir=tmp_path / "data") == first
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_root_key_that_others_can_read_is_refused(tmp_path, mode):
    path = tmp_path / "root.key"
    make_root_key_file(path=path)
    path.chmod(mode)

    with pytest.raises(RootKeyIsWrong, match="chmod 600"):
        read_root_key(encoded="", path=path, data_dir=tmp_path / "data")


def test_a_root_key_in_the_data_folder_is_refused_even_behind_a_link(tmp_path):
    inside = tmp_path / "data" / "root.key"
    make_root_key_file(path=inside)
    link = tmp_path / "root.key"
    link.symlink_to(inside)

    for path in (inside, link):
        with pytest.raises(RootKeyIsWrong, match="data folder"):
            read_root_key(encoded="", path=path, data_dir=tmp_path / "data")


@pytest.mark.parametrize("encoded", ["short", base64.b64encode(b"x" * 31).decode(), "%%%"])
def test_a_root_key_of_the_wrong_shape_is_refused(tmp_path, encoded):
    with pytest.raises(RootKeyIsWrong, match="32 bytes"):
        read_root_key(encoded=encoded, path=tmp_path / "none", data_dir=tmp_path)


def test_no_root_key_says_how_to_make_one(tmp_path):
    with pytest.raises(RootKeyIsWrong, match="new-root-key"):
        read_root_key(encoded="", path=tmp_path / "none", data_dir=tmp_path / "data")


# -- digests ---------------------------------------------------------------------------------------------


def test_a_digest_is_the_same_after_a_restart_and_another_for_another_subject():
    for subject in (ANN, "person:cy"):
        keys.make_key(subject=subject)
    first = keys.digest(subject=ANN, words="a session")
    keys.forget_cached()

    assert keys.digest(subject=ANN, words="a session") == first
    assert keys.digest(subject="person:cy", words="a session") != first
    assert "session" not in first


def test_without_the_key_there_is_no_digest():
    keys.make_key(subject=ANN)
    keys.destroy_key(subject=ANN)

    with pytest.raises(keys.KeyIsGone):
        keys.digest(subject=ANN, words="a session")


def test_keys_of_days_that_are_over_are_destroyed_and_no_others():
    for subject in ("entry:2026-01-08", "entry:2026-01-09", "entry:2026-01-10", ANN, "a:2020-01-01"):
        keys.make_key(subject=subject)

    assert keys.destroy_older(kind="entry", than="2026-01-09") == 1
    left = set(DataKey.objects.values_list("subject", flat=True))
    assert left >= {"entry:2026-01-09", "entry:2026-01-10", ANN, "a:2020-01-01"}
    assert "entry:2026-01-08" not in left
