"""The crash harness: real processes are killed while people of both platforms talk to them."""
