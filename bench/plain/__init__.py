"""The floor: what a Python web server costs before anybody has asked for anything."""
