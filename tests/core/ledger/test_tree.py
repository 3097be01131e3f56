"""The tree against the published vectors of RFC 6962/9162, and its laws.

The vectors are those of the reference implementation of Certificate Transparency (leaf inputs, roots, inclusion and
consistency proofs), as widely republished; read on 22 November 2026.
"""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.ledger import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
L0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
L1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
N01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N0123 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
N4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"

hashes = st.integers(0, 255).map(lambda byte: hashlib.sha256(bytes([byte])).digest())
trees = st.lists(hashes, min_size=1, max_size=70)


def naive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162, 2.1.1, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


@pytest.mark.parametrize("size", range(9))
def test_root_is_the_published_one(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("number", "size", "proof"),
    [
        (0, 1, []),
        (0, 2, [L1]),
        (1, 2, [L0]),
        (2, 3, [N01]),
        (1, 5, [L0, N23, L4]),
        (0, 8, [L1, N23, N4567]),
        (5, 8, [L4, N67, N0123]),
    ],
)
def test_inclusion_proof_is_the_published_one(number: int, size: int, proof: list[str]) -> None:
    assert [node.hex() for node in inclusion_proof(LEAVES[:size], number)] == proof


@pytest.mark.parametrize(
    ("earlier", "size", "proof"),
    [(1, 1, []), (1, 8, [L1, N23, N4567]), (2, 5, [N23, L4]), (6, 8, [N45, N67, N0123])],
)
def test_consistency_proof_is_the_published_one(earlier: int, size: int, proof: list[str]) -> None:
    assert [node.hex() for node in consistency_proof(LEAVES[:size], earlier)] == proof


@given(trees, st.data())
@settings(deadline=None, max_examples=80)
def test_tree_grown_in_two_steps_is_the_defined_tree(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    assert Frontier().extended(leaves[:cut]).extended(leaves[cut:]).root() == naive_root(leaves)


@given(trees, st.data())
@settings(deadline=None, max_examples=150)
def test_every_leaf_is_proved_at_its_own_place_only(leaves: list[bytes], data: st.DataObject) -> None:
    size, root = len(leaves), root_of(leaves)
    number = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, number)
    places = [place for place in range(size) if is_included(leaves[number], place, size=size, root=root, proof=proof)]
    assert number in places
    assert {leaves[place] for place in places} == {leaves[number]}
    assert not is_included(leaf_hash(b"other"), number, size=size, root=root, proof=proof)
    assert not is_included(leaves[number], number, size=size, root=leaf_hash(root), proof=proof)
    assert not is_included(leaves[number], number, size=size, root=root, proof=(*proof, root))
    assert not is_included(leaves[number], size, size=size, root=root, proof=proof)


@given(trees, st.data())
@settings(deadline=None, max_examples=150)
def test_every_earlier_tree_is_proved_to_be_the_beginning(leaves: list[bytes], data: st.DataObject) -> None:
    size, root = len(leaves), root_of(leaves)
    earlier = data.draw(st.integers(1, size))
    earlier_root = root_of(leaves[:earlier])
    proof = consistency_proof(leaves, earlier)
    wrong = leaf_hash(root)

    def shown(**other: object) -> bool:
        stated = {"earlier_size": earlier, "earlier_root": earlier_root, "size": size, "root": root, "proof": proof}
        return is_consistent(**(stated | other))  # type: ignore[arg-type]

    assert shown()
    assert not shown(root=wrong)
    assert not shown(earlier_root=wrong)
    assert not shown(proof=(*proof, root))
    assert not shown(size=earlier - 1)


def test_a_proof_with_one_altered_node_shows_nothing() -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(37)]
    root = root_of(leaves)
    inclusion, consistency = inclusion_proof(leaves, 20), consistency_proof(leaves, 21)
    for place in range(len(inclusion)):
        altered = (*inclusion[:place], leaf_hash(b"x"), *inclusion[place + 1 :])
        assert not is_included(leaves[20], 20, size=37, root=root, proof=altered)
    for place in range(len(consistency)):
        altered = (*consistency[:place], leaf_hash(b"x"), *consistency[place + 1 :])
        earlier_root = root_of(leaves[:21])
        assert not is_consistent(earlier_size=21, earlier_root=earlier_root, size=37, root=root, proof=altered)


def test_the_empty_tree_begins_every_tree() -> None:
    assert is_consistent(earlier_size=0, earlier_root=EMPTY_ROOT, size=8, root=root_of(LEAVES), proof=())
    assert not is_consistent(earlier_size=0, earlier_root=root_of(LEAVES), size=8, root=root_of(LEAVES), proof=())


@pytest.mark.parametrize("number", [-1, 8])
def test_no_proof_for_a_leaf_that_is_not_there(number: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(LEAVES, number)


@pytest.mark.parametrize("size", [0, 9])
def test_no_proof_for_an_earlier_tree_that_was_not_there(size: int) -> None:
    with pytest.raises(ValueError, match="earlier tree"):
        consistency_proof(LEAVES, size)


def test_a_frontier_must_fit_its_size() -> None:
    with pytest.raises(ValueError, match="one full subtree"):
        Frontier(3, (EMPTY_ROOT,))
