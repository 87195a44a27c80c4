"""OGC API - Features Part 1 (17-069r4) on the real binary: each requirement of the classes Core and
GeoJSON is tied to a check by its id; GDAL's ogrinfo reads the layers.
"""
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

from house import ROOT, House, Visitor

KIND = "ogc_probe"
DECLARED = """
name = "ogc_probe"
label_zh = "测试点"
label_en = "Probe"
shelf = "supervision"
title = "name"
public = true
field = [
  { name = "name", type = "text", label_zh = "名称", label_en = "Name", required = true, public = true },
  { name = "place", type = "point", label_zh = "位置", label_en = "Place", public = true },
  { name = "depth", type = "number", label_zh = "深度", label_en = "Depth", unit = "m", public = true },
  { name = "seen_on", type = "day", label_zh = "日期", label_en = "Day", required = true, indexed = true, public = true },
  { name = "note", type = "text", label_zh = "备注", label_en = "Note" },
]
"""
# id, longitude, latitude, day; p5 has no place.
PROBES = [("p1", 113.70, 34.70, "2026-01-01"), ("p2", 113.72, 34.70, "2026-02-01"),
          ("p3", 113.74, 34.72, "2026-03-01"), ("p4", 113.76, 34.74, "2026-04-01"),
          ("p5", None, None, "2026-05-01")]
CLASSES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
GEOJSON, JSON = "application/geo+json", "application/json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class Api:
    def __init__(self, house):
        self.house = house

    def ask(self, path, method="GET"):
        """Status, headers, body of a path below /ogc or of a whole address."""
        url = path if path.startswith("http") else self.house.url("/ogc" + path)
        request = urllib.request.Request(url, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.headers, fault.read()

    def get(self, path):
        status, headers, body = self.ask(path)
        assert status == 200, f"{path}: {status} {body[:300]}"
        assert headers["Access-Control-Allow-Origin"] == "*", path
        return json.loads(body)

    def type(self, path):
        return self.ask(path)[1]["Content-Type"]

    def refused(self, path):
        status = self.ask(path)[0]
        assert status == 400, f"{path}: {status}"

    def items(self, **params):
        return self.get(f"/collections/{KIND}/items?" + urllib.parse.urlencode(params))

    def ids(self, **params):
        """Of all pages."""
        page, out = self.items(**params), []
        for _ in range(20):
            out += [feature["id"] for feature in page["features"]]
            following = link(page, "next")
            if not following:
                return sorted(out)
            page = self.get(following["href"])
        raise AssertionError("the pages have no end")

    def operation(self, path):
        return self.get("/api")["paths"][path]["get"]

    def parameter(self, name):
        """As the API definition says it for the items of the collection."""
        document = self.get("/api")
        for one in document["paths"][f"/collections/{KIND}/items"]["get"]["parameters"]:
            if "$ref" in one:
                one = document["components"]["parameters"][one["$ref"].split("/")[-1]]
            if one["name"] == name:
                return one
        raise AssertionError("no parameter " + name)


def link(body, rel):
    return next((one for one in body["links"] if one["rel"] == rel), None)


def collection(api):
    found = [one for one in api.get("/collections")["collections"] if one["id"] == KIND]
    assert len(found) == 1
    return found[0]


# ---- Core ----

def root_op(api):
    assert api.ask("")[0] == 200


def root_success(api):
    body = api.get("")
    for rel in ("service-desc", "conformance", "data"):
        assert link(body, rel)["href"], rel


def api_definition_op(api):
    assert api.ask(link(api.get(""), "service-desc")["href"])[0] == 200


def api_definition_success(api):
    at = link(api.get(""), "service-desc")
    assert at["type"] == OPENAPI and api.type(at["href"]) == OPENAPI
    assert api.get(at["href"])["openapi"].startswith("3.0.")


def conformance_op(api):
    assert api.ask(link(api.get(""), "conformance")["href"])[0] == 200


def conformance_success(api):
    said = api.get("/conformance")["conformsTo"]
    assert said == [CLASSES + name for name in ("core", "oas30", "geojson")], said


def http_1_1(api):
    status, headers, body = api.ask("", method="HEAD")
    assert (status, body) == (200, b"") and headers["Content-Type"] == JSON
    assert api.ask("", method="POST")[0] == 405
    assert api.ask("/nowhere")[0] == 404


def crs84(api):
    assert collection(api)["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
    place = api.get(f"/collections/{KIND}/items/p1")["geometry"]["coordinates"]
    assert place == [113.70, 34.70], "longitude first"


def query_param_unknown(api):
    for path in ("", "/conformance", "/api", "/collections", f"/collections/{KIND}",
                 f"/collections/{KIND}/items", f"/collections/{KIND}/items/p1"):
        api.refused(path + "?nonsense=1")
    api.refused(f"/collections/{KIND}/items?note=x")  # a field, and not a public one


def query_param_invalid(api):
    for wrong in ("limit=0", "limit=ten", "bbox=1,2", "datetime=today", "f=gml", "depth=deep"):
        api.refused(f"/collections/{KIND}/items?{wrong}")


def fc_md_op(api):
    assert api.ask(link(api.get(""), "data")["href"])[0] == 200


def fc_md_success(api):
    body = api.get("/collections")
    assert isinstance(body["links"], list) and isinstance(body["collections"], list)


def fc_md_links(api):
    own = link(api.get("/collections"), "self")
    assert own["type"] == JSON and api.ask(own["href"])[0] == 200


def fc_md_items(api):
    collection(api)


def fc_md_items_links(api):
    for one in api.get("/collections")["collections"]:
        at = link(one, "items")
        assert at["type"] == GEOJSON
        assert api.ask(at["href"])[0] == 200, at


def fc_md_extent(api):
    # An extent may be left out; one that is told must hold all, over all of time.
    extent = collection(api)["extent"]
    [[west, south, east, north]] = extent["spatial"]["bbox"]
    assert all(west <= lon <= east and south <= lat <= north for _, lon, lat, _ in PROBES if lon), extent
    assert east - west < 1 and north - south < 1, extent
    assert extent["temporal"]["interval"] == [["2026-01-01T00:00:00+08:00", "2026-05-01T23:59:59+08:00"]], extent
    schema = api.get("/api")["components"]["schemas"]["Collection"]
    assert {"spatial", "temporal"} == set(schema["properties"]["extent"]["properties"]), schema


def sfc_md_op(api):
    assert api.ask(f"/collections/{KIND}")[0] == 200
    assert api.ask("/collections/nothing")[0] == 404


def sfc_md_success(api):
    assert api.get(f"/collections/{KIND}") == collection(api)


def fc_op(api):
    assert api.type(f"/collections/{KIND}/items") == GEOJSON


def fc_limit_definition(api):
    said = api.parameter("limit")
    assert (said["in"], said["required"], said["style"], said["explode"]) == ("query", False, "form", False)
    schema = said["schema"]
    assert schema["type"] == "integer" and schema["minimum"] == 1
    assert schema["default"] <= schema["maximum"] <= 10_000


def fc_limit_response(api):
    assert api.items(limit=2)["numberReturned"] == 2
    assert api.items(limit=9_999)["numberReturned"] == len(PROBES)
    assert api.ids(limit=2) == api.ids() == sorted(row[0] for row in PROBES), "all, once each"


def fc_bbox_definition(api):
    said = api.parameter("bbox")
    assert (said["in"], said["required"], said["style"], said["explode"]) == ("query", False, "form", False)
    assert said["schema"]["type"] == "array" and said["schema"]["items"] == {"type": "number"}


def fc_bbox_response(api):
    assert api.ids(bbox="113.71,34.69,113.75,34.73") == ["p2", "p3", "p5"], "and what has no place"
    assert api.ids(bbox="113.71,34.69,-9,113.75,34.73,9") == ["p2", "p3", "p5"]
    assert api.ids(bbox="0,0,1,1") == ["p5"]
    assert api.ids(bbox="113.755,34,-170,35") == ["p4", "p5"], "over the date line"
    assert api.items(bbox="113.71,34.69,113.75,34.73")["numberMatched"] == 3


def fc_time_definition(api):
    said = api.parameter("datetime")
    assert (said["in"], said["required"], said["style"], said["explode"]) == ("query", False, "form", False)
    assert said["schema"]["type"] == "string"


def fc_time_response(api):
    february = "2026-02-01T04:00:00Z"
    assert api.ids(datetime=february) == ["p2"]
    assert api.ids(datetime="2026-02-01T12:00:00+08:00") == ["p2"]
    assert api.ids(datetime=february + "/2026-03-15T00:00:00.5Z") == ["p2", "p3"]
    for start in ("..", ""):
        assert api.ids(datetime=f"{start}/{february}") == ["p1", "p2"]
        assert api.ids(datetime=f"2026-04-01T00:00:00Z/{start}") == ["p4", "p5"]


def fc_response(api):
    assert api.ids(bbox="113.71,34.69,113.77,34.75", datetime="2026-04-01T00:00:00Z/..",
                   name="p4") == ["p4"]
    assert api.ids(depth="2.5") == ["p2"]


def fc_links(api):
    page = api.items(limit=2)
    assert link(page, "self") and link(page, "next")
    assert api.get(link(page, "self")["href"])["features"] == page["features"]


def fc_rel_type(api):
    assert all(one["type"] == GEOJSON for one in api.items(limit=2)["links"])


def fc_time_stamp(api):
    assert "T" in api.items()["timeStamp"]


def fc_number_matched(api):
    assert api.items(limit=2)["numberMatched"] == len(PROBES)


def fc_number_returned(api):
    page = api.items(limit=3)
    assert page["numberReturned"] == len(page["features"]) == 3


def f_op(api):
    for feature in api.items()["features"]:
        assert api.ask(f"/collections/{KIND}/items/{feature['id']}")[0] == 200
    assert api.ask(f"/collections/{KIND}/items/p9")[0] == 404


def f_success(api):
    assert api.type(f"/collections/{KIND}/items/p1") == GEOJSON


def f_links(api):
    feature = api.get(f"/collections/{KIND}/items/p1")
    assert link(feature, "self")["type"] == GEOJSON
    at = link(feature, "collection")
    assert at["type"] and api.get(at["href"])["id"] == KIND


# ---- GeoJSON ----

def geojson_definition(api):
    for path in (f"/collections/{KIND}/items", f"/collections/{KIND}/items/{{featureId}}"):
        assert GEOJSON in api.operation(path)["responses"]["200"]["content"]


def geojson_content(api):
    page = api.items()
    assert page["type"] == "FeatureCollection" and page["links"]
    for feature in page["features"]:
        assert feature["type"] == "Feature" and feature["links"]
        assert set(feature) >= {"id", "geometry", "properties"}
        assert "note" not in feature["properties"], "not public"
    assert api.get(f"/collections/{KIND}/items/p5")["geometry"] is None


CORE = {
    "root-op": root_op, "root-success": root_success,
    "api-definition-op": api_definition_op, "api-definition-success": api_definition_success,
    "conformance-op": conformance_op, "conformance-success": conformance_success,
    "http": http_1_1, "query-param-unknown": query_param_unknown,
    "query-param-invalid": query_param_invalid, "crs84": crs84,
    "fc-md-op": fc_md_op, "fc-md-success": fc_md_success, "fc-md-links": fc_md_links,
    "fc-md-items": fc_md_items, "fc-md-items-links": fc_md_items_links,
    "fc-md-extent": fc_md_extent, "fc-md-extent-multi": fc_md_extent,
    "sfc-md-op": sfc_md_op, "sfc-md-success": sfc_md_success,
    "fc-op": fc_op, "fc-limit-definition": fc_limit_definition,
    "fc-limit-response-1": fc_limit_response, "fc-bbox-definition": fc_bbox_definition,
    "fc-bbox-response": fc_bbox_response, "fc-time-definition": fc_time_definition,
    "fc-time-response": fc_time_response, "fc-response": fc_response, "fc-links": fc_links,
    "fc-rel-type": fc_rel_type, "fc-timeStamp": fc_time_stamp,
    "fc-numberMatched": fc_number_matched, "fc-numberReturned": fc_number_returned,
    "f-op": f_op, "f-success": f_success, "f-links": f_links,
}
REQUIREMENTS = {**{f"/req/core/{name}": check for name, check in CORE.items()},
                "/req/geojson/definition": geojson_definition,
                "/req/geojson/content": geojson_content}


def settle(house):
    """A pack with one public kind more, and its records."""
    packs = os.path.join(house.folder, "packs")
    for name in ("national", "guancheng"):
        shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
    house.pack = os.path.join(packs, "guancheng")
    ledgers = os.path.join(house.pack, "ledgers")
    os.makedirs(ledgers, exist_ok=True)
    with open(os.path.join(ledgers, KIND + ".toml"), "w") as file:
        file.write(DECLARED)
    house.start(["--demo-people"])
    admin = Visitor(house, "admin")
    for number, (name, lon, lat, day) in enumerate(PROBES):
        fields = {"name": name, "depth": number + 1.5, "seen_on": day, "note": "内部"}
        if lon:
            fields["place"] = {"type": "Point", "coordinates": [lon, lat]}
        admin.post(f"/records/{KIND}", {"id": name, "fields": fields, "why": "测试"})


def ogrinfo(house):
    if not shutil.which("ogrinfo"):
        print("skipped: ogrinfo is not installed (Debian: gdal-bin)", flush=True)
        return
    said = subprocess.run(["ogrinfo", "-ro", "-al", "OAPIF:" + house.url("/ogc"), KIND],
                          capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, said.stderr
    for part in (f"Feature Count: {len(PROBES)}", "POINT (113.7 34.7)", "seen_on"):
        assert part in said.stdout, f"{part} is not in\n{said.stdout}\n{said.stderr}"


def main(binary):
    house, faults = House(binary), []
    try:
        settle(house)
        api = Api(house)
        for name, check in REQUIREMENTS.items():
            try:
                check(api)
                print("ok", name, flush=True)
            except (AssertionError, KeyError, TypeError) as fault:
                faults.append(f"{name}: {fault!r}")
        ogrinfo(house)
    finally:
        house.kill()
        shutil.rmtree(house.folder, ignore_errors=True)
    assert not faults, "\n".join(faults)


if __name__ == "__main__":
    main(sys.argv[1])
