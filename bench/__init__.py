"""Measured side by side, in one run: ours, and the same work done by others. Only the ratios are to be trusted."""
