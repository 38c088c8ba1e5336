#!/usr/bin/env bash
# How many whole months a passport is still valid, asked of seven libraries.
#
# Expected: whoever begins later has no more months left; one library counts by one rule; from the
#           31st of August to the end of February are six months for all of them or for none.
# Happens:  six for dateutil, pendulum, date-fns, luxon and dayjs, five for Temporal. pendulum gives the
#           day before, the 30th, five months and one day. date-fns has a rule for February alone:
#           from the 31st of December to the 30th of June are five; and its Duration from a 29th of
#           February is "22 years, 12 months". dateutil and date-fns count six to the last of February
#           and five back from it. Whether a day is six months later by adding, and whether six months
#           lie between, are two questions with two answers.
# Matters:  "six months valid beyond the extension" is to be decided by adding to one day and comparing.
#           A site that counts months refuses on the last days of a month who is let in by the service.
# Seen:     python-dateutil 4.0.0, pendulum 3.3.0, date-fns 4.4.0, luxon 3.7.2, dayjs 1.11.23,
#           temporal-polyfill 1.0.8, @js-temporal/polyfill 0.5.1, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 temporal-polyfill@1.0.8 @js-temporal/polyfill@0.5.1
python python-dateutil==4.0.0 pendulum==3.3.0

cat >days.json <<'JSON'
[["2026-08-31", "2027-02-28"], ["2026-08-30", "2027-02-28"], ["2026-12-31", "2027-06-30"],
 ["2027-02-28", "2027-08-31"], ["2004-02-29", "2027-02-28"]]
JSON

cat >days.py <<'PYTHON'
import datetime, json
import pendulum
from dateutil.relativedelta import relativedelta

def said(months, days):
    return f"{months} months {days} days"

for first, last in json.load(open("days.json")):
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    to, back = relativedelta(end, start), relativedelta(start, end)
    whole = pendulum.parse(last, exact=True) - pendulum.parse(first, exact=True)
    print(f"{first} to {last}")
    print("  dateutil:", said(to.years * 12 + to.months, to.days), "and back", said(back.years * 12 + back.months, back.days))
    print("  pendulum:", said(whole.in_months(), whole.remaining_days))
PYTHON

cat >days.mjs <<'JS'
import fs from "node:fs";
import { differenceInMonths, intervalToDuration, parseISO } from "date-fns";
import { DateTime } from "luxon";
import dayjs from "dayjs";
import * as byFullCalendar from "temporal-polyfill";
import * as byChampions from "@js-temporal/polyfill";

for (const [first, last] of JSON.parse(fs.readFileSync("days.json"))) {
  const [start, end] = [parseISO(first), parseISO(last)];
  console.log(`${first} to ${last}`);
  console.log(`  date-fns: ${differenceInMonths(end, start)} and back ${differenceInMonths(start, end)},`, JSON.stringify(intervalToDuration({ start, end })));
  console.log("  luxon:", JSON.stringify(DateTime.fromISO(last).diff(DateTime.fromISO(first), ["months", "days"]).toObject()));
  console.log("  dayjs:", dayjs(last).diff(first, "month"));
  const until = ({ Temporal }) => `${Temporal.PlainDate.from(first).until(last, { largestUnit: "month" })}`;
  console.log("  Temporal:", until(byFullCalendar), until(byChampions));
}
JS

both() {
    "$python" days.py && node days.mjs
}

expect both <<'SEEN'
2026-08-31 to 2027-02-28
  dateutil: 6 months 0 days and back -5 months -28 days
  pendulum: 6 months 0 days
2026-08-30 to 2027-02-28
  dateutil: 6 months 0 days and back -5 months -29 days
  pendulum: 5 months 1 days
2026-12-31 to 2027-06-30
  dateutil: 6 months 0 days and back -5 months -30 days
  pendulum: 6 months 0 days
2027-02-28 to 2027-08-31
  dateutil: 6 months 3 days and back -6 months 0 days
  pendulum: 6 months 3 days
2004-02-29 to 2027-02-28
  dateutil: 276 months 0 days and back -275 months -28 days
  pendulum: 275 months 2 days
2026-08-31 to 2027-02-28
  date-fns: 6 and back -5, {"months":6}
  luxon: {"months":6,"days":0}
  dayjs: 6
  Temporal: P5M28D P5M28D
2026-08-30 to 2027-02-28
  date-fns: 6 and back -5, {"months":6}
  luxon: {"months":6,"days":0}
  dayjs: 6
  Temporal: P5M29D P5M29D
2026-12-31 to 2027-06-30
  date-fns: 5 and back -5, {"months":5,"days":30}
  luxon: {"months":6,"days":0}
  dayjs: 6
  Temporal: P5M30D P5M30D
2027-02-28 to 2027-08-31
  date-fns: 6 and back -5, {"months":6,"days":3}
  luxon: {"months":6,"days":3}
  dayjs: 6
  Temporal: P6M3D P6M3D
2004-02-29 to 2027-02-28
  date-fns: 276 and back -275, {"years":22,"months":12}
  luxon: {"months":276,"days":0}
  dayjs: 276
  Temporal: P275M30D P275M30D
SEEN
