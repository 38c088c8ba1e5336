#!/usr/bin/env bash
# What is retained, in a nested stack of MiniStack.
#
# Expected: `DeletionPolicy: Retain` keeps a table and a bucket when their stack is deleted, wherever
#           the stack stands, as CloudFormation documents it.
# Happens:  MiniStack keeps them in a stack of its own, and when they leave the template or are
#           replaced. In a nested stack that is deleted with its parent they are gone, the bucket with
#           its objects. With Retain on the nested stack itself they stay (and the nested stack too).
#           `DeletionProtectionEnabled` of a table does not hold a deletion up anywhere.
# Matters:  a template in parts keeps all data in one nested stack. Locally `delete` empties the
#           installation that it would leave alone on AWS, and a test of the promise "what is retained
#           stays" fails on the emulator for no fault of the template.
# Seen:     MiniStack 1.5.33, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

ministack

cat >stacks.py <<'PYTHON'
from clients import *

def kept():
    tables = client("dynamodb").list_tables()["TableNames"]
    buckets = [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]]
    return [name for name in tables + buckets if name != "templates"]

def data(prefix):
    return {"Table": table(f"{prefix}-table") | {"DeletionPolicy": "Retain"},
            "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain",
                       "Properties": {"BucketName": f"{prefix}-bucket"}}}

def nested(prefix, **attributes):
    key = f"{prefix}.json"
    client("s3").put_object(Bucket="templates", Key=key, Body=json.dumps({"Resources": data(prefix)}))
    return {"Data": {"Type": "AWS::CloudFormation::Stack", **attributes,
                     "Properties": {"TemplateURL": f"{os.environ['ENDPOINT']}/templates/{key}"}}}

def fill(prefix):
    client("dynamodb").put_item(TableName=f"{prefix}-table", Item={"pk": {"S": "a"}})
    client("s3").put_object(Bucket=f"{prefix}-bucket", Key="a", Body=b"a")

def try_out(stack, prefix, resources):
    print(stack, create(stack, resources))
    fill(prefix)
    print("  deleted:", delete(stack), "left:", kept())

client("s3").create_bucket(Bucket="templates")
try_out("alone", "alone", data("alone"))
try_out("parent", "child", nested("child"))
try_out("keeping", "kept", nested("kept", DeletionPolicy="Retain"))
print("protected", create("protected", {"Table": table("protected-table", DeletionProtectionEnabled=True)}))
print("  deleted:", delete("protected"), "left:", "protected-table" in kept())
PYTHON

expect "$python" stacks.py <<'SEEN'
alone CREATE_COMPLETE
  deleted: gone left: ['alone-table', 'alone-bucket']
parent CREATE_COMPLETE
  deleted: gone left: ['alone-table', 'alone-bucket']
keeping CREATE_COMPLETE
  deleted: gone left: ['alone-table', 'kept-table', 'alone-bucket', 'kept-bucket']
protected CREATE_COMPLETE
  deleted: gone left: False
SEEN
