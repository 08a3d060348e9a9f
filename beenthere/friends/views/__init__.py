"""Pages of two friends: translation between browser and actions."""
