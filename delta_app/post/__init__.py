"""Letters on their way: the outbox in the data file, how it is emptied, and the settings of the mail account."""
