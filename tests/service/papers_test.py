"""Papers on the real binary: a penalty whose fine is reckoned, noticed and decided, its papers as Word and PDF; a
statement with a photo; and a template with a wrong place-holder, which the pack's check names with its place.

papers_test.py BINARY
"""
import datetime
import io
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
import zlib
from urllib.parse import unquote

from house import ROOT, Account, House

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
LEVELS = ["times.middle", "area.ordinary", "lasted.weeks", "again.first", "conduct.ordered"]


def download(account, path):
    with account.open("GET", path) as answer:
        return answer.read(), answer.headers


def words_of_docx(bytes_):
    with zipfile.ZipFile(io.BytesIO(bytes_)) as file:
        assert file.testzip() is None
        xml = file.read("word/document.xml").decode()
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml)), file.namelist()


def words_of_pdf(bytes_):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(bytes_)
        file.flush()
        return subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, text=True).stdout


def squeezed(text):
    return re.sub(r"\s", "", text)


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x * 255 // width, y * 255 // height, 80)[c] for x in range(width) for c in range(3))
                    for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def hand_in(account, name, bytes_):
    request = urllib.request.Request(
        account.house.url("/api/v1/evidence"), method="POST", data=bytes_,
        headers={"Content-Type": "image/png", "X-File-Name": name, "Cookie": account.cookie,
                 "X-Qingshan-Csrf": account.csrf})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return __import__("json").load(answer)["hash"]


def put(account, record, fields, why="try"):
    return account.ask("PUT", f"/records/{record['kind']}/{record['id']}",
                       {"fields": fields, "revision": record["revision"], "why": why})


def move(account, record, verb):
    return account.ask("POST", f"/records/{record['kind']}/{record['id']}/move",
                       {"verb": verb, "revision": record["revision"], "why": "try"})


def fault_fields(answer):
    return [fault["field"] for fault in answer["faults"]]


def check_penalty(admin, duty, firm):
    status, fine = admin.ask("POST", "/enforcement/discretion", {"violation": "air_excess", "levels": LEVELS})
    assert status == 200 and fine["percent"] == 30 and fine["amount"] == 370_000, fine
    assert (fine["low"], fine["high"]) == (280_000, 460_000), fine
    assert admin.ask("POST", "/enforcement/discretion", {"violation": "air_excess", "levels": LEVELS[1:]})[0] == 422
    assert all(v["confidence"] == "practice" for v in admin.get("/enforcement/violations")[1])

    fields = {"firm": firm, "violation": "烟囱<一号>超标 & 无记录", "kind": "fine", "offence": "air_excess",
              "clause": "试验法第一条", "basis": "试验法第二条", "notice_number": "试环罚告〔2026〕1号",
              "discretion": [{"level": level} for level in LEVELS], "amount": 500_000}
    wrong = dict(fields, discretion=fields["discretion"][1:])
    status, answer = admin.ask("POST", "/records/penalty", {"fields": wrong, "why": "try"})
    assert status == 422 and fault_fields(answer) == ["discretion"], answer
    status, answer = admin.ask("POST", "/records/penalty", {"fields": dict(fields, computed_amount=1), "why": "try"})
    assert status == 422 and fault_fields(answer) == ["computed_amount"], "what is reckoned is the program's to say"
    status, penalty = admin.ask("POST", "/records/penalty", {"fields": fields, "why": "try"})
    assert status == 201, penalty
    assert penalty["fields"]["computed_amount"] == 370_000
    assert penalty["fields"]["state"] == "notified", "a proposal may be outside of the band"

    base = f"/records/penalty/{penalty['id']}/papers"
    offered = admin.get(base)[1]
    assert [paper["id"] for paper in offered] == ["penalty_notice"], offered
    assert "未核对" in offered[0]["note_zh"]
    docx, headers = download(admin, base + "/penalty_notice?format=docx")
    assert "wordprocessingml" in headers["Content-Type"] and unquote(headers["Content-Disposition"]).endswith(".docx")
    pdf, headers = download(admin, base + "/penalty_notice?format=pdf")
    assert headers["Content-Type"] == "application/pdf"
    name = admin.get(f"/records/firm/{firm}")[1]["fields"]["name"]
    text, _ = words_of_docx(docx)
    for words in (name, "烟囱&lt;一号&gt;超标 &amp; 无记录", "试环罚告〔2026〕1号", "500000元", "伍拾万元整", "超标程度"):
        assert words in text, (words, text)
    printed = squeezed(words_of_pdf(pdf))
    for words in (name, "烟囱<一号>超标", "500000元", "伍拾万元整", "行政处罚事先（听证）告知书"):
        assert squeezed(words) in printed, (words, printed)
    assert "{{" not in text and "{{" not in printed
    assert admin.get(base + "/penalty_decision")[0] == 404, "it is not decided"
    assert admin.get(base + "/penalty_notice?format=odt")[0] == 422

    status, answer = move(admin, penalty, "decide")
    assert status == 422 and set(fault_fields(answer)) == {"number", "decided_on"}, answer
    status, penalty = put(admin, penalty, {"number": "试环罚决〔2026〕1号", "decided_on": TODAY.isoformat(),
                                           "noticed_on": TODAY.isoformat()})
    assert status == 200, penalty
    status, answer = move(admin, penalty, "decide")
    assert status == 422 and fault_fields(answer) == ["deviation_reason"], answer
    status, answer = put(admin, penalty, {"amount": 1_000_001})
    assert status == 422 and fault_fields(answer) == ["amount"], "never above the law"
    status, penalty = put(admin, penalty, {"deviation_reason": "社会影响恶劣"})
    assert status == 200, penalty
    status, penalty = move(admin, penalty, "decide")
    assert status == 200 and penalty["fields"]["state"] == "decided", penalty
    status, answer = put(duty, penalty, {"amount": 600_000})
    assert status == 422 and fault_fields(answer) == ["amount"], "who may not approve stays within the band"
    status, penalty = put(duty, penalty, {"remark": "已送达"})
    assert status == 200, "what was decided is not decided anew"

    text, _ = words_of_docx(download(admin, base + "/penalty_decision")[0])
    for words in ("试环罚决〔2026〕1号", "社会影响恶劣", "280000元", "二〇二六年" if TODAY.year == 2026 else "年"):
        assert words in text, (words, text)
    download(duty, base + "/penalty_decision")
    reads = admin.get("/personal-reads")[1]
    assert any((one["user"], one["record"]) == ("duty", firm) for one in reads), "the paper shows the legal person"


def check_statement(admin, firm):
    hash_, hand = hand_in(admin, "photo.png", png(900, 600)), hand_in(admin, "sign.png", png(300, 100))
    begun = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    status, made = admin.ask("POST", "/records/statement", {"fields": {
        "number": "试笔录1", "kind": "inquiry", "firm": firm, "site": "厂区办公室", "begun_at": int(begun.timestamp() * 1000),
        "informed": True, "persons": [{"name": "王某", "duty": "厂长"}], "inspector_a": "甲", "certificate_a": "A1",
        "inspector_b": "乙", "certificate_b": "B2", "answers": [{"question": "昨日是否生产？", "answer": "是。\n夜里停了。"},
                                                               {"question": "设施是否运行？", "answer": "没有。"}],
        "photos": [hash_], "signature": [hand]}, "why": "try"})
    assert status == 201, made
    base = f"/records/statement/{made['id']}/papers"
    assert [paper["id"] for paper in admin.get(base)[1]] == ["statement_inquiry"]
    text, parts = words_of_docx(download(admin, base + "/statement_inquiry")[0])
    for words in ("2026年11月20日9时30分", "王某", "问：昨日是否生产？", "问：设施是否运行？", "答：没有。", hash_):
        assert words in text, (words, text)
    assert sum(part.startswith("word/media/") for part in parts) == 2, parts
    pdf, _ = download(admin, base + "/statement_inquiry?format=pdf")
    assert "设施是否运行" in squeezed(words_of_pdf(pdf)) and len(pdf) > 20_000

    status, answer = admin.ask("POST", "/records/statement", {"fields": {
        "number": "试笔录2", "kind": "inspection", "firm": firm, "site": "x", "begun_at": 1, "informed": True,
        "inspector_a": "甲", "certificate_a": "A1", "refused": True}, "why": "try"})
    assert status == 422, answer
    assert {"inspector_b", "certificate_b", "findings", "refused_why", "witness"} <= set(fault_fields(answer)), answer


def check_rights(house, admin):
    """Who may not write penalties makes none of their papers."""
    viewer = Account(house, "viewer")
    some = admin.get("/records/penalty?limit=1")[1]["items"][0]
    assert viewer.get(f"/records/penalty/{some['id']}/papers") == (200, [])
    assert viewer.get(f"/records/penalty/{some['id']}/papers/penalty_decision")[0] == 404


def check_pack(house):
    packs = os.path.join(house.folder, "packs")
    for name in ("national", "guancheng"):
        shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
    path = os.path.join(packs, "guancheng", "papers", "penalty_notice.docx")  # the district's own, by the same name
    os.makedirs(os.path.dirname(path))
    with zipfile.ZipFile(os.path.join(ROOT, "packs/national/papers/penalty_notice.docx")) as given, \
            zipfile.ZipFile(path, "w") as edited:
        for part in given.namelist():
            text = given.read(part)
            if part == "word/document.xml":
                assert b"{{violation}}" in text
                text = text.replace(b"{{violation}}", b"{{vio</w:t></w:r><w:r><w:t>laton}}", 1)
            edited.writestr(part, text)
    done = house.run("pack", "check", os.path.join(packs, "guancheng"))
    assert done.returncode == 1, done.stdout
    line = next(line for line in done.stdout.splitlines() if "violaton" in line)
    assert re.search(r"guancheng/papers/penalty_notice\.docx: word/document\.xml, paragraph 9: "
                     r"'violaton' is not known, at '\{\{violaton\}\}'", line), line


def main():
    house = House(sys.argv[1])
    house.start(("--demo-people",))
    try:
        admin, duty = Account(house, "admin"), Account(house, "duty")
        firms = admin.get("/records/firm?limit=200")[1]["items"]
        firm = next(one["id"] for one in firms if one["fields"].get("legal_person"))
        check_penalty(admin, duty, firm)
        check_statement(admin, firm)
        check_rights(house, admin)
        check_pack(house)
        house.stop()
    finally:
        if house.process.poll() is None:
            house.kill()
        shutil.rmtree(house.folder, ignore_errors=True)
    print("papers are filled, checked and kept to their rights")


main()
