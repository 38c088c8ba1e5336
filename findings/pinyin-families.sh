#!/usr/bin/env bash
# Family names of China with a reading of their own, by the two libraries for pinyin.
#
# Expected: the rare ones (单, 仇, 解) go wrong; Zeng, Zhai and Bu are frequent and read right, at the
#           latest in 曾国藩, a name of history.
# Happens:  both say Ceng for 曾, in 曾国藩 too. pypinyin also says Di for 翟, Bo for 卜, Tan for 覃 and Han for
#           阚, and has no option for names; among all its readings (heteronym=True) is the right one,
#           but for 黑 (He). pinyin-pro has it with surname: "head", but for 种 (Chong) and 黑; its
#           mode: "surname" turns given names as well: 王乐 is Wang Yue.
# Matters:  a tenancy contract says 曾伟, the passport ZENG WEI. Who compares by pinyin tries every
#           reading of a letter, or stops people whose contract is in order.
# Seen:     pypinyin 0.55.0, npm pinyin-pro 3.29.4, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages pinyin-pro@3.29.4
python pypinyin==0.55.0

cat >families.json <<'JSON'
{ "曾": "zeng", "翟": "zhai", "卜": "bu", "覃": "qin", "阚": "kan", "单": "shan", "仇": "qiu", "解": "xie", "区": "ou",
  "查": "zha", "朴": "piao", "缪": "miao", "盖": "ge", "员": "yun", "种": "chong", "黑": "he" }
JSON

cat >families.py <<'PYTHON'
import json
from pypinyin import Style, lazy_pinyin, pinyin

families = json.load(open("families.json"))
read = {family: lazy_pinyin(family + "伟")[0] for family in families}
print("pypinyin:", " ".join(f"{family} {text}" for family, text in read.items() if text != families[family]))
every = {family: pinyin(family, style=Style.NORMAL, heteronym=True)[0] for family in families}
print("pypinyin, not among all readings:", " ".join(family for family in families if families[family] not in every[family]))
print("pypinyin:", *(" ".join(lazy_pinyin(name)) for name in ["曾国藩", "翟志刚"]), sep=", ")
PYTHON

cat >families.mjs <<'JS'
import fs from "node:fs";
import { pinyin } from "pinyin-pro";

const families = JSON.parse(fs.readFileSync("families.json"));
for (const how of [{}, { surname: "head" }, { mode: "surname" }]) {
  const read = (name) => pinyin(name, { toneType: "none", type: "array", ...how });
  const other = Object.keys(families).filter((family) => read(`${family}伟`)[0] !== families[family]);
  console.log("pinyin-pro", JSON.stringify(how), other.map((family) => `${family} ${read(`${family}伟`)[0]}`).join(" "));
  console.log(`  ${["曾国藩", "翟志刚", "王乐"].map((name) => read(name).join(" ")).join(", ")}`);
}
const multiple = (family) => pinyin(family, { toneType: "none", type: "array", multiple: true });
console.log("pinyin-pro, not among all readings:", Object.keys(families).filter((family) => !multiple(family).includes(families[family])).join(" "));
JS

both() {
    "$python" families.py && node families.mjs
}

expect both <<'SEEN'
pypinyin: 曾 ceng 翟 di 卜 bo 覃 tan 阚 han 单 dan 仇 chou 解 jie 区 qu 查 cha 朴 pu 缪 mou 盖 gai 员 yuan 种 zhong 黑 hei
pypinyin, not among all readings: 黑
pypinyin:, ceng guo fan, di zhi gang
pinyin-pro {} 曾 ceng 单 dan 仇 chou 解 jie 区 qu 查 cha 朴 pu 缪 miu 盖 gai 员 yuan 种 zhong 黑 hei
  ceng guo fan, zhai zhi gang, wang le
pinyin-pro {"surname":"head"} 种 zhong 黑 hei
  zeng guo fan, zhai zhi gang, wang le
pinyin-pro {"mode":"surname"} 种 zhong 黑 hei
  zeng guo fan, zhai zhi gang, wang yue
pinyin-pro, not among all readings: 黑
SEEN
