"""Subjects that are one by what people said: clusters with stable ids, and what in them does not fit together."""

from interlace.core.clusters.contradictions import Contradiction, Document, contradictions
from interlace.core.clusters.joining import Cluster, Clusters

__all__ = ["Cluster", "Clusters", "Contradiction", "Document", "contradictions"]
