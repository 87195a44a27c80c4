"""The plan on real data: Zhengzhou's daily air (QS_SHARED_DIR) drives the indicators of a small plan, recounted here with
exact fractions; and on the demonstration: a ranking is published, and stays as it was published when the data change.

plan_test.py BINARY
"""
import csv
import datetime
import json
import os
import shutil
import sys
import urllib.error
import urllib.request
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from house import ROOT, Account, House

DATA = os.path.join(os.environ.get("QS_SHARED_DIR", os.path.join(ROOT, "..", "shared")), "data", "zhengzhou_air")
PLAN = "id,name,issued_on,from_year,until_year,base_year\nreal,真实数据试算,2014-01-01,2014,2020,2013\n"
INDICATORS = ("id,plan,number,group,name,unit,better,measure,quote,line\n"
              "pm25,real,1,空气,细颗粒物浓度,μg/m³,low,air.pm25_mean,,\n"
              "good,real,2,空气,优良天数比率,%,high,air.good_share,,\n")


def today():
    """As the program's calendar has it."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def half_even(value, places):
    """A fraction to so many decimals, GB/T 8170."""
    scaled, rest = divmod(value * 10 ** places, 1)
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and scaled % 2)
    return Fraction(scaled + bool(up), 10 ** places)


def real_pack(house, site, targets):
    packs = os.path.join(house.folder, "packs")
    shutil.copytree(os.path.join(ROOT, "packs", "national"), os.path.join(packs, "national"))
    house.pack = os.path.join(packs, "real")
    for folder in ("records", "area"):
        os.makedirs(os.path.join(house.pack, folder))
    shutil.copy(os.path.join(ROOT, "packs", "guancheng", "records", "reward_rule.csv"), os.path.join(house.pack, "records"))
    files = {
        "pack.toml": 'format = 1\nid = "real"\nname_zh = "郑州"\nname_en = "Zhengzhou"\ninherits = "national"\ncentre = [113.7, 34.7]\n',
        "area/streets.csv": "id,name_zh,name_en,confidence\ncity,全市,The city,practice\n",
        "area/streets.geojson": json.dumps({"type": "FeatureCollection", "features": [{
            "type": "Feature", "properties": {"id": "city"}, "geometry": {
                "type": "Polygon", "coordinates": [[[113, 34], [114, 34], [114, 35], [113, 35], [113, 34]]]}}]}),
        "sites.csv": "id,kind,name_zh,name_en,street,lon,lat,device,system,factors,standard,scope,condition,target_class,zone,reference_oxygen,simulated\n"
                     f"{site},air_standard,郑州市,Zhengzhou,city,113.7,34.7,41010499A890001600000001,22,a34004 a34002 a21026 a21004 a21005 a05024,GB 3095,2,,,,,0\n",
        "records/plan.csv": PLAN,
        "records/indicator.csv": INDICATORS,
        "records/indicator_target.csv": "id,indicator,version,year,month,value,how,state\n" + "".join(
            f"{indicator}-{year},{indicator},1,{year},0,{value},mean,执行\n" for indicator, year, value in targets),
    }
    for name, text in files.items():
        with open(os.path.join(house.pack, name), "w", encoding="utf-8") as file:
            file.write(text)


def imported(house, table, mapping):
    done = house.run("import", os.path.join(DATA, table), "--mapping", f"packs/national/mappings/{mapping}.toml",
                     "--pack", house.pack, "--data", house.data)
    assert done.returncode in (0, 1), done.stderr  # 1: some cells say that there is nothing


def year_of_pm25(rows, year):
    """The year by hand: the city's day in whole µg/m³, then the mean of the days."""
    days = [Fraction(Decimal(v).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)) for day, v in rows if day.year == year]
    return sum(days, Fraction(0)) / len(days), len(days)


def check_year(house, admin, rows, year, target):
    readings = {r["id"]: r for r in admin.get(f"/plan/indicators?plan=real&year={year}")[1]["indicators"]}
    mean, days = year_of_pm25(rows, year)
    pm25 = admin.get(f"/plan/indicators/pm25?year={year}")[1]
    assert Fraction(str(readings["pm25"]["value"])) == half_even(mean, 0), (year, readings["pm25"]["value"], float(mean))
    assert pm25["items_total"] == days and pm25["need"]["rest"] == 0
    assert pm25["target"]["year"] == year and readings["pm25"]["met"] == (half_even(mean, 0) <= target)
    assert abs(sum(part["moved"] for part in pm25["by_month"]) - float(mean - target)) < 1e-9, "the months are the miss"
    for point in pm25["points"]:  # what the year had come to at the end of each month
        so_far = [Fraction(Decimal(v).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)) for day, v in rows
                  if day.year == year and day.month <= point["month"]]
        assert Fraction(str(point["so_far"])) == half_even(sum(so_far) / len(so_far), 1), point
    return readings


def rows_of(table, date, value, form, skip=0):
    with open(os.path.join(DATA, table), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[skip:]
    return [(datetime.datetime.strptime(row[date], form).date(), row[value]) for row in rows if row[value] not in ("NA", "-", "")]


def check_good_days(binary):
    """2014-2016 with an index of each day, from the table that has ozone's eight hours."""
    house = House(binary)
    real_pack(house, "zhengzhou-aqi-site", [("pm25", y, 80) for y in (2014, 2015, 2016)] + [("good", y, 40) for y in (2014, 2015, 2016)])
    imported(house, "zhengzhou_daily_2013_2017.csv", "zhengzhou_daily_2013_2017")
    house.start(["--demo-people"])
    try:
        admin = Account(house, "admin")
        rows = rows_of("zhengzhou_daily_2013_2017.csv", 1, 5, "%Y-%m-%d")
        for year in (2014, 2015, 2016):
            readings = check_year(house, admin, rows, year, 80)
            good = admin.get(f"/plan/indicators/good?year={year}")[1]
            within = sum(item["value"] <= 100 for item in good["items"])
            share = half_even(Fraction(100 * within, len(good["items"])), 1)
            assert Fraction(str(good["value"])) == share == Fraction(str(readings["good"]["value"]))
            assert len(good["items"]) >= 360 and good["met"] == (share >= 40)
            assert good["standard"] == "HJ 633-2012", good["standard"]
        over = admin.get("/plan/indicators/pm25?year=2017")[1]
        assert over["target"]["year"] == 2016 and over["same_period"] is not None, "the last target stands on"
    finally:
        house.stop()


def check_pm25(binary):
    """2014-2017 from the longer table."""
    house = House(binary)
    real_pack(house, "zhengzhou", [("pm25", y, 75) for y in range(2014, 2018)])
    imported(house, "daily_2014_2021_zhengzhou.csv", "zhengzhou_daily_2014_2021")
    house.start(["--demo-people"])
    try:
        admin = Account(house, "admin")
        rows = rows_of("daily_2014_2021_zhengzhou.csv", 1, 3, "%Y/%m/%d", skip=1)
        for year in range(2014, 2018):
            check_year(house, admin, rows, year, 75)
        empty = admin.get("/plan/indicators/pm25?year=2010")[1]
        assert empty["source"] == "none" and empty["value"] is None, "an indicator without data says so"
    finally:
        house.stop()


def check_ranking(binary):
    house = House(binary)
    house.start(["--demo-people"])
    try:
        admin, leader = Account(house, "admin"), Account(house, "leader")
        last = today().replace(day=1) - datetime.timedelta(days=1)
        path, month = "/plan/rankings/streets", last.strftime("%Y-%m")
        before = admin.get(f"{path}?month={month}")[1]
        ranked = [row for row in before["rows"] if row["rank"]]
        assert len(ranked) >= 10 and not before["published"], before["rows"]
        assert leader.ask("POST", path, {"month": month, "why": "试发"})[0] == 403
        this = today().strftime("%Y-%m")
        assert admin.ask("POST", path, {"month": this, "why": "试发"})[0] == 422, "the month is not over"
        assert admin.ask("POST", path, {"month": month, "why": "按月通报"})[0] == 201
        published = admin.get(f"{path}?month={month}")[1]["published"]
        assert len(published) == 1 and published[0]["same"] and published[0]["finding"]["rows"] == before["rows"]
        assert published[0]["made_of"]["rules"] and published[0]["made_of"]["series_seq"] > 0

        # A day of a street's station is found to be wrong: the ranking of now moves, what was published does not.
        street = ranked[-1]["id"]
        station = next(s for s in admin.get("/sites")[1] if s["street"] == street and s["kind"].startswith("air"))
        day = datetime.datetime(last.year, last.month, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
        status, done = admin.ask("POST", f"/sites/{station['id']}/audit", {
            "factor": "a34004", "cadence": "day", "measure": "avg", "from": int(day.timestamp() * 1000),
            "until": int((day + datetime.timedelta(days=20)).timestamp() * 1000), "decision": "replace", "value": 250, "reason": "试算"})
        assert status == 200 and done["revised"] >= 19, (status, done)
        after = admin.get(f"{path}?month={month}")[1]
        assert after["rows"] != before["rows"] and not after["published"][0]["same"]
        assert after["published"][0]["finding"]["rows"] == before["rows"], "frozen"
        assert after["published"][0]["same_then"] is True, "the data of then give what was published then"
        assert admin.ask("POST", path, {"month": month, "why": "数据更正"})[0] == 201
        issues = admin.get(f"{path}?month={month}")[1]["published"]
        assert [one["issue"] for one in issues] == [2, 1] and issues[0]["same"] and not issues[1]["same"]
        check_bulletin(admin)
        check_changes(house, admin)
    finally:
        house.stop()


def check_bulletin(admin):
    """Bulletins are of periods that are over, and only a month's ranks; their documents are looked into by documents_test.py."""
    last = today().replace(day=1) - datetime.timedelta(days=1)
    assert admin.ask("POST", "/plan/bulletins", {"period": "month", "day": today().isoformat(), "why": "试发"})[0] == 422
    assert admin.ask("POST", "/plan/bulletins", {"period": "decade", "day": last.isoformat(), "why": "试发"})[0] == 422
    for period in ("month", "day", "week", "year"):
        day = last if period != "year" else last.replace(year=last.year - 1)
        status, made = admin.ask("POST", "/plan/bulletins", {"period": period, "day": day.isoformat(), "why": "按期"})
        assert status == 201, made
        record = admin.get(f"/records/plan_bulletin/{made['id']}")[1]["fields"]
        assert sum(len(record.get(field) or []) for field in ("air", "indicators", "ranking", "tasks", "cases")) > 30, made
        assert bool(record.get("ranking")) == (period == "month")


def check_changes(house, admin):
    """What is otherwise than yesterday, for whom it is; and what everybody may have of it."""
    task = next(t for t in admin.get("/plan/tasks?plan=plan-145")[1]["tasks"] if t["light"] == "red")
    status, moved = admin.ask("POST", f"/records/plan_task/{task['id']}/move", {"verb": "finish", "revision": task["revision"], "why": "完成"})
    assert status == 200, moved
    found = admin.get("/plan/changes?plan=plan-145")[1]
    light = next(one for one in found["lights"] if one["id"] == task["id"])
    assert (light["before"], light["now"]) == ("red", "done"), light
    assert found["since"] == (today() - datetime.timedelta(days=1)).isoformat()
    assert {one["kind"] for one in found["published"]} == {"plan_bulletin", "ranking_bulletin"}, found["published"]
    for since in (today().isoformat(), (today() - datetime.timedelta(days=32)).isoformat(), "gestern"):
        assert admin.get(f"/plan/changes?since={since}")[0] == 422, since

    firm = Account(house, "fuyao")
    assert not any(firm.get("/plan/changes?plan=plan-145")[1][part] for part in ("indicators", "lights", "milestones", "reports", "published", "ranks"))
    assert firm.get("/plan/indicators?plan=plan-145")[1]["indicators"] == [] and firm.get("/plan/tasks?plan=plan-145")[1]["tasks"] == []
    assert firm.get("/plan/rankings/streets")[0] == 403

    def anybody(path):
        return urllib.request.urlopen(house.url("/api/v1" + path))
    issued = admin.get("/plan/bulletins")[1]
    assert issued["may_publish"] and issued["bulletins"][0]["who"]
    public = json.load(anybody("/public/plan/bulletins"))
    assert [one["id"] for one in public] == [one["id"] for one in issued["bulletins"]] and not any(one["who"] for one in public)
    paper = f"/public/plan/bulletins/{public[0]['id']}/papers/"
    with anybody(paper + public[0]["papers"][0]["id"] + "?format=pdf") as answer:
        assert answer.read(5) == b"%PDF-"
    try:
        anybody(paper + "penalty_decision")
        raise AssertionError("only papers of bulletins")
    except urllib.error.HTTPError as refused:
        assert refused.code == 404


def main():
    binary = sys.argv[1]
    check_ranking(binary)
    if not os.path.isdir(DATA):
        print("real data are missing:", DATA)
        return
    check_good_days(binary)
    check_pm25(binary)
    print("Zhengzhou 2014-2017 recounted exactly; a published ranking stays as it was")


if __name__ == "__main__":
    main()
