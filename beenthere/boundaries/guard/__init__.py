"""The boundary guard: what a supporter's own words may drift into, said kindly and before it is sent.

It reads the supporter's words; the seeker's last ones only beside a draft that is hard to read alone. It may fail; the chat
goes on, and the panel says so.
"""
