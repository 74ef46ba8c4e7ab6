"""Recharge moments that follow her shifts: what she chose, and when the next ones come."""
