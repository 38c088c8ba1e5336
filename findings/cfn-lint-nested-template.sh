#!/usr/bin/env bash
# A nested stack whose template was renamed, checked by cfn-lint.
#
# Expected: an error: the file is not there. cfn-lint does read nested templates: it knows a wrong name
#           of an output and a parameter that is missing or too much.
# Happens:  where the parent has the SAM transform nothing is reported and the exit code is 0; a line on
#           the error stream says that a file was not found. With the file go the checks that hang on
#           it: any output may be asked for and any parameter given.
# Matters:  a template in parts (data, areas, edge): after a file is moved, the check that was to find
#           wrong outputs passes because it no longer looks.
# Seen:     cfn-lint 1.58.0, aws-sam-translator 1.115.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

python cfn-lint==1.58.0 aws-sam-translator==1.115.0

cat >data.yaml <<'YAML'
Parameters:
  Stage: { Type: String }
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "sojourn-${Stage}-relay"
Outputs:
  QueueArn: { Value: !GetAtt Queue.Arn }
YAML

root() {
    cat >root.yaml <<YAML
Transform: AWS::Serverless-2016-10-31
Resources:
  Data:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: $1
      Parameters: { Stage: dev$2 }
Outputs:
  Queue: { Value: !GetAtt "Data.Outputs.$3" }
YAML
}

lint() {
    local status=0
    "$work/venv/bin/cfn-lint" --regions eu-central-1 --format parseable -- root.yaml >found 2>missed || status=$?
    echo "status $status, codes: $(cut -d: -f6 found | sort | tr '\n' ' '), missed: $(grep -c "Template file not found" missed)"
}

both() {
    root data.yaml "" QueueArn && lint
    root data.yaml ", Other: x" QueueAr && lint
    root moved.yaml ", Other: x" QueueAr && lint | sed 's/missed: [1-9][0-9]*/missed: some/'
}

expect both <<'SEEN'
status 0, codes: , missed: 0
status 2, codes: E3043 E6101 , missed: 0
status 0, codes: , missed: some
SEEN
