"""The ledger of acts: one leaf in the transaction of every act, numbered and signed afterwards."""
