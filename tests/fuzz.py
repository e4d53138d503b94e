"""Rounds of all that is tested with anything at all, each with a seed of its own, until time is up.

    python tests/fuzz.py --minutes 10              # random seeds
    python tests/fuzz.py --seed 7 tests/models     # the round of one seed, of some tests

A round goes to its end. What failed is told with the seed that brings it about again.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEYS = "10000"


def main() -> int:
    """Runs rounds; the exit status is how many failed, at most 1."""
    parser = argparse.ArgumentParser(
        description="Tries the tests marked `fuzz` and all of Hypothesis."
    )
    parser.add_argument("--minutes", type=float, default=10, help="begin no round after these")
    parser.add_argument("--seed", type=int, help="only the round of this seed")
    parser.add_argument("rest", nargs="*", help="what else pytest is given, such as files")
    options = parser.parse_args()
    ends, failed, rounds = time.monotonic() + options.minutes * 60, [], 0
    while not rounds or (options.seed is None and time.monotonic() < ends):
        seed = random.randrange(2**31) if options.seed is None else options.seed
        rounds += 1
        print(f"round {rounds}: seed {seed}", flush=True)
        if round_of(seed, options.rest):
            failed.append(seed)
    again = "".join(f"\n  make fuzz SEED={seed}" for seed in failed)
    print(f"{rounds} rounds, {len(failed)} with failures{again}")
    return bool(failed)


def round_of(seed: int, rest: list[str]) -> int:
    """One round; pytest's exit status."""
    command = [sys.executable, "-m", "pytest", "-m", "fuzz or hypothesis", "-q", "-n", "2"]
    command += ["--hypothesis-profile", "fuzz", "--hypothesis-seed", str(seed), *rest]
    keys = os.environ.get("COPYDESK_FUZZ_KEYS", KEYS)
    told = {
        "HYPOTHESIS_PROFILE": "fuzz",
        "COPYDESK_FUZZ_SEED": str(seed),
        "COPYDESK_FUZZ_KEYS": keys,
    }
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
