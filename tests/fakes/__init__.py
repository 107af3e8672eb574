"""Servers that behave as the platforms do: they refuse what those refuse and fail when told to."""
