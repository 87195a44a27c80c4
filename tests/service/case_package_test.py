"""An outlet over its limit, from the frames to a package that a court checks by itself: the case asks the firm, which sees
its own outlets and cases and nobody else's; it explains, the officer checks; the package is the same twice but for its
sealing, every changed byte is named, and so is what was forged and summed anew.

case_package_test.py BINARY
"""
import base64
import datetime
import hashlib
import io
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile

from hj212 import CHINA, Line, envelope
from house import House, Visitor, wait_for
from transfer_test import PDF, hand_in

FIRM = "sim-firm-0001"
OUTLET, DEVICE = "outlet-gas-1", "41010431A000000000000054"
STEP = 5  # minutes
LEVELS = [100, 140]  # NOx of the two hours; at 6 % oxygen 140 is 163.3 at reference oxygen, of 150


def frame(at, nox):
    said = at + datetime.timedelta(minutes=STEP, seconds=20)
    return envelope((f"QN={said:%Y%m%d%H%M%S}000;ST=31;CN=2051;PW=123456;MN={DEVICE};Flag=5;"
                     f"CP=&&DataTime={at:%Y%m%d%H%M}00;a21002-Avg={nox},a21002-Flag=N;"
                     f"a19001-Avg=6,a19001-Flag=N&&").encode())


def send(house, first):
    line = Line(house)
    for hour, level in enumerate(LEVELS):
        for minute in range(0, 60, STEP):
            line.send(frame(first + datetime.timedelta(hours=hour, minutes=minute), level))
            assert line.acknowledged()
    line.send(frame(first, 101))  # another value for a time that is known: a version
    assert line.acknowledged()
    line.close()


def refusal(ask, *arguments):
    try:
        ask(*arguments)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


def act(who, case, verb, text, evidence=(), **more):
    return who.post(f"/cases/{urllib.request.quote(case)}/actions",
                    {"verb": verb, "text": text, "evidence": list(evidence), **more})


def package(who, case):
    with who.open("GET", f"/cases/{urllib.request.quote(case)}/evidence-package") as answer:
        assert answer.headers["Content-Type"] == "application/zip"
        return answer.read()


def members(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def summed(parts):
    """As a forger would hand it in: with sums that hold."""
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(parts.items())
                   if name != "SHA256SUMS")
    return zipped({**parts, "SHA256SUMS": sums.encode()})


def verified(house, archive):
    """On a machine without any data folder."""
    elsewhere = os.path.join(house.folder, "elsewhere")
    os.makedirs(elsewhere, exist_ok=True)
    with open(os.path.join(elsewhere, "package.zip"), "wb") as file:
        file.write(archive)
    done = subprocess.run([house.binary, "verify", "package.zip", "--json"], cwd=elsewhere, capture_output=True,
                          text=True, timeout=60)
    answer = json.loads(done.stdout)
    assert done.returncode == (1 if answer["flaws"] else 0), done
    return answer


def check_firm(house, firm, other, case):
    mine = firm.get("/cases?mine=1")["items"]
    assert [one["id"] for one in mine] == [case], mine
    assert [action["verb"] for action in mine[0]["actions"]] == ["explain"], mine[0]["actions"]
    assert {site["id"] for site in firm.get("/sites")} == {OUTLET}
    assert firm.get(f"/sites/{OUTLET}/series?cadence=hour&from=0&until=1") is not None
    assert other.get("/sites") == [] and other.get("/cases")["items"] == []
    quoted = urllib.request.quote(case)
    for path in (f"/cases/{quoted}", f"/sites/{OUTLET}", f"/sites/{OUTLET}/transmission", f"/sites/{OUTLET}/series"):
        assert refusal(other.get, path) == 403, path
    assert refusal(act, other, case, "explain", "不是我的") == 403
    assert refusal(package, firm, case) == 403 and refusal(package, other, case) == 403
    assert firm.get(f"/cases/{quoted}/evidence-packages") == {"may_take": False, "taken": []}
    assert refusal(firm.get, "/sites/air-s1") == 403


def check_tampering(house, whole):
    for name, data in whole.items():
        middle = len(data) // 2
        changed = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:]
        flaws = verified(house, zipped({**whole, name: changed}))["flaws"]
        named = {flaw["name"] for flaw in flaws}
        assert flaws and (name in named or name == "SHA256SUMS"), (name, flaws)
    # Forged with sums that hold: what the frames say is what counts.
    values = whole["values.csv"].replace(b",140,N,device", b",110,N,device", 1)
    flaws = verified(house, summed({**whole, "values.csv": values}))["flaws"]
    assert any("says 140" in flaw["text"] for flaw in flaws), flaws
    lines = whole["frames.csv"].decode().split("\r\n")
    row = len(lines) - 3  # the last but one: the last frame only repeats an oxygen
    cells = lines[row].split(",")
    raw = base64.b64decode(cells[7])
    forged = raw.replace(b"a19001-Avg=6", b"a19001-Avg=3")
    assert forged != raw
    cells[5] = hashlib.sha256(forged).hexdigest()
    cells[7] = base64.b64encode(forged).decode()
    lines[row] = ",".join(cells)
    flaws = verified(house, summed({**whole, "frames.csv": "\r\n".join(lines).encode()}))["flaws"]
    assert any("not those of its digests" in flaw["text"] for flaw in flaws), flaws  # the SM3 still stands
    assert any("says 3" in flaw["text"] for flaw in flaws), flaws
    law = whole["law.json"].replace(b'"upper": 150.0', b'"upper": 170.0')
    assert law != whole["law.json"]
    flaws = verified(house, summed({**whole, "law.json": law}))["flaws"]
    assert any(flaw["name"] == "verdict.json" for flaw in flaws), flaws


def alike(officer, case):
    """The members of a package, of which the next one differs in nothing but its sealing. The last
    hours may still be closed meanwhile, which a package must tell."""
    for _ in range(10):
        once, twice = (members(package(officer, case)) for _ in range(2))
        differ = {name for name in {*once, *twice} if once.get(name) != twice.get(name)}
        if differ <= {"sealing.json", "SHA256SUMS"}:
            return twice
        time.sleep(1)
    raise AssertionError(differ)


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    officer, other, admin = (Visitor(house, user) for user in ("enforcement", "fuyao", "admin"))
    made = admin.post("/people", {"id": "outlets", "name": "企业环保专员", "roles": ["firm"], "firm": FIRM, "why": "试验"})
    firm = Visitor(house, "outlets", made["password"])
    fresh = "green hills and clear water 26"
    firm.open("POST", "/password", {"old": made["password"], "new": fresh}).close()
    firm = Visitor(house, "outlets", fresh)
    now = datetime.datetime.now(CHINA).replace(minute=0, second=0, microsecond=0)
    send(house, now - datetime.timedelta(hours=4))
    found = wait_for("the case", lambda: (officer.get("/cases?workflow=outlet_excess")["items"] or [None])[0])
    case = found["id"]
    assert found["step"] == "explain" and found["firm"] == FIRM, found
    check_firm(house, firm, other, case)

    statement = hand_in(firm, PDF + b"%firm", "application/pdf", "情况说明.pdf")
    act(firm, case, "explain", "启炉，氧含量未稳定", [statement])
    act(officer, case, "note", "内部记录：调取运行记录")
    record = hand_in(officer, PDF + b"%officer", "application/pdf", "核查记录.pdf")
    act(officer, case, "confirm", "现场与记录一致，属实", [record])
    penalty = officer.post("/records/penalty", {"fields": {"firm": FIRM, "case": case, "violation": "试验：超标排放",
                                                           "kind": "fine"}, "why": "试验"})
    told = [event["verb"] for event in firm.get(f"/cases/{urllib.request.quote(case)}")["timeline"]]
    assert "note" not in told and "confirm" in told and "explain" in told, told

    once = alike(officer, case)
    answer = verified(house, zipped(once))
    matter = answer["matter"]
    assert answer["flaws"] == [], answer["flaws"]
    frames = len(LEVELS) * 60 // STEP + 1
    assert matter["frames"] == matter["reread"] == frames, matter
    assert matter["traced"] == 2 * frames - 1, matter  # the oxygen of the repeated frame was known
    assert matter["remade"] == 6 and matter["judged"] == 2 and matter["exceeding"] == 1, matter
    assert b"100,N,device" in once["values.csv"] and b"101,N,device" in once["values.csv"]
    story = json.loads(once["story.json"])
    about = {entry["about"].split("/")[0] for entry in story["entries"]}
    assert {"case", "alert", "penalty", "outlet"} <= about, about
    assert len([name for name in once if name.startswith("evidence/")]) == 2, sorted(once)
    assert once["cover.pdf"].startswith(b"%PDF") and b"163.333" in once["verdict.json"]
    taken = officer.get(f"/cases/{urllib.request.quote(case)}/evidence-packages")
    assert taken["may_take"] and len(taken["taken"]) == 2 and penalty["id"], taken
    check_tampering(house, once)
    house.stop()
    print(f"{len(once)} members, {matter['frames']} frames read again, {matter['traced']} values traced")


if __name__ == "__main__":
    main()
