"""Reads infra/template.yaml and its parts, and expands them as CloudFormation does:
includes, the SAM transform, and the values that the root gives to its parts."""

import json
import logging
import os
import re

# The translator asks for a region as boto3 does.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

# It counts its own calls and warns of each transform whose count it does not send.
logging.getLogger("samtranslator.metrics").setLevel(logging.ERROR)

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class _NoManagedPolicies:
    """The templates name no policy that AWS manages, so none has to be looked up."""

    def load(self):
        return {}


class Part:
    """A stack of the system: a nested stack of the root's."""

    def __init__(self, logical_id, path, parameters):
        self.logical_id = logical_id
        # `data`, `accounts`, `edge`: the name of its file.
        self.name = os.path.splitext(os.path.basename(path))[0]
        # What the root gives it: values with intrinsic functions.
        self.parameters = parameters
        self.template = read(path)


def read(path):
    """A template as written, with what it includes."""
    with open(path, encoding="utf-8") as file:
        return include(yaml_parse(file.read()), os.path.dirname(path))


def include(value, folder):
    """A value in which each AWS::Include of a file is what the file has."""
    if isinstance(value, list):
        return [include(each, folder) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("Fn::Transform", {}).get("Name") == "AWS::Include":
        with open(os.path.join(folder, value["Fn::Transform"]["Parameters"]["Location"]), encoding="utf-8") as file:
            return json.load(file)
    return {key: include(each, folder) for key, each in value.items()}


def parts(path):
    """The parts of the root template, in the order in which they are deployed."""
    folder = os.path.dirname(path)
    return [
        Part(logical_id, os.path.join(folder, stack["Properties"]["TemplateURL"]), stack["Properties"]["Parameters"])
        for logical_id, stack in read(path)["Resources"].items()
    ]


def area_of(function):
    """The binary that a function of a template runs: the name of its area."""
    return function["Metadata"]["BuildProperties"]["Binary"]


def functions(template):
    """The functions of a template by logical id."""
    return {
        name: resource
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def layers(template):
    """The layers of a template."""
    return [each for each in template["Resources"].values() if each["Type"] == "AWS::Serverless::LayerVersion"]


def expand(template, code):
    """The CloudFormation template that SAM makes of `template`, whose functions
    run the code at `code[area]` (bucket and key, as `sam package` would set)."""
    if "Transform" not in template:
        return template
    for layer in layers(template):
        layer["Properties"]["ContentUri"] = {"Bucket": "layers", "Key": f"{layer['Properties']['LayerName']}.zip"}
    for function in functions(template).values():
        bucket, key = code[area_of(function)]
        function["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    template["Globals"]["Function"].pop("CodeUri")
    return transform(template, {}, _NoManagedPolicies())


def evaluate(value, names):
    """What CloudFormation makes of a value when `Ref`, `Fn::GetAtt` and `Fn::Sub` find
    what they name in `names`: `Stage`, `AWS::Region`, `Data.Outputs.UploadsBucket`."""
    if not isinstance(value, dict):
        return value
    [(function, argument)] = value.items()
    if function == "Fn::Sub":
        return re.sub(r"\$\{([\w:.]+)\}", lambda name: names[name[1]], argument)
    return names[argument if function == "Ref" else ".".join(argument)]
