"""Tables of the message desk: standard wording, forms, grounds of refusal."""
