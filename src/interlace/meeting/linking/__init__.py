"""Where cases of different bureaus meet: proposed links with their reason, value and probability."""
