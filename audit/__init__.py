"""A year of simulated teams against the shipped release rule and against what vendors publish: how much would a lead learn?"""
