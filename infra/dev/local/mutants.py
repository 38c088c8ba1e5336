"""Changes the code by chance and sees whether a test notices: `mutants.py TREE TARGET SEED COUNT`.

TREE is a copy of the work tree that is written into, TARGET its target folder. cargo-mutants lists
what can be changed in the rules: no stores, no `Default`, nothing that only tests and builds use. By
the seed COUNT changes are drawn, of a function at most one. All of them stand in one build, each
behind its number in the environment variable MUTANT, so that a change costs a run of tests and no
build. What does not compile is drawn again, and so is a `const fn`, which cannot ask for its number.

A change is looked for by the tests of its own crate; what a shared crate promises, the kit and the
areas test too. The random tests that take minutes are left out: they would make days of it.
"""

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TREE, TARGET = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SEED, COUNT = int(sys.argv[3]), int(sys.argv[4])
EXCLUDED = ["**/store/**", "**/store.rs", "**/main.rs", "**/lib.rs", "shared/kit/**", "**/samples/**", "tests/**",
            "infra/**"]
AREAS = ["notices", "reviews", "semester", "payments", "catalogue", "documents", "admissions", "accounts"]
# Whose tests may notice a change of a shared crate, the quickest first.
ALSO = {"shared-platform": ["shared-kit", "shared-domain", *AREAS], "shared-domain": ["shared-kit", *AREAS]}
TESTED = {*ALSO, "shared-kit", "shared-letter", *AREAS}
SLOW = ["interleavings", "histories", "a_run_that_dies_at_any_call_of_the_erasing",
        "two_administrators_who_remove_each_other"]
# The share that has to be noticed.
TARGET_SHARE = 0.95
ON = ('{{ static ON: std::sync::LazyLock<bool> = std::sync::LazyLock::new(|| '
      'std::env::var_os("MUTANT").is_some_and(|on| on == "{number}")); *ON }}')


def main():
    drawn = built(drawn_from(listed()))
    tests = built_tests()
    binaries = [test for of_package in tests.values() for test in of_package]
    print("Running the tests without a change", flush=True)
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        unchanged = dict(zip(binaries, workers.map(lambda test: run(test, None, 1800), binaries)))
        failing = [ran.by for ran in unchanged.values() if ran.noticed]
        if failing:
            sys.exit(f"without a change these fail: {', '.join(failing)}")
        outcomes = list(workers.map(lambda mutant: tried(mutant, tests, unchanged), drawn))
    report(drawn, outcomes)


def listed():
    """All changes that can be made, in an order that does not depend on the machine."""
    excluded = [argument for glob in EXCLUDED for argument in ("-e", glob)]
    listing = ["cargo", "mutants", "--no-config", "--workspace", "--list", "--json", *excluded,
               "-E", r"Default::default\(\)"]
    found = json.loads(subprocess.run(listing, cwd=TREE, stdout=subprocess.PIPE, check=True).stdout)
    return sorted(found, key=lambda mutant: mutant["name"])


def drawn_from(mutants):
    """One change of each function, in the order of the seed, with its number."""
    random.Random(SEED).shuffle(mutants)
    seen, number = set(), 0
    for mutant in mutants:
        function = mutant["function"]
        place = function and (mutant["file"], *function["span"]["start"].values())
        if not function or place in seen:
            continue
        seen.add(place)
        number += 1
        yield mutant | {"number": number}


def built(candidates):
    """The changes that stand in the tree together; each that does not compile is replaced by the next."""
    print(f"Drawing {COUNT} changes with seed {SEED}", flush=True)
    drawn = []
    while True:
        while len(drawn) < COUNT and (candidate := next(candidates, None)):
            drawn.append(candidate)
        impossible = write(drawn) or broken()
        if not impossible:
            return drawn
        drawn = [mutant for mutant in drawn if mutant["number"] not in impossible]
        print(f"{len(impossible)} of them are no change that compiles; others are drawn", flush=True)


def write(drawn, originals={}):
    """Writes changes into the tree; the numbers of those that cannot stand beside the others."""
    left_out = set()
    for file in {mutant["file"] for mutant in drawn} | set(originals):
        path = TREE / file
        original = originals.setdefault(file, path.read_text())
        text, out = with_all(original, [mutant for mutant in drawn if mutant["file"] == file])
        left_out |= out
        # cargo builds again what was written again.
        if text != path.read_text():
            path.write_text(text)
    return left_out


def with_all(text, mutants):
    """A file with each of its changes behind its number, from the last function to the first."""
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))

    def offset(place):
        return lines[place["line"] - 1] + place["column"] - 1

    def span(of):
        return offset(of["span"]["start"]), offset(of["span"]["end"])

    left_out, lowest = set(), len(text)
    for mutant in sorted(mutants, key=lambda each: span(each["function"]), reverse=True):
        (start, end), (begin, stop) = span(mutant["function"]), span(mutant)
        function = text[start:end]
        opening, closing = body(function)
        if end > lowest or re.search(r"\bconst\s+(async\s+|unsafe\s+)?fn\b", function[:opening]):
            left_out.add(mutant["number"])
            continue
        changed = mutant["replacement"]
        if mutant["genre"] != "FnValue":
            whole = function[:begin - start] + changed + function[stop - start:]
            first, last = body(whole)
            changed = whole[first + 1:last]
        on = ON.format(number=mutant["number"])
        text = (f"{text[:start]}{function[:opening]}{{ /*mutant {mutant['number']}*/ if {on} {{ {changed} }} "
                f"else {{ {function[opening + 1:closing]} }} }}{text[end:]}")
        lowest = start
    return text, left_out


def body(function):
    """Where the braces of a function's body are."""
    depth, at = 0, re.search(r"\bfn\s+\w+", function).end()
    while function[at] != "{" or depth:
        depth += (function[at] in "([") - (function[at] in ")]")
        at += 1
    return at, function.rindex("}")


def cargo(*arguments):
    command = ["cargo", *arguments, "--workspace", "--exclude", "system-tests", "--message-format=json"]
    environment = os.environ | {"CARGO_TARGET_DIR": str(TARGET)}
    ran = subprocess.run(command, cwd=TREE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return ran, [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


def broken():
    """The numbers of the changes that the compiler refuses."""
    ran, messages = cargo("check", "--keep-going")
    numbers = set()
    for message in messages:
        if message["reason"] != "compiler-message" or message["message"]["level"] != "error":
            continue
        for place in [span for span in message["message"]["spans"] if span["is_primary"]][:1]:
            before = (TREE / place["file_name"]).read_bytes()[:place["byte_start"]].decode()
            above = re.findall(r"/\*mutant (\d+)\*/", before)
            numbers |= {int(number) for number in above[-1:]}
    if ran.returncode and not numbers:
        sys.exit(ran.stderr)
    return numbers


class Test:
    """A test binary and the folder that it runs in."""

    def __init__(self, artifact):
        self.binary = artifact["executable"]
        self.folder = Path(artifact["manifest_path"]).parent
        self.name = f"{self.folder.name}/{artifact['target']['name']}"
        self.is_of_crate = "lib" in artifact["target"]["kind"]


def built_tests():
    """The test binaries by package."""
    print("Building the tests", flush=True)
    ran, messages = cargo("test", "--no-run")
    if ran.returncode:
        sys.exit(ran.stderr)
    tests = {}
    for artifact in messages:
        if artifact["reason"] == "compiler-artifact" and artifact["executable"] and artifact["profile"]["test"]:
            named = re.search(r'^name = "(.+)"$', Path(artifact["manifest_path"]).read_text(), re.MULTILINE)
            tests.setdefault(named[1], []).append(Test(artifact))
    for of_package in tests.values():
        of_package.sort(key=lambda test: not test.is_of_crate)
    return {package: of_package for package, of_package in tests.items() if package in TESTED}


class Run:
    """What became of a test binary: whether it noticed something, by which test, in how many seconds."""

    def __init__(self, noticed, by, seconds):
        self.noticed, self.by, self.seconds = noticed, by, seconds


def run(test, number, limit, only=()):
    environment = {name: value for name, value in os.environ.items() if name != "MUTANT"}
    if number:
        environment["MUTANT"] = str(number)
    skipped = [argument for name in SLOW for argument in ("--skip", name)]
    started = time.monotonic()
    process = subprocess.Popen([test.binary, "--test-threads=2", *skipped, *only], cwd=test.folder, env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    too_late = threading.Event()

    def end():
        too_late.set()
        process.kill()

    timer = threading.Timer(limit, end)
    timer.start()
    failed = None
    for line in process.stdout:
        if line.startswith("test ") and line.rstrip().endswith("FAILED"):
            failed = line.split()[1]
            # One is enough.
            process.kill()
            break
    process.stdout.close()
    code = process.wait()
    timer.cancel()
    by = failed or ("it runs out of time" if too_late.is_set() else f"it ends with {code}")
    return Run(bool(failed or code), f"{test.name}: {by}", time.monotonic() - started)


def tried(mutant, tests, unchanged):
    """What notices a change, the tests that are named like its file first; none if nothing does."""
    own, file = mutant["package"], Path(mutant["file"])
    module = file.parent.name if file.stem == "mod" else file.stem
    for package, only in [(own, [f"{module}::"]), (own, []), *((also, []) for also in ALSO.get(own, []))]:
        for test in tests.get(package, []):
            ran = run(test, mutant["number"], 60 + 4 * unchanged[test].seconds, only)
            if ran.noticed:
                print(f"noticed  {mutant['name']}  ({ran.by})", flush=True)
                return ran.by
    print(f"MISSED   {mutant['name']}", flush=True)
    return None


def report(drawn, outcomes):
    pairs = list(zip(drawn, outcomes))
    of, noticed = Counter(each["package"] for each in drawn), Counter(each["package"] for each, by in pairs if by)
    print(f"\n{'crate':20} drawn  noticed  missed   (seed {SEED})")
    for package, count in sorted(of.items()):
        print(f"{package:20} {count:5}  {noticed[package]:7}  {count - noticed[package]:6}")
    for mutant, by in pairs:
        if not by:
            print(f"missed: {mutant['name']}")
    share = sum(noticed.values()) / len(drawn)
    print(f"{sum(noticed.values())} of {len(drawn)} are noticed: {share:.1%}")
    sys.exit(share < TARGET_SHARE)


main()
