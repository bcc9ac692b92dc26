"""What the command line ends with: 0 well; 1 a check failed; 2 wrong use; 3 something is missing on this machine; 4 the
platform could not be reached; 5 refused, or somebody must look; 6 the store cannot be used."""

WELL, FAILED, USAGE, MISSING, OFFLINE, REFUSED, STORE = range(7)
