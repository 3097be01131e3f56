"""A retention day that is killed at any moment leaves whole records: each is gone with its certificate, or waits."""

import hashlib
import json
import random
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from tests.facts.network import NOW
from tests.foundation.audit.test_crashes import killed_while
from tests.oversight.network import NEAR_END, contributed, everything, item_ids, keeper, make_keepers, queue

from interlace.core.ledger import Verdict
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import checkpoint
from interlace.foundation.audit.models import Leaf
from interlace.foundation.audit.queries import verify_log
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.ledger import deletions_file, read_lines, write_waiting
from interlace.oversight.keeping.sweeping import finish_certificates, sweep
from interlace.oversight.models import Certificate, KeptItem, KeptState
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.models import Check

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

ROWS = 5
KILLS = 3
IN_A_YEAR = NOW.replace(year=NOW.year + 2)
"""When what nobody decides about is over as well."""


@pytest.fixture(autouse=True)
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLACE_DELETIONS", str(tmp_path / "elsewhere" / "deletions.ndjson"))
    make_keepers()


def keep_lawfully() -> None:
    """One more step of the day; when everything is done, wait to be killed."""
    waiting = open_items()
    if waiting:
        delete_records(keeper(), waiting[:1], now=NEAR_END)
    elif sweep(now=IN_A_YEAR) == 0:
        time.sleep(0.01)


def open_items() -> list[UUID]:
    with steward(Task.VERIFY):
        return list(KeptItem.objects.filter(state=KeptState.OPEN).order_by("id").values_list("id", flat=True))


def digest(kind: str, identifier: UUID, content: str) -> str:
    """What a certificate says of a thing."""
    return hashlib.sha256(f"{kind}|{identifier}|{content}".encode()).hexdigest()


def test_after_a_kill_at_any_moment_each_record_is_certified_or_waits_and_nothing_happened_twice(
    tmp_path: Path,
) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    contributed(tmp_path, ROWS)
    ask_holders(keeper("th.head"), question_typed("person", "Nobody at all"), now=NOW)
    assert len(item_ids(queue())) > ROWS
    with steward(Task.VERIFY):
        facts = list(Fact.objects.order_by("id").values("id", "subject", "contribution", "digest"))
        of_checks = {digest("checks", each, "") for each in Check.objects.values_list("id", flat=True)}
    of_facts = {each["id"]: digest("facts", each["id"], bytes(each["digest"]).hex()) for each in facts}

    def look() -> None:
        write_waiting()  # as the node does by itself within minutes of its start
        left = set(everything())
        with steward(Task.VERIFY):
            items = {(each.subject, each.contribution): each for each in KeptItem.objects.all()}
            certificates = {each.id: json.loads(each.text) for each in Certificate.objects.all()}
            checks = {digest("checks", each, "") for each in Check.objects.values_list("id", flat=True)}
            leaves = Counter(Leaf.objects.filter(event="keeping.deleted").values_list("object_id", flat=True))
        certified = Counter(each for text in certificates.values() for each in text["digests"])
        noted = {line.id: line.ids for line in read_lines(deletions_file())}
        dead = Counter(each for ids in noted.values() for each in ids.get("facts", ()))
        assert leaves == Counter({str(each): 1 for each in certificates})
        assert certified == Counter([*(of_facts[each] for each in of_facts if each not in left), *(of_checks - checks)])
        assert dead == Counter(str(each) for each in of_facts if each not in left)
        for each in facts:
            item = items[each["subject"], each["contribution"]]
            if each["id"] in left:
                assert (item.state, item.certificate) == (KeptState.OPEN, None)
            else:
                assert item.state == KeptState.DELETED
                assert item.certificate is not None
                assert of_facts[each["id"]] in certificates[item.certificate]["digests"]

    for _kill in range(KILLS):
        killed_while(keep_lawfully, after=chance.uniform(0.05, 0.5))
        look()
    while open_items():
        keep_lawfully()
    sweep(now=IN_A_YEAR)
    look()
    assert everything() == []
    finish_certificates(now=IN_A_YEAR)
    checkpoint(now=IN_A_YEAR)
    with steward(Task.VERIFY):
        assert not Certificate.objects.filter(swept=None).exists()
    assert verify_log().verdict is Verdict.VALID
