"""Which cards belong together, and the table from band and need to cards. Bands are a convention, not a validated cut."""

from collections.abc import Mapping

PHASES = ("arrive", "explore", "relieve", "plan", "close")
FEELINGS = (
    "fear", "sadness", "anger", "shame", "guilt", "loneliness", "grief", "numb", "overwhelm", "hopeless", "mixed",
    "relief", "hope", "joy",
)  # fmt: skip
NEEDS = ("vent", "be-understood", "solve", "distract", "decide")
MOST_CARDS = 3
LISTENED_MESSAGES = 3
LISTENED_WORDS = 100
LISTENED_REFLECTIONS = 2
STORY_EVERY = 10
END_MINUTES = 10
STEADY_TURNS = 2
# From this number on, with hopeless words and a second sign, the question is asked even when no cue was noticed:
# a still higher number, hopeless words again, a feeling that goes with them, or words that may mean danger.
DESPAIR, DESPAIR_ALONE = 8, 9
HOPELESS_AGAIN = 2
BESIDE_HOPELESS = frozenset({"numb", "loneliness"})

LISTENING = frozenset(
    {
        "open-question", "affirm-strength", "simple-reflection", "complex-reflection", "summary-link",
        "attend-silence", "ask-need", "immediacy-check", "name-emotion", "validate-unspoken",
        "validate-history", "validate-normal", "validate-genuine", "grief-presence", "lived-exp-refocus",
    }
)  # fmt: skip
# The order of listening itself when nothing speaks for another: what asks least of a person comes first.
LISTENING_ORDER = (
    "simple-reflection", "attend-silence", "validate-normal", "validate-genuine", "open-question", "complex-reflection",
    "summary-link", "name-emotion", "affirm-strength",
)  # fmt: skip
# While danger is in the air: plain presence, nothing clever.
PLAIN_PRESENCE = frozenset(
    {"simple-reflection", "attend-silence", "validate-normal", "validate-genuine", "grief-presence"}
)
# From here on somebody on call is needed at once (A3).
GRAVE, NOW = 3, 4
NOT_FROM = {"validate-normal": GRAVE, "attend-silence": NOW}
STORIES = frozenset({"lived-exp-share", "lived-exp-hope"})
SAFETY = frozenset(
    {"ask-directly", "safety-plan", "means-safety", "pfa-lll", "algee-frame", "strengthen-support"}
)
# Part of safety, and of any other evening only once somebody was heard.
LATE_SAFETY = frozenset({"strengthen-support", "safety-plan", "means-safety"})
GROUNDING = frozenset({"drop-anchor", "ground-54321", "orient-now", "paced-breath"})
FIXING_FAMILIES = frozenset({"CBT", "BA", "PM+", "SFBT"})
# At 9 or 10 few words help: none of these.
WORDY_FAMILIES = frozenset({"CBT", "BA", "PM+", "SFBT", "MI", "SSI"})
WORDY = frozenset({"values-compass", "wise-mind", "dear-man", "both-sides", "opposite-action"})

ROWS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "very high": {
        "vent": ("attend-silence", "simple-reflection"),
        "be-understood": ("validate-normal", "drop-anchor"),
        "solve": ("pfa-lll",),
        "distract": ("ground-54321", "tipp"),
        "decide": ("stop-skill",),
    },
    "high": {
        "vent": ("simple-reflection", "validate-normal", "name-emotion"),
        "be-understood": ("validate-normal", "validate-unspoken", "paced-breath", "drop-anchor"),
        "solve": ("ask-need", "paced-breath", "drop-anchor"),
        "distract": ("distract-wisely", "urge-surf", "self-soothe"),
        "decide": ("stop-skill",),
    },
    "middle": {
        "vent": ("simple-reflection", "complex-reflection", "summary-link"),
        "be-understood": ("complex-reflection", "lived-exp-share", "self-compassion", "validate-history"),
        "solve": ("problem-steps", "tfb-map", "if-then-plan", "dear-man", "strengthen-support"),
        "distract": ("tiny-activation", "self-soothe"),
        "decide": ("wise-mind", "both-sides", "values-compass", "rulers"),
    },
    "low": {
        "vent": ("summary-link", "affirm-strength"),
        "be-understood": ("validate-genuine", "affirm-strength"),
        "solve": ("sf-scaling", "sf-exceptions", "sf-miracle", "if-then-plan"),
        "distract": ("one-takeaway",),
        "decide": ("both-sides", "change-talk", "rulers"),
    },
}
# The topics a person ticked themselves; nothing here is read out of their words.
EMOTION_OF_TOPIC: Mapping[str, str] = {
    "grief": "grief", "pregnancy-loss": "grief", "loneliness": "loneliness", "anxiety": "fear",
    "low-mood": "sadness", "shame": "shame", "anger": "anger", "burnout": "overwhelm",
}  # fmt: skip
