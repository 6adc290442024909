"""The Qt kit every page is built from."""
