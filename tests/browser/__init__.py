"""The whole house in a browser: `seratus run` served to a phone."""
