"""The questions the shipped encoder answers; the order is the order of its outputs."""

from training.shapes import Head

EMOTIONS = (
    "fear",
    "sadness",
    "anger",
    "shame",
    "guilt",
    "loneliness",
    "grief",
    "numb",
    "overwhelm",
    "hopeless",
    "mixed",
    "relief",
    "hope",
    "joy",
)
NEEDS = ("vent", "understood", "solve", "distract", "decide", "unknown")
CUES = (
    "passive",
    "active",
    "plan",
    "intent",
    "means",
    "attempt",
    "selfharm",
    "third_party",
    "past",
    "abuse",
    "medical",
    "threat",
    "minor",
)
ACTS = (
    "open_question", "closed_question", "simple_reflection", "complex_reflection", "affirmation", "validation",
    "self_disclosure", "advice_with_permission", "advice_without_permission", "information", "reassurance", "minimal", "other",
)  # fmt: skip
ACT_CODES = dict(
    zip(["oq", "cq", "sr", "cr", "af", "va", "sd", "ap", "an", "in", "re", "mi", "ot"], ACTS, strict=True)
)
# The main thing a message does, as coarse as people agree on it (AnnoMI and MIBot share these three).
KINDS = ("reflection", "question", "other")
MECHANISMS = ("emotional_reaction", "interpretation", "exploration")
DRIFTS = (
    "diagnose", "interpret_expert", "medication", "treatment_plan", "trauma_probe", "undermine_care", "promise_secrecy",
    "promise_outcome", "over_disclose", "rescue", "dependency", "romantic_sexual", "financial_gift", "off_channel", "coercion",
    "moralise", "minimise", "blame", "legal_medical_advice", "role_confusion", "method_info", "risk_dismiss", "advice_early",
)  # fmt: skip
CONTACTS = ("none", "email", "link", "phone", "handle", "address", "invitation")
LEVELS = ("A0", "A1", "A2", "A3", "A4")
SEVERE = ("medication", "romantic_sexual", "method_info", "risk_dismiss")

SEEKER_HEADS = (
    Head("emotion", EMOTIONS),
    Head("intensity", tuple(f"at-least-{n}" for n in range(1, 11))),
    Head("need", NEEDS, "one"),
    Head("level", LEVELS, "one"),
    Head("cue", CUES),
    Head("talk", ("change", "sustain", "neutral"), "one"),
    Head("sign", ("relief", "turning_point")),
)
SUPPORTER_HEADS = (
    Head("act", ACTS),
    Head("kind", KINDS, "one"),
    Head("mechanism", MECHANISMS),
    Head("drift", ("none", *DRIFTS), "one"),
)
EITHER_HEADS = (Head("contact", CONTACTS, "one"),)
SHIPPED = (*SEEKER_HEADS, *SUPPORTER_HEADS, *EITHER_HEADS)
GOEMOTIONS = Head(
    "goemotions",
    (
        "admiration",
        "amusement",
        "anger",
        "annoyance",
        "approval",
        "caring",
        "confusion",
        "curiosity",
        "desire",
        "disappointment",
        "disapproval",
        "disgust",
        "embarrassment",
        "excitement",
        "fear",
        "gratitude",
        "grief",
        "joy",
        "love",
        "nervousness",
        "optimism",
        "pride",
        "realization",
        "relief",
        "remorse",
        "sadness",
        "surprise",
        "neutral",
    ),
)
