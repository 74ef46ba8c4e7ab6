"""Work: what changes over time, in released numbers – and for oneself alone, on the phone."""
