"""What every slice stands on: the data file, the journal, access, language, dates. Knows no slice."""
