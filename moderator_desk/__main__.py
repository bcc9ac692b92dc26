"""python -m moderator_desk: the command line."""

import sys

from moderator_desk.launch import main

sys.exit(main())
