"""Train, evaluate and describe the readers: ``python -m training all`` or one reader's name.

encoder                       fine-tune the shared encoder and write it as int8 ONNX
feeling cue foreign talk listening drift contact
                              data -> train -> evaluate -> export -> card, for one reader
all                           the encoder, then every reader
shares                        each head's quality by the share of the linear half
agreement                     kappa of the second labelling
beside                        what the message before changes in reading a supporter
research                      what the shipped readers do on research sets that you hold
reproduce {epitome,annomi}    the same recipe on a research set that you hold; nothing is kept
"""

import argparse
from pathlib import Path

from training import agreement, beside, cards, readers, reproduce, unseen


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "what",
        choices=[*readers.PARTS, "encoder", "all", "agreement", "beside", "shares", "reproduce", "research"],
    )
    parser.add_argument(
        "which", nargs="?", choices=["epitome", "annomi"], help="the research set to reproduce"
    )
    parser.add_argument(
        "--data", type=Path, default=None, help="folder with the open and research sets, never copied"
    )
    parser.add_argument("--test", type=Path, default=None, help="JSON Lines to evaluate a reproduction on")
    asked = parser.parse_args()
    if asked.what == "agreement":
        agreement.show()
    elif asked.what == "beside":
        beside.show()
    elif asked.what == "shares":
        readers.show_shares(asked.data)
    elif asked.what == "reproduce":
        reproduce.run(asked.which or "epitome", asked.data, asked.test)
    elif asked.what == "research":
        unseen.shipped(asked.data)
    else:
        _build(asked.what, asked.data)


def _build(what: str, data: Path | None) -> None:
    if what in ("encoder", "all"):
        readers.train_encoder(data / "goemotions" / "train.jsonl" if data else None)
    names = [*readers.PARTS] if what == "all" else [what] if what != "encoder" else []
    for name in names:
        readers.train_half(readers.PARTS[name], data)
    for name in names:
        # Other languages are a part of ``cue`` and stand on its card.
        cards.write("cue" if name == "foreign" else name, data)


if __name__ == "__main__":
    main()
