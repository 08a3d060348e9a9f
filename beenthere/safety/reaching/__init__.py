"""How somebody is reached after a grave talk: the agreed next contact, another way they gave, the decision on a welfare check.

A seeker may leave another way from A2 on. Their supporter never sees it. The people on call are shown it only while a talk
at A3 or A4 is broken off or over and the seeker is at none of our pages; each showing is a row of the log and stands on
the seeker's own page. It is erased a day after the evening.

The next contact is noted by the supporter and answered by the seeker; both see it in the talk and when it is over. A talk
that ever stood at A3 is not closed by its supporter without one, or without noting on purpose that none is wanted.
"""
