"""What every capability stands on: people, disclosure, ledger, jobs, database, keys, languages."""
