"""Links while a part of the index is gone: they wait, and nothing of them is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.shards.cut import FragileShard, in_shards

from interlace.crossmatch.queries import waiting_links
from interlace.crossmatch.upkeep import catch_up
from interlace.screening import access

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node_data: Path) -> Iterator[list[FragileShard]]:
    """The node's index in three shards."""
    index, shards = in_shards(tmp_path)
    monkeypatch.setitem(access._open, access.index_folder(), index)
    yield shards
    index.close()


def test_links_wait_for_a_part_of_the_index_that_is_gone(
    shards: list[FragileShard], caplog: pytest.LogCaptureFixture
) -> None:
    make_members("KR", "TH", "SG")
    for shard in shards:
        shard.gone = True
    for member in ("TH", "SG"):
        entity = person("Han Ji-seop", phone="+82 10 0000 0142", birthDate="1991-04-17")
        contribute(viewer(member), label(member, readers=["KR"]), entity)
    assert catch_up() == 0
    assert waiting_links(viewer("KR"), now=NOW, most=9) == []
    assert not [each for each in caplog.records if each.levelname == "ERROR"]

    for shard in shards:
        shard.gone = False
    assert catch_up() > 0
    assert len(waiting_links(viewer("KR"), now=NOW, most=9)) == 1
