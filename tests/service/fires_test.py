"""Hot spots on the real binary: tables of satellites and events of cameras become fires with cases; repeated
deliveries change nothing, also after a death; bad tables are refused by their lines.
"""
import json
import sys
import time
import urllib.error
import urllib.request

from house import House, Visitor, show

HEADER = ("latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,"
          "bright_ti5,frp,daynight")


def row(lon, lat, time="0518", confidence="n", date="2026-11-20"):
    return f"{lat},{lon},331,0.4,0.4,{date},{time},N20,VIIRS,{confidence},2.0NRT,291,4.2,D"


def table(*rows):
    return "\n".join([HEADER, *rows]).encode() + b"\n"


class Sender:
    """A program with a token that may do nothing else."""

    def __init__(self, house, duty):
        self.house = house
        self.token = duty.post("/tokens", {"name": "satellite", "verbs": ["fire.write"], "kinds": [], "area": "",
                                           "expires_at": int(time.time() * 1000) + 86_400_000})["token"]

    def send(self, data, kind="text/csv", path="/fires"):
        request = urllib.request.Request(self.house.url("/api/v1" + path), data,
                                         {"Content-Type": kind, "Authorization": "Bearer " + self.token})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def refused(status, ask):
    try:
        ask()
    except urllib.error.HTTPError as fault:
        assert fault.code == status, f"{fault.code} instead of {status}: {fault.read()[:200]}"
        return
    raise AssertionError(f"not refused with {status}")


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    duty = Visitor(house, "duty")
    sender = Sender(house, duty)
    before = duty.get("/counts/fire_spot")["count"]
    # Two points of one fire, one kilometre and ten minutes apart; one outside; one not sure; one that is no row.
    delivery = table(row(113.745, 34.700), row(113.755, 34.700, "0528"), row(120.0, 30.0), row(113.80, 34.72, confidence="l"),
                     "95,200,x,,,,,,,,,,,")
    told = sender.send(delivery)
    assert (told["kept"], told["outside"], told["weak"], told["refused_count"]) == (3, 1, 1, 1), told
    assert len(told["opened"]) == 1 and told["joined"] == 1, told
    fire = duty.get(f"/records/fire_spot/{told['opened'][0]}")["fields"]
    assert fire["sightings"] == 2 and fire["street"] and fire["grid"] and fire["chief"], fire
    cases = duty.get(f"/cases?subject=fire_spot/{told['opened'][0]}")["items"]
    assert [case["step"] for case in cases] == ["check"] and cases[0]["street"] == fire["street"], cases

    house.kill()
    house.start(["--demo-people"])
    again = sender.send(delivery)
    assert (again["kept"], again["repeated"], again["opened"]) == (0, 3, []), again
    duty = Visitor(house, "duty")
    assert duty.get("/counts/fire_spot")["count"] == before + 1

    # A known heat source explains what lies around it.
    duty.post("/records/heat_source", {"fields": {"name": "测试烟囱", "kind": "chimney", "radius_m": 500,
                                                  "place": {"type": "Point", "coordinates": [113.70, 34.73]}}})
    heat = sender.send(table(row(113.701, 34.73)))
    assert heat["heat"] == 1 and not heat["opened"], heat
    event = {"events": [{"source": "camera", "device": "cam-1", "at": 1_795_000_000_000, "lon": 113.73, "lat": 34.72,
                         "what": "straw"}, {"source": "balloon"}]}
    seen = sender.send(json.dumps(event).encode(), "application/json")
    assert len(seen["opened"]) == 1 and seen["refused_count"] == 1, seen

    refused(422, lambda: sender.send(b"a,b\n1,2\n"))
    refused(422, lambda: sender.send(b"\xff\xfe\x00"))
    refused(422, lambda: sender.send(b"[]", "application/json"))
    refused(403, lambda: sender.send(b"{}", "application/json", "/records/firm"))

    bulletin = duty.get("/burning/bulletin?period=day&from=2026-11-20")
    assert bulletin["total"]["found"] >= 1 and bulletin["lines"][-1]["found"] >= 1, bulletin["total"]
    assert bulletin["confidence"] == "practice"
    issued = duty.post("/burning/bulletins", {"period": "week", "from": "2026-11-20"})
    with duty.open("GET", f"/burning/bulletins/{issued['id']}/report") as answer:
        assert answer.read(5) == b"%PDF-"
    with duty.open("GET", "/burning/bulletin?period=week&from=2026-11-20&format=csv") as answer:
        assert answer.read().decode("utf-8-sig").startswith("名次")
    house.stop()
    show({"told": told, "again": {key: again[key] for key in ("kept", "repeated")}})


main()
