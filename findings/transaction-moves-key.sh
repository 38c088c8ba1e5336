#!/usr/bin/env bash
# A transaction that sets a part of an item's key, on two emulators of DynamoDB.
#
# Expected: refused, as DynamoDB documents it: no update changes a key. Both emulators refuse it of
#           UpdateItem, in DynamoDB's words.
# Happens:  inside TransactWriteItems both carry it out, and the item stands under another key from then
#           on. With REMOVE it loses its sort key and no read finds it again.
# Matters:  where every write is a transaction (a change, its audit entry, its message), the rule of the
#           database that guards keys is tested by neither of the two, and two emulators that agree look
#           like proof.
# Also:     dynoxide answers a TransactGetItems projection with the keys too, MiniStack without them.
# Seen:     dynoxide-rs 3.2.0, MiniStack 1.5.33, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust server '
dynoxide-rs = { version = "=3.2.0", default-features = false, features = ["http-server", "native-sqlite"] }
tokio = { version = "1", features = ["macros", "net", "rt"] }
' <<'RUST'
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let port = std::env::args().nth(1).expect("a port");
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await.expect("a free port");
    dynoxide::server::serve_on(listener, dynoxide::Database::memory().expect("a database")).await;
}
RUST

free_port
"$server" "$port" >server.log 2>&1 &
started+=($!)
listening
export DYNOXIDE=http://127.0.0.1:$port

ministack

cat >keys.py <<'PYTHON'
from clients import *

def try_out(name, dynamodb):
    schema = [("pk", "HASH"), ("sk", "RANGE")]
    dynamodb.create_table(
        TableName="notes", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in schema],
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in schema])
    key = {"pk": {"S": "a"}, "sk": {"S": "1"}}
    set_key = {"TableName": "notes", "Key": key, "UpdateExpression": "SET sk = :sk",
               "ExpressionAttributeValues": {":sk": {"S": "2"}}}
    drop_key = {"TableName": "notes", "Key": key, "UpdateExpression": "REMOVE sk"}

    def stored():
        return [" ".join(f"{name}={value['S']}" for name, value in sorted(item.items()))
                for item in dynamodb.scan(TableName="notes")["Items"]]

    dynamodb.put_item(TableName="notes", Item=key | {"text": {"S": "x"}})
    found = dynamodb.transact_get_items(TransactItems=[{"Get": {
        "TableName": "notes", "Key": key, "ProjectionExpression": "#text",
        "ExpressionAttributeNames": {"#text": "text"}}}])["Responses"][0]["Item"]
    print(name, "projects", sorted(found))
    try:
        dynamodb.update_item(**set_key)
    except dynamodb.exceptions.ClientError as error:
        print("  alone:", error.response["Error"]["Message"].split(": ")[-1])
    dynamodb.transact_write_items(TransactItems=[{"Update": set_key}])
    print("  in a transaction:", stored())
    dynamodb.delete_item(TableName="notes", Key=key | {"sk": {"S": "2"}})
    dynamodb.put_item(TableName="notes", Item=key | {"text": {"S": "x"}})
    dynamodb.transact_write_items(TransactItems=[{"Update": drop_key}])
    print("  and without:", stored())

try_out("MiniStack", client("dynamodb"))
try_out("dynoxide", client("dynamodb", os.environ["DYNOXIDE"]))
PYTHON

expect "$python" keys.py <<'SEEN'
MiniStack projects ['text']
  alone: Cannot update attribute sk. This attribute is part of the key
  in a transaction: ['pk=a sk=2 text=x']
  and without: ['pk=a text=x']
dynoxide projects ['pk', 'sk', 'text']
  alone: Cannot update attribute sk. This attribute is part of the key
  in a transaction: ['pk=a sk=2 text=x']
  and without: ['pk=a text=x']
SEEN
