"""How every bureau is reached: points round the clock, central authorities, hours, languages, channels."""
