from .variants import variants
from .features import logmel_stats

__all__ = ["variants", "logmel_stats"]
