#!/usr/bin/env python3
"""Verifies a published draw of inspections (双随机抽取) from its JSON alone.  verify_draw.py FILE|URL"""
import hashlib
import json
import sys, urllib.request
from math import prod


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def drawn(pool, seed):
    count = iter(range(10**9))
    def below(n):  # numbers at or above the greatest multiple of n are passed over
        while (x := int(sha(f"{seed}:{next(count)}")[:16], 16)) >= 2**64 - 2**64 % n: pass
        return x % n
    firms, result, visits = [], [], {}
    for quota in pool["quotas"]:
        left = [f for f in pool["firms"] if f["group"] == quota["group"]]
        for _ in range(min(quota["count"], len(left))):
            lot, place = below(sum(prod(f["parts"]) for f in left)), 0
            while lot >= prod(left[place]["parts"]): lot, place = lot - prod(left[place]["parts"]), place + 1
            firms.append(left.pop(place))
    for f in firms:
        def bar(i):
            return ("certificate" if i["valid_until"] < pool["until"] else "relation" if f["id"] in i["avoids"] else
                    "same_firm" if i["id"] in f["before"] else "same_area" if f["area"] and f["area"] in i["areas"] else
                    "workload" if visits.get(i["id"], 0) >= pool["most_visits"] else "")
        barred = {i["id"]: bar(i) for i in pool["inspectors"] if bar(i)}
        fit = [i["id"] for i in pool["inspectors"] if not bar(i)]
        two = [fit.pop(below(len(fit))) for _ in range(2)] if len(fit) >= 2 else []
        for i in two: visits[i] = visits.get(i, 0) + 1
        result.append({"firm": f["id"], "inspectors": two, "barred": {} if two else barred})
    return result


d = json.load(urllib.request.urlopen(sys.argv[1]) if "://" in sys.argv[1] else open(sys.argv[1], "rb"))
pool, parties, done = json.loads(d["pool"]), d["parties"], d["stage"] == "drawn"
part = "secret" if all(p["commitment"] for p in parties) else "commitment"
checks = {
    "pool 快照": sha(d["pool"]) == d["digest"] and pool["draw"] == d["id"],
    "parties 各方": len(parties) >= 2 and [p["name"] for p in parties] == pool["parties"],
    "commitments 承诺": all(sha(f'{d["digest"]}\n{p["name"]}\n{p["secret"]}') == p["commitment"] for p in parties if p["secret"]),
    "seed 种子": not done or sha("\n".join([d["digest"]] + [p["secret"] or "" for p in parties])) == d["seed"],
    "late 失约": d["late"] == [p["name"] for p in parties if d["stage"] == "void" and not p[part]],
    "result 结果": d["drawn"] == (drawn(pool, d["seed"]) if done else [])}
for name, holds in checks.items(): print("ok   " if holds else "WRONG", name)
print(d["id"], d["stage"], *(d["late"] or []))
sys.exit(not all(checks.values()))
