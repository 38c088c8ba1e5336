"""Our own rules of the templates: `check_template.py infra/template.yaml`. What
cfn-lint checks is not repeated here; that templates, code and API document name the
same actions is checked by tests/tests/template.rs."""

import copy
import json
import os
import re
import sys

import sam

# Actions that AWS offers for all resources only.
WITHOUT_RESOURCE = {"dynamodb:ListStreams"}
# The only wildcard of a function: the files of a folder of the bucket.
FILES = re.compile(r"arn:\$\{AWS::Partition\}:s3:::\$\{UploadsBucket\}/[a-z]+/\*")
# Functions that an operator invokes: they have neither route nor trigger.
INVOKED_DIRECTLY = {"invite_administrator"}
# How often a message is tried before a person looks at it.
ATTEMPTS = 5
# Where what is asked of is not ours and may be away for longer.
MORE_ATTEMPTS = {"BuildExportQueue": 8, "SendMailQueue": 8}
# What a consumer does with its queue; the last lets a failed message wait.
CONSUMING = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"}
# CloudFormation takes 500 resources in a template, an HTTP API 300 integrations. Whoever
# comes near divides an area, or the API, while there is room to do it in.
RESOURCES = 350
ROUTES = 270


def snake_case(name):
    """`IssueChallenge` as `issue_challenge`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def pascal_case(name):
    """`issue_challenge` as `IssueChallenge`."""
    return "".join(word.capitalize() for word in name.split("_"))


def by_rule(name):
    """The value of a name that follows from the rule."""
    return {"Fn::Sub": f"sojourn-${{Stage}}-{name}"}


def listed(value):
    """A value that may stand alone, as a list."""
    return value if isinstance(value, list) else [value]


def refers_to(value):
    """The logical id in `!Ref X` and `!GetAtt X.Y`, or that of a queue which is named by
    rule; else none."""
    if not isinstance(value, dict):
        return None
    if "Fn::Sub" in value:
        queue = re.fullmatch(r"\$\{QueueArnPrefix\}(\w+)", value["Fn::Sub"])
        return f"{pascal_case(queue[1])}Queue" if queue else None
    return value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0]


class Checker:
    """The templates, and what is wrong with them."""

    def __init__(self, path):
        self.path = path
        self.problems = []
        self.stacks = sam.read(path)["Resources"]
        self.parts = sam.parts(path)
        self.areas = [part for part in self.parts if sam.functions(part.template)]
        self.resources = {}
        for part in self.parts:
            for name, each in part.template["Resources"].items():
                if name in self.resources:
                    self.complain(name, "another part has it too")
                self.resources[name] = each
        self.functions = self.of_type("AWS::Serverless::Function")

    def complain(self, name, problem):
        """Notes a problem with a resource."""
        self.problems.append(f"{name}: {problem}")

    def of_type(self, resource_type):
        """The resources of a type by logical id."""
        return {name: each for name, each in self.resources.items() if each["Type"] == resource_type}

    def run(self):
        """All checks; the problems."""
        self.check_parts()
        for name, function in self.functions.items():
            self.check_function(name, function)
            self.check_policies(name, function)
        for name, queue in self.of_type("AWS::SQS::Queue").items():
            self.check_queue(name, queue["Properties"])
        for name, trigger in self.of_type("AWS::Lambda::EventSourceMapping").items():
            self.check_trigger(name, trigger["Properties"])
        for name, table in self.of_type("AWS::DynamoDB::Table").items():
            self.check_table(name, table)
        for part in self.areas:
            self.check_names(part)
        self.check_what_stays()
        self.check_order()
        self.check_settings()
        self.check_senders()
        self.check_schedules()
        self.check_api()
        self.check_expansion()
        return self.problems

    def check_parts(self):
        """Every template is a part of the root; an area is one binary and needs no other."""
        folder = os.path.join(os.path.dirname(self.path), "areas")
        files = {os.path.splitext(name)[0] for name in os.listdir(folder)}
        for name in files ^ {part.name for part in self.areas}:
            self.complain(name, "a file in areas/ and no part of the root, or the other way round")
        for part in self.areas:
            if {sam.area_of(each) for each in sam.functions(part.template).values()} != {part.name}:
                self.complain(part.name, "its functions run the binary of another area")
            if "Outputs" in part.template:
                self.complain(part.name, "it gives something out: no part needs anything of an area")
            if common(part) != common(self.areas[0]):
                self.complain(part.name, f"its functions have other globals than those of {self.areas[0].name}")

    def check_function(self, name, function):
        """A function has the name of its action, and something calls it."""
        properties = function["Properties"]
        handler = properties["Handler"]
        if snake_case(name) != f"{handler}_function" or properties.get("FunctionName") != by_rule(handler):
            self.complain(name, f"it is not named by its handler {handler}")
        if function["Metadata"]["BuildMethod"] != "rust-cargolambda":
            self.complain(name, "it is not built by cargo-lambda")
        triggers = self.of_type("AWS::Lambda::EventSourceMapping").values()
        triggered = any(refers_to(each["Properties"]["FunctionName"]) == name for each in triggers)
        called = triggered or "Events" in properties or handler in self.operations()
        if called == (handler in INVOKED_DIRECTLY):
            self.complain(name, "it has no route and no trigger, or is said to be invoked directly")

    def statements(self, name, function):
        """What a function may do: its own statements, and those of policies that it shares."""
        for policy in function["Properties"].get("Policies", []):
            shared = self.resources.get(refers_to(policy) if isinstance(policy, dict) and "Ref" in policy else None)
            if shared and shared["Type"] == "AWS::IAM::ManagedPolicy":
                yield from shared["Properties"]["PolicyDocument"]["Statement"]
            elif isinstance(policy, dict) and "Statement" in policy:
                yield from policy["Statement"]
            else:
                self.complain(name, f"a policy that is not written out: {policy}")

    def check_policies(self, name, function):
        """A role allows exactly what is listed: no wildcard, no policy of AWS."""
        for statement in self.statements(name, function):
            actions = set(listed(statement["Action"]))
            if any("*" in action for action in actions):
                self.complain(name, f"a wildcard in {sorted(actions)}")
            for resource in listed(statement["Resource"]):
                text = resource.get("Fn::Sub", "") if isinstance(resource, dict) else resource
                without = text == "*" and actions <= WITHOUT_RESOURCE
                if "*" in text and not without and not FILES.fullmatch(text):
                    self.complain(name, f"{sorted(actions)} on {text}")
            if any(action.startswith("ses:") for action in actions) and "Condition" not in statement:
                self.complain(name, "it may send mail under any address")

    def check_queue(self, name, queue):
        """A queue has the name of its consumer and its own dead-letter queue, and that an alarm."""
        if name.endswith("DeadLetters"):
            if queue.get("QueueName") != by_rule(snake_case(name.removesuffix("DeadLetters")) + "-dead"):
                self.complain(name, "it is not named by its queue")
            watched = {
                refers_to(dimension["Value"])
                for alarm in self.of_type("AWS::CloudWatch::Alarm").values()
                for dimension in alarm["Properties"]["Dimensions"]
            }
            if name not in watched:
                self.complain(name, "no alarm watches it")
            return
        if queue.get("QueueName") != by_rule(snake_case(name.removesuffix("Queue"))):
            self.complain(name, "it is not named by the action that consumes it")
        redrive = queue.get("RedrivePolicy", {})
        attempts = MORE_ATTEMPTS.get(name, ATTEMPTS)
        if redrive.get("maxReceiveCount") != attempts:
            self.complain(name, f"messages are not tried {attempts} times")
        if refers_to(redrive.get("deadLetterTargetArn")) != name.replace("Queue", "DeadLetters"):
            self.complain(name, "it has no dead-letter queue of its own")

    def check_trigger(self, name, trigger):
        """A consumer may read its queue, and a message outlives its attempts."""
        if trigger.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
            self.complain(name, "one failed message fails its batch")
        source = refers_to(trigger["EventSourceArn"])
        consumer = refers_to(trigger["FunctionName"])
        function = self.functions[consumer]
        allowed = {
            action
            for statement in self.statements(consumer, function)
            if source in {refers_to(each) for each in listed(statement["Resource"])}
            for action in listed(statement["Action"])
        }
        queue = self.of_type("AWS::SQS::Queue").get(source)
        if not allowed or (queue and not CONSUMING <= allowed):
            self.complain(name, f"its function may not read {source} and let its messages wait")
        if queue and source != consumer.replace("Function", "Queue"):
            self.complain(name, f"{source} is not named by the action that consumes it")
        defaults = common(self.areas[0])
        timeout = function["Properties"].get("Timeout", defaults["Timeout"])
        if queue and queue["Properties"]["VisibilityTimeout"] < 6 * timeout:
            self.complain(name, f"{source} shows a message again before six timeouts of its consumer")

    def check_table(self, name, table):
        """Tables are alike, protected and recoverable."""
        properties = table["Properties"]
        keys = [key["AttributeName"] for key in properties["KeySchema"]]
        if properties.get("TableName") != by_rule(snake_case(name.removesuffix("Table"))):
            self.complain(name, "it is not named by its noun")
        if keys != ["pk", "sk"]:
            self.complain(name, f"its keys are {keys}")
        if refers_to(properties.get("DeletionProtectionEnabled")) != "DeletionProtection":
            self.complain(name, "it is not protected from deletion")
        if not properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
            self.complain(name, "it cannot be recovered to a point in time")

    def check_what_stays(self):
        """Tables, the bucket of uploads and the stack that has them outlive whoever takes them out."""
        stays = {"Data": self.stacks["Data"], "UploadsBucket": self.resources["UploadsBucket"]}
        for name, each in {**stays, **self.of_type("AWS::DynamoDB::Table")}.items():
            if not each.get("DeletionPolicy", "").startswith("Retain"):
                self.complain(name, "it goes with the stack")
            if each.get("UpdateReplacePolicy") != "Retain":
                self.complain(name, "it goes when it is replaced")

    def check_order(self):
        """The data comes first: a part names it, or asks something of it."""
        for name, part in self.stacks.items():
            named = "Data" in listed(part.get("DependsOn", []))
            asked = re.search(r'"Data[."]', json.dumps(part["Properties"]))
            if name not in {"Data", "Edge"} and not named and not asked:
                self.complain(name, "it does not wait for the data")

    def check_settings(self):
        """Every stage is deployed with what nested templates need."""
        with open(os.path.join(os.path.dirname(self.path), "..", "samconfig.toml"), encoding="utf-8") as file:
            stages = re.split(r"^\[(?=\w+\.deploy\.)", file.read(), flags=re.MULTILINE)[1:]
        for stage in stages:
            if not re.search(r"^capabilities = .*\bCAPABILITY_AUTO_EXPAND\b", stage, re.MULTILINE):
                self.complain("samconfig.toml", f"{stage.split('.')[0]} lacks CAPABILITY_AUTO_EXPAND")

    def check_names(self, part):
        """What an area names by rule is there, and its functions are told its tables."""
        text = json.dumps(part.template)
        tables = set(re.findall(r"\$\{TableArnPrefix\}(\w+)", text))
        for noun in tables:
            if f"{pascal_case(noun)}Table" not in self.resources:
                self.complain(part.name, f"there is no table {noun}")
        for action in set(re.findall(r"\$\{Queue(?:Arn|Url)Prefix\}(\w+)", text)):
            if f"{pascal_case(action)}Queue" not in self.resources:
                self.complain(part.name, f"there is no queue of {action}")
        variables = part.template["Globals"]["Function"]["Environment"]["Variables"]
        told = {name: value for name, value in variables.items() if name.endswith("_TABLE")}
        # The code asks everywhere for the table with the standing of staff.
        if told != {f"{noun.upper()}_TABLE": by_rule(noun) for noun in tables | {"accounts"}}:
            self.complain(part.name, f"the variables of its tables are not those of its policies: {sorted(tables)}")

    def check_senders(self):
        """Into a queue comes what is in the outbox, or what a service of AWS tells."""
        [statement] = self.resources["SendMessages"]["Properties"]["PolicyDocument"]["Statement"]
        messages = {refers_to(each) for each in listed(statement["Resource"])}
        policies = self.of_type("AWS::SQS::QueuePolicy").values()
        told = {refers_to(queue) for policy in policies for queue in policy["Properties"]["Queues"]}
        queues = {name for name in self.of_type("AWS::SQS::Queue") if name.endswith("Queue")}
        for name in queues - messages - told:
            self.complain(name, "nobody may send to it: SendMessages does not list it")
        for name in messages - queues:
            self.complain("SendMessages", f"it lists {name}, which there is not")

    def check_schedules(self):
        """Nobody waits for what runs on a schedule: an alarm tells that it fails."""
        alarms = [alarm["Properties"] for alarm in self.of_type("AWS::CloudWatch::Alarm").values()]
        watched = {
            refers_to(dimension["Value"])
            for alarm in alarms
            if alarm["MetricName"] == "Errors"
            for dimension in alarm["Dimensions"]
        }
        for name, function in self.functions.items():
            events = function["Properties"].get("Events", {}).values()
            if any(event["Type"] == "ScheduleV2" for event in events) and name not in watched:
                self.complain(name, "no alarm tells that it fails")

    def operations(self):
        """The operations of the API, by infra/api.json."""
        paths = self.resources["Api"]["Properties"]["Body"]["paths"]
        return [operation["operationId"] for methods in paths.values() for operation in methods.values()]

    def check_api(self):
        """The API's role, the one with a wildcard, invokes operations and nothing else."""
        operations = self.operations()
        if len(operations) > ROUTES:
            self.complain("Api", f"it has {len(operations)} routes, more than {ROUTES}")
        handlers = {function["Properties"]["Handler"] for function in self.functions.values()}
        for operation in set(operations) - handlers:
            self.complain("Api", f"no function is called {operation}")
        roles = self.of_type("AWS::IAM::Role")
        if set(roles) != {"ApiRole"}:
            self.complain("roles", f"{sorted(roles)}: only the API has one that is written out")
        [policy] = roles["ApiRole"]["Properties"]["Policies"]
        others = sorted(handlers - set(operations))
        invoke = {"Action": "lambda:InvokeFunction"}
        wanted = [
            {"Effect": "Allow", **invoke, "Resource": invoked("*")},
            {"Effect": "Deny", **invoke, "Resource": [invoked(name) for name in others]},
        ]
        if policy["PolicyDocument"]["Statement"] != wanted:
            self.complain("ApiRole", f"it has to deny what is no operation, and nothing else: {', '.join(others)}")

    def check_expansion(self):
        """SAM accepts the templates and makes a role for each function; none grows too large."""
        code = {part.name: ("bucket", f"{part.name}.zip") for part in self.areas}
        for part in self.parts:
            functions = sam.functions(part.template)
            expanded = sam.expand(copy.deepcopy(part.template), code)["Resources"]
            roles = [each for each in expanded.values() if each["Type"] == "AWS::IAM::Role"]
            if len(roles) < len(functions):
                self.complain("SAM", f"{len(functions)} functions of {part.name} share {len(roles)} roles")
            if len(expanded) > RESOURCES:
                self.complain(part.name, f"it has {len(expanded)} resources, more than {RESOURCES}")


def common(part):
    """What the globals of all areas say alike."""
    own = {"Environment", "LoggingConfig"}
    return {name: value for name, value in part.template["Globals"]["Function"].items() if name not in own}


def invoked(name):
    """The ARN of a function, as the API's role names it."""
    return {"Fn::Sub": f"${{FunctionArnPrefix}}{name}"}


def main():
    """Prints the problems; fails when there are any."""
    checker = Checker(sys.argv[1])
    problems = checker.run()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(checker.functions)} functions checked, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
