"""Three shards in three processes of a Ray cluster, one of them killed."""

import importlib.util
import os
import secrets
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.screening.index.corpus import by_identifier
from tests.screening.shards.test_sharded import OPEN, RECORDS

from interlace.screening.index import FACTS
from interlace.screening.shards.remote import UnguardedCluster, ray_shards
from interlace.screening.shards.shard import PartsMissing
from interlace.screening.shards.sharded import ShardedIndex, shard_of

pytestmark = pytest.mark.process
SHARDS = 3
FOUND_AGAIN_SECONDS = 60


def test_a_cluster_without_a_token_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_AUTH_MODE", raising=False)
    with pytest.raises(UnguardedCluster):
        ray_shards("127.0.0.1:6379", folder=tmp_path, count=SHARDS)


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster of this machine alone, which holds all three shards."""
    # Ray reads these when it is loaded.
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    spec = importlib.util.find_spec("ray")
    if spec is None or spec.origin is None:  # a mere folder of that name has no origin
        pytest.skip("the extra `cluster` is not installed")
    ray = importlib.import_module("ray")
    ray.init(
        num_cpus=1,
        resources={f"interlace-shard-{number + 1}": 1 for number in range(SHARDS)},
        namespace="interlace",
        include_dashboard=False,
        log_to_driver=False,
        logging_level="error",
    )
    yield ray
    ray.shutdown()


def test_the_loss_of_one_process_is_named_and_mended(ray: Any, tmp_path: Path) -> None:
    shards = ray_shards("auto", folder=tmp_path, count=SHARDS)
    index = ShardedIndex(shards)
    assert index.missing() == (0, 1, 2)  # nothing was ever built there: that is no empty index
    with index.writer(FACTS) as writer:
        for each in RECORDS[:50]:
            writer.add(each)
        writer.commit()
    index.apply_delta(RECORDS[50:])
    assert index.missing() == ()
    wanted = by_identifier("phone:1")
    whole = {each.subject for each in index.search(wanted, OPEN, limit=100)}
    assert whole == {each.subject for place, each in enumerate(RECORDS) if place % 7 == 1 and place % 2 == 0}

    actors = [ray.get_actor(each["name"]) for each in ray.util.list_named_actors(all_namespaces=True)]
    processes = [ray.get(actor.__ray_call__.remote(lambda host: (os.getpid(), str(host._folder)))) for actor in actors]
    assert len({pid for pid, _ in processes}) == SHARDS
    (lost,) = (pid for pid, folder in processes if folder.endswith("2-of-3"))
    os.kill(lost, signal.SIGKILL)
    found = index.find(wanted, OPEN, limit=100)
    assert found.missing == (1,)
    assert {each.subject for each in found.candidates} == {each for each in whole if shard_of(each, SHARDS) != 1}
    with pytest.raises(PartsMissing):
        index.search(wanted, OPEN, limit=100)

    until = time.monotonic() + FOUND_AGAIN_SECONDS
    while index.missing() and time.monotonic() < until:
        time.sleep(0.2)
    assert {each.subject for each in index.search(wanted, OPEN, limit=100)} == whole
