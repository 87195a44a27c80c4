"""A workflow's file changes while cases are under way: they go on under the text that they began with, and a case at a
step that [migrate] names goes over to the new text, with who, when and why on its time line, once.

workflow_change_test.py BINARY
"""
import os
import shutil
import sys

from house import ROOT, House, Visitor, show, wait_for

WAY = """id = "trial"
name_zh = "试办"
name_en = "Trial"
limit = "30d"
proof = ["text"]
by_hand = ["department"]
{migrate}
[[step]]
id = "{first}"
name_zh = "第一步"
name_en = "First"
roles = ["department"]
limit = "5d"
[[step.action]]
verb = "go"
label_zh = "往下"
label_en = "Go on"
to = "second"
needs = ["text"]

[[step]]
id = "second"
name_zh = "第二步"
name_en = "Second"
roles = ["department"]
limit = "5d"
[[step.action]]
verb = "close"
label_zh = "办结"
label_en = "Close"
to = "closed"
needs = ["text"]
"""


def main():
    house = House(sys.argv[1])
    packs = os.path.join(house.folder, "packs")
    for name in ("national", "guancheng"):
        shutil.copytree(os.path.join(ROOT, "packs", name), os.path.join(packs, name))
    house.pack = os.path.join(packs, "guancheng")
    way = os.path.join(house.pack, "workflows", "trial.toml")

    def write(text):
        with open(way, "w", encoding="utf-8") as file:
            file.write(text)

    write(WAY.format(migrate="", first="first"))
    house.start(["--demo-people"])
    who = Visitor(house, "department")

    def opened(title):
        return who.post("/cases", {"workflow": "trial", "title": title, "text": "试办一件"})["id"]
    moved, stays = opened("随规则迁移"), opened("留在原文本")
    who.post(f"/cases/{stays}/actions", {"verb": "go", "text": "到第二步", "evidence": []})
    old = who.get(f"/cases/{moved}")["version"]
    house.stop()

    # A rule that names no step of the new text is refused before anything runs by it.
    write(WAY.format(migrate='[migrate]\nfirst = "nowhere"\n', first="begin"))
    done = house.run("pack", "check", house.pack)
    assert done.returncode == 1 and "nowhere" in done.stdout, done.stdout[-500:]

    write(WAY.format(migrate='[migrate]\nfirst = "begin"\n', first="begin"))
    house.start(["--demo-people"])
    who = Visitor(house, "department")
    now = wait_for("the migration", lambda: (lambda one: one if one["step"] == "begin" else None)(
        who.get(f"/cases/{moved}")))
    assert now["version"] != old
    told = [event for event in now["timeline"] if event["verb"] == "migrate"]
    assert len(told) == 1 and told[0]["who"] == "system" and told[0]["text"], told
    kept = who.get(f"/cases/{stays}")
    assert kept["version"] == old and kept["step"] == "second", kept["step"]
    who.post(f"/cases/{stays}/actions", {"verb": "close", "text": "按原文本办结", "evidence": []})
    assert who.get(f"/cases/{stays}")["state"] == "closed"
    house.stop()
    house.start(["--demo-people"])
    who = Visitor(house, "department")
    again = who.get(f"/cases/{moved}")
    assert [event["verb"] for event in again["timeline"]].count("migrate") == 1, "told twice"
    house.stop()
    show({"moved": moved, "stayed": stays})


if __name__ == "__main__":
    main()
