"""What is kept about keeping, by the part of oversight that keeps it. Each row belongs to one member."""

from interlace.oversight.keeping.models import (
    Certificate,
    Deletion,
    Extension,
    ExtensionState,
    GuardedQuerySet,
    KeptItem,
    KeptState,
    LegalHold,
    SealedFact,
)
from interlace.oversight.keeping.rule_models import OwnRule, RuleChange, RuleChangeKind, RuleChangeState
from interlace.oversight.requests.models import (
    Block,
    BlockedSide,
    OwnerAnswer,
    OwnerAsked,
    OwnerDecision,
    OwnerQuestion,
    RequestKind,
    RequestState,
    SubjectRequest,
)

__all__ = [
    "Block",
    "BlockedSide",
    "Certificate",
    "Deletion",
    "Extension",
    "ExtensionState",
    "GuardedQuerySet",
    "KeptItem",
    "KeptState",
    "LegalHold",
    "OwnRule",
    "OwnerAnswer",
    "OwnerAsked",
    "OwnerDecision",
    "OwnerQuestion",
    "RequestKind",
    "RequestState",
    "RuleChange",
    "RuleChangeKind",
    "RuleChangeState",
    "SealedFact",
    "SubjectRequest",
]
