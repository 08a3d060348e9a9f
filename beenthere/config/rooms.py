"""The list of rooms, lowest floor first. A new room is one folder and one line here."""

ROOMS = [
    "people",
    "privacy",
    "notices",
    "conversations",
    "skills",
    "matching",
    "relief",
    "safety",
    "boundaries",
    "plans",
    "care",
    "companion",
    "insights",
    "supervision",
    "friends",
    "evening",
    "demo",
]
