"""Pin every dependency by hash, for all platforms; the files name no address."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate", "--no-emit-index-url"]

SETS = {"requirements": (), **dict.fromkeys(("requirements-postgres", "requirements-pdf", "requirements-dev"), ("requirements.txt",))}

for name, bounds in SETS.items():
    constraints = [part for bound in bounds for part in ("--constraint", bound)]
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *COMMON, *constraints, f"{name}.in", "--output-file", f"{name}.txt"]
    subprocess.run(command, cwd=ROOT, check=True)
