#!/usr/bin/env bash
# The last day of a permit as a whole day in a calendar, made from midnight in Shanghai.
#
# Expected: a calendar that is told "Asia/Shanghai" and "the whole day" takes the day that it is in Shanghai.
# Happens:  npm ical-generator, told the zone, writes the day before where the machine's own zone is UTC, as on
#           AWS, and the right one on a developer's machine in China. A text without a time is taken right
#           everywhere. PyPI ics turns midnight in Shanghai into the day before, wherever it runs; and
#           make_all_day() takes the day of an end, which RFC 5545 leaves out, along. icalendar gives
#           a reminder "15 hours before" a whole day as a time without zone, and no error. npm ics
#           folds lines by letters: one of Chinese has 152 bytes, where 75 are to be kept to.
# Matters:  a reminder of the day by which a permit is to be renewed stands on another day in the
#           student's phone, and the tests on a machine in China do not see it.
# Seen:     npm ical-generator 10.2.0, npm ics 3.12.0, PyPI ics 0.7.3, PyPI icalendar 7.3.2, 2026-12-01

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

node_packages ical-generator@10.2.0 ics@3.12.0
python ics==0.7.3 icalendar==7.3.2

cat >day.mjs <<'JS'
import ical from "ical-generator";

const start = (calendar) => /DTSTART.*/.exec(`${calendar}`)[0];
const whole = (day) => {
  const calendar = ical({ timezone: "Asia/Shanghai" });
  calendar.createEvent({ start: day, allDay: true, summary: "Permit ends" });
  return start(calendar);
};
console.log(`ical-generator, TZ=${process.env.TZ}: ${whole(new Date("2027-09-01T00:00:00+08:00"))}, of a text ${whole("2027-09-01")}`);
JS

cat >fold.mjs <<'JS'
import { createEvent } from "ics";

const title = "请在出入境管理局办理居留许可延期，带上护照、学校公函、照片和住宿登记表，逾期每日罚款，详情见通知";
const { value } = createEvent({ start: [2027, 9, 1], duration: { days: 1 }, title });
console.log("npm ics, longest line in bytes:", Math.max(...value.split("\r\n").map((line) => Buffer.byteLength(line))));
JS

cat >day.py <<'PYTHON'
import datetime, warnings
import icalendar, ics

warnings.simplefilter("ignore")

def days(**when):
    event = ics.Event(name="Permit ends", **when)
    event.make_all_day()
    return [line for line in ics.Calendar(events=[event]).serialize().splitlines() if line.startswith("DT")]

print("PyPI ics, of midnight in Shanghai:", *days(begin="2027-09-01T00:00:00+08:00"))
print("PyPI ics, of a day:", *days(begin="2027-09-01"))
print("PyPI ics, of a day to the next:", *days(begin="2027-09-01", end="2027-09-02"))

event, alarm = icalendar.Event(), icalendar.Alarm()
event.add("dtstart", datetime.date(2027, 9, 1))
alarm.add("action", "DISPLAY")
alarm.add("trigger", datetime.timedelta(hours=-15))
event.add_component(alarm)
print("icalendar, 15 hours before:", *(time.trigger.isoformat() for time in event.alarms.times))
PYTHON

all() {
    TZ=UTC node day.mjs && TZ=Asia/Shanghai node day.mjs && node fold.mjs && TZ=UTC "$python" day.py
}

expect all <<'SEEN'
ical-generator, TZ=UTC: DTSTART;VALUE=DATE:20270831, of a text DTSTART;VALUE=DATE:20270901
ical-generator, TZ=Asia/Shanghai: DTSTART;VALUE=DATE:20270901, of a text DTSTART;VALUE=DATE:20270901
npm ics, longest line in bytes: 152
PyPI ics, of midnight in Shanghai: DTSTART;VALUE=DATE:20270831
PyPI ics, of a day: DTSTART;VALUE=DATE:20270901
PyPI ics, of a day to the next: DTSTART;VALUE=DATE:20270901 DTEND;VALUE=DATE:20270903
icalendar, 15 hours before: 2027-08-31T09:00:00
SEEN
