"""Activities, the rules by which they come again, and what people of the place propose."""
