"""Pure readers of what villagers type: unknown is said to be unknown, nothing is guessed."""
