"""One model card for each reader, written by the command that measured it."""

import json
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from beenthere.kernel.wording import found_in
from beenthere.readers.model import WEIGHTS
from training import agreement, corpora
from training.evaluate import REPORTS
from training.figures import Figure, Report

CARDS = Path(__file__).parent.parent / "docs" / "readers"
WORDS = {
    "feeling": (
        "Shows a supporter what a seeker's words may carry: emotions, strength, what may help. Always a maybe.",
        "A diagnosis, a mood record, a figure about a person, a decision about who is helped first, supporters' own feelings, voices or faces.",
    ),
    "cue": (
        "Draws a person's attention to words that may speak of danger, with the words. People set and lower levels.",
        "Predicting suicide, ranking people, refusing or ordering help, an all-clear: A0 means that nothing was noticed.",
    ),
    "talk": (
        "Marks words for and against a change, words of relief and turning points, for a supporter or a trainer.",
        "Steering somebody toward a change that they did not choose.",
    ),
    "listening": (
        "Counts acts of listening, as soft bands for the supporter's own growth and for trainers.",
        "Grading or ranking supporters, pay, dismissal, certification.",
    ),
    "drift": (
        "Hints to a supporter, before or after sending, that words move toward another role.",
        "Punishing anybody. A hint is a question to a human; the supporter decides.",
    ),
    "contact": (
        "Finds contact details and invitations to leave the channel, so that they can be held or warned about.",
        "Proof of bad intent. Ordinary talk about phones and friends passes.",
    ),
}
LIMITS = {
    "cue": "English first. German, Spanish, French and Portuguese are read far more roughly, and what is not found there counts as unread. Irony, codes of a group and pictures are missed.",
    "contact": "Rules and a small trained part: what nobody wrote down is missed. Pictures are not read. Without weights the rules stand alone.",
}


def write(name: str, data: Path | None = None) -> None:
    """Measure a reader and write its card as Markdown and its figures as JSON."""
    report = REPORTS[name]()
    CARDS.mkdir(parents=True, exist_ok=True)
    (CARDS / f"{name}.md").write_text(card(report), encoding="utf-8")
    figures = {
        "figures": [asdict(one) for one in report.figures],
        "groups": {k: [asdict(one) for one in v] for k, v in report.groups.items()},
    }
    (CARDS / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for one in report.figures:
        print(f"  {name}: {one.name}: {_value(one)} {('goal ' + one.goal) if one.goal else ''}", flush=True)


def _value(one: Figure) -> str:
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f}, n={one.of})"


def card(report: Report) -> str:
    """Return the card's Markdown."""
    what, not_for = WORDS[report.name]
    figures = "\n".join(
        f"| {one.name} | {one.value:.3f} | {one.low:.3f} to {one.high:.3f} | {one.of} | {one.goal or '-'} |"
        for one in report.figures
    )
    parts = [
        f"# Model card: `{report.name}`",
        f"Written by `python -m training {report.name}` on {datetime.now(UTC).date()} with Python {platform.python_version()}. Do not edit by hand.",
        f"**What for.** {what}",
        f"**Not for.** {not_for}",
        f"**Limits.** {LIMITS.get(report.name, 'English only; anything else is unavailable, never quiet.')} {HONEST}",
        _data(report.name),
        "## Figures\n\nOn voices that nothing was trained or tuned on; 95 % intervals from 1,000 bootstrap draws of messages. "
        "Messages of one voice resemble each other, so the true intervals are wider.\n\n| what | value | 95 % | of | goal |\n|---|---|---|---|---|\n"
        + figures,
        _groups(report),
        _labels(report),
        _failures(report),
        _licence(report.name),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


HONEST = (
    "Nearly all messages it was trained on, and all it was measured on, were invented for this project and written with a language model's help in many voices; "
    "none comes from a person in distress. On real talks expect lower figures, and measure on your own before you lean on them."
)


BESIDE = {
    "listening": (
        "The linear half of `kind` also learned from MIBot (Mahmood et al., Findings of ACL 2025, CC BY-SA 4.0; labels by a language model), "
        "see decision 0007. "
    ),
    "cue": (
        "German, Spanish, French and Portuguese are read by patterns and by a half of their own, learned as the encoder did from sentences written for it (`languages/*.tsv`, CC0) "
        "and measured on `explicit_languages*.tsv`, whose writers saw neither. "
        "The share of `level` and how often a fine message may be called were settled with the figures below in view, so they are a little too good. "
    ),
    "drift": "Its share and the step of the gravest codes were settled with the figures below in view, so they are a little too good. ",
    "contact": (
        "Rules written by hand stand beside the trained part. Sentences written for it alone (`contact.tsv`, `contact/*.tsv`, CC0) were learned from as well, "
        "an eighth of them for the thresholds. It is measured on `contact_unseen*.tsv`, whose writers saw no rule and none of these; "
        "share and step were settled with these figures, but not these sentences, in view. "
    ),
}


def _data(name: str) -> str:
    about = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    encoder = json.loads((WEIGHTS / "encoder.json").read_text(encoding="utf-8"))
    found, gone = corpora.without_twins(corpora.messages())
    voices = sorted({one.voice for one in found})
    return (
        f"**Data.** `training/corpora/` (CC0), fingerprint `{about['corpora']}`: {len(found)} messages in {len(voices)} voices after {gone} near-duplicates were taken out "
        f"(Jaccard of word triples at least 0.8). This reader learned from {about['learned']} messages, was tuned on {about['tuned']} (voices {', '.join(sorted(corpora.TUNED))}) "
        f"and is measured on voices {', '.join(sorted(corpora.TESTED))}. The shared encoder learned from the corpora of fingerprint "
        f"`{encoder['corpora']}` and from a sample of GoEmotions (Demszky et al. 2020, CC BY 4.0). "
        f"{BESIDE.get(name, '')}Linear share by head: {about['shares']}.\n\n" + _agreement()
    )


def _agreement() -> str:
    rows = list(agreement.figures())
    if not rows:
        return ""
    told = "; ".join(f"{name} {value:.2f} (n={many})" for name, value, many in rows)
    return f"Second labelling of a part, blind to the first; Cohen's kappa unless said otherwise: {told}."


def _groups(report: Report) -> str:
    if not report.groups:
        return ""
    rows = "\n".join(
        f"| {kind} | {one.name} | {one.value:.3f} | {one.low:.3f} to {one.high:.3f} | {one.of} |"
        for kind, found in report.groups.items()
        for one in found
    )
    return (
        "## Groups\n\nThe main figure by register, age and voice (groups of at least 40 messages).\n\n| kind | group | value | 95 % | of |\n|---|---|---|---|---|\n"
        + rows
    )


def _labels(report: Report) -> str:
    if not report.labels:
        return ""
    rows = "\n".join(f"| {name} | {_dash(r)} | {_dash(p)} | {many} |" for name, r, p, many in report.labels)
    return "## Labels\n\n| label | recall | precision | of |\n|---|---|---|---|\n" + rows


def _dash(value: float) -> str:
    return "-" if value != value else f"{value:.2f}"


def _failures(report: Report) -> str:
    if not report.failures:
        return ""
    rows = "\n".join(
        f"| {text.replace('|', '/')} | {truth} | {guess} |"
        for text, truth, guess in report.failures
        # A card is a page like any other: what is not said here stands on it neither, whoever is invented to say it.
        if not found_in(text)
    )
    return (
        "## Where it fails\n\nA fixed sample of its mistakes on the tested voices.\n\n| message | should be | was |\n|---|---|---|\n"
        + rows
    )


def _licence(name: str) -> str:
    if name == "contact":
        return "**Licence.** Apache-2.0, as the project."
    if name == "listening":
        return (
            "**Licence.** `listening.npz` and `listening.json`: CC BY-SA 4.0, because they learned from MIBot (Mahmood et al. 2025, CC BY-SA 4.0). "
            "The encoder: Apache-2.0; start weights all-MiniLM-L6-v2 (Apache-2.0); GoEmotions (Demszky et al., ACL 2020, CC BY 4.0)."
        )
    return (
        "**Licence.** Weights: Apache-2.0, as the project. Start weights: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0). "
        "GoEmotions: Demszky, Movshovitz-Attias, Ko, Cowen, Nemade and Ravi, ACL 2020, CC BY 4.0."
    )
