"""Accounts of two firms on the real binary: each sees and fills its own records, and nothing else answers it;
and the first start, whose password must be changed before anything else.

firm_accounts_test.py BINARY
"""
import json
import re
import sys

from house import Account, House


def settled(house, user, password, fresh):
    """Logs in with a generated password, sees that it opens nothing, and changes it."""
    account = Account(house, user, password)
    assert account.owes == "password"
    for path in ("/kinds", "/sites", "/people", "/records/firm", "/tokens"):
        assert account.get(path)[0] == 403, path
    assert account.ask("POST", "/password", {"old": password, "new": fresh})[0] == 204
    return account


def ids(account, kind):
    status, page = account.get(f"/records/{kind}?limit=1000")
    return {one["id"] for one in page["items"]} if status == 200 else set()


def check_firm(account, own, other):
    assert ids(account, "firm") == {own}, ids(account, "firm")
    for place in ("records", "history", "related"):
        assert account.get(f"/{place}/firm/{own}")[0] == 200, place
        status, answer = account.get(f"/{place}/firm/{other}")
        assert status in (403, 404), (place, status)
        assert other not in json.dumps(answer).replace(f'"place": "{other}"', ""), answer
    assert account.get("/counts/firm")[1] == {"count": 1}
    for kind in ("risk_source", "permit", "self_monitoring", "waste_batch"):
        status, page = account.get(f"/records/{kind}?limit=1000")
        assert status == 200, (kind, status)
        assert all(one["fields"].get("firm") == own for one in page["items"]), kind
    for path in ("/journal", "/logins", "/personal-reads", "/people", "/roles", "/proof", "/users", "/devices",
                 "/forwards"):
        assert account.get(path)[0] == 403, path
    for path in ("/sites", "/alerts", "/roster", "/handovers"):
        assert account.get(path) == (200, []), path
    assert account.get("/cases")[1]["items"] == []
    assert account.get("/summary")[1]["cases_by_street"] == []


def check_writes(account, own, other):
    def put(firm):
        return account.ask("PUT", f"/records/firm/{firm}", {"fields": {"name": "x"}, "revision": 1, "why": "x"})[0]
    assert put(own) == 403 and put(other) in (403, 404)  # the list of firms is not theirs to change
    status, made = account.ask("POST", "/records/waste_store",
                               {"fields": {"firm": other, "name": "x"}, "why": "for another"})
    assert status == 403, (status, made)


def main():
    house = House(sys.argv[1])
    house.start()
    try:
        line = house.process.stdout.readline()
        first = re.match(r"first start: log in as admin with (\w+) ", line)
        assert first, line
        admin = settled(house, "admin", first.group(1), "a password of my own")
        assert first.group(1) not in house.log()
        streets = admin.get("/district")[1]["streets"]
        firms = []
        for number in (1, 2):
            status, firm = admin.ask("POST", "/records/firm", {"fields": {
                "name": f"虚构企业{number}", "street": streets[number]["id"], "simulated": True}, "why": "two firms"})
            assert status == 201, (status, firm)
            firms.append(firm["id"])
        accounts = []
        for number, firm in enumerate(firms):
            status, made = admin.ask("POST", "/people", {"id": f"firm-{number}", "name": f"环保员{number}", "roles": ["firm"],
                                                         "firm": firm, "why": "account of a firm"})
            assert status == 201, (status, made)
            accounts.append(settled(house, made["id"], made["password"], f"own secret no {number}"))
        status, made = admin.ask("POST", "/people", {"id": "ghost", "name": "x", "roles": ["firm"], "firm": "no-such-firm",
                                                     "why": "a firm that is not there"})
        assert status == 422, (status, made)
        check_firm(accounts[0], *firms)
        check_firm(accounts[1], *reversed(firms))
        check_writes(accounts[0], *firms)
        house.stop()
        house.start()  # nobody is founded twice
        Account(house, "admin", "a password of my own")
    finally:
        house.stop()
    done = house.run("password", "firm-0", "--pack", house.pack, "--data", house.data)
    assert done.returncode == 0 and re.fullmatch(r"\w{12}\n", done.stdout), done
    house.start()
    try:
        assert Account(house, "firm-0", done.stdout.strip()).owes == "password"
    finally:
        house.stop()
    print("two firms see their own records only; the first start's password opens the way to another one only")


if __name__ == "__main__":
    main()
