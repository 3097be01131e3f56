"""All records of one holder against all of the others: pairs that share a key, and of these the ones that are alike.

    from interlace.core.pairing.finding import pairs_alike    # late: this loads the compiler
    pairs_alike(descriptions, holders, least=300)             # → left and right numbers, in hundredths of a bit

The bits are those of `core.matching`, by `core.compiled`; nothing is learned from the records: none changes
what two others come to.
"""
