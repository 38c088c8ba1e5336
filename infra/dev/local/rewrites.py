"""The only differences between the templates and what the local run deploys.

Each function closes one gap between MiniStack 1.5.33 and AWS. When a new version
of MiniStack closes a gap itself, its rewrite goes.
"""

# Pins the id of the HTTP API, so that the distribution can name it.
API_ID = "50104a41"


def rewrite(template, emulator_port, fonts_folder):
    """Applies every rewrite to an expanded template, in place; the routes of its
    HTTP APIs."""
    resources = template["Resources"]
    routes = take_routes(resources)
    read_fonts_where_they_are(resources, fonts_folder)
    reach_the_api_over_loopback(resources, emulator_port)
    allow_mail_from_any_identity(resources)
    allow_batches_of_messages(resources)
    allow_plain_http(resources)
    return routes


def of_type(resources, resource_type):
    """The resources of one type, by logical id."""
    return {name: each for name, each in resources.items() if each["Type"] == resource_type}


def take_routes(resources):
    """MiniStack makes no routes of an HTTP API's `Body`: they are taken out, for
    routes.py. By API, the URI of the integration by route key."""
    routes = {}
    for name, api in of_type(resources, "AWS::ApiGatewayV2::Api").items():
        body = api["Properties"]["Body"]
        api["Properties"] = {"Name": body["info"]["title"], "ProtocolType": "HTTP", "Tags": {"ms-custom-id": API_ID}}
        routes[name] = {
            f"{method.upper()} {path}": operation["x-amazon-apigateway-integration"]["uri"]
            for path, methods in body["paths"].items()
            for method, operation in methods.items()
        }
    return routes


def reach_the_api_over_loopback(resources, emulator_port):
    """MiniStack's CloudFront refuses origins with names that AWS owns: the API is
    reached at the emulator's own port."""
    for distribution in of_type(resources, "AWS::CloudFront::Distribution").values():
        for origin in distribution["Properties"]["DistributionConfig"]["Origins"]:
            if "CustomOriginConfig" in origin:
                origin["DomainName"] = "127.0.0.1"
                origin["OriginPath"] = f"/_aws/execute-api/{API_ID}/$default"
                origin["CustomOriginConfig"] = {
                    "OriginProtocolPolicy": "http-only",
                    "HTTPPort": emulator_port,
                }


def read_fonts_where_they_are(resources, fonts_folder):
    """MiniStack starts functions as processes of this machine, on which nothing of a
    layer lies under /opt: the layer goes, and the folder of the fonts is named."""
    for name in of_type(resources, "AWS::Lambda::LayerVersion"):
        del resources[name]
    for function in of_type(resources, "AWS::Lambda::Function").values():
        if function["Properties"].pop("Layers", None):
            function["Properties"]["Environment"]["Variables"]["LETTER_FONTS"] = fonts_folder


def statements(resources):
    """Every statement of every role and of what roles share."""
    for role in of_type(resources, "AWS::IAM::Role").values():
        for policy in role["Properties"].get("Policies", []):
            yield from policy["PolicyDocument"]["Statement"]
    for policy in of_type(resources, "AWS::IAM::ManagedPolicy").values():
        yield from policy["Properties"]["PolicyDocument"]["Statement"]


def actions_of(statement):
    """The actions of a statement as a list."""
    actions = statement["Action"]
    return [actions] if isinstance(actions, str) else actions


def allow_mail_from_any_identity(resources):
    """MiniStack evaluates sending as `*` and knows no ses:FromAddress: policies that
    name an identity would deny every mail."""
    for statement in statements(resources):
        if all(action.startswith("ses:") for action in actions_of(statement)):
            statement["Resource"] = "*"
            statement.pop("Condition", None)


def allow_batches_of_messages(resources):
    """AWS checks SendMessageBatch as sqs:SendMessage; MiniStack by its own name."""
    for statement in statements(resources):
        if "sqs:SendMessage" in actions_of(statement):
            statement["Action"] = [*actions_of(statement), "sqs:SendMessageBatch"]


def allow_plain_http(resources):
    """MiniStack is reached without TLS: a bucket that denies that would be closed."""
    for policy in of_type(resources, "AWS::S3::BucketPolicy").values():
        document = policy["Properties"]["PolicyDocument"]
        document["Statement"] = [
            statement
            for statement in document["Statement"]
            if "aws:SecureTransport" not in statement.get("Condition", {}).get("Bool", {})
        ]
