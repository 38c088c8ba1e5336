#!/usr/bin/env bash
# A schedule of a SAM function, in two stages of one account.
#
# Expected: without a name of its own the schedule gets one from CloudFormation, which begins with the
#           stack's, as the role beside it does; two stages live side by side.
# Happens:  SAM writes the logical id as the physical name of the AWS::Scheduler::Schedule, so every
#           stage wants the same one of the account's default group. `OmitName: true` leaves it to
#           CloudFormation. The older event `Schedule`, a rule, gets no fixed name.
# Matters:  a service with dev, staging and prod in one account: the second stage does not deploy, and
#           an installation moved to nested stacks meets its own old schedule. cfn-lint is silent.
# Seen:     aws-sam-translator 1.115.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

python aws-sam-translator==1.115.0

cat >transform.py <<'PYTHON'
from samtranslator.translator.transform import transform

class NoPolicies:
    def load(self):
        return {}

def event(kind, **properties):
    return {"Type": kind, "Properties": properties}

template = {
    "Transform": "AWS::Serverless-2016-10-31",
    "Resources": {"Sweep": {"Type": "AWS::Serverless::Function", "Properties": {
        "CodeUri": "s3://bucket/key", "Handler": "sweep", "Runtime": "provided.al2023",
        "FunctionName": {"Fn::Sub": "${AWS::StackName}-sweep"},
        "Events": {
            "Plain": event("ScheduleV2", ScheduleExpression="rate(1 hour)"),
            "Omitted": event("ScheduleV2", ScheduleExpression="rate(1 hour)", OmitName=True),
            "Named": event("ScheduleV2", ScheduleExpression="rate(1 hour)", Name={"Fn::Sub": "${AWS::StackName}-sweep"}),
            "Rule": event("Schedule", Schedule="rate(1 hour)"),
        }}}},
}
resources = transform(template, {}, NoPolicies())["Resources"]
for id in ("SweepPlain", "SweepOmitted", "SweepNamed", "SweepRule", "SweepPlainRole"):
    made = resources[id]
    print(id, made["Type"], made["Properties"].get("Name", made["Properties"].get("RoleName")))
PYTHON

AWS_DEFAULT_REGION=eu-central-1 expect "$python" transform.py <<'SEEN'
SweepPlain AWS::Scheduler::Schedule SweepPlain
SweepOmitted AWS::Scheduler::Schedule None
SweepNamed AWS::Scheduler::Schedule {'Fn::Sub': '${AWS::StackName}-sweep'}
SweepRule AWS::Events::Rule None
SweepPlainRole AWS::IAM::Role None
SEEN
