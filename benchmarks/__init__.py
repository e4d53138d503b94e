"""How fast the desk is, as ratios measured in one run: `python -m benchmarks`."""
