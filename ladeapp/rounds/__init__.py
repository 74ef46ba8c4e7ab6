"""Us: standing pairs and rounds – who meets whom, week after week."""
