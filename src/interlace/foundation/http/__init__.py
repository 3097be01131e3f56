"""What every surface shares: who asks, problems, paging, idempotency and uploads."""
