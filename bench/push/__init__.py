"""Web push measured: our worker, the plain loop, Node and the cryptography alone, to one stand-in over TLS on loopback."""
