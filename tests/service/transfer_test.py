"""From a penalty to a package that another organ checks by itself: a transfer opens with its case, is approved and sent,
its package is the same bytes twice, every kind of tampering is named, and nobody's sealed name is in it.

transfer_test.py BINARY
"""
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
import zlib

from citizen import PHONE, Citizen
from house import Account, House, Visitor, show, wait_for


def png(shade):
    """A grey picture of 8 x 8 pixels."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + bytes([shade]) * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def hand_in(who, data, kind, name):
    request = urllib.request.Request(
        who.house.url("/api/v1/evidence"), data, method="POST",
        headers={"Content-Type": kind, "X-File-Name": urllib.request.quote(name), "Cookie": who.cookie,
                 "X-Qingshan-Csrf": who.csrf})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["hash"]


def package(who, transfer):
    with who.open("GET", f"/records/transfer/{urllib.request.quote(transfer)}/package") as answer:
        assert answer.headers["Content-Type"] == "application/zip"
        return answer.read()


def refused(who, method, path, body=None):
    status, answer = Account.ask(who, method, path, body)
    return status, answer


def case_of(who, subject):
    return wait_for("the case", lambda: (who.get(f"/cases?subject={subject}")["items"] or [None])[0])


def act(who, case, verb, text, evidence=(), form=None):
    return who.post(f"/cases/{urllib.request.quote(case)}/actions",
                    {"verb": verb, "text": text, "evidence": list(evidence), "form": form or {}})


def again(data, change):
    """The package with its parts changed: `change` takes and gives name -> bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = change({name: whole.read(name) for name in whole.namelist()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name, part in parts.items():
            changed.writestr(name, part)
    return out.getvalue()


def summed(parts):
    """With sums that fit again, as a careful forger would."""
    parts["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(part).hexdigest()}  {name}\n" for name, part in sorted(parts.items())
        if name != "SHA256SUMS").encode()
    return parts


def linked(entries):
    """The chain as README.txt says it, reckoned here."""
    previous = "0" * 64
    for entry in entries:
        assert entry["previous"] == previous
        bare = {name: value for name, value in entry.items() if name != "digest"}
        text = json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert entry["digest"] == previous, entry
    return previous


def forge_story(parts):
    story = json.loads(parts["story.json"])
    story["entries"][0]["text"] = "没有这回事"
    parts["story.json"] = json.dumps(story, ensure_ascii=False).encode()
    return summed(parts)


def forge_photo(parts):
    name = next(name for name in parts if name.endswith(".png"))
    old, parts[name] = parts[name], png(77)
    parts["evidence.csv"] = parts["evidence.csv"].replace(
        hashlib.sha256(old).hexdigest().encode(), hashlib.sha256(parts[name]).hexdigest().encode())
    return summed(parts)


def changed(ending):
    def change(parts):
        name = next(name for name in parts if name.endswith(ending))
        parts[name] = parts[name][:-1] + b"!"
        return parts
    return change


def without(ending):
    def change(parts):
        del parts[next(name for name in parts if name.endswith(ending))]
        return parts
    return change


TAMPERED = [
    ("a photo changed", changed(".png"), ".png: was changed: another SHA-256 than SHA256SUMS says"),
    ("the letter changed", changed("letter.pdf"), "letter.pdf: was changed"),
    ("a photo taken out", without(".png"), ".png: is listed in SHA256SUMS and missing"),
    ("the story taken out", without("story.json"), "story.json: is listed in SHA256SUMS and missing"),
    ("a file put in", lambda parts: {**parts, "evidence/extra.jpg": b"x"},
     "evidence/extra.jpg: is not listed in SHA256SUMS"),
    ("a photo and all SHA-256 exchanged", forge_photo, ".png: was changed: another SM3 than evidence.csv says"),
    ("the story changed, sums made to fit", forge_story, "story.json: entry 1 was changed"),
    ("no sums", without("SHA256SUMS"), "SHA256SUMS: is missing"),
]


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    officer, leader = Visitor(house, "enforcement"), Visitor(house, "leader")
    firm = officer.get("/records/firm?limit=1")["items"][0]["id"]

    # A complaint whose reporter is sealed; its case is where the transfer comes from.
    citizen = Citizen(house)
    sent = citizen.file(text="<b>夜间偷排</b>，气味刺鼻 😀")
    citizen.photo(sent, png(40))
    complaint = wait_for("the complaint", lambda: next(
        (one for one in officer.get("/records/complaint?order=-received_on")["items"]
         if "夜间偷排" in one["fields"]["text"]), None))
    source = case_of(officer, f"complaint/{complaint['id']}")["id"]
    photo = hand_in(officer, png(120), "image/png", "../../现场<一>.png")
    act(officer, source, "accept", "现场取证", [photo])

    inspection = officer.post("/records/inspection", {"fields": {
        "firm": firm, "number": "TEST-J-1", "kind": "complaint", "inspected_on": "2026-05-01", "result": "case",
        "problems": "私设暗管", "photos": [hand_in(officer, png(200), "image/png", "暗管.png")]}, "why": "检查"})
    penalty = officer.post("/records/penalty", {"fields": {
        "firm": firm, "number": "TEST-F-1", "inspection": inspection["id"], "violation": "私设暗管排放", "kind": "detain",
        "decided_on": "2026-05-02",
        "files": [hand_in(officer, PDF, "application/pdf", "决定书.pdf")]}, "why": "处罚"})
    officer.post(f"/records/penalty/{penalty['id']}/move", {
        "verb": "decide", "revision": penalty["revision"], "why": "决定"})
    transfer = f"transfer_detention~{penalty['id']}"
    record = officer.get(f"/records/transfer/{transfer}")
    assert record["fields"]["penalty"] == penalty["id"] and record["fields"]["to_organ"] == "police", record
    officer.ask("PUT", f"/records/transfer/{transfer}", {"fields": {"case": source}, "revision": record["revision"],
                                                         "why": "补来源办件"})

    case = case_of(officer, f"transfer/{transfer}")["id"]
    act(officer, case, "submit", "报批", form={"number": "青移〔2026〕1号", "to_organ": "police", "organ_name": "某公安分局",
                                            "facts": "查明私设暗管", "clause": "（测试条款）"})
    act(leader, case, "approve", "同意移送")
    receipt = hand_in(officer, PDF + b"\n", "application/pdf", "回执.pdf")
    status, _ = refused(officer, "POST", f"/cases/{case}/actions", {
        "verb": "send", "text": "送达", "form": {"sent_on": "2026-05-06", "received_on": "2026-05-06",
                                               "answer_due_on": "2026-05-20"}})
    assert status == 422, "sent without a receipt"
    act(officer, case, "send", "送达", [receipt], {"sent_on": "2026-05-06", "received_on": "2026-05-06",
                                               "answer_due_on": "2026-05-20"})
    assert officer.get(f"/records/transfer/{transfer}")["fields"]["state"] == "sent"

    began = time.monotonic()
    whole = package(officer, transfer)
    took = time.monotonic() - began
    assert package(leader, transfer) == whole, "the same facts, other bytes"
    folder = os.path.join(house.folder, "package")
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        names = parts.namelist()
        parts.extractall(folder)
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    evidence = [name for name in names if name.startswith("evidence/")]
    assert len(evidence) == 5, names
    assert {open(os.path.join(folder, name), "rb").read() for name in evidence} >= {png(120), png(200), PDF}
    with open(os.path.join(folder, "story.json"), encoding="utf-8") as file:
        story = json.load(file)
    assert linked(story["entries"]) == story["head"]
    for text in ("私设暗管排放", "同意移送", "现场取证"):
        assert text in json.dumps(story, ensure_ascii=False), text
    for name in names:  # who reports stays sealed
        part = open(os.path.join(folder, name), "rb").read()
        for secret in (Citizen.secret_name, PHONE):
            assert secret.encode() not in part, (name, secret)
    for name in ("letter.pdf", "story.pdf", "evidence.pdf"):
        assert open(os.path.join(folder, name), "rb").read(5) == b"%PDF-", name

    file = os.path.join(house.folder, "package.zip")

    def verify(data):
        with open(file, "wb") as out:
            out.write(data)
        return house.run("verify", file)
    done = verify(whole)
    assert done.returncode == 0 and hashlib.sha256(whole).hexdigest() in done.stdout, done.stdout + done.stderr
    for what, change, named in TAMPERED:
        done = verify(again(whole, change))
        assert done.returncode == 1 and named in done.stdout, (what, done.stdout, done.stderr)
    done = verify(whole[:len(whole) // 2])
    assert done.returncode == 1 and "is no package" in done.stderr, done.stderr

    # Each download stands, with the digest of what was handed out; who may not, gets nothing.
    taken = officer.get(f"/records/transfer/{transfer}/packages")
    assert [one["user"] for one in taken["taken"]] == ["leader", "enforcement"], taken
    assert taken["taken"][0]["digest"] == hashlib.sha256(whole).hexdigest()
    viewer = Visitor(house, "viewer")
    assert refused(viewer, "GET", f"/records/transfer/{transfer}/package")[0] == 403
    assert viewer.get(f"/records/transfer/{transfer}/packages")["may_take"] is False

    # Other facts, another package; evidence that was changed on disk is not handed out.
    act(officer, case, "accepted", "公安受理", [receipt], {"answered_on": "2026-05-12", "answer": "filed"})
    assert package(officer, transfer) != whole
    path = os.path.join(house.data, "evidence", photo[:2], photo[2:4], photo)
    with open(path, "r+b") as kept:
        kept.write(b"\0")
    assert refused(officer, "GET", f"/records/transfer/{transfer}/package")[0] == 500
    house.stop()
    show({"files": len(names), "bytes": len(whole), "seconds": round(took, 2), "tampered": len(TAMPERED)})


if __name__ == "__main__":
    main()
