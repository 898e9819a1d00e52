"""How good and how fast the typo detector is; run `python benchmarks/spelling`."""
