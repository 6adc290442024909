"""The budget: lines planned for a year, purchases asked for, what the bank says, and the treasurer's month."""
