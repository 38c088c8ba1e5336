#!/usr/bin/env bash
# Queries and updates that DynamoDB refuses or answers otherwise, on MiniStack.
#
# Expected: an index holds only what it projects: a filter on another attribute finds nothing, and
#           ALL_ATTRIBUTES is refused; a filter may not name a key. REMOVE of two elements of a list
#           takes those two. Adding a number to a text is an error. A transaction refuses an item
#           without its sort key.
# Happens:  MiniStack filters an index by the whole item, hands out what is there, and filters by keys.
#           REMOVE l[0], l[1] takes the first and the third element: the second place is counted after
#           the first removal. Text plus a number is a silent nothing. The item without its sort key is
#           written.
# Matters:  narrow, sparse indexes are how a queue of tasks stays cheap. A filter on an attribute that
#           was forgotten in the projection is green locally and an empty list on AWS.
# Seen:     MiniStack 1.5.33, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

ministack

cat >queries.py <<'PYTHON'
from clients import *

dynamodb = client("dynamodb")
definitions = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "queue")]
dynamodb.create_table(
    TableName="tasks", BillingMode="PAY_PER_REQUEST", AttributeDefinitions=definitions,
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    GlobalSecondaryIndexes=[{"IndexName": "open", "KeySchema": [{"AttributeName": "queue", "KeyType": "HASH"}],
                             "Projection": {"ProjectionType": "KEYS_ONLY"}}])
item = {"pk": {"S": "task"}, "sk": {"S": "1"}, "queue": {"S": "open"}, "kind": {"S": "application"},
        "notes": {"L": [{"S": "a"}, {"S": "b"}, {"S": "c"}]}}
dynamodb.put_item(TableName="tasks", Item=item)

def query(**more):
    try:
        found = dynamodb.query(TableName="tasks", **more)
        return [sorted(each) for each in found["Items"]]
    except dynamodb.exceptions.ClientError as error:
        return error.response["Error"]["Code"]

def update(expression, values=None):
    more = {"ExpressionAttributeValues": values} if values else {}
    try:
        changed = dynamodb.update_item(TableName="tasks", Key={"pk": item["pk"], "sk": item["sk"]},
                                       UpdateExpression=expression, ReturnValues="ALL_NEW", **more)["Attributes"]
        return [note["S"] for note in changed["notes"]["L"]], changed["kind"]["S"]
    except dynamodb.exceptions.ClientError as error:
        return error.response["Error"]["Code"]

of_index = {"IndexName": "open", "KeyConditionExpression": "queue = :queue"}
print("filter by what the index lacks:", query(
    **of_index, FilterExpression="kind = :kind",
    ExpressionAttributeValues={":queue": item["queue"], ":kind": item["kind"]}))
print("all attributes of the index:", query(
    **of_index, Select="ALL_ATTRIBUTES", ExpressionAttributeValues={":queue": item["queue"]}))
print("filter by a key:", query(
    KeyConditionExpression="pk = :pk", FilterExpression="sk < :sk",
    ExpressionAttributeValues={":pk": item["pk"], ":sk": {"S": "0"}}))
print("text plus a number:", update("SET kind = kind + :one", {":one": {"N": "1"}}))
print("two elements removed:", update("REMOVE notes[0], notes[1]"))
dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": "tasks", "Item": {"pk": {"S": "no sort key"}}}}])
print("items:", sorted(each["pk"]["S"] for each in dynamodb.scan(TableName="tasks")["Items"]))
PYTHON

expect "$python" queries.py <<'SEEN'
filter by what the index lacks: [['pk', 'queue', 'sk']]
all attributes of the index: [['pk', 'queue', 'sk']]
filter by a key: []
text plus a number: (['a', 'b', 'c'], 'application')
two elements removed: (['b'], 'application')
items: ['no sort key', 'task']
SEEN
