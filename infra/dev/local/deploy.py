"""Deploys infra/template.yaml to MiniStack: each of its parts as a stack of its own, in
their order, because MiniStack cannot update a nested stack that has a queue.

Reads what to deploy as JSON from standard input (see `Deployment` in
infra/dev/src/deployment.rs), says what it does on standard error, and prints
what came of it as JSON.
"""

import hashlib
import io
import json
import mimetypes
import os
import shlex
import shutil
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from samtranslator.model.exceptions import InvalidDocumentException

import rewrites
import routes
import sam

CODE_BUCKET = "sojourn-code"


class Failed(Exception):
    """The deployment failed for a reason that a person can read."""


def say(line):
    """Tells the person who waits."""
    print(line, file=sys.stderr, flush=True)


def keep(binary, path):
    """Gives a binary a second name that stays when cargo builds it anew."""
    if os.path.exists(path):
        return
    try:
        os.link(binary, path)
    except OSError:
        shutil.copy2(binary, path)


def archive(binary):
    """A deployment package that starts `binary`. MiniStack holds the package of
    every function in memory, and fifty megabytes times all functions take their
    time: so the binary stays where it is."""
    entry = zipfile.ZipInfo("bootstrap")
    entry.external_attr = 0o755 << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(entry, f"#!/bin/sh\nexec {shlex.quote(binary)}\n")
    return content.getvalue()


class Deployer:
    """One deployment: its order and the emulator's clients."""

    def __init__(self, order):
        self.order = order
        self.clients = {}

    def client(self, service):
        """The emulator's client of a service, as the account's root."""
        if service not in self.clients:
            self.clients[service] = boto3.client(
                service,
                endpoint_url=self.order["endpoint"],
                region_name=self.order["region"],
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}),
            )
        return self.clients[service]

    def run(self):
        """The whole deployment; what it made."""
        root = sam.read(self.order["template"])
        parts = sam.parts(self.order["template"])
        self.put_secrets()
        code = self.put_code({sam.area_of(each) for part in parts for each in sam.functions(part.template).values()})
        names = self.names(root)
        resources = {}
        for part in parts:
            resources |= self.put_part(part, code, names)
        outputs = {name: sam.evaluate(output["Value"], names) for name, output in root["Outputs"].items()}
        self.report_mails(resources)
        self.put_site(outputs["SiteBucket"])
        return {
            "apiId": outputs["ApiId"],
            "distributionHost": outputs["DistributionDomain"].split(".")[0] + ".cloudfront.localhost",
            "uploadsBucket": outputs["UploadsBucket"],
            "resources": resources,
        }

    def names(self, root):
        """What the root template may name before its first part is there."""
        defaults = {name: each["Default"] for name, each in root["Parameters"].items() if "Default" in each}
        return {
            "AWS::AccountId": "000000000000",
            "AWS::Partition": "aws",
            "AWS::Region": self.order["region"],
            "AWS::URLSuffix": "amazonaws.com",
            **defaults,
            **self.order["parameters"],
        }

    def put_part(self, part, code, names):
        """Deploys a part and adds its outputs to `names`; its resources."""
        try:
            expanded = sam.expand(part.template, code)
        except InvalidDocumentException as error:
            reasons = [f"  {cause.message}" for cause in error.causes]
            raise Failed("\n".join([f"SAM refuses the template of {part.name}:", *reasons])) from error
        routes_of_api = rewrites.rewrite(expanded, self.order["emulatorPort"], self.order["fontsFolder"])
        parameters = {name: str(sam.evaluate(value, names)) for name, value in part.parameters.items()}
        stack = f"sojourn-{part.name}"
        for name, value in self.put_stack(stack, expanded, parameters).items():
            names[f"{part.logical_id}.Outputs.{name}"] = value
        resources = self.resources(stack)
        self.expire_items(expanded, resources)
        for api, uris in routes_of_api.items():
            wanted = {key: sam.evaluate(uri, {**names, **parameters}) for key, uri in uris.items()}
            routes.put_routes(self.client("apigatewayv2"), resources[api], wanted)
        return resources

    def put_secrets(self):
        """The secrets of docs/ARCHITECTURE.md, from the keys of the local run."""
        keys = self.order["keys"]
        wechat = keys["wechatPay"]
        secrets = {
            "access-token-signing-key": keys["accessTokenSigningKey"],
            "challenge-secret": keys["challengeSecret"],
            "account-secrets-key": keys["accountSecretsKey"],
            "university-client-secret": self.order["universityClientSecret"],
            "wechat-pay": json.dumps(
                {
                    "merchantPrivateKeyPem": wechat["merchantPrivateKeyPem"],
                    "merchantSerial": wechat["merchantSerial"],
                    "apiV3Key": wechat["apiV3Key"],
                    "wechatPublicKeyPem": wechat["platformPublicKeyPem"],
                    "wechatPublicKeyId": wechat["publicKeyId"],
                }
            ),
        }
        for name, value in secrets.items():
            self.client("ssm").put_parameter(
                Name=f"/sojourn/{self.order['stage']}/{name}", Value=value, Type="SecureString", Overwrite=True
            )

    def put_code(self, areas):
        """Uploads each area's code under a key made of its content, so that an
        update replaces exactly the functions whose code changed."""
        s3 = self.client("s3")
        s3.create_bucket(Bucket=CODE_BUCKET)
        folder = os.path.join(self.order["workFolder"], "code")
        os.makedirs(folder, exist_ok=True)
        code = {}
        for area in sorted(areas):
            binary = os.path.join(self.order["binaryFolder"], area)
            if not os.path.exists(binary):
                raise Failed(f"the template runs the binary `{area}`, but {binary} does not exist")
            with open(binary, "rb") as file:
                content = hashlib.sha256(file.read()).hexdigest()
            kept = os.path.join(folder, f"{area}-{content}")
            keep(binary, kept)
            key = f"{area}-{content}.zip"
            s3.put_object(Bucket=CODE_BUCKET, Key=key, Body=archive(kept))
            code[area] = (CODE_BUCKET, key)
        for name in os.listdir(folder):
            if not any(key == f"{name}.zip" for _, key in code.values()):
                os.remove(os.path.join(folder, name))
        return code

    def put_stack(self, stack, template, parameters):
        """Creates a stack or updates it; its outputs."""
        cloudformation = self.client("cloudformation")
        body = json.dumps(template).encode()
        key = f"template-{hashlib.sha256(body).hexdigest()}.json"
        self.client("s3").put_object(Bucket=CODE_BUCKET, Key=key, Body=body)
        arguments = {
            "StackName": stack,
            "TemplateURL": f"{self.order['endpoint']}/{CODE_BUCKET}/{key}",
            "Capabilities": ["CAPABILITY_IAM"],
            "Parameters": [
                {"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()
            ],
        }
        try:
            cloudformation.describe_stacks(StackName=stack)
            operation = cloudformation.update_stack
        except ClientError:
            operation = cloudformation.create_stack
        try:
            operation(**arguments)
        except ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise Failed(f"CloudFormation refuses the template: {error.response['Error']['Message']}") from error
        return self.await_stack(cloudformation, stack)

    def await_stack(self, cloudformation, stack):
        """Waits until the stack is complete; its outputs."""
        while True:
            state = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
            status = state["StackStatus"]
            if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
                return {output["OutputKey"]: output["OutputValue"] for output in state.get("Outputs", [])}
            if not status.endswith("_IN_PROGRESS"):
                raise Failed(self.reasons(cloudformation, stack, status))
            time.sleep(0.1)

    def reasons(self, cloudformation, stack, status):
        """Which resources failed and why."""
        pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack)
        failures = [
            f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', 'no reason given')}"
            for page in pages
            for event in page["StackEvents"]
            if event["ResourceStatus"].endswith("_FAILED")
        ]
        return "\n".join([f"the stack {stack} ended in {status}", *dict.fromkeys(reversed(failures))])

    def resources(self, stack):
        """The physical ids of a stack's resources by logical id."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
        return {
            each["LogicalResourceId"]: each["PhysicalResourceId"]
            for page in pages
            for each in page["StackResourceSummaries"]
        }

    def expire_items(self, template, resources):
        """MiniStack's CloudFormation ignores TimeToLiveSpecification."""
        dynamodb = self.client("dynamodb")
        for name, table in rewrites.of_type(template["Resources"], "AWS::DynamoDB::Table").items():
            specification = table["Properties"].get("TimeToLiveSpecification")
            state = dynamodb.describe_time_to_live(TableName=resources[name])["TimeToLiveDescription"]
            if specification and state["TimeToLiveStatus"] == "DISABLED":
                dynamodb.update_time_to_live(TableName=resources[name], TimeToLiveSpecification=specification)

    def report_mails(self, resources):
        """MiniStack stores the event destinations of a configuration set and never
        tells them anything; it does tell the notification topics of an identity."""
        for kind in ("Bounce", "Complaint"):
            self.client("ses").set_identity_notification_topic(
                Identity=resources["MailIdentity"], NotificationType=kind, SnsTopic=resources["MailFeedbackTopic"]
            )

    def put_site(self, bucket):
        """Uploads the built site. Files in assets/ carry a hash in their name."""
        root = self.order["siteFolder"]
        paths = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names]
        s3 = self.client("s3")

        def put(path):
            key = os.path.relpath(path, root).replace(os.sep, "/")
            forever = key.startswith("assets/")
            s3.upload_file(
                path,
                bucket,
                key,
                ExtraArgs={
                    "ContentType": mimetypes.guess_type(path)[0] or "application/octet-stream",
                    "CacheControl": "public, max-age=31536000, immutable" if forever else "no-cache",
                },
            )

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(put, paths))


def main():
    """Deploys what standard input orders."""
    try:
        result = Deployer(json.load(sys.stdin)).run()
    except (Failed, ClientError) as failure:
        say(str(failure))
        sys.exit(1)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
