"""The PDF and spreadsheet kit every sheet is built from."""
