#!/usr/bin/env bash
# A table that moves from one stack to another, on MiniStack.
#
# Expected: a second stack that makes a table under a name that is taken fails, as on AWS ("already
#           exists"); the table has to be retained and imported.
# Happens:  MiniStack makes the stack, and the table is empty from then on. Deleting either stack takes
#           the table from both. A second queue of the name takes the settings of the first one's place.
#           CreateTable by itself does refuse a taken name.
# Matters:  moving tables into a nested stack of data works locally at the first try, and the same
#           templates fail on an installation of AWS; and it loses what the local one held.
# Seen:     MiniStack 1.5.33, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

ministack

cat >stacks.py <<'PYTHON'
from clients import *

dynamodb, sqs = client("dynamodb"), client("sqs")

def items():
    try:
        return dynamodb.scan(TableName="moved")["Count"]
    except dynamodb.exceptions.ResourceNotFoundException:
        return "no table"

def queue(seconds):
    return {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "relay", "VisibilityTimeout": seconds}}

def visibility():
    attributes = sqs.get_queue_attributes(QueueUrl=sqs.get_queue_url(QueueName="relay")["QueueUrl"], AttributeNames=["All"])
    return attributes["Attributes"]["VisibilityTimeout"]

print("first", create("first", {"Table": table("moved"), "Queue": queue(30)}))
dynamodb.put_item(TableName="moved", Item={"pk": {"S": "a"}})
print("  items", items(), "visibility", visibility())
print("second", create("second", {"Table": table("moved"), "Queue": queue(90)}))
print("  items", items(), "visibility", visibility())
print("second deleted", delete("second"))
print("  items", items())
print("first is still", settled("first"))
dynamodb.create_table(TableName="taken", **{key: value for key, value in table("taken")["Properties"].items() if key != "TableName"})
try:
    dynamodb.create_table(**table("taken")["Properties"])
except dynamodb.exceptions.ResourceInUseException:
    print("the API refuses a taken name")
PYTHON

expect "$python" stacks.py <<'SEEN'
first CREATE_COMPLETE
  items 1 visibility 30
second CREATE_COMPLETE
  items 0 visibility 90
second deleted gone
  items no table
first is still CREATE_COMPLETE
the API refuses a taken name
SEEN
