"""How somebody becomes a supporter: gates, one after the other, each with who confirmed it and when."""
