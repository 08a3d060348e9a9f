"""The live wire: frames, origins, rates, bounded outgoing queues and wake-ups.

Nothing here promises delivery. A promise is a row; the wire only says "there is something to
read", and a socket that missed it reads the rows after its cursor.
"""
