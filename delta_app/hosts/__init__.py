"""People who welcome, the partner services they come from, and when they can come."""
