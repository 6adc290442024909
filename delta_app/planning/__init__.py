"""The month on screen and on paper; joins the slices below and owns no table."""
