"""How somebody is reached when a grave talk breaks off: another way that they gave, and the decision on a welfare check.

A seeker may leave another way from A2 on. Their supporter never sees it. The people on call are shown it only while a talk
at A3 or A4 is broken off or over and the seeker is at none of our pages; each showing is a row of the log and stands on
the seeker's own page. It is erased a day after the evening.
"""
