"""``python -m kfd_analysis`` does what ``kfd`` does."""

import sys

from kfd_analysis.cli import main

sys.exit(main())
