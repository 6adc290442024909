"""The people who welcome, each with their month; joins the slices below and owns no table."""
