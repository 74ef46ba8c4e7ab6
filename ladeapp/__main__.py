"""`python -m ladeapp` is `ladeapp`."""

from .cli import main

main()
