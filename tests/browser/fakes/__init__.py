"""Stand-ins for what lies outside: push services on loopback that behave like the real ones."""
