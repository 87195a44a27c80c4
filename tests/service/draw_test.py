"""A draw of inspections on the real binary: two accounts commit and reveal, the program dies in between, and anybody
verifies what came out; then credit, from a penalty to an objection that is upheld.

draw_test.py BINARY
"""
import copy
import datetime
import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import urllib.request

from house import ROOT, Account, House, wait_for

VERIFIER = os.path.join(ROOT, "docs", "verify_draw.py")
NOW = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
YEAR, QUARTER = NOW.year, (NOW.month + 2) // 3
TODAY = NOW.date().isoformat()


def commitment(draw, party, secret):
    return hashlib.sha256(f"{draw['digest']}\n{party}\n{secret}".encode()).hexdigest()


def public(house, path):
    with urllib.request.urlopen(house.url("/api/v1/public" + path), timeout=30) as answer:
        return json.load(answer)


def stands_on_disk(house, secret):
    """Whether the secret can be read anywhere in the data folder or the log."""
    found = secret in house.log()
    for folder, _, files in os.walk(house.data):
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.isfile(path):
                continue  # the control socket
            with open(path, "rb") as file:
                found |= secret.encode() in file.read()
    return found


def verify(draw):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(draw, file)
        file.flush()
        return subprocess.run([sys.executable, VERIFIER, file.name], capture_output=True, text=True)


def tampered(draw):
    """(what was done, the draw with it done): one of each kind."""
    def with_pool(change):
        def work(d):
            pool = json.loads(d["pool"])
            change(pool)
            d["pool"] = json.dumps(pool, ensure_ascii=False, separators=(",", ":"))
        return work

    def new_digest(d):
        with_pool(lambda pool: pool["firms"][0].update(parts=[99, 99, 36, 2]))(d)
        d["digest"] = hashlib.sha256(d["pool"].encode()).hexdigest()

    def set_party(field, value):
        return lambda d: d["parties"][0].update({field: value})

    kinds = {
        "a weight": with_pool(lambda pool: pool["firms"][0].update(parts=[1, 1, 1, 1])),
        "a firm taken out": with_pool(lambda pool: pool["firms"].pop(0)),
        "an inspector put in": with_pool(lambda pool: pool["inspectors"].append(dict(pool["inspectors"][0], id="x"))),
        "a quota": with_pool(lambda pool: pool["quotas"][0].update(count=1)),
        "a pool with its digest": new_digest,
        "a commitment": set_party("commitment", "0" * 64),
        "a secret": set_party("secret", "f" * 64),
        "a party's name": set_party("name", "somebody else"),
        "the order of parties": lambda d: d["parties"].reverse(),
        "a party left out": lambda d: d["parties"].pop(),
        "the seed": lambda d: d.update(seed="0" * 64),
        "a firm swapped": lambda d: d["drawn"][0].update(firm=d["drawn"][1]["firm"]),
        "a firm left out": lambda d: d["drawn"].pop(),
        "an inspector swapped": lambda d: next(row for row in d["drawn"] if row["inspectors"])["inspectors"].reverse(),
        "the id": lambda d: d.update(id="other"),
        "who failed": lambda d: d.update(late=["somebody"]),
        "the stage": lambda d: d.update(stage="void"),
    }
    for name, change in kinds.items():
        other = copy.deepcopy(draw)
        change(other)
        yield name, other


def check_draw(house):
    duty, admin, viewer = (Account(house, user) for user in ("duty", "admin", "viewer"))
    status, plan = duty.ask("POST", "/inspections/plans", {"year": YEAR, "quarter": QUARTER})
    assert status == 201 and any(group["quota"] > 0 for group in plan["groups"]), plan
    assert plan["confidence"] == "practice"
    ask = {"year": YEAR, "quarter": QUARTER, "parties": ["duty", "admin"]}
    assert viewer.ask("POST", "/inspections/draws", ask)[0] == 403
    assert duty.ask("POST", "/inspections/draws", {**ask, "parties": ["duty"]})[0] == 422
    status, draw = duty.ask("POST", "/inspections/draws", ask)
    assert status == 201 and draw["stage"] == "committing", draw
    assert duty.ask("POST", "/inspections/draws", ask)[0] == 409, "one draw at a time"
    path = f"/inspections/draws/{draw['id']}"
    mine = {"duty": secrets.token_hex(32), "admin": secrets.token_hex(32)}
    names = {"duty": draw["me"], "admin": admin.get(path)[1]["me"]}
    assert viewer.ask("POST", path + "/commitment", {"commitment": "0" * 64})[0] == 422, "no party"
    first = commitment(draw, names["duty"], mine["duty"])
    assert duty.ask("POST", path + "/commitment", {"commitment": first})[0] == 200
    assert duty.ask("POST", path + "/reveal", {"secret": mine["duty"]})[0] == 409, "too early"
    assert admin.ask("POST", path + "/commitment", {"commitment": first})[0] == 422, "a copied one"
    second = commitment(draw, names["admin"], mine["admin"])
    assert admin.ask("POST", path + "/commitment", {"commitment": second})[1]["stage"] == "revealing"

    house.kill()  # between commitment and secret
    house.start(["--demo-people"])
    duty, admin = Account(house, "duty"), Account(house, "admin")
    assert not any(stands_on_disk(house, secret) for secret in mine.values()), "only their digests are kept"
    told = public(house, path)
    assert told["stage"] == "revealing" and [p["commitment"] for p in told["parties"]] == [first, second], told
    assert verify(told).returncode == 0
    assert admin.ask("POST", path + "/reveal", {"secret": mine["duty"]})[0] == 422, "somebody else's"
    assert admin.ask("POST", path + "/reveal", {"secret": mine["admin"]})[0] == 200
    house.kill()
    house.start(["--demo-people"])
    duty = Account(house, "duty")
    status, draw = duty.ask("POST", path + "/reveal", {"secret": mine["duty"]})
    assert status == 200 and draw["stage"] == "drawn", draw

    told = public(house, path)
    assert "duty" not in json.dumps(told["parties"]), "no names to log in with"
    checked = verify(told)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    undetected = [name for name, other in tampered(told) if verify(other).returncode == 0]
    assert not undetected, undetected
    pool = json.loads(told["pool"])
    spared = {r["id"] for r in duty.get("/records/firm?limit=1000")[1]["items"] if r["fields"].get("positive_list")}
    assert spared and not spared & {firm["id"] for firm in pool["firms"]}
    return told, duty


def check_tasks(told, duty):
    tasks = duty.get(f"/records/inspection_task?limit=1000")[1]["items"]
    tasks = [task for task in tasks if task["fields"]["draw"] == told["id"]]
    assert len(tasks) == len(told["drawn"])
    cases = duty.get("/cases?workflow=double_random&state=open&limit=1")[1]
    assert cases["total"] >= len(tasks), cases["total"]
    with duty.open("GET", f"/inspections/tasks/{tasks[0]['id']}/sheet") as sheet:
        assert sheet.read(5) == b"%PDF-"
    workload = duty.get(f"/inspections/workload?year={YEAR}")[1]
    assert sum(row["drawn"] for row in workload["groups"]) >= len(tasks)
    # What was drawn in the quarter is not due in it again.
    again = duty.ask("POST", "/inspections/plans", {"year": YEAR, "quarter": QUARTER})[1]
    left = sum(group["quota"] for group in again["groups"])
    assert left == 0 or left < len(tasks), again


def settled(house, user, password, fresh):
    account = Account(house, user, password)
    assert account.ask("POST", "/password", {"old": password, "new": fresh})[0] == 204
    return account


def act(account, case, verb, form=None, text="核实"):
    status, after = account.ask("POST", f"/cases/{case}/actions", {"verb": verb, "text": text, "form": form or {}})
    assert status == 200, (verb, status, after)


def check_credit(house, told):
    admin = Account(house, "admin")
    firm = json.loads(told["pool"])["firms"][0]["id"]
    before = admin.get(f"/credit/{firm}")[1]
    status, made = admin.ask("POST", "/records/penalty", {"fields": {
        "number": "试验罚决 1", "firm": firm, "violation": "虚构", "kind": "detain", "transferred": True,
        "decided_on": TODAY}, "why": "try"})
    assert status == 201, made
    status, answer = admin.ask("POST", f"/records/penalty/{made['id']}/move",
                               {"verb": "decide", "revision": made["revision"], "why": "try"})
    assert status == 200, answer
    credit = admin.get(f"/credit/{firm}")[1]
    assert credit["years"][0]["grade"] == "bad", credit["years"]
    event = next(e for e in credit["events"] if e["event"] == "criminal")
    assert event["origin"] == f"penalty/{made['id']}" and event["state"] == "confirmed"
    doubled = sum(g["doubled"] for g in admin.ask("POST", "/inspections/plans", {"year": YEAR, "quarter": 0})[1]["groups"])
    assert doubled >= 1, "who is bad is inspected more often"

    accounts = {}
    for user, role, of in (("f-account", "firm", firm), ("officer", "department", "")):
        status, person = admin.ask("POST", "/people", {"id": user, "name": user, "roles": [role], "firm": of, "why": "try"})
        assert status == 201, person
        accounts[user] = settled(house, user, person["password"], f"own secret no {len(accounts)} 青山")
    appeal = {"firm": firm, "event": event["id"], "kind": "repair", "grounds": "已改正", "filed_on": TODAY}
    status, filed = accounts["f-account"].ask("POST", "/records/credit_appeal", {"fields": appeal, "why": "repair"})
    assert status == 201, filed
    cases = accounts["officer"].get(f"/cases?subject=credit_appeal/{filed['id']}")[1]["items"]
    act(accounts["officer"], cases[0]["id"], "accept")
    status, refused = accounts["officer"].ask("POST", f"/cases/{cases[0]['id']}/actions", {
        "verb": "uphold", "text": "同意", "form": {"answer": "同意", "decided_on": TODAY}})
    assert status == 422 and "may be repaired from" in json.dumps(refused), refused
    status, filed = accounts["f-account"].ask("POST", "/records/credit_appeal", {
        "fields": {**appeal, "kind": "objection"}, "why": "objection"})
    assert status == 201, filed
    case = accounts["officer"].get(f"/cases?subject=credit_appeal/{filed['id']}")[1]["items"][0]["id"]
    act(accounts["officer"], case, "accept")
    act(accounts["officer"], case, "uphold", {"answer": "查实有误", "decided_on": TODAY})
    after = accounts["f-account"].get(f"/credit/{firm}")[1]
    assert after["years"][0]["grade"] == (before["years"][0]["grade"] if before["years"] else "honest"), after["years"]
    others = accounts["f-account"].get("/credit")[1]["firms"]
    assert {row["firm"] for row in others} <= {firm}, "a firm sees itself only"


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    try:
        told, duty = check_draw(house)
        check_tasks(told, duty)
        wait_for("credit of the simulated firms", lambda: duty.get("/credit")[1]["firms"])
        check_credit(house, told)
        assert "oversight fault" not in house.log(), house.log()[-2000:]
    finally:
        house.stop()
    print(f"{len(told['drawn'])} firms drawn by two parties through two deaths, verified, every tampering found")


if __name__ == "__main__":
    main()
