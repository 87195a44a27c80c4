"""Registers as files, on the real binary: a template, a workbook with 20 planted faults (all named, none applied),
the mended one applied and undone, a bomb, a formula, a table in GB 18030."""
import io
import json
import os
import shutil
import sys
import urllib.error
import urllib.request
import zipfile
from xml.sax.saxutils import escape

from house import House, Visitor, show

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code(number):
    """A credit code with its check character, GB 32100-2015."""
    first = f"91410104MA{number:07d}"
    total = sum(LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return first + LETTERS[(31 - total % 31) % 31]


def workbook(rows):
    """A workbook of texts and numbers, as any program writes one."""
    def cell(r, c, value):
        at = chr(65 + c) + str(r)
        if isinstance(value, (int, float)):
            return f'<c r="{at}"><v>{value}</v></c>'
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    sheet = "".join(
        f'<row r="{r}">' + "".join(cell(r, c, v) for c, v in enumerate(row) if v != "") + "</row>"
        for r, row in enumerate(rows, 1))
    return packed(f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")


def packed(sheet):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="a"/>'
                      "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="a" '
                      'Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


class Clerk(Visitor):
    """Somebody who hands files in and takes them out."""

    def raw(self, method, path, body=None):
        """(status, bytes)."""
        request = urllib.request.Request(
            self.house.url("/api/v1" + path), method=method, data=body,
            headers={"Cookie": self.cookie, "X-Qingshan-Csrf": self.csrf, "X-File-Name": "firms.xlsx"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def hand_in(self, body, query="format=xlsx"):
        status, answer = self.raw("POST", f"/imports/firm?{query}", body)
        return status, json.loads(answer)

    def send(self, path, body):
        status, answer = self.raw("POST", path, json.dumps(body).encode())
        return status, json.loads(answer or b"null")

    def firms(self):
        return self.get("/counts/firm")["count"]


HEADER = ["编号 [id]", "企业名称", "credit_code", "监管类别", "投产日期", "职工人数", "占地面积（亩）", "产生危险废物",
          "联系电话", "Place", "监管单位", "绩效等级"]


def planted():
    """Rows with one fault each, and the column it is in."""
    ok = [["", f"试验企业{i}", code(i), "一般", "2020-05-01", 10, 3.5, "是", "0371-66666666", "113.72,34.74", "", ""]
          for i in range(1, 21)]
    wrong = [(1, ""), (2, "91410104MA00000010"), (2, code(1)), (2, "无"), (3, "特别重点"), (4, "2020-13-01"), (4, "昨天"),
             (5, -1), (5, 2.5), (5, "十个"), (6, -0.5), (6, "三亩"), (7, "可能"), (8, "打电话"), (9, "34.74,113.72"),
             (9, "2.35,48.85"), (9, "某处"), (10, "没有这个单位"), (11, "特优"), (0, "a b")]
    ok.insert(0, ["", "试验企业首行", code(1), "重点", "2020-05-01", 10, 3.5, "否", "", "", "", ""])
    ok[1][2] = code(900)
    for i, (column, value) in enumerate(wrong, 1):
        ok[i][column] = value
    return ok, [column for column, _ in wrong]


def check_template(clerk):
    status, book = clerk.raw("GET", "/templates/firm")
    assert status == 200 and book[:2] == b"PK", status
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    for word in ("示例 example", "dataValidation", "企业名称 Name [name]", "必填", "required", "a whole number", "重点,特殊,一般"):
        assert word in text, word
    status, told = clerk.hand_in(book)
    assert status == 201 and told["rows"] == 0, told


def check_faults(clerk):
    before = clerk.firms()
    rows, columns = planted()
    status, told = clerk.hand_in(workbook([HEADER, *rows]))
    assert status == 201, told
    assert told["faulty"] == 20, json.dumps(told["faults"], ensure_ascii=False, indent=1)
    for i, column in enumerate(columns):
        assert any(f["row"] == i + 3 and f["column"] == chr(65 + column) and f["zh"] and f["en"]
                   for f in told["faults"]), (i + 3, chr(65 + column), told["faults"])
    status, _ = clerk.send(f"/imports/{told['id']}/apply", {"why": "must not be"})
    assert status == 422, status
    assert clerk.firms() == before
    return before


def check_mended(clerk, before):
    rows = [["", f"试验企业{i}", code(i), "一般", 43952, 10, 3.5, "是", "", "113.72,34.74", "", ""] for i in range(1, 21)]
    rows = [[*row[:4], "2020-05-01", *row[5:]] for row in rows]
    rows[0][1] = "=HYPERLINK(1)"
    status, told = clerk.hand_in(workbook([HEADER, *rows]))
    assert status == 201 and told["faulty"] == 0 and told["fresh"] == 20, told
    status, applied = clerk.send(f"/imports/{told['id']}/apply", {"why": "the list of 2026"})
    assert status == 200 and applied["state"] == "applied" and applied["commit"], applied
    assert clerk.firms() == before + 20
    assert clerk.send(f"/imports/{told['id']}/apply", {"why": "twice"})[0] == 409
    return applied


def check_files(clerk):
    where = urllib.request.quote(json.dumps([["credit_code", "~", "91410104MA"]]))
    for kind in ("csv", "geojson", "json", "xlsx"):
        status, file = clerk.raw("GET", f"/exports/firm?format={kind}&where={where}")
        assert status == 200, (kind, status, file[:200])
        if kind == "csv":
            assert file.startswith(b"\xef\xbb\xbf") and b"'=HYPERLINK(1)" in file
            assert b"\xe4\xb8\x80\xe8\x88\xac" in file, "choices by their labels"
        if kind == "geojson":
            places = json.loads(file)
            assert places["type"] == "FeatureCollection" and len(places["features"]) == 20
        status, told = clerk.hand_in(file, f"format={kind}")
        assert told["same"] == 20 and told["faulty"] == 0, (kind, told)
    left = os.listdir(os.path.join(clerk.house.data, "exports"))
    assert left == [], left


def check_undo(clerk, applied, before):
    number = next(m for m in clerk.get("/records/firm?where=" + urllib.request.quote(
        json.dumps([["credit_code", "=", code(7)]])))["items"])
    status, _ = clerk.raw("PUT", f"/records/firm/{number['id']}", json.dumps(
        {"fields": {"employees": 11}, "revision": number["revision"], "why": "counted"}).encode())
    assert status == 200, status
    status, told = clerk.send(f"/imports/{applied['id']}/undo", {"why": "wrong list"})
    assert status == 409 and number["id"] in told["error"]["text"], told
    assert clerk.firms() == before + 20
    # A second import changes all of them; that one can be taken back.
    rows = [["", f"试验企业{i}", code(i), "重点"] for i in range(1, 21)]
    status, told = clerk.hand_in(workbook([HEADER[:4], *rows]))
    assert told["changed"] == 20 and len(told["matches"]) == 20 and told["matches"][0]["by"] == "credit_code", told
    status, _ = clerk.send(f"/imports/{told['id']}/apply", {"why": "key firms"})
    assert status == 200, status
    status, undone = clerk.send(f"/imports/{told['id']}/undo", {"why": "wrong list"})
    assert status == 200 and undone["state"] == "undone", undone
    again = clerk.get(f"/records/firm/{number['id']}")
    assert again["fields"]["control_class"] == "general" and again["fields"]["employees"] == 11, again


def check_bad_files(clerk):
    bomb = packed("<worksheet><sheetData>" + " " * (150 << 20) + "</sheetData></worksheet>")
    status, told = clerk.hand_in(bomb)
    assert status == 422 and "unpacks to more than" in told["error"]["text"], told
    assert clerk.hand_in(b"PK\x03\x04 nothing")[0] == 422
    assert clerk.hand_in(b"\xff\xfe\xff", "format=csv")[0] == 422
    table = f"企业名称,信用代码,统一社会信用代码\n国标企业,,{code(500)}\n".replace("信用代码,", "备注,", 1)
    status, told = clerk.hand_in(table.encode("gb18030"), "format=csv")
    assert status == 201 and told["fresh"] == 1 and told["faulty"] == 0, told
    swapped = json.dumps([{"name": "甲", "credit_code": code(501), "place": {"type": "Point", "coordinates": [34.7, 113.7]}}])
    status, told = clerk.hand_in(swapped.encode(), "format=json")
    assert "经纬度颠倒" in told["faults"][0]["zh"], told
    status, told = clerk.hand_in(swapped.replace("34.7, 113.7", "113.7, 34.7").encode(), "format=json&datum=GCJ02")
    assert told["faulty"] == 0 and any("GCJ02" in r["en"] for r in told["remarks"]), told


def main(binary):
    house = House(binary)
    house.start(["--demo-people"])
    try:
        clerk = Clerk(house, "admin")
        check_template(clerk)
        before = check_faults(clerk)
        applied = check_mended(clerk, before)
        check_files(clerk)
        check_undo(clerk, applied, before)
        check_bad_files(clerk)
        assert len(clerk.get("/imports?kind=firm")) >= 5
        show({"import": "ok", "rss_mb": round(house.rss_mb())})
        house.stop()
    except BaseException:
        print(house.log()[-3000:])
        house.kill()
        raise
    shutil.rmtree(house.folder)


if __name__ == "__main__":
    main(sys.argv[1])
