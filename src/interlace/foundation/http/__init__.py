"""What every surface shares: who asks, problems, paging, idempotency, limits and uploads."""
