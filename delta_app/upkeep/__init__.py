"""The house: chores and who does them, repairs, stock and shopping, rooms, equipment, what people would improve."""
