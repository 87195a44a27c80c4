"""Public reports on the real binary: junk, floods, bad and huge photos and html are held off or kept as text; a
tracking number that was given is kept whatever happens then; nobody's phone number lies plain anywhere.
"""
import http.client
import os
import struct
import sys
import urllib.error
import urllib.request
import zlib

from citizen import Citizen, PHONE
from house import House, Visitor, show

MOST_MB = 60  # that the flood may add
HTML = "<script>document.title='pwned'</script><img src=x onerror=alert(1)> 裸土未覆盖"


def png(width, height):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + b"\x80\x90\x70" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def refused(status, ask):
    try:
        ask()
    except urllib.error.HTTPError as fault:
        assert fault.code == status, f"{fault.code} instead of {status}: {fault.read()[:200]}"
        return fault
    raise AssertionError(f"not refused with {status}")


def photos(house, citizen, name):
    assert citizen.photo(name, png(64, 48))["photos"] == 1
    assert citizen.photo(name, png(64, 48))["photos"] == 1, "the same photo is one"
    refused(415, lambda: citizen.photo(name, b"<svg onload=alert(1)>", "image/svg+xml"))
    refused(415, lambda: citizen.photo(name, png(8, 8), "image/jpeg"))
    refused(422, lambda: citizen.photo(name, png(64, 48)[:40]))
    refused(413, lambda: citizen.photo(name, png(8, 8) + b"\0" * (13 << 20)))
    refused(404, lambda: citizen.photo({**name, "code": "2222-2222-2222"}, png(9, 9)))
    for side in range(10, 18):
        citizen.photo(name, png(side, side))
    refused(409, lambda: citizen.photo(name, png(20, 20)))


def flood(house):
    """Junk from one address: after a minute's share every post is turned away by its head."""
    before, statuses = house.rss_mb(), {}
    for _ in range(400):
        line = http.client.HTTPConnection("127.0.0.1", house.http, timeout=30)
        line.request("POST", "/api/v1/report", b"{" + b"x" * 2000, {"Content-Type": "application/json"})
        answer = line.getresponse()
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        wait = answer.getheader("Retry-After")
        assert answer.status != 429 or 1 <= int(wait) <= 60
        line.close()
    assert statuses.get(429, 0) >= 300, statuses
    assert house.rss_mb() - before < MOST_MB
    return statuses


def search(house, plain):
    """Every byte under the data folder, and what leaves it."""
    for folder, _, files in os.walk(house.folder):
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                assert plain.encode() not in file.read(), f"{plain} lies plain in {name}"


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    citizen = Citizen(house)
    name = citizen.file(text=HTML)
    house.kill()  # right after the number was given
    house.start(["--demo-people"])
    assert citizen.progress(name)["text"] == HTML
    assert citizen.file_again() == name, "the same challenge brings the same number after a restart"

    photos(house, citizen, name)
    duty = Visitor(house, "duty")
    record = duty.get(f"/records/complaint/{name['number']}")
    assert record["fields"]["text"] == HTML and "identity" not in record["fields"]
    cases = duty.get(f"/cases?subject=complaint/{name['number']}")["items"]
    assert [case["step"] for case in cases] == ["accept"], cases
    with duty.open("GET", "/exports/complaint?format=csv") as answer:
        exported = answer.read().decode()
    assert "script" in exported and PHONE not in exported and "sealed1" not in exported

    house.stop()  # a minute's share of tries is not kept: the flood meets a fresh one
    house.start(["--demo-people"])
    statuses = flood(house)
    duty = Visitor(house, "duty")
    assert duty.get("/summary"), "those who work are unharmed"

    officer = Visitor(house, "department")
    path = f"/identities/complaint/{name['number']}"
    refused(403, lambda: duty.post(path + "/open", {"why": "好奇"}))
    refused(403, lambda: Visitor(house, "admin").post(path + "/open", {"why": "好奇"}))
    assert officer.post(path + "/open", {"why": "联系领取奖励"})["phone"] == PHONE
    assert [one["why"] for one in duty.get(path)["openings"]] == ["联系领取奖励"]

    house.stop()
    backup = house.run("backup", os.path.join(house.folder, "backup"), "--data", house.data)
    assert backup.returncode == 0, backup.stderr
    search(house, PHONE)
    search(house, citizen.secret_name)
    show({"flood": statuses})


main()
