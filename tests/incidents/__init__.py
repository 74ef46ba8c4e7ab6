"""Something grave has happened: the first lines, the follow-up, and that nothing tells whom it happened to."""
