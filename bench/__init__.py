"""How fast, how small: ``python -m bench [live|memory|start|pages|all]``. Loopback only."""
