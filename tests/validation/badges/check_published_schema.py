"""Hold a certificate against the JSON schema that 1EdTech publishes: check_published_schema.py SCHEMA CERTIFICATE."""

import json
import sys
from pathlib import Path

from jsonschema import Draft201909Validator

if __name__ == "__main__":
    schema, certificate = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    found = list(Draft201909Validator(schema).iter_errors(certificate))
    for error in found:
        print("/".join(map(str, error.absolute_path)), error.message[:300])
    print(f"{len(found)} to mend")
    sys.exit(1 if found else 0)
