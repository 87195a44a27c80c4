"""Every document of the plan on the real binary: each figure in its Word file, its PDF and its workbook stands in the
record; charts are in it; formulas come out as the record says when LibreOffice reckons them anew.

documents_test.py BINARY [folder that the files are kept in]
"""
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

from house import Account, House

ZONE = datetime.timezone(datetime.timedelta(hours=8))
PERIODS = {"day": "daily_brief", "week": "weekly_bulletin", "month": "monthly_bulletin", "half_year": "half_year_analysis",
           "year": "yearly_analysis", "mid_term": "mid_term_evaluation", "final": "final_evaluation"}
# Tables that each document prints row by row.
PRINTED = {"air", "indicators", "ranking", "tasks", "cases", "categories", "problems", "sources", "versions", "places", "figures", "criteria",
           "reports", "registers"}
UNPRINTED = {"better", "figure_before", "goal", "points", "gap", "figure", "unit", "quote", "line", "nature", "base", "years", "source",
             "need", "chance", "of_month", "weight", "progress"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def today():
    return datetime.datetime.now(ZONE).date()


def squeezed(text):
    return re.sub(r"\s", "", text)


def words_of(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        assert file.testzip() is None
        root = ElementTree.fromstring(file.read("word/document.xml"))
        pictures = [name for name in file.namelist() if name.startswith("word/media/")]
        styles = file.read("word/styles.xml").decode()
    text = "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p"))
    assert "{{" not in text, "a place-holder was left"
    assert 'w:val="heading 1"' in styles and any(s.get(W + "val") == "Heading1" for s in root.iter(W + "pStyle"))
    return text, pictures


def words_of_pdf(pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, text=True, check=True).stdout


def said(value):
    """As a template writes a value of a table."""
    return repr(value) if isinstance(value, float) and value != int(value) else str(int(value) if isinstance(value, float) else value)


def check_words(record, docx, pdf):
    words, pictures = words_of(docx)
    found = squeezed(words)
    printed = squeezed(words_of_pdf(pdf))
    count = 0
    for table in PRINTED:
        rows = record.get(table) or []
        for row in rows if isinstance(rows, list) else []:
            for column, value in row.items():
                if column in UNPRINTED or value in ("", None) or (column == "track" and "plan" not in record):
                    continue
                if isinstance(value, (int, float)) and column not in ("count", "rank", "opened", "closed", "overdue", "finished", "number"):
                    continue
                assert squeezed(said(value)) in found, (table, column, value)
                count += 1
    for field in ("indicators_total", "tasks_total", "cases_opened", "cases_open", "alerts_total"):
        if field in record:
            assert str(record[field]) in words, field
    # The PDF breaks long cells, so words are looked for by the cells that fit on a line.
    for row in (record.get("cases") or []) + (record.get("places") or []):
        assert row["street"] in printed, row
    return count, len(pictures)


# ---- workbooks

def cells_of(xlsx):
    """By sheet: {cell: (formula or None, value)}."""
    out = {}
    with zipfile.ZipFile(io.BytesIO(xlsx)) as file:
        assert file.testzip() is None
        shared = []
        if "xl/sharedStrings.xml" in file.namelist():
            shared = ["".join(t.text or "" for t in si.iter(S + "t")) for si in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))]
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))
        for i, sheet in enumerate(book.iter(S + "sheet"), 1):
            cells = {}
            for cell in ElementTree.fromstring(file.read(f"xl/worksheets/sheet{i}.xml")).iter(S + "c"):
                formula, value = cell.find(S + "f"), cell.find(S + "v")
                inline = cell.find(S + "is")
                text = value.text if value is not None else "".join(t.text or "" for t in inline.iter(S + "t")) if inline is not None else ""
                kind = cell.get("t")
                known = shared[int(text)] if kind == "s" else text or "" if kind in ("str", "inlineStr") else float(text) if text else ""
                cells[cell.get("r")] = (formula.text if formula is not None else None, known)
            out[sheet.get("name")] = cells
    return out


def rows_of(cells):
    """The sheet as rows of {header: (formula, value)}."""
    table = {}
    for name, cell in cells.items():
        letters, row = re.match(r"([A-Z]+)(\d+)", name).groups()
        table.setdefault(int(row), {})[letters] = cell
    headers = {letters: cell[1] for letters, cell in table[1].items()}
    return [{headers[letters]: cell for letters, cell in table[row].items()} for row in sorted(table) if row > 1]


def near(a, b):
    return isinstance(a, float) and abs(a - b) < 1e-5


def check_workbook(record, xlsx):
    sheets = cells_of(xlsx)
    formulas = sum(formula is not None for cells in sheets.values() for formula, _ in cells.values())
    assert formulas > 0, "live formulas"
    if "各街道办件" in sheets:
        rows = rows_of(sheets["各街道办件"])
        for row, kept in zip(rows, record["cases"]):
            assert row["街道"][1] == kept["street"] and row["新开"][1] == kept["opened"] and row["办结"][1] == kept["closed"]
        total = rows[-1]
        assert total["新开"][0].startswith("SUM(") and total["新开"][1] == sum(row["opened"] for row in record["cases"])
        # What lies in no street is in the district's total and in no row.
        assert total["新开"][1] <= record["cases_opened"]
    if "空气质量" in sheets:
        for row, kept in zip(rows_of(sheets["空气质量"]), record["air"]):
            assert row["本期"][1] == kept["figure"] and row["出处"][1] == kept["source"]
            if "figure_before" in kept:
                assert row["差"][0] and near(row["差"][1], kept["figure"] - kept["figure_before"]), (row, kept)
    if "规划指标" in sheets:
        for row, kept in zip(rows_of(sheets["规划指标"]), record["indicators"]):
            assert row["指标"][1] == kept["name"]
            if "figure" in kept and "goal" in kept:
                assert near(row["与目标之差"][1], kept["figure"] - kept["goal"])
    for name, places, figures in (("街道排名", "ranking", "ranking_figures"), ("排名", "places", "figures")):
        if name in sheets and record.get(places):
            check_ranking(sheets[name], record[places], record[figures])
    return formulas, sheets


def check_ranking(cells, places, figures):
    rows = {row["街道"][1]: row for row in rows_of(cells)}
    for place in places:
        row = rows[place["street"]]
        if "points" in place:
            assert row["得分（越小越好）"][0] and near(row["得分（越小越好）"][1], place["points"]), (row, place)
            assert row["名次"][1] == float(re.match(r"\d+", place["rank"]).group()), (row, place)
        else:
            assert row["名次"][1] == "不排名"
    for figure in figures:
        row = rows[figure["street"]]
        if "value" in figure:
            assert row[f"{figure['criterion']}（{figure['unit']}）"][1] == figure["value"]
        if "rank" in figure:
            assert row[figure["criterion"] + "名次"] == (row[figure["criterion"] + "名次"][0], float(figure["rank"])), (row, figure)


def reckoned_anew(folder, files):
    """Workbooks as LibreOffice saves them after reckoning every formula."""
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", os.path.join(folder, "anew"), *files], check=True, capture_output=True, timeout=900)


def compare_anew(folder, name, sheets):
    with open(os.path.join(folder, "anew", name), "rb") as file:
        again = cells_of(file.read())
    compared = 0
    for sheet, cells in sheets.items():
        for cell, (formula, value) in cells.items():
            if formula is None:
                continue
            other = again[sheet].get(cell, (None, ""))[1]
            assert near(other, value) if isinstance(value, float) else other == value, (name, sheet, cell, formula, value, other)
            compared += 1
    return compared


# ---- the documents

def fetched(account, path):
    with account.open("GET", path) as answer:
        return answer.read()


def keep(folder, name, bytes_):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(bytes_)


def made(account, folder, record, path, name):
    """All formats of one document, looked into; the sheets of its workbook."""
    docx, pdf = fetched(account, path + "docx"), fetched(account, path + "pdf")
    assert pdf[:5] == b"%PDF-"
    keep(folder, name + ".docx", docx)
    keep(folder, name + ".pdf", pdf)
    figures, pictures = check_words(record, docx, pdf)
    formulas, sheets = 0, None
    if name != "firm_sheet":
        xlsx = fetched(account, path + "xlsx")
        keep(folder, name + ".xlsx", xlsx)
        formulas, sheets = check_workbook(record, xlsx)
    print(f"{name}: {figures} figures of the record in it, {pictures} charts, {formulas} formulas")
    return pictures, sheets


def days():
    first = today().replace(day=1)
    last = first - datetime.timedelta(days=1)
    half = datetime.date(today().year, 6, 30) if today().month > 6 else datetime.date(today().year - 1, 12, 31)
    return {"day": last, "week": first - datetime.timedelta(days=8), "month": last, "half_year": half,
            "year": datetime.date(today().year - 1, 12, 31), "mid_term": datetime.date(2023, 12, 31), "final": datetime.date(2025, 12, 31)}


def bulletins(admin, folder):
    charts = {"day": 1, "week": 3, "month": 4, "half_year": 4, "year": 4, "mid_term": 3, "final": 3}
    books = {}
    for period, paper in PERIODS.items():
        day = days()[period]
        status, answer = admin.ask("POST", "/plan/bulletins", {"period": period, "day": day.isoformat(), "why": "按期"})
        assert status == 201, (period, answer)
        path = f"/records/plan_bulletin/{answer['id']}"
        record = admin.get(path)[1]["fields"]
        offers = {offer["id"]: offer["formats"] for offer in admin.get(path + "/papers")[1]}
        assert offers == {paper: ["docx", "pdf", "xlsx"]}, offers
        pictures, books[paper] = made(admin, folder, record, f"{path}/papers/{paper}?format=", paper)
        assert pictures >= charts[period], (period, pictures)
        assert len(record["sources"]) > 30 and all(row["what"] and row["from_on"] <= row["until_on"] for row in record["sources"])
        if period in ("mid_term", "final"):
            assert record["plan"] and len(record["years"]) >= 32 * 3, len(record["years"])
    assert admin.ask("POST", "/plan/bulletins", {"period": "half_year", "day": today().isoformat(), "why": "试"})[0] == 422
    assert admin.ask("POST", "/plan/bulletins", {"period": "mid_term", "day": "2031-01-01", "why": "试"})[0] == 422
    assert admin.ask("POST", "/plan/bulletins", {"period": "final", "plan": "none", "day": "2025-12-31", "why": "试"})[0] == 422
    return books


def same_again(admin):
    """A picture is the same bytes of the same record: nothing is reckoned anew."""
    record = admin.get("/records/plan_bulletin?limit=1")[1]["items"][0]
    paper = PERIODS[record["fields"]["period"]]
    path = f"/records/plan_bulletin/{record['id']}/papers/{paper}?format=docx"
    def charts():
        with zipfile.ZipFile(io.BytesIO(fetched(admin, path))) as file:
            return {name: file.read(name) for name in file.namelist() if name.startswith("word/media/")}
    assert charts() == charts()


def notice(admin, folder):
    last = days()["month"]
    status, answer = admin.ask("POST", "/plan/rankings/streets", {"month": last.strftime("%Y-%m"), "why": "按月通报"})
    assert status == 201, answer
    path = f"/records/ranking_bulletin/{answer['id']}"
    record = admin.get(path)[1]["fields"]
    assert len(record["places"]) >= 10
    pictures, sheets = made(admin, folder, record, path + "/papers/ranking_notice?format=", "ranking_notice")
    assert pictures == 1
    return sheets


def street_sheet(house, admin, folder):
    street = Account(house, "dongdajie")
    path = "/plan/streets/dongdajie/sheet?format="
    docx = fetched(street, path + "docx")
    words, pictures = words_of(docx)
    keep(folder, "street_sheet.docx", docx)
    keep(folder, "street_sheet.pdf", fetched(street, path + "pdf"))
    xlsx = fetched(street, path + "xlsx")
    keep(folder, "street_sheet.xlsx", xlsx)
    ranking = admin.get("/plan/rankings/streets?month=" + days()["month"].strftime("%Y-%m"))[1]
    mine = next(row for row in ranking["rows"] if row["id"] == "dongdajie")
    assert f"第 {mine['rank']} 名" in words, "the place is that of the ranking"
    reading = admin.get(f"/plan/indicators?area=dongdajie&year={(today() - datetime.timedelta(days=1)).year}")[1]["indicators"]
    pm25 = next(r for r in reading if r["id"] == "pm25")
    assert f"{pm25['value']:.0f}" in words and len(pictures) >= 1
    assert street.ask("GET", "/plan/streets/beixiajie/sheet")[0] == 404, "another street is not theirs"
    assert admin.ask("GET", "/plan/streets/nowhere/sheet")[0] == 404
    assert admin.ask("GET", path + "odt")[0] == 422
    print(f"street_sheet: {len(pictures)} charts")
    return check_workbook({}, xlsx)[1]


def firm_sheet(admin, folder):
    firm = next(r for r in admin.get("/records/firm?limit=50")[1]["items"] if r["fields"].get("simulated"))
    dossier = admin.get(f"/dossiers/firm/{firm['id']}")[1]
    path = f"/records/firm/{firm['id']}/papers/firm_sheet?format="
    docx, pdf = fetched(admin, path + "docx"), fetched(admin, path + "pdf")
    keep(folder, "firm_sheet.docx", docx)
    keep(folder, "firm_sheet.pdf", pdf)
    words, _ = words_of(docx)
    assert firm["fields"]["name"] in words and f"{dossier['score'] * 100:.0f}%" in words
    for part in dossier["parts"]:
        assert part["label_zh"] in words and all(item["title"] in words for item in part["items"]), part
    assert admin.ask("GET", path + "xlsx")[0] == 422, "it has no workbook"
    print(f"firm_sheet: {len(dossier['parts'])} parts of the dossier")


def main():
    binary = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="documents-")
    os.makedirs(folder, exist_ok=True)
    house = House(binary)
    house.start(["--demo-people"])
    try:
        admin = Account(house, "admin")
        books = bulletins(admin, folder)
        same_again(admin)
        books["ranking_notice"] = notice(admin, folder)
        books["street_sheet"] = street_sheet(house, admin, folder)
        firm_sheet(admin, folder)
    except BaseException:
        print(house.log()[-3000:])
        raise
    finally:
        house.stop()
    if shutil.which("soffice"):
        reckoned_anew(folder, [os.path.join(folder, name + ".xlsx") for name in books])
        print("formulas reckoned anew:", sum(compare_anew(folder, name + ".xlsx", sheets) for name, sheets in books.items()))
    else:
        print("LibreOffice is not here: formulas are compared with their kept values only")
    shutil.rmtree(house.folder)
    if len(sys.argv) <= 2:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
