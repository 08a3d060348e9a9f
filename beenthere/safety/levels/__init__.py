"""Action levels A0 to A4: what we do now, never a forecast. People set them; only an approved person lowers them.

After NICE NG225 and NHS England: no score, no low, medium or high, no support denied by a level. The questions are the
project's own plain inquiry and no validated scale.
"""
