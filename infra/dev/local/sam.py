"""Reads infra/template.yaml and expands it as CloudFormation's SAM transform does."""

import os

# The translator asks for a region as boto3 does.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class _NoManagedPolicies:
    """The template names no managed policy, so none has to be looked up."""

    def load(self):
        return {}


def read(path):
    """The template as written."""
    with open(path, encoding="utf-8") as file:
        return yaml_parse(file.read())


def area_of(function):
    """The binary that a function of the template runs: the name of its area."""
    return function["Metadata"]["BuildProperties"]["Binary"]


def functions(template):
    """The functions of the template by logical id."""
    return {
        name: resource
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def expand(template, code):
    """The CloudFormation template that SAM makes of `template`, whose functions
    run the code at `code[area]` (bucket and key, as `sam package` would set)."""
    for function in functions(template).values():
        bucket, key = code[area_of(function)]
        function["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    template["Globals"]["Function"].pop("CodeUri")
    return transform(template, {}, _NoManagedPolicies())
