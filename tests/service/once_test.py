"""A phone sends again what it got no answer to, while the server is killed (kill -9) at random moments: each
thing that a person did is in the ledger exactly once.

once_test.py BINARY [DEEDS [SEED]]
"""
import http.client
import json
import random
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid

from house import House, Visitor

STREET = "dongdajie"


def send(visitor, path, body, key):
    """The status and answer; None: no answer came, nobody knows whether it was done."""
    request = urllib.request.Request(
        visitor.house.url("/api/v1" + path), method="POST", data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Cookie": visitor.cookie,
                 "X-Qingshan-Csrf": visitor.csrf, "Idempotency-Key": key,
                 "X-Made-At": str(int(time.time() * 1000)), "X-Clock-Ahead": "0"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
    except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException):
        return None


def insist(visitor, path, body, key):
    """As the phone does: until an answer comes."""
    for _ in range(200):
        answer = send(visitor, path, body, key)
        if answer and answer[0] < 500:
            return answer
        time.sleep(0.05)
    raise AssertionError("no answer at all")


def main():
    binary, deeds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20260501)
    house = House(binary)
    house.start(["--demo-people"])
    visitor = Visitor(house, STREET)
    enough = threading.Event()
    kills = 0

    def killer():
        nonlocal kills
        while not enough.wait(dice.uniform(0.1, 1.0)):
            house.kill()
            house.start(["--demo-people"])
            kills += 1

    murderer = threading.Thread(target=killer)
    murderer.start()
    done, again = [], 0
    try:
        for number in range(deeds):
            name, key = f"一次性 {number:04}", uuid.uuid4().hex
            if number % 2:
                path, body = "/records/bare_ground", {"fields": {
                    "name": name, "street": STREET, "kind": "heap", "found_on": "2026-05-01"}, "why": "离线所记"}
            else:
                path = "/records/fire_spot"
                body = {"fields": {"found_at": 1777600000000 + number, "found_by": "patrol",
                                   "street": STREET, "remark": name}, "why": "离线所记"}
            status, answer = insist(visitor, path, body, key)
            assert status in (200, 201), (status, answer)
            again += "repeated" in answer
            repeat, told = insist(visitor, path, body, key)  # a phone that lost the answer
            assert repeat == 200 and told["repeated"], (repeat, told)
            other, _ = insist(visitor, path, {**body, "why": "另一件"}, key)
            assert other == 422, other
            done.append((path.rsplit("/", 1)[1], name))
    finally:
        enough.set()
        murderer.join()
    house.stop()
    db = sqlite3.connect(f"file:{house.data}/records.sqlite?mode=ro", uri=True)
    for kind, name in done:
        column = "name" if kind == "bare_ground" else "remark"
        (count,) = db.execute(f'SELECT count(*) FROM ledger_{kind} WHERE "{column}" = ?',
                              (name,)).fetchone()
        assert count == 1, f"{name} stands {count} times"
    (kept,) = db.execute("SELECT count(*) FROM ledger_deed").fetchone()
    assert kept == len(done), (kept, len(done))
    cases = db.execute("SELECT count(*) FROM ledger_case WHERE subject LIKE 'fire_spot/%' "
                       "GROUP BY subject HAVING count(*) > 1").fetchall()
    assert not cases, "a record has two cases"
    proof = house.run("verify", "--data", house.data)
    assert proof.returncode == 0, proof.stdout + proof.stderr
    print(f"{len(done)} deeds, each sent until answered and once more, {kills} kills, "
          f"{again} answered from what was kept: each is there once")


if __name__ == "__main__":
    main()
