"""The search index cut into shards, in one process or on several machines.

Every record lies in one shard, by its subject; every question goes to all of them. A shard that does not answer is
named: what the others found stands, and nothing is taken for "no hit".
"""
