"""BeenThere: a self-hosted peer-support service."""

__version__ = "0.1.0"
