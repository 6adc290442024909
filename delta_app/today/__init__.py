"""What hosts see when they walk up to the shared PC: the day at the door, and their own shifts. Owns no table."""
