"""Our own rules of infra/template.yaml: `check_template.py infra/template.yaml`. What
cfn-lint checks is not repeated here; that template, code and API document name the
same actions is checked by tests/tests/template.rs."""

import copy
import re
import sys

import sam

# Actions that AWS offers for all resources only.
WITHOUT_RESOURCE = {"dynamodb:ListStreams"}
# Functions that an operator invokes: they have neither route nor trigger.
INVOKED_DIRECTLY = {"invite_administrator"}
# How often a message is tried before a person looks at it.
ATTEMPTS = 5
# Where what is asked of is not ours and may be away for longer.
MORE_ATTEMPTS = {"ExportsQueue": 8, "MailQueue": 8}
# What a consumer does with its queue; the last lets a failed message wait.
CONSUMING = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"}


def snake_case(name):
    """`IssueChallenge` as `issue_challenge`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def listed(value):
    """A value that may stand alone, as a list."""
    return value if isinstance(value, list) else [value]


def refers_to(value):
    """The logical id in `!Ref X`, `!GetAtt X.Y` or `!Sub ${X}…`; else none."""
    if isinstance(value, dict):
        if "Ref" in value:
            return value["Ref"]
        if "Fn::GetAtt" in value:
            attribute = value["Fn::GetAtt"]
            return attribute.split(".")[0] if isinstance(attribute, str) else attribute[0]
    return None


class Checker:
    """The template, and what is wrong with it."""

    def __init__(self, path):
        self.template = sam.read(path)
        self.resources = self.template["Resources"]
        self.functions = sam.functions(self.template)
        self.problems = []

    def complain(self, name, problem):
        """Notes a problem with a resource."""
        self.problems.append(f"{name}: {problem}")

    def of_type(self, resource_type):
        """The resources of a type by logical id."""
        return {name: each for name, each in self.resources.items() if each["Type"] == resource_type}

    def run(self):
        """All checks; the problems."""
        for name, function in self.functions.items():
            self.check_function(name, function)
            self.check_policies(name, function)
        for name, queue in self.of_type("AWS::SQS::Queue").items():
            self.check_queue(name, queue["Properties"])
        for name, trigger in self.of_type("AWS::Lambda::EventSourceMapping").items():
            self.check_trigger(name, trigger["Properties"])
        for name, table in self.of_type("AWS::DynamoDB::Table").items():
            self.check_table(name, table)
        self.check_schedules()
        self.check_expansion()
        return self.problems

    def check_function(self, name, function):
        """A function has the name of its action, and something calls it."""
        handler = function["Properties"]["Handler"]
        if snake_case(name) != f"{handler}_function":
            self.complain(name, f"its handler {handler} is not its name in snake case")
        if function["Metadata"]["BuildMethod"] != "rust-cargolambda":
            self.complain(name, "it is not built by cargo-lambda")
        triggers = self.of_type("AWS::Lambda::EventSourceMapping").values()
        triggered = any(refers_to(each["Properties"]["FunctionName"]) == name for each in triggers)
        called = triggered or "Events" in function["Properties"]
        if called == (handler in INVOKED_DIRECTLY):
            self.complain(name, "it has no route and no trigger, or is said to be invoked directly")

    def check_policies(self, name, function):
        """A role allows exactly what is listed: no wildcard, no managed policy."""
        for policy in function["Properties"]["Policies"]:
            if not isinstance(policy, dict) or "Statement" not in policy:
                self.complain(name, f"a policy that is not written out: {policy}")
                continue
            for statement in policy["Statement"]:
                actions = set(listed(statement["Action"]))
                if any("*" in action for action in actions):
                    self.complain(name, f"a wildcard in {sorted(actions)}")
                if "*" in listed(statement["Resource"]) and not actions <= WITHOUT_RESOURCE:
                    self.complain(name, f"{sorted(actions)} on every resource")
                if any(action.startswith("ses:") for action in actions) and "Condition" not in statement:
                    self.complain(name, "it may send mail under any address")

    def check_queue(self, name, queue):
        """Every queue has its own dead-letter queue, and that an alarm."""
        if name.endswith("DeadLetters"):
            watched = {
                refers_to(dimension["Value"])
                for alarm in self.of_type("AWS::CloudWatch::Alarm").values()
                for dimension in alarm["Properties"]["Dimensions"]
            }
            if name not in watched:
                self.complain(name, "no alarm watches it")
            return
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
        function = self.functions[refers_to(trigger["FunctionName"])]["Properties"]
        statements = [statement for policy in function["Policies"] for statement in policy["Statement"]]
        allowed = {
            action
            for statement in statements
            if source in {refers_to(each) for each in listed(statement["Resource"])}
            for action in listed(statement["Action"])
        }
        queue = self.of_type("AWS::SQS::Queue").get(source)
        if not allowed or (queue and not CONSUMING <= allowed):
            self.complain(name, f"its function may not read {source} and let its messages wait")
        timeout = function.get("Timeout", self.template["Globals"]["Function"]["Timeout"])
        if queue and queue["Properties"]["VisibilityTimeout"] < 6 * timeout:
            self.complain(name, f"{source} shows a message again before six timeouts of its consumer")

    def check_table(self, name, table):
        """Tables are alike, protected and recoverable."""
        properties = table["Properties"]
        keys = [key["AttributeName"] for key in properties["KeySchema"]]
        if keys != ["pk", "sk"]:
            self.complain(name, f"its keys are {keys}")
        if refers_to(properties.get("DeletionProtectionEnabled")) != "DeletionProtection":
            self.complain(name, "it is not protected from deletion")
        if not properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
            self.complain(name, "it cannot be recovered to a point in time")
        if table.get("DeletionPolicy") != "RetainExceptOnCreate":
            self.complain(name, "it goes with the stack")

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

    def check_expansion(self):
        """SAM accepts the template and makes a role for each function."""
        areas = {sam.area_of(function) for function in self.functions.values()}
        code = {area: ("bucket", f"{area}.zip") for area in areas}
        expanded = sam.expand(copy.deepcopy(self.template), code)["Resources"].values()
        roles = [each for each in expanded if each["Type"] == "AWS::IAM::Role"]
        if len(roles) < len(self.functions):
            self.complain("SAM", f"{len(self.functions)} functions share {len(roles)} roles")


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
