"""The way of a message: door, engine, sender, channels, and the command line that wires them."""
