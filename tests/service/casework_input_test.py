"""Bad input to casework on the real binary: photos that are too large or none, names of files that mean harm, html, two
people at one step at once, and a year whose holidays nobody entered.

casework_input_test.py BINARY
"""
import json
import os
import re
import shutil
import struct
import sys
import threading
import time
import urllib.error
import urllib.request
import zlib

from house import ROOT, Account, House, Visitor, show, wait_for

HTML = "<img src=x onerror=alert(1)><script>alert(2)</script> & 裸土"
NAMES = {  # as sent -> as kept
    "../../../etc/passwd.png": "passwd.png",
    "..\\..\\windows\\a.png": "a.png",
    "a\r\nSet-Cookie: x=1.png": "aSet-Cookie: x=1.png",
    '"; filename="evil.exe': "; filename=evil.exe",
    "<script>.png": "<script>.png",
    "长" * 200 + ".png": "长" * 65 + ".png",
}


def png(shade):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + bytes([shade]) * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def hand_in(who, data, kind="image/png", name="a.png"):
    request = urllib.request.Request(
        who.house.url("/api/v1/evidence"), data, method="POST",
        headers={"Content-Type": kind, "X-File-Name": urllib.request.quote(name, safe=""), "Cookie": who.cookie,
                 "X-Qingshan-Csrf": who.csrf})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()
    except (ConnectionError, urllib.error.URLError):  # refused by its head while the body was on its way
        return 413, b""


def photos(who):
    assert hand_in(who, png(1) + b"\0" * (50 << 20))[0] == 413, "50 MB"
    assert hand_in(who, b"")[0] == 422
    assert hand_in(who, b"GIF89a nothing")[0] == 415
    assert hand_in(who, b"<html><script>1</script></html>", "image/jpeg")[0] == 415
    assert hand_in(who, b"\xff\xd8\xff\xe0 no picture at all", "image/jpeg")[0] == 422
    assert hand_in(who, png(1), "image/jpeg")[0] == 415, "another type than it says"
    for shade, (sent, kept) in enumerate(NAMES.items(), 10):
        status, told = hand_in(who, png(shade), name=sent)
        assert status == 200 and told["name"] == kept, (sent, status, told)
        with who.open("GET", f"/evidence/{told['hash']}") as answer:
            header = answer.headers["Content-Disposition"]
            assert re.fullmatch(r"(inline|attachment); filename\*=UTF-8''[0-9A-Za-z%]*", header), header
            assert answer.headers["Set-Cookie"] is None and "sandbox" in answer.headers["Content-Security-Policy"]


def opened(who, title="试办"):
    return who.post("/cases", {"workflow": "supervision", "title": title, "text": HTML, "street": ""})["id"]


def words(who):
    told = who.get(f"/cases/{opened(who, HTML)}")
    assert told["title_zh"] == HTML and told["timeline"][0]["text"].endswith(HTML), "html stays as it was typed"


def at_once(house, who):
    """Of two who act on one step at once, one is told that somebody was faster, and nothing is done twice."""
    case = opened(who)
    step = who.get(f"/cases/{case}")["step"]
    ready, answers = threading.Barrier(2), []

    def act(visitor):
        ready.wait()
        answers.append(Account.ask(visitor, "POST", f"/cases/{case}/actions", {
            "verb": "assign_street", "text": "同时交办", "evidence": [], "street": "dongdajie", "step": step})[0])
    both = [threading.Thread(target=act, args=(visitor,)) for visitor in (who, Visitor(house, "admin"))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert answers.count(200) == 1 and set(answers) - {200} <= {409, 422, 403}, answers
    verbs = [event["verb"] for event in who.get(f"/cases/{case}")["timeline"]]
    assert verbs.count("assign_street") == 1, verbs


def calendar_missing(house):
    admin = Visitor(house, "admin")
    told = wait_for("the warning", lambda: [one for one in admin.get("/notices?limit=200")["items"]
                                            if "节假日安排" in one["text_zh"]])
    assert len(told) == 1, told


def main():
    house = House(sys.argv[1])
    packs = os.path.join(house.folder, "packs")
    for name in ("national", "guancheng"):
        shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
    house.pack = os.path.join(packs, "guancheng")
    table = os.path.join(packs, "national", "calendar.csv")
    year = time.gmtime().tm_year
    with open(table, encoding="utf-8-sig") as file:
        head, *rows = file.readlines()
    with open(table, "w", encoding="utf-8") as file:
        file.writelines([head] + [row for row in rows if not re.search(rf"\b({year}|{year + 1})-", row)])
    house.start(["--demo-people"])
    duty = Visitor(house, "duty")
    calendar_missing(house)
    began = time.monotonic()
    photos(duty)
    words(duty)
    at_once(house, duty)
    seconds = time.monotonic() - began
    house.stop(60)
    house.start(["--demo-people"])
    calendar_missing(house)  # told once, however often it starts
    house.stop(60)
    show({"seconds": round(seconds, 1)})


if __name__ == "__main__":
    main()
