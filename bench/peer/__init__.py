"""The equal Django handler: the same tables, checks, crypto and pages, as Django's own guide would have them written."""
