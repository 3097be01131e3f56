"""Files dropped into a case: sealed, read behind walls, and what they may say laid before an officer."""
