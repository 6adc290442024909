"""The reading kit: what people bring in files, any spreadsheet or poll export, as plain rows."""
