"""The way in when it is flooded, and for whoever has to take a break. Nobody is named in what is remembered."""
