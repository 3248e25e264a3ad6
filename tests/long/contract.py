"""`make contract`: thousands of requests made from the local endpoint's own document."""

from __future__ import annotations

import argparse
import sys
import time

from inferloom_local import running
from tests.local.contract import JUDGES, Amount, Contract


def main() -> int:
    """Examine all operations; 1 if an answer is not what the document says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("operations", nargs="*", help="ids of operations (default: all)")
    parser.add_argument("--cases", type=int, default=40, help="of each kind (default: 40)")
    options = parser.parse_args()
    amount = Amount(examples=100, right=options.cases, wrong=options.cases)
    found = 0
    with running(threads=1) as endpoint:
        contract = Contract(endpoint.url)
        for name in options.operations or contract.operations:
            began, before = time.monotonic(), contract.sent
            faults = contract.examine(name, amount)
            took = time.monotonic() - began
            print(f"{name:45} {contract.sent - before:5} requests {took:7.1f} s", flush=True)
            for fault in faults:
                print(fault, flush=True)
            found += len(faults)
    print(f"\n{contract.examined} operations, {contract.sent} requests, judged by:")
    print(f"  {', '.join(JUDGES)}")
    for kind, count in sorted(contract.counts.items()):
        print(f"  {kind:25} {count:6}")
    print(f"{found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
