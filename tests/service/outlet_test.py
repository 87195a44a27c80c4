"""A firm marks hours of its outlet and the bureau answers: what is accepted changes validity, transmission and the amount
with its substitution, what is refused gives all of it back; a permit shows what overlaps; everybody sees the hourly means.

outlet_test.py BINARY
"""
import datetime
import json
import sys
import urllib.request

from hj212 import CHINA, Line, envelope
from house import House, Visitor, wait_for

OUTLET, DEVICE = "outlet-gas-1", "41010431A000000000000054"
FIRM, HOURS, MARKED = "sim-firm-0001", 30, 3
MASS = 50 * 10 * 3600 / 1e6  # kg an hour: 50 mg/m3 in 10 m3/s


def hour_frame(at):
    said = at + datetime.timedelta(minutes=65)
    return envelope((f"QN={said:%Y%m%d%H%M%S}000;ST=31;CN=2061;PW=123456;MN={DEVICE};Flag=5;"
                     f"CP=&&DataTime={at:%Y%m%d%H}0000;a21002-Avg=50,a21002-Flag=N;a19001-Avg=6,a19001-Flag=N;"
                     f"a00000-Avg=10,a00000-Flag=N&&").encode())


def main():
    house = House(sys.argv[1])
    house.start(["--demo-people"])
    bureau = Visitor(house, "department")
    now = datetime.datetime.now(CHINA).replace(minute=0, second=0, microsecond=0)
    hours = [now - datetime.timedelta(hours=i) for i in range(HOURS, 0, -1)]
    line = Line(house)
    for at in hours:
        line.send(hour_frame(at))
        assert line.acknowledged(), at
    line.close()
    year = hours[0].year  # near New Year's Day some of the hours are of the year before

    def nox():
        found = bureau.get(f"/sites/{OUTLET}/amounts?year={now.year}")
        return next((one for one in found["factors"] if one["factor"] == "a21002"), None)

    def state():
        of = nox()
        return of and {"measured": sum(m["measured"] for m in of["months"]),
                       "kg": sum(m["measured_kg"] for m in of["months"]),
                       "missing": {one["from"]: one for part in of["parts"] for one in part["substitutes"]}}

    if year != now.year:
        print("the year has just begun: there is not enough of it to count")
        house.stop()
        return
    before = wait_for("the amounts", lambda: (lambda s: s if s and s["measured"] >= HOURS else None)(state()))
    assert before["measured"] == HOURS and abs(before["kg"] - HOURS * MASS) < 1e-6, before

    span = {"from_at": int(hours[5].timestamp() * 1000), "until_at": int(hours[5 + MARKED].timestamp() * 1000)}
    filed = bureau.post("/records/outlet_mark", {"why": "企业标记", "fields": {
        "station": OUTLET, "firm": FIRM, "kind": "device_fault", "reason": "分析仪故障", **span}})
    assert state()["measured"] == HOURS, "what is only filed changes nothing"
    seen = next(one for one in bureau.get(f"/sites/{OUTLET}/marks")["marks"] if one["id"] == filed["id"])
    assert seen["letter"] == "D" and seen["may_answer"] and seen["law"]["confidence"] != "verified", seen

    def move(verb, record=f"outlet_mark/{filed['id']}"):
        revision = bureau.get(f"/records/{record}")["revision"]
        bureau.post(f"/records/{record}/move", {"verb": verb, "revision": revision, "why": "核实"})

    def valid():
        return {f["factor"]: f["valid"] for f in bureau.get(f"/sites/{OUTLET}/transmission?month={now:%Y-%m}")["factors"]}

    valid_before = valid()
    move("accept")
    marked = wait_for("the mark to take hold", lambda: (lambda s: s if s["measured"] == HOURS - MARKED else None)(state()))
    stands = marked["missing"][span["from_at"]]
    assert abs(stands["kg_each"] - MASS) < 1e-9 and stands["until"] == span["until_at"], stands
    versions = bureau.get(f"/sites/{OUTLET}/versions?factor=a21002&cadence=hour&measure=avg&t={span['from_at']}")
    assert [v["mark"] for v in versions] == ["N", "D"] and versions[1]["by"] == "outlet_mark", versions
    if hours[5].month == now.month:
        assert valid()["a21002"] == valid_before["a21002"] - MARKED, (valid_before, valid())
    move("refuse")
    wait_for("the mark to be taken back", lambda: state()["measured"] == HOURS and valid() == valid_before)

    def permit(code, valid_from, until):
        made = bureau.post("/records/permit", {"why": "试验", "fields": {
            "code": code, "firm": FIRM, "management": "key", "issued_on": valid_from, "valid_until": until,
            "monitoring": [{"outlet": "DA101", "factor": "a21002", "frequency": "auto"}, {"outlet": "DA999", "factor": "a34013", "frequency": "quarter"}]}})
        move("issue", f"permit/{made['id']}")
        return made

    first = permit("914101040000000001001P", "2024-01-01", "2028-12-31")
    permit("914101040000000001002P", "2026-01-01", "2030-12-31")
    sight = bureau.get(f"/permits/{first['id']}/sight")
    found = {(one["code"], one["subject"]) for one in sight["findings"]}
    assert ("overlap", "914101040000000001002P") in found and ("no_outlet", "DA999") in found, found
    kept = {one["outlet"]: one["done"] >= one["demanded"] for one in sight["monitoring"]}
    assert kept["DA101"], sight["monitoring"]  # the outlet sends it by itself
    missing = [one for one in sight["reports"] if one["kind"] == "permit_quarter_report" and one["late"]]
    assert missing and not missing[0]["id"], sight["reports"]

    outlet = next(one for one in bureau.get("/records/outlet?limit=500")["items"] if one["fields"].get("station") == OUTLET)
    bureau.ask("PUT", f"/records/outlet/{outlet['id']}", {"why": "更名", "revision": outlet["revision"],
                                                          "fields": {**outlet["fields"], "name": "更名后的排放口"}})
    assert state()["measured"] == HOURS, "the series follow an outlet that is renamed"

    row = next(one for one in bureau.get("/transmission")["rows"] if one["firm"] == FIRM)
    assert row["months"][0]["month"] == f"{now:%Y-%m}" and len(row["months"]) == 7, row
    with urllib.request.urlopen(house.url("/api/v1/public/outlets"), timeout=30) as answer:  # without a log-in
        shown = next(one for one in json.load(answer)["outlets"] if one["id"] == OUTLET)
    assert not shown["late"] and {f["code"] for f in shown["factors"]} >= {"a21002"}, shown
    assert len(shown["factors"][0]["hours"]) >= 23, shown
    house.stop()
    print(f"{HOURS} hours, {MARKED} marked, accepted and given back; {len(found)} findings of a permit")


if __name__ == "__main__":
    main()
